"""A saved page as an element tree, and the text of an element as a reader would see it.

Parsing is harmless by construction: no network, no entities of the page's own, no huge trees. Where the article and
the comments are is not decided here.
"""

import re
from collections.abc import Collection, Iterator

from lxml import etree, html

from hiwar.importers.page.shape import NotAPage

Element = html.HtmlElement

# The subset in brackets may define entities; the HTML parser does not expand them, but would print the leftovers.
_DOCTYPE = re.compile(r"(\s*+(?:<\?xml[^>]{0,200}+\?>)?\s*+)<!doctype\b[^>\[]*+(?:\[[^\]]*+\]\s*+)?>", re.IGNORECASE)


def names(text: str) -> frozenset[str]:
    """Return the words of `text` as a set, for tables of tags and classes."""
    return frozenset(text.split())


_SILENT = names("script style template noscript svg math iframe object embed form button select textarea input head")
_PARTED = names("p blockquote ul ol dl pre table h1 h2 h3 h4 h5 h6 figure section article")
_LINED = names("div li dt dd tr footer header aside address")
_SPACES = re.compile(r"[ \t\n\r\f]+")
# Between two of these lines one break is enough, however many elements end there.
_SOFT = "\N{INFORMATION SEPARATOR TWO}"
_SOFT_BREAKS = re.compile(rf"[ {_SOFT}]*{_SOFT}[ {_SOFT}]*")


def parse(text: str) -> Element:
    """Return the tree of the page in `text`; raise `NotAPage` when there is no tree in it."""
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, recover=True
    )
    source = (text[found.end() :] if (found := _DOCTYPE.match(text)) else text).encode("utf-8", "replace")
    try:
        root = html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise NotAPage("no_article") from error
    return root


def tokens(element: Element) -> frozenset[str]:
    """Return the classes of `element`, lower case."""
    return frozenset((element.get("class") or "").lower().split())


def elements(root: Element) -> Iterator[Element]:
    """Walk the real elements below and at `root`, in document order."""
    return (node for node in root.iter() if isinstance(node.tag, str))


def visible_text(root: Element, *, without: Collection[Element] = ()) -> str:
    """Return the text of `root` with its line breaks, leaving out the subtrees in `without` and what no reader sees."""
    hidden = set(without)
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if tag in _SILENT or node in hidden:
                walk.skip_subtree()
                continue
            pieces.append("\n" if tag == "br" else _opening(tag, node))
            pieces.append(_SPACES.sub(" ", node.text or ""))
            continue
        if tag not in _SILENT and node not in hidden:
            pieces.append(_closing(tag))
        if node is not root:
            pieces.append(_SPACES.sub(" ", node.tail or ""))
    return _tidy("".join(pieces))


def one_line(root: Element, *, without: Collection[Element] = ()) -> str:
    """Return the text of `root` on one line."""
    return " ".join(visible_text(root, without=without).split())


def _opening(tag: str, node: Element) -> str:
    if tag == "img":
        # Smilies were pictures once; their words are in the alternative text.
        return (node.get("alt") or "") if any("smil" in name or "emoji" in name for name in tokens(node)) else ""
    return _closing(tag)


def _closing(tag: str) -> str:
    if tag in _PARTED:
        return "\n\n"
    return _SOFT if tag in _LINED else ""


def _tidy(text: str) -> str:
    text = _SOFT_BREAKS.sub(_SOFT, text)
    text = re.sub(rf"{_SOFT}?\n{_SOFT}?", "\n", text).replace(_SOFT, "\n")
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
