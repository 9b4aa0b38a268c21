"""A text cut into marked and unmarked pieces, by the code points screening pointed at.

Belongs here: cutting, and shortening for a row. Not here: markup; templates escape each piece and wrap the marked ones.
A record is old data: offsets that overlap, turn round or point outside the text are clipped, never an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

MOST_MARKS = 200
BEFORE_MARK = 80
CUT = "…"


class Kind(IntEnum):
    """What a piece is. Where two kinds meet, the higher one is shown."""

    PLAIN = 0
    DEALING = 1  # Offers, links, private details: what someone wants of the reader.
    WORDS = 2  # What is said of or to someone.


@dataclass(frozen=True)
class Mark:
    """Code points `start` to `end` (exclusive), and what kind of thing stands there."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class Segment:
    """A piece of the text; `kind` says whether and how it is marked."""

    text: str
    kind: Kind = Kind.PLAIN


def segments(text: str, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """Return the text in pieces: joined they are the text, and no two neighbors are of one kind.

    >>> [piece.text for piece in segments("يا فاشل، مهلاً", [Mark(0, 7, Kind.WORDS)])]
    ['يا فاشل', '، مهلاً']
    """
    inside = [_clipped(mark, len(text)) for mark in list(marks)[:MOST_MARKS]]
    shown = [mark for mark in inside if mark.start < mark.end]
    cuts = sorted({0, len(text), *(mark.start for mark in shown), *(mark.end for mark in shown)})
    pieces: list[Segment] = []
    for start, end in pairwise(cuts):
        kind = max((mark.kind for mark in shown if mark.start <= start and end <= mark.end), default=Kind.PLAIN)
        if pieces and pieces[-1].kind is kind:
            pieces[-1] = replace(pieces[-1], text=pieces[-1].text + text[start:end])
        else:
            pieces.append(Segment(text[start:end], kind))
    return tuple(pieces)


def _clipped(mark: Mark, length: int) -> Mark:
    return replace(mark, start=min(max(mark.start, 0), length), end=min(max(mark.end, 0), length))


def excerpt(pieces: tuple[Segment, ...], *, limit: int) -> tuple[Segment, ...]:
    """Return at most about `limit` characters, with the first mark among them; what is left out is shown as «…»."""
    total = sum(len(piece.text) for piece in pieces)
    if total <= limit:
        return pieces
    first_mark = 0
    for piece in pieces:
        if piece.kind is not Kind.PLAIN:
            break
        first_mark += len(piece.text)
    # A mark near the beginning is seen without leaving anything out before it.
    start = first_mark - BEFORE_MARK if total > first_mark > limit - BEFORE_MARK else 0
    found = list(_between(pieces, start, start + limit))
    before = (Segment(CUT),) if start else ()
    after = (Segment(CUT),) if start + limit < total else ()
    return (*before, *found, *after)


def _between(pieces: tuple[Segment, ...], start: int, end: int) -> Iterable[Segment]:
    position = 0
    for piece in pieces:
        text = piece.text[max(start - position, 0) : max(end - position, 0)]
        position += len(piece.text)
        if text:
            yield replace(piece, text=text)
