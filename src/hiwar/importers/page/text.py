"""Read a page as a text extractor left it: paragraphs, the furniture of the page, a numbered list of comments.

How a list is cut is in `numbered.py`, what counts as furniture in `markers.py`, what looks like a name in `names.py`;
here they are put together, and every doubt becomes a `Guess`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from hiwar.importers.page.days import day_in, is_day_line
from hiwar.importers.page.hints import answers_former
from hiwar.importers.page.markers import declared_count, marker_kind
from hiwar.importers.page.names import NamedText, split_name
from hiwar.importers.page.numbered import Line, NumberedList, NumberedText, item_at, read_list
from hiwar.importers.page.paragraphs import join_paragraphs
from hiwar.importers.page.shape import (
    Guess,
    ImportedComment,
    ImportedPage,
    NotAPage,
    count_guesses,
    excerpt,
    holds_an_address,
)

_HEADLINE_LENGTH = 110
_ANSWER_LINKS = frozenset({"رد", "الرد", "أجب", "Reply"})
_ENDS_A_SENTENCE = re.compile(r"[.؟?!…:،؛»\"]\s*\Z")


@dataclass(frozen=True, slots=True)
class _Parts:
    """Which lines of the file belong to the article, to the list of comments, and to neither."""

    article: Sequence[Line]
    comments: Sequence[Line]
    aside: Sequence[Line]
    declared: int | None
    guesses: tuple[Guess, ...] = ()


def read_text(text: str) -> ImportedPage:
    """Return the page in `text`; raise `NotAPage` when nothing in it marks a news page with a discussion."""
    parts = _parts([Line.of(raw) for raw in text.split("\n")])
    paragraphs, guesses = join_paragraphs(parts.article)
    guesses = parts.guesses + guesses
    if not paragraphs:
        raise NotAPage("no_article")
    comments: tuple[ImportedComment, ...] = ()
    aside = list(parts.aside)
    if parts.comments:
        numbered = read_list(parts.comments, declared=parts.declared)
        comments, more = _comments(numbered)
        guesses += more
        aside += numbered.after
    guesses += count_guesses(parts.declared, len(comments))
    guesses += _headline_hint(paragraphs)
    guesses += tuple(Guess("left_out", {"text": excerpt(line.text)}) for line in aside if not marker_kind(line.text))
    return ImportedPage(None, paragraphs, comments, parts.declared, guesses=guesses)


def _parts(lines: Sequence[Line]) -> _Parts:
    marks = [at for at, line in enumerate(lines) if marker_kind(line.text)]
    if not marks:
        raise NotAPage("no_markers")
    head = next((at for at in marks if _opens_list(lines, at)), None)
    if head is None:
        return _without_list(lines, marks)
    first = next(at for at in range(head + 1, len(lines)) if item_at(lines[at]))
    # A count nearer to the list is the better witness than one under the headline.
    counts = [declared_count(line.text) for line in lines[:first]]
    declared = next((count for count in reversed(counts) if count is not None), None)
    before = lines[:head]
    end, guesses = _article_end(before)
    aside = [line for line in before[end:] if line.text]
    return _Parts(_writing(before[:end]), lines[first:], aside, declared, guesses)


def _opens_list(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the list of comments follows the count or invitation at `at`, furniture aside."""
    if marker_kind(lines[at].text) not in ("count", "invite"):
        return False
    following = next((line for line in lines[at + 1 :] if line.text and not marker_kind(line.text)), None)
    return following is not None and item_at(following) is not None


def _without_list(lines: Sequence[Line], marks: Sequence[int]) -> _Parts:
    """Return the parts of a page without comments; refuse one that announces comments we cannot tell apart."""
    counts = [declared_count(lines[at].text) for at in marks]
    declared = next((count for count in reversed(counts) if count is not None), None)
    closing = [at for at in marks if marker_kind(lines[at].text) != "share" and _has_writing(lines[:at])]
    tail = closing[0] if closing else len(lines)
    if declared and any(not marker_kind(line.text) for line in lines[tail:] if line.text):
        raise NotAPage("comments_not_numbered", declared=declared)
    end, guesses = _article_end(lines[:tail])
    aside = [line for line in lines[end:] if line.text]
    return _Parts(_writing(lines[:end]), (), aside, declared, guesses)


