"""Read a page saved from a browser: its headline, its text, its day and author, its comments.

The comments are looked for in the tree first, because a general extractor runs them together; trafilatura then finds
the article in what is left. Every doubt becomes a `Guess`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from typing import Any

import trafilatura

from hiwar.importers.page.days import day_in
from hiwar.importers.page.described import article_item, described_items, text_of
from hiwar.importers.page.html_comments import listed_comments, tree_comments
from hiwar.importers.page.markers import LONGEST_MARKER, declared_count, marker_kind
from hiwar.importers.page.shape import (
    Guess,
    ImportedComment,
    ImportedPage,
    NotAPage,
    count_guesses,
    excerpt,
    holds_an_address,
)
from hiwar.importers.page.tree import Element, elements, one_line, parse, tokens

LONGEST_HEADLINE = 250
SHORTEST_ARTICLE = 120
_BLOCKS = frozenset({"p", "item", "head", "quote", "list", "div", "table"})

_DISCUSSION = frozenset({"comments", "comments-area", "comment-respond", "respond", "commentlist", "comment-list"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "span", "p", "a", "strong", "div", "button", "summary"})
_PUBLISHED = "//meta[@property='article:published_time' or @itemprop='datePublished' or @name='date']/@content"


def read_html(text: str) -> ImportedPage:
    """Return the page in the HTML `text`; raise `NotAPage` when it holds no article."""
    root = parse(text)
    item = article_item(described_items(root))
    comments, guesses, filled = tree_comments(root)
    declared = _declared(root, filled)
    if not comments:
        comments, more = _other_comments(root, item, declared)
        guesses += more
    headline = _headline(root, item)
    days = [day_in(value) for value in root.xpath(_PUBLISHED)] + [day_in(text_of(item, "datePublished"))]
    author = _author(root, item)
    _remove_discussion(root, filled)
    _remove_menus(root)
    document = _extracted(root)
    paragraphs = _paragraphs(document.body, headline)
    # A log-in form or an error page has a sentence, too; with a discussion under it, it is a short article.
    discussed = bool(comments) or declared is not None
    if not paragraphs or (sum(map(len, paragraphs)) < SHORTEST_ARTICLE and not discussed):
        raise NotAPage("no_article")
    published = next((day for day in days if day), None) or day_in(document.date or "")
    author = author or _person(document.author or "")
    guesses = (*guesses, *count_guesses(declared, len(comments)))
    return ImportedPage(headline, paragraphs, comments, declared, published, author, guesses)


def _extracted(root: Element) -> Any:
    # Asked for everything, the extractor also brings menus; that is for pages where it finds next to nothing else.
    for favor_recall in (False, True):
        document = trafilatura.bare_extraction(
            deepcopy(root), include_comments=False, include_tables=True, favor_recall=favor_recall, with_metadata=True
        )
        if document is not None and document.body is not None:
            found = sum(map(len, _lines(document.body)))
            if favor_recall or found >= SHORTEST_ARTICLE:
                return document
    raise NotAPage("no_article")


def _headline(root: Element, item: Mapping[str, Any]) -> str | None:
    shared = [" ".join(value.split()) for value in root.xpath("//meta[@property='og:title']/@content")]
    titles = [line for line in (one_line(node) for node in root.iter("h1")) if line]
    # A title for sharing often carries the name of the paper; the heading on the page does not.
    for title in titles:
        if any(title in line for line in shared) or title == text_of(item, "headline"):
            return title[:LONGEST_HEADLINE]
    candidates = [text_of(item, "headline"), *shared, *(titles if len(titles) == 1 else [])]
    return next((line[:LONGEST_HEADLINE] for line in candidates if line), None)


def _author(root: Element, item: Mapping[str, Any]) -> str | None:
    named = [text_of(item, "author"), *root.xpath("//meta[@name='author']/@content")]
    return next((person for person in map(_person, named) if person), None)


def _person(line: str) -> str | None:
    name = " ".join(line.split())
    return None if not name or len(name) > 100 or holds_an_address(name) or "://" in name else name


def _declared(root: Element, filled: Collection[Element]) -> int | None:
    """Return the count printed nearest above the comments, else the first one on the page."""
    first = next(iter(filled), None)
    written = {part for element in filled for part in element.iter()}
    above: int | None = None
    for element in elements(root):
        if element is first and above is not None:
            return above
        count = None if element in written else _count_in(element)
        if count is not None:
            if first is None:
                return count
            above = count
    return above


def _count_in(element: Element) -> int | None:
    if element.tag not in _HEADINGS or len(element) > 3:
        return None
    line = one_line(element) if len(element) else " ".join((element.text or "").split())
    return declared_count(line) if line and len(line) <= LONGEST_MARKER else None


def _other_comments(
    root: Element, item: Mapping[str, Any], declared: int | None
) -> tuple[tuple[ImportedComment, ...], tuple[Guess, ...]]:
    """Return comments from the page's own description, else from trafilatura when they can be told apart."""
    described = item.get("comment") or ()
    described = [described] if isinstance(described, Mapping) else described
    listed = [entry for entry in described if isinstance(entry, Mapping)] if isinstance(described, list) else []
    if listed:
        return listed_comments(listed)
    document = trafilatura.bare_extraction(deepcopy(root), include_comments=True, favor_recall=True)
    body = getattr(document, "commentsbody", None)
    lines = [] if body is None else [line for line in _lines(body) if marker_kind(line) is None]
    if not lines:
        return (), ()
    if declared == len(lines):
        comments = tuple(ImportedComment(number, None, line) for number, line in enumerate(lines, 1))
        return comments, (Guess("comments_by_paragraph", {"found": len(lines)}),)
    return (), (Guess("comments_unreadable", {"lines": len(lines), "text": excerpt(lines[0])}),)


