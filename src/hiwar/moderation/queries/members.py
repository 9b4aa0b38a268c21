"""The comments of one group: the text they have in common, how the others differ from it, and who is left out.

Whoever is less alike than the threshold, or quotes the text to warn of it, is left out of a common decision and shown
by itself. The same question gives the same answer when the decision comes, for the comments that were there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher

from hiwar.discussions.render import direction_of
from hiwar.moderation.queries.groups import FAMILY, Group, waiting
from hiwar.moderation.roles import Seat
from hiwar.screening.quoting import speak_about
from hiwar.screening.sketch import ALIKE, likenesses

# What one act settles; of a larger group the oldest so many, and then the next.
MOST = 5000
SHOWN_VARIANTS = 12
MOST_WORDS = 150


@dataclass(frozen=True)
class Member:
    """A waiting comment of the group. `share`: how much it has in common with the common text, in hundredths."""

    pk: int
    public_id: str
    name: str
    text: str
    title: str
    at: datetime
    share: int = 100
    quotes: bool = False

    @property
    def direction(self) -> str:
        """Return in which direction its text is read."""
        return direction_of(self.text)


@dataclass(frozen=True)
class Piece:
    """Words of a variant: `how` is «same», «added» or «gone»."""

    text: str
    how: str


@dataclass(frozen=True)
class Variant:
    """One wording: how many comments have it, and how it differs from the common one."""

    pieces: tuple[Piece, ...]
    direction: str
    count: int
    share: int
    is_common: bool


@dataclass(frozen=True)
class Members:
    """A group's waiting comments, oldest first: those that go along in a common decision, and those set apart.

    `anchor` is a comment of the common wording and `upto` the latest that was read: by these two the same question is
    asked again when the decision comes. `is_cut` if there are more than one act can settle.
    """

    common: str
    anchor: str
    alike: tuple[Member, ...]
    apart: tuple[Member, ...]
    variants: tuple[Variant, ...]
    upto: int
    is_cut: bool


def members_of(group: Group, *, seat: Seat, upto: int | None = None, anchor: str = "") -> Members | None:
    """Return the group's waiting comments, at most five thousand, or None if there are none; one query, two with an
    anchor.

    `upto` leaves out what came later; an `anchor` keeps the common wording when most who had it are decided by then.
    Whatever one browser wrote is one group, alike or not.
    """
    rows = group.among(waiting(seat))
    rows = rows.filter(pk__lte=upto) if upto else rows
    columns = ("pk", "public_id", "name", "text", "thread__title", "submitted_at")
    found = list(rows.order_by("pk").values_list(*columns)[: MOST + 1])
    if not found:
        return None
    kept = [Member(*row) for row in found[:MOST]]
    upto, is_cut = kept[-1].pk, len(found) > MOST
    if group.column != FAMILY:
        return Members("", "", tuple(kept), (), (), upto, is_cut)
    common, anchor = _common(kept, anchor, group=group, seat=seat)
    texts = list({one.text for one in kept})
    shares = dict(zip(texts, likenesses(common, texts), strict=True))
    quoting = _quoting(common, [text for text in texts if shares[text] >= ALIKE])
    members = [replace(one, share=int(shares[one.text] * 100), quotes=one.text in quoting) for one in kept]
    alike = tuple(one for one in members if shares[one.text] >= ALIKE and not one.quotes)
    apart = tuple(one for one in members if shares[one.text] < ALIKE or one.quotes)
    return Members(common, anchor, alike, apart, _variants(common, alike), upto, is_cut)


def _common(members: Sequence[Member], anchor: str, *, group: Group, seat: Seat) -> tuple[str, str]:
    """Return the wording most of them have, or that of the anchor, and a comment that has it."""
    anchored = group.among(seat.comments()).filter(public_id=anchor) if anchor else None
    text = anchored.values_list("text", flat=True).first() if anchored is not None else None
    if text:
        return text, anchor
    counts = Counter(one.text for one in members)
    # Of two that are as frequent, the one that came first.
    first = max(members, key=lambda one: counts[one.text])
    return first.text, first.public_id


def _quoting(common: str, texts: Sequence[str]) -> frozenset[str]:
    told = speak_about(texts, common)
    return frozenset(text for text, quotes in zip(texts, told, strict=True) if quotes)


def _variants(common: str, alike: Sequence[Member]) -> tuple[Variant, ...]:
    counts = Counter(one.text for one in alike)
    shares = {one.text: one.share for one in alike}
    return tuple(
        Variant(_pieces(common, text), direction_of(text), count, shares[text], text == common)
        for text, count in counts.most_common(SHOWN_VARIANTS)
    )


def _pieces(common: str, text: str) -> tuple[Piece, ...]:
    """Return a wording in pieces: what it shares with the common one, what it adds, what it lacks."""
    first, second = common.split()[:MOST_WORDS], text.split()[:MOST_WORDS]
    pieces: list[Piece] = []
    for how, start, end, begin, stop in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if how == "equal":
            pieces.append(Piece(" ".join(first[start:end]), "same"))
            continue
        gone, added = " ".join(first[start:end]), " ".join(second[begin:stop])
        pieces += [Piece(words, kind) for words, kind in ((gone, "gone"), (added, "added")) if words]
    return tuple(pieces)
