"""Find the comments in the tree of a saved page: which elements they are, and which of them answers which.

First the lists that WordPress and its relatives print, then microdata, then anything that calls itself a comment.
What a comment says is read in `html_comments.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hiwar.importers.page.tree import Element, elements, one_line, tokens

_LISTS = frozenset({"commentlist", "comment-list", "comments-list", "commentslist", "comment_list", "comments__list"})
_AREAS = frozenset({"comments", "comments-area", "comment-area", "comments-wrap", "comments-section"})
_CALLED = frozenset({"comment", "comment-item", "comment_item", "comment-box", "single-comment", "user-comment"})
_TAGS = frozenset({"li", "div", "article", "section"})
_OWN_ID = re.compile(r"(?:li-|div-)?comment-?(\d{1,20})")
_TYPE = re.compile(r"schema\.org/(?:User)?Comments?\Z", re.IGNORECASE)


@dataclass(eq=False, slots=True)
class CommentNode:
    """One comment's element; `parent` is the comment it stands inside, `inner` the comments that stand inside it."""

    element: Element
    source_id: str
    parent: "CommentNode | None" = None
    inner: list[Element] = field(default_factory=list)


def comment_nodes(root: Element) -> list[CommentNode]:
    """Return the comments of the page in the order a reader meets them."""
    found = [element for element in elements(root) if _is_comment(element)]
    for names in (_LISTS, _AREAS):
        within = [element for element in found if _inside(element, names)]
        if within:
            found = within
            break
    return _nested(found)


def _is_comment(element: Element) -> bool:
    if element.tag not in _TAGS:
        return False
    if _TYPE.search(element.get("itemtype") or ""):
        return True
    names = tokens(element)
    if names & {"pingback", "trackback"}:
        # What other sites announce about themselves was never said by a reader.
        return False
    return bool(names & _CALLED) or _source_id(element) != ""


def _source_id(element: Element) -> str:
    match = _OWN_ID.fullmatch((element.get("id") or element.get("data-comment-id") or "").strip())
    if match:
        return match[1]
    given = (element.get("data-comment-id") or "").strip()
    return given if given.isdecimal() and len(given) <= 20 else ""


def _inside(element: Element, names: frozenset[str]) -> bool:
    return any(
        tokens(above) & names or (above.get("id") or "").lower() in names
        for above in element.iterancestors()
        if isinstance(above.tag, str)
    )


def _nested(found: Sequence[Element]) -> list[CommentNode]:
    """Join wrappers with what they wrap and link each comment to the one around it; `found` is in document order."""
    chosen = set(found)
    nodes: dict[Element, CommentNode] = {}
    for element in found:
        above = next((up for up in element.iterancestors() if up in chosen), None)
        holder = nodes.get(above) if above is not None else None
        if holder is not None and _same_comment(holder, element):
            nodes[element] = holder
            holder.source_id = holder.source_id or _source_id(element)
            continue
        node = CommentNode(element, _source_id(element), holder)
        nodes[element] = node
        if holder is not None:
            holder.inner.append(element)
    unique = list(dict.fromkeys(nodes.values()))
    return _without_wrappers(unique)


def _same_comment(holder: CommentNode, element: Element) -> bool:
    """Tell whether `element` is the body of `holder` and not an answer to it.

    Themes write one comment as `li#li-comment-5 > div#comment-5`; answers stand in a list of their own, or come after
    words of the comment they answer.
    """
    own, other = holder.source_id, _source_id(element)
    if own and other:
        return own == other
    for up in element.iterancestors():
        if up is holder.element:
            break
        if up.tag in ("ul", "ol") or tokens(up) & {"children", "replies"}:
            return False
    return not holder.inner and not one_line(holder.element, without=_from(element))


def _from(element: Element) -> list[Element]:
    """Return `element` and all that follows it inside its parent: what may be its answers, not its holder's words."""
    return [element, *element.itersiblings()]


def _without_wrappers(nodes: list[CommentNode]) -> list[CommentNode]:
    """Drop elements that hold comments and no word of their own, handing their children to whom they answer."""
    kept: list[CommentNode] = []
    dropped: set[int] = set()
    for node in nodes:
        while node.parent is not None and id(node.parent) in dropped:
            node.parent = node.parent.parent
        if node.inner and not one_line(node.element, without=node.inner):
            dropped.add(id(node))
            continue
        kept.append(node)
    return kept
