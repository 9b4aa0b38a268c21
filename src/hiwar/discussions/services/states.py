"""A comment's way between waiting, published and set aside. Each step is idempotent and moves the thread's version
exactly when a reader can see the difference."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from hiwar.accounts.prepared import PreparedRow
from hiwar.discussions.models import Comment, Revision, State, WaitingEdit, minute
from hiwar.discussions.services.threads import count_in_thread, locked

COMMENT_ROW = PreparedRow(Comment)
SET_ASIDE = frozenset({State.HELD, State.REJECTED, State.SPAM, State.WITHDRAWN})


@transaction.atomic
def publish_comment(*, comment: Comment, now: datetime) -> Comment:
    """Make the comment readable. Its first publication gives it its number; publishing again changes nothing."""
    locked(comment.thread_id)
    current = Comment.objects.get(pk=comment.pk)
    if current.state == State.PUBLISHED:
        return current
    _make_public(current, now=now)
    current.save(update_fields=["number", "published_at", "state", "root", "place"])
    return current


@transaction.atomic(savepoint=False)
def publish_new_comment(*, comment: Comment, now: datetime) -> Comment:
    """Store a comment that nobody has seen yet and make it readable; two statements, four for an answer."""
    _make_public(comment, now=now)
    COMMENT_ROW.insert(comment)
    # Where it stands is told to its writer next.
    comment.thread.last_number = comment.number or 0
    return comment


def _make_public(comment: Comment, *, now: datetime) -> None:
    """Count the comment where it is shown, which locks the thread, and give it what it lacks: number, place, minute."""
    last_number = count_in_thread(comment.thread_id, comments=1, numbers=0 if comment.number else 1)
    if comment.number is None:
        comment.number = last_number
    if comment.published_at is None:
        _find_place(comment)
        # An imported comment was public long before it reached us; its source's minute is no secret.
        comment.published_at = comment.submitted_at if comment.source_key else minute(now)
    comment.state = State.PUBLISHED
    _count_answers(comment, 1)


@transaction.atomic
def set_aside_comment(*, comment: Comment, state: str) -> Comment:
    """Put the comment where only staff see it (held, rejected, spam) or its author took it (withdrawn)."""
    if state not in SET_ASIDE:
        raise ValueError(state)
    locked(comment.thread_id)
    current = Comment.objects.get(pk=comment.pk)
    was_published = current.state == State.PUBLISHED
    current.state = state
    current.save(update_fields=["state"])
    if was_published:
        _count_answers(current, -1)
        count_in_thread(current.thread_id, comments=-1)
    return current


def _find_place(comment: Comment) -> None:
    """Give a reply its root and its place below it. Both stay when comments in between go."""
    above = comment.parent
    while above is not None:
        # What stands below a root already knows it: a long quarrel is not climbed answer by answer.
        comment.root = above.root or above
        above = above.parent if above.root_id is None else None
    if comment.root is not None:
        last = Comment.objects.filter(root=comment.root).aggregate(last=Max("place"))["last"]
        comment.place = (last or 0) + 1


def _count_answers(comment: Comment, change: int) -> None:
    if comment.root is not None:
        Comment.objects.filter(pk=comment.root_id).update(answers=F("answers") + change)
        comment.root.answers += change


def withdraw_comment(*, comment: Comment) -> Comment:
    """Take back one's own waiting comment: the words go at once, the row stays for the moderators' count."""
    with transaction.atomic():
        withdrawn = set_aside_comment(comment=comment, state=State.WITHDRAWN)
        Comment.objects.filter(pk=comment.pk).update(
            text="", name="", owner_tag="", author_link="", trust_tag="", family="", screening={}
        )
        Revision.objects.filter(comment=comment).delete()
        WaitingEdit.objects.filter(comment=comment).delete()
        withdrawn.refresh_from_db()
    return withdrawn
