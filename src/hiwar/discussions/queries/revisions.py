"""What an edited comment said before, for the desk alone, and what its author wants it to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hiwar.discussions.models import Comment, Revision, State, WaitingEdit, minute
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


def edited_since(comment: Comment, read_at: datetime | None) -> bool:
    """Return whether a comment was edited after, or within the minute in which, it was read, where that is known."""
    return read_at is not None and comment.edited_at is not None and comment.edited_at >= minute(read_at)


def waiting_edit(comment: Comment) -> WaitingEdit | None:
    """Return the words that wait beside a published comment; one query."""
    if comment.state != State.PUBLISHED:
        return None
    found = WaitingEdit.objects.filter(comment=comment, refused_at__isnull=True).first()
    if found is not None:
        found.comment = comment
    return found


def text_to_edit(comment: Comment) -> str:
    """Return what stands in the form of an author who edits: what she wrote last, unless it was refused."""
    found = waiting_edit(comment)
    return found.text if found else comment.text
