"""A comment's way between waiting, published and set aside. Each step is idempotent and moves the thread's version
exactly when a reader can see the difference."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.db import connection, transaction
from django.db.models import Max

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


def publish_new_comment(*, comment: Comment) -> Comment:
    """Store a comment that nobody has seen yet and make it readable; two statements, four for an answer."""
    publish_new_comments([comment])
    return comment


@transaction.atomic(savepoint=False)
def publish_new_comments(comments: Sequence[Comment]) -> None:
    """Store comments that nobody has seen yet and make them readable, numbered in their order.

    Discussions are locked, and roots counted, in the order of their keys: two transactions that publish in some of the
    same ones wait for each other in one direction.
    """
    by_thread = sorted(comments, key=_thread_of)
    for thread_id, group in groupby(by_thread, key=_thread_of):
        here = list(group)
        last = count_in_thread(thread_id, comments=len(here), numbers=len(here))
        for number, comment in enumerate(here, start=last - len(here) + 1):
            comment.number, comment.published_at, comment.state = number, comment.submitted_at, State.PUBLISHED
            # Where it stands is told to its writer next.
            comment.thread.last_number = last
    _find_places(comments)
    COMMENT_ROW.insert_all(comments)


def _make_public(comment: Comment, *, now: datetime) -> None:
    """Count the comment where it is shown, which locks the thread, and give it what it lacks: number, place, minute."""
    last_number = count_in_thread(comment.thread_id, comments=1, numbers=0 if comment.number else 1)
    if comment.number is None:
        comment.number = last_number
    if comment.published_at is None:
        comment.root = _root_above(comment)
        comment.place = _last_place(comment.root_id) + 1 if comment.root_id else None
        # An imported comment was public long before it reached us; its source's minute is no secret.
        comment.published_at = comment.submitted_at if comment.source_key else minute(now)
    comment.state = State.PUBLISHED
    if comment.root_id:
        _count_answers(comment.root_id, 1)


def _thread_of(comment: Comment) -> int:
    return comment.thread_id


def _find_places(comments: Sequence[Comment]) -> None:
    """Give new replies their roots and their places below them, and count them there; two statements a root."""
    replies: dict[int, list[Comment]] = {}
    for comment in comments:
        comment.root = _root_above(comment)
        if comment.root is not None:
            replies.setdefault(comment.root.pk, []).append(comment)
    for root_id, below in sorted(replies.items()):
        last, answers = _last_place(root_id), _count_answers(root_id, len(below))
        for place, comment in enumerate(below, start=last + 1):
            comment.place, comment.root.answers = place, answers


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
        if current.root_id:
            _count_answers(current.root_id, -1)
        count_in_thread(current.thread_id, comments=-1)
    return current


def _root_above(comment: Comment) -> Comment | None:
    """Return what stands on top of a reply's branch; that and its place stay when comments in between go."""
    root, above = None, comment.parent
    while above is not None:
        # What stands below a root already knows it: a long quarrel is not climbed answer by answer.
        root = above.root or above
        above = above.parent if above.root_id is None else None
    return root


def _last_place(root_id: int) -> int:
    return Comment.objects.filter(root=root_id).aggregate(last=Max("place"))["last"] or 0


_COUNT_ANSWERS = (
    f'UPDATE "{Comment._meta.db_table}" SET "answers" = "answers" + %s '  # noqa: S608 - our own name
    'WHERE "id" = %s RETURNING "answers"'
)


def _count_answers(root_id: int, change: int) -> int:
    """Count replies of a root in or out, and return how many can be read below it."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_ANSWERS, [change, root_id])
        found = cursor.fetchone()
    return int(found[0]) if found else 0


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
