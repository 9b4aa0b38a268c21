"""Pinning and featuring what a reader wrote, with an event for each comment whose mark changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from hiwar.discussions.models import Comment, Mark
from hiwar.discussions.services import mark_comment
from hiwar.discussions.services.marking import pinned_in
from hiwar.moderation.models import EventKind
from hiwar.moderation.roles import Seat
from hiwar.moderation.services.events import Happening, write_down

_NAMES: Mapping[int, str] = {Mark.PINNED: "pinned", Mark.FEATURED: "featured"}


@transaction.atomic
def mark(*, comment: Comment, mark: Mark, is_on: bool, seat: Seat, now: datetime) -> bool:
    """Mark a comment or take the mark back; return whether anything changed. `mark_comment` says what it raises."""
    pinned = pinned_in(comment.thread) if mark == Mark.PINNED and is_on else None
    if not mark_comment(comment=comment, mark=mark, is_on=is_on):
        return False
    if pinned is not None:
        _tell(pinned, mark, is_on=False, seat=seat, now=now)
    _tell(comment, mark, is_on=is_on, seat=seat, now=now)
    return True


def _tell(comment: Comment, mark: Mark, *, is_on: bool, seat: Seat, now: datetime) -> None:
    name = _NAMES[mark]
    happening = Happening(EventKind.MARK, comment.public_id, {name: not is_on}, {name: is_on})
    write_down(happening, site=seat.site, by=seat.user, now=now)