def _remove_discussion(root: Element, filled: Collection[Element]) -> None:
    areas = [
        element
        for element in elements(root)
        if element.tag not in ("html", "body", "main")
        and (tokens(element) & _DISCUSSION or (element.get("id") or "").lower() in _DISCUSSION)
    ]
    for element in (*filled, *areas):
        if element.getparent() is not None:
            element.drop_tree()


def _remove_menus(root: Element) -> None:
    """Drop lists and tables of nothing but links; in layouts made of tables the extractor takes them for text."""
    for element in list(root.iter("nav", "ul", "ol", "table")):
        linked = sum(len(one_line(link)) for link in element.iter("a"))
        if element.getparent() is not None and linked and linked >= len(one_line(element).replace(" ", "")):
            element.drop_tree()


def _paragraphs(body: Element, headline: str | None) -> tuple[str, ...]:
    lines = [line for line in _lines(body) if marker_kind(line) is None]
    if lines and lines[0] == headline:
        lines = lines[1:]
    return tuple(lines)


def _lines(body: Element) -> Iterator[str]:
    """Return the extractor's paragraphs, headings, quotations, list items and table rows, one line each."""
    for block in body:
        if block.tag == "table":
            for row in block.iter("row"):
                cells = (" ".join("".join(cell.itertext()).split()) for cell in row)
                yield from _broken(" | ".join(filter(None, cells)))
        elif any(part.tag in _BLOCKS for part in block):
            yield from _broken(block.text or "")
            yield from _lines(block)
        else:
            yield from _broken(_with_breaks(block))
        yield from _broken(block.tail or "")


def _with_breaks(block: Element) -> str:
    pieces = [block.text or ""]
    for part in block:
        # In old news pages a <br> inside a paragraph stands between two paragraphs.
        pieces.append("\n" if part.tag == "lb" else "".join(part.itertext()))
        pieces.append(part.tail or "")
    return "".join(pieces)


def _broken(text: str) -> Iterator[str]:
    for line in re.split(r"\n", text):
        if line := " ".join(line.split()):
            yield line
