"""Edits of published comments that wait: what is on the page, what is to stand there, and what was found in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from hiwar.accounts.models import SiteProfile
from hiwar.arabic.numbers import Digits
from hiwar.discussions.models import State, WaitingEdit
from hiwar.discussions.queries import address_of
from hiwar.discussions.render import direction_of
from hiwar.moderation.differences import Piece, difference
from hiwar.moderation.findings import observed
from hiwar.moderation.queries.comments import minutes_between
from hiwar.moderation.roles import Seat
from hiwar.moderation.sentences import Spoken, Words, reasons

PAGE = 25


@dataclass(frozen=True)
class EditRow:
    """An edit with all that is needed to decide about it. `mark` tells what was seen from what comes later."""

    public_id: str
    name: str
    number: int | None
    title: str
    url: str
    at: datetime
    minutes: int
    pieces: tuple[Piece, ...]
    direction: str
    reasons: tuple[Spoken, ...]
    mark: str


def edits_page(*, seat: Seat, now: datetime, after: int | None = None) -> tuple[tuple[EditRow, ...], int | None]:
    """Return the edits that wait, oldest first, and where the next page begins."""
    rows = edits_of(seat).select_related("comment__thread", "comment__root").filter(pk__gt=after or 0).order_by("pk")
    page = list(rows[: PAGE + 1])
    more = page[PAGE - 1].pk if len(page) > PAGE else None
    digits = Digits(SiteProfile.of(seat.site).digits)
    return tuple(_row(edit, digits, now=now) for edit in page[:PAGE]), more


def edits_of(seat: Seat) -> QuerySet[WaitingEdit]:
    """Return the edits that wait and that this person may see; one of a comment that left the page waits for it."""
    rows = WaitingEdit.objects.filter(refused_at__isnull=True, comment__state=State.PUBLISHED)
    return rows.filter(Exists(seat.threads().filter(pk=OuterRef("comment__thread"))))


def waiting_edits(seat: Seat) -> int:
    """Return how many edits wait."""
    return edits_of(seat).count()


def _row(edit: WaitingEdit, digits: Digits, *, now: datetime) -> EditRow:
    comment = edit.comment
    found = reasons(observed(edit.screening), Words(edit.text, comment.name, digits))
    return EditRow(
        public_id=comment.public_id,
        name=comment.name,
        number=comment.number,
        title=comment.thread.title,
        url=address_of(comment),
        at=edit.at,
        minutes=minutes_between(edit.at, now),
        pieces=difference(comment.text, edit.text),
        direction=direction_of(edit.text),
        reasons=found,
        mark=edit.mark,
    )
