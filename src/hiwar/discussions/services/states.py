"""A comment's way between waiting, published and set aside. Each step is idempotent and moves the thread's version
exactly when a reader can see the difference."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from hiwar.discussions.models import Comment, State, minute
from hiwar.discussions.services.threads import locked, move_version

SET_ASIDE = frozenset({State.HELD, State.REJECTED, State.SPAM, State.WITHDRAWN})


@transaction.atomic
def publish_comment(*, comment: Comment, now: datetime) -> Comment:
    """Make the comment readable. Its first publication gives it its number; publishing again changes nothing."""
    thread = locked(comment.thread_id)
    current = Comment.objects.get(pk=comment.pk)
    if current.state == State.PUBLISHED:
        return current
    if current.number is None:
        thread.last_number += 1
        current.number = thread.last_number
    if current.published_at is None:
        _find_place(current)
        # An imported comment was public long before it reached us; its source's minute is no secret.
        current.published_at = current.submitted_at if current.source_key else minute(now)
    current.state = State.PUBLISHED
    current.save(update_fields=["number", "published_at", "state", "root", "place"])
    _count_answers(current, 1)
    thread.comment_count += 1
    thread.save(update_fields=["last_number", "comment_count"])
    move_version(thread)
    return current


@transaction.atomic
def set_aside_comment(*, comment: Comment, state: str) -> Comment:
    """Put the comment where only staff see it (held, rejected, spam) or its author took it (withdrawn)."""
    if state not in SET_ASIDE:
        raise ValueError(state)
    thread = locked(comment.thread_id)
    current = Comment.objects.get(pk=comment.pk)
    was_published = current.state == State.PUBLISHED
    current.state = state
    current.save(update_fields=["state"])
    if was_published:
        _count_answers(current, -1)
        thread.comment_count -= 1
        thread.save(update_fields=["comment_count"])
        move_version(thread)
    return current


def _find_place(comment: Comment) -> None:
    """Give a reply its root and its place below it. Both stay when comments in between go."""
    above = comment.parent
    while above is not None:
        comment.root, above = above, above.parent
    if comment.root is not None:
        last = Comment.objects.filter(root=comment.root).aggregate(last=Max("place"))["last"]
        comment.place = (last or 0) + 1


def _count_answers(comment: Comment, change: int) -> None:
    if comment.root_id is not None:
        Comment.objects.filter(pk=comment.root_id).update(answers=F("answers") + change)


def withdraw_comment(*, comment: Comment) -> Comment:
    """Take back one's own waiting comment: the words go at once, the row stays for the moderators' count."""
    with transaction.atomic():
        withdrawn = set_aside_comment(comment=comment, state=State.WITHDRAWN)
        Comment.objects.filter(pk=comment.pk).update(
            text="", name="", owner_tag="", author_link="", trust_tag="", screening={}
        )
        withdrawn.refresh_from_db()
    return withdrawn
