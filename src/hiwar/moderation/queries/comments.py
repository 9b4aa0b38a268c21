"""Finding a site's comments, and reading from one what every view of it needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from hiwar.discussions.models import Comment, State
from hiwar.moderation.roles import Seat


def comments_of(seat: Seat) -> QuerySet[Comment]:
    return seat.comments().select_related("thread", "parent")


def comment_on_desk(public_id: str, *, seat: Seat) -> Comment | None:
    """Return the comment of that id if this seat may see it; one its author withdrew has nothing left to show."""
    rows = comments_of(seat).select_related("thread", "parent", "contact")
    return rows.filter(public_id=public_id).exclude(state=State.WITHDRAWN).first()


def comments_by_id(ids: Iterable[str], *, seat: Seat) -> list[Comment]:
    """Return the comments among these ids that this seat may see, oldest first."""
    return list(seat.comments().filter(public_id__in=list(ids)).order_by("pk"))


def minutes_between(moment: datetime, now: datetime) -> int:
    return max(int((now - moment).total_seconds()) // 60, 0)
