"""What each comment of a saved page says: its name, its words with their line breaks, its day, whom it answers.

Addresses of people and machines, their pictures and the hashes in them are never read: what is not read cannot be
stored. Where comments stand in the tree is found in `comment_nodes.py`.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from hiwar.arabic.fold import fold
from hiwar.importers.page.comment_nodes import CommentNode, comment_nodes
from hiwar.importers.page.days import day_in
from hiwar.importers.page.shape import Guess, ImportedComment, excerpt, holds_an_address
from hiwar.importers.page.tree import Element, elements, names, one_line, parse, tokens, visible_text

_WORDS = names(
    "comment-content comment-text comment_text commenttext comment-message comment__text comment__body comment__content"
    " comment-body-text comment_content comment-entry"
)
_NAME = ("fn", "comment-author", "comment-author-name", "comment__author", "author", "username", "user-name", "name")
_ASIDE = names(
    "comment-author comment-author-name comment__author author vcard username user-name comment-meta commentmetadata "
    "comment-metadata comment-date comment__date comment-time date time reply comment-reply-link comment-reply says "
    "avatar comment-awaiting-moderation comment-edit-link comment-actions comment-footer likes votes rating "
    "comment-number comment-respond"
)
_ASIDE_PROPERTIES = frozenset({"author", "creator", "datepublished", "datecreated", "commenttime", "image", "name"})
_TEXT_PROPERTIES = frozenset({"text", "commenttext", "description"})
_DAY_PROPERTIES = frozenset({"datepublished", "datecreated", "commenttime"})
_SAYS = re.compile(r"\s*(?:(?:يقول|تقول|قال|قالت|كتب|كتبت|says|said|wrote)\s*:?|:)\s*\Z")
_NOBODY = frozenset(
    fold(name).text for name in ("مجهول", "غير معروف", "غير معرف", "بدون اسم", "زائر", "anonymous", "guest")
)


def tree_comments(root: Element) -> tuple[tuple[ImportedComment, ...], tuple[Guess, ...], list[Element]]:
    """Return the comments found in the tree, what had to be guessed, and the elements they fill."""
    nodes = comment_nodes(root)
    numbers: dict[CommentNode, int] = {}
    comments: list[ImportedComment] = []
    guesses: list[Guess] = []
    for node in nodes:
        text = _text(node)
        if not text:
            guesses.append(Guess("empty_comment", {"number": len(comments) + 1}))
            continue
        number = len(comments) + 1
        numbers[node] = number
        name, more = _clean_name(_name(node), number)
        guesses += more
        parent = _parent(node, numbers)
        comments.append(ImportedComment(number, name, text, parent, _day(node), node.source_id))
    return tuple(comments), tuple(guesses), [node.element for node in nodes]


def _parent(node: CommentNode, numbers: Mapping[CommentNode, int]) -> int | None:
    above = node.parent
    while above is not None and above not in numbers:
        above = above.parent
    return numbers[above] if above is not None else None


def _own(node: CommentNode) -> list[Element]:
    """Return the elements of this comment alone, those of its answers left out."""
    foreign = {inside for inner in node.inner for inside in inner.iter()}
    return [element for element in elements(node.element) if element not in foreign]


def _property(element: Element) -> str:
    return (element.get("itemprop") or "").lower()


def _text(node: CommentNode) -> str:
    own = _own(node)
    aside = [*node.inner, *(part for part in own if _is_aside(part))]
    body = next((part for part in own if _property(part) in _TEXT_PROPERTIES), None)
    if body is None:
        body = next((part for part in own if tokens(part) & _WORDS), None)
    if body is not None:
        kept = [part for part in aside if tokens(part) & {"reply", "comment-reply-link", "comment-awaiting-moderation"}]
        return visible_text(body, without={*node.inner, *kept})
    text = visible_text(node.element, without={*aside, *_bare_name(node, own)})
    # Old themes print the verb after the name outside of any element.
    first, _, rest = text.partition("\n")
    return rest.strip("\n") if _SAYS.fullmatch(first) else text


def _is_aside(part: Element) -> bool:
    return bool(tokens(part) & _ASIDE) or _property(part) in _ASIDE_PROPERTIES or part.tag in ("time", "cite")


def _bare_name(node: CommentNode, own: Sequence[Element]) -> Collection[Element]:
    """Return the bold first words of a comment in a theme without classes: they are the name."""
    if any(tokens(part) & set(_NAME) or part.tag == "cite" or _property(part) == "author" for part in own):
        return ()
    first = next((part for part in own[1:] if part.tag not in ("img", "a") and one_line(part)), None)
    if first is None or first.tag not in ("b", "strong", "h4", "h5") or (node.element.text or "").strip():
        return ()
    return (first,)


def _name(node: CommentNode) -> str:
    own = _own(node)
    for wanted in _NAME:
        for part in own:
            if wanted in tokens(part) or (wanted == "name" and _property(part) == "name"):
                line = one_line(part, without={inner for inner in own if tokens(inner) & {"says", "avatar", "date"}})
                if line:
                    return line
    given = next((part for part in own if part.tag == "cite" or _property(part) in ("author", "creator")), None)
    if given is not None:
        return (given.get("content") or one_line(given)).strip()
    return next((one_line(part) for part in _bare_name(node, own)), "")


def _clean_name(raw: str, number: int) -> tuple[str | None, list[Guess]]:
    name = _SAYS.sub("", raw).strip()
    if not name:
        return None, []
    if holds_an_address(name):
        return None, [Guess("name_was_address", {"number": number})]
    if fold(name).text in _NOBODY:
        return None, [Guess("nameless", {"number": number, "name": excerpt(name)})]
    return name, []


def _day(node: CommentNode) -> date | None:
    own = _own(node)
    for part in own:
        if part.tag == "time" or _property(part) in _DAY_PROPERTIES:
            day = day_in(part.get("datetime") or part.get("content") or one_line(part))
            if day:
                return day
    for part in own:
        if any("date" in name or "meta" in name or "time" in name for name in tokens(part)):
            day = day_in(one_line(part, without=node.inner))
            if day:
                return day
    return None


def listed_comments(items: Sequence[Mapping[str, Any]]) -> tuple[tuple[ImportedComment, ...], tuple[Guess, ...]]:
    """Return the comments that a page describes to machines (schema.org `Comment`), answers after their parent."""
    comments: list[ImportedComment] = []
    guesses: list[Guess] = []
    waiting: list[tuple[Mapping[str, Any], int | None]] = [(item, None) for item in reversed(items)]
    while waiting:
        item, parent = waiting.pop()
        text = item.get("text")
        number = parent
        if isinstance(text, str) and text.strip():
            number = len(comments) + 1
            name, more = _clean_name(_listed_name(item.get("author")), number)
            guesses += more
            day = day_in(str(item.get("dateCreated") or item.get("datePublished") or ""))
            comments.append(ImportedComment(number, name, _listed_text(text), parent, day))
        answers = item.get("comment") or ()
        answers = [answers] if isinstance(answers, Mapping) else answers
        waiting += [(answer, number) for answer in reversed(list(answers)) if isinstance(answer, Mapping)]
    return tuple(comments), tuple(guesses)


def _listed_text(text: str) -> str:
    # Some sites put HTML into the description, some plain text with line breaks.
    if re.search(r"<(?:p|br|div|a)\b", text, re.IGNORECASE):
        return visible_text(parse(f"<div>{text}</div>"))
    return "\n".join(line.strip() for line in text.strip().splitlines())


def _listed_name(author: object) -> str:
    if isinstance(author, Mapping):
        author = author.get("name")
    return " ".join(author.split()) if isinstance(author, str) else ""