def _has_writing(lines: Iterable[Line]) -> bool:
    return any(line.text and not marker_kind(line.text) for line in lines)


def _writing(lines: Sequence[Line]) -> Sequence[Line]:
    """Return `lines` with the furniture blanked, so that it still parts paragraphs."""
    return [Line(0, "") if line.text and marker_kind(line.text) else line for line in lines]


def _article_end(lines: Sequence[Line]) -> tuple[int, tuple[Guess, ...]]:
    """Return where the article ends in the lines before the discussion: at its last share bar, if that is below it."""
    shares = [at for at, line in enumerate(lines) if line.text and marker_kind(line.text) == "share"]
    if not shares:
        return len(lines), ()
    above, below = (sum(len(line.text) for line in part) for part in (lines[: shares[-1]], lines[shares[-1] + 1 :]))
    # A bar under the headline has the article after it; the names of networks after a bar are shorter than any article.
    if above >= below:
        return shares[-1], ()
    return len(lines), (Guess("share_above"),) if above else ()


def _comments(numbered: NumberedList) -> tuple[tuple[ImportedComment, ...], tuple[Guess, ...]]:
    comments: list[ImportedComment] = []
    guesses: list[Guess] = []
    for text in numbered.texts:
        former = comments[-1] if comments else None
        comment, more = _comment(text)
        if former and comment.number != former.number + 1:
            more.append(Guess("number_missing", {"number": comment.number, "former": former.number}))
        if former and answers_former(comment.text, former):
            more.append(Guess("answers_former", {"number": comment.number, "former": former.number}))
        comments.append(comment)
        guesses += more
    if not numbered.end_is_sure:
        guesses.append(Guess("end_unsure", {"number": comments[-1].number}))
    return tuple(comments), tuple(guesses)


def _comment(numbered: NumberedText) -> tuple[ImportedComment, list[Guess]]:
    number, split = numbered.number, split_name(numbered.text)
    text, submitted, guesses = _without_furniture(number, split) if split.printed else (split.text, None, [])
    name = split.name
    if name and holds_an_address(name):
        guesses.append(Guess("name_was_address", {"number": number}))
        name = None
    elif name:
        guesses.append(Guess("name_taken", {"number": number, "name": excerpt(name)}))
    elif split.likeness == "maybe":
        line = numbered.text.partition("\n")[0]
        guesses.append(Guess("maybe_name", {"number": number, "text": excerpt(line)}))
    if not text.strip():
        guesses.append(Guess("empty_comment", {"number": number}))
    if _holds_list(text):
        guesses.append(Guess("inner_list", {"number": number}))
    return ImportedComment(number, name, text, submitted=submitted), guesses


def _without_furniture(number: int, split: NamedText) -> tuple[str, date | None, list[Guess]]:
    """Take the date under a printed name and the link «رد» at the end, which themes print around each comment."""
    lines, submitted, guesses = split.text.split("\n"), None, []
    if len(lines) > 1 and is_day_line(lines[0]):
        submitted = day_in(lines[0])
        guesses.append(Guess("day_taken", {"number": number, "text": excerpt(lines[0])}))
        lines = lines[1:]
    if len(lines) > 1 and lines[-1].strip() in _ANSWER_LINKS:
        guesses.append(Guess("link_left_out", {"number": number, "text": excerpt(lines[-1])}))
        lines = lines[:-1]
    return "\n".join(lines).strip("\n"), submitted, guesses


def _holds_list(text: str) -> bool:
    items = [item for item in (item_at(Line.of(raw)) for raw in text.split("\n")) if item]
    return any(after.number == before.number + 1 for before, after in pairwise(items))


def _headline_hint(paragraphs: Sequence[str]) -> tuple[Guess, ...]:
    first = paragraphs[0]
    if len(paragraphs) > 1 and len(first) <= _HEADLINE_LENGTH and not _ENDS_A_SENTENCE.search(first):
        return (Guess("maybe_headline", {"text": excerpt(first)}),)
    return ()
