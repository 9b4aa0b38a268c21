"""What feeds tell of a discussion: the newest comments that can be read, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hiwar.discussions.models import Comment, Thread


@dataclass(frozen=True)
class PublishedComment:
    """A comment as everybody may read it. `edited_at` is None unless readers are told that it was changed."""

    number: int
    name: str
    text: str
    published_at: datetime
    edited_at: datetime | None
    badge: str = ""


def newest_comments(thread: Thread, *, limit: int) -> tuple[PublishedComment, ...]:
    """Return the newest comments that can be read, newest first; the thread must be one that readers may see."""
    rows = Comment.objects.published().filter(thread=thread).order_by("-number")[:limit]
    return tuple(
        PublishedComment(
            number,
            name,
            text,
            published_at,
            # What was changed before anybody could read it is nobody's business; nor is the minute.
            edited_at if edited_at and edited_at >= published_at else None,
            badge,
        )
        for number, name, text, published_at, edited_at, badge in rows.values_list(
            "number", "name", "text", "published_at", "edited_at", "badge"
        )
    )
