"""Trying an entry of a word list before it is listed: which of the latest comments would it have held?

A bounded read: at most `MOST` comments, newest first, in pieces, until the time is up; then one may look further from
where it stopped. Nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from hiwar.arabic.fold import fold_batch
from hiwar.discussions.models import ListKind, State
from hiwar.discussions.queries import house_rules
from hiwar.discussions.render import direction_of
from hiwar.moderation.roles import Seat
from hiwar.moderation.spans import Kind, Mark, Segment, excerpt, segments
from hiwar.screening.rules.listed_words import outside
from hiwar.screening.words import Match, WordEntry, WordList

MOST = 10_000
PIECE = 1_000
# An answer within three seconds on a small machine, the drawing of the page included.
SECONDS = 2.0
MOST_SHOWN = 30
CHARACTERS = 280


class Fate(NamedTuple):
    """What became of a comment: where it stands, and whether a person put it there."""

    state: str
    by_person: bool


@dataclass(frozen=True)
class Hit:
    """A comment the entry would have held."""

    public_id: str
    fate: Fate
    at: datetime
    name: tuple[Segment, ...]
    text: tuple[Segment, ...]
    direction: str


@dataclass
class Tried:
    """What the entry would have done to the comments looked at; `further` is where the others begin."""

    looked_at: int = 0
    held: int = 0
    approved: int = 0
    rejected: int = 0
    by_itself: int = 0
    waiting: int = 0
    shown: list[Hit] = field(default_factory=list)
    further: int | None = None

    def count(self, fate: Fate) -> None:
        """Count one comment that the entry would have held."""
        self.held += 1
        if fate.state == State.HELD:
            self.waiting += 1
        elif fate.state == State.PUBLISHED:
            self.approved += fate.by_person
            self.by_itself += not fate.by_person
        else:
            self.rejected += 1


class _Row(NamedTuple):
    pk: int
    public_id: str
    state: str
    decided_at: datetime | None
    submitted_at: datetime
    name: str
    text: str


def try_entry(
    entry: WordEntry, *, seat: Seat, clock: Callable[[], float], after: int | None = None, seen: int = 0
) -> Tried:
    """Return what an entry would have held of the site's latest comments, from the one before `after` on.

    `seen` were looked at before. What stands inside an allowed phrase counts as little as in screening.
    """
    words, allowed = WordList.compile([entry]), house_rules(seat.site).words[ListKind.ALLOWED]
    tried, started = Tried(), clock()
    for piece in _pieces(seat, after=after, most=max(MOST - seen, 0)):
        for row, in_text, in_name in _held(piece, words, allowed):
            fate = Fate(row.state, row.decided_at is not None)
            tried.count(fate)
            if len(tried.shown) < MOST_SHOWN:
                tried.shown.append(_hit(row, fate, in_text, in_name))
        tried.looked_at += len(piece)
        tried.further = piece[-1].pk if len(piece) == PIECE and seen + tried.looked_at < MOST else None
        if clock() - started > SECONDS:
            break
    return tried


def _pieces(seat: Seat, *, after: int | None, most: int) -> Iterator[list[_Row]]:
    rows = seat.comments().exclude(state=State.WITHDRAWN).exclude(text="").order_by("-pk")
    read = 0
    while read < most:
        wanted = (rows.filter(pk__lt=after) if after else rows).values_list(*_Row._fields)
        piece = [_Row(*row) for row in wanted[: min(PIECE, most - read)]]
        if not piece:
            return
        read, after = read + len(piece), piece[-1].pk
        yield piece
        if len(piece) < PIECE:
            return


def _held(
    piece: list[_Row], words: WordList, allowed: WordList
) -> Iterator[tuple[_Row, tuple[Match, ...], tuple[Match, ...]]]:
    texts, names = fold_batch([row.text for row in piece]), fold_batch([row.name for row in piece])
    in_texts, in_names = words.find_batch(texts), words.find_batch(names)
    for place in sorted(in_texts.keys() | in_names.keys()):
        row = piece[place]
        text = outside(in_texts.get(place, ()), allowed.find(row.text))
        name = outside(in_names.get(place, ()), allowed.find(row.name))
        if text or name:
            yield row, text, name


def _hit(row: _Row, fate: Fate, in_text: tuple[Match, ...], in_name: tuple[Match, ...]) -> Hit:
    return Hit(
        public_id=row.public_id,
        fate=fate,
        at=row.submitted_at,
        name=segments(row.name, _marks(in_name)),
        text=excerpt(segments(row.text, _marks(in_text)), limit=CHARACTERS),
        direction=direction_of(row.text),
    )


def _marks(found: tuple[Match, ...]) -> list[Mark]:
    return [Mark(match.start, match.end, Kind.WORDS) for match in found]
