"""What an edited comment said before, for the desk alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hiwar.discussions.models import Comment, Revision
from hiwar.discussions.render import direction_of


@dataclass(frozen=True)
class EarlierText:
    """The words of a comment until a minute, and what screening had found in them."""

    text: str
    direction: str
    until: datetime
    screening: dict[str, object]


def earlier_texts(comment: Comment) -> tuple[EarlierText, ...]:
    """Return what a comment said before, the latest first; one query, none for a comment that was never edited."""
    if comment.edited_at is None:
        return ()
    rows = Revision.objects.filter(comment=comment).order_by("-pk")
    return tuple(EarlierText(row.text, direction_of(row.text), row.at, row.screening) for row in rows)
