"""A browser's own comments and what it may still do with them. Whose they are only her key can tell."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from hiwar.accounts.keys import ReaderKey, owns
from hiwar.discussions.models import Comment, DiscussionSettings, State, Thread

_MINUTE = timedelta(minutes=1)


def own_comment(key: ReaderKey | None, *, public_id: str, thread: Thread) -> Comment | None:
    """Return the comment in the thread if this very browser wrote it; one query whoever wrote it, and if nobody did."""
    found = _own(key, ids=(public_id,), thread=thread)
    return found[0] if found else None


def own_editable(
    key: ReaderKey | None, *, ids: Collection[str], thread: Thread, settings: DiscussionSettings, now: datetime
) -> frozenset[str]:
    """Return which of these comments this browser wrote and may still edit; one query, none where there are no ids."""
    if not ids or not settings.edit_minutes:
        return frozenset()
    rows = _own(key, ids=ids, thread=thread)
    return frozenset(row.public_id for row in rows if may_edit(row, settings, now=now))


def may_edit(comment: Comment, settings: DiscussionSettings, *, now: datetime) -> bool:
    """Return whether its author may edit a comment: in time, and not once a person has refused it.

    What was refused by itself looks like waiting to its author, and is edited like it (threats, row M4).
    """
    refused = comment.state in {State.REJECTED, State.SPAM} and comment.decided_at is not None
    if comment.state == State.WITHDRAWN or refused or not settings.edit_minutes:
        return False
    # Of the moment of writing only the minute is kept; the last second of the time must still be hers.
    return now < comment.submitted_at + (settings.edit_minutes + 1) * _MINUTE


def _own(key: ReaderKey | None, *, ids: Collection[str], thread: Thread) -> list[Comment]:
    rows = Comment.objects.filter(public_id__in=list(ids), thread_id=thread.pk or 0).select_related("root")
    rows = rows.order_by("pk")
    own = [row for row in rows if owns(key, site_id=thread.site_id, comment_id=row.public_id, owner_tag=row.owner_tag)]
    for row in own:
        row.thread = thread
    return own
