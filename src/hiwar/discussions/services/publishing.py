"""Making many comments public in a few statements, and taking them off the page again: what `states` does, together.

Numbers are given in one go and a discussion's version moves once, however many comments of it there are. A test holds
both ways against each other. Belongs here: what readers see of it. Not here: who decided, and why
(`hiwar.moderation.services.chaining`). Call these inside a transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from django.db import connection
from django.db.models import F, Max

from hiwar.discussions.models import Comment, State, minute
from hiwar.discussions.services.threads import count_in_thread

_PLACE = f'UPDATE "{Comment._meta.db_table}" SET "number" = %s, "root_id" = %s, "place" = %s WHERE "id" = %s'  # noqa: S608


def can_be_published_together(comment: Comment) -> bool:
    """Return whether nobody ever saw this comment, and what it answers, if anything, has its place already.

    Its parent must be at hand (`select_related("parent")`).
    """
    if comment.published_at is not None or comment.number is not None:
        return False
    parent = comment.parent
    if parent is None:
        return True
    return parent.published_at is not None and (parent.root_id is not None or parent.parent_id is None)


def publish_comments(comments: Sequence[Comment], *, now: datetime) -> None:
    """Make comments public that `can_be_published_together`, numbered in their order; their discussions are locked."""
    by_thread = groupby(sorted(comments, key=lambda one: (one.thread_id, one.pk)), key=lambda one: one.thread_id)
    for thread_id, group in by_thread:
        here = list(group)
        last = count_in_thread(thread_id, comments=len(here), numbers=len(here))
        for number, comment in enumerate(here, start=last - len(here) + 1):
            comment.number = number
    _find_places(comments)
    placed = [(one.number, one.root_id, one.place, one.pk) for one in comments]
    with connection.cursor() as cursor:
        cursor.executemany(_PLACE, placed)
    rows = Comment.objects.filter(pk__in=[one.pk for one in comments])
    # An imported comment was public long before it reached us; its source's minute is no secret.
    rows.filter(source_key__isnull=False).update(published_at=F("submitted_at"))
    rows.filter(source_key__isnull=True).update(published_at=minute(now))
    rows.update(state=State.PUBLISHED)
    _count_answers(comments, 1)


def set_aside_published(comments: Sequence[Comment], *, state: str) -> None:
    """Take published comments off the page, into a state that readers do not see; their discussions are locked."""
    Comment.objects.filter(pk__in=[one.pk for one in comments]).update(state=state)
    for thread_id, count in sorted(Counter(one.thread_id for one in comments).items()):
        count_in_thread(thread_id, comments=-count)
    _count_answers(comments, -1)


def _find_places(comments: Iterable[Comment]) -> None:
    answers = [one for one in comments if one.parent is not None]
    for one in answers:
        one.root_id = one.parent.root_id or one.parent_id
    roots = {one.root_id for one in answers}
    known = Comment.objects.filter(root__in=roots).order_by().values_list("root_id").annotate(last=Max("place"))
    last: Counter[int] = Counter({root_id: place or 0 for root_id, place in known})
    for one in sorted(answers, key=lambda one: one.pk):
        last[one.root_id] += 1
        one.place = last[one.root_id]


def _count_answers(comments: Iterable[Comment], change: int) -> None:
    """Move the numbers of answers; those that move alike move together."""
    counts = Counter(one.root_id for one in comments if one.root_id)
    for count in set(counts.values()):
        roots = [root_id for root_id, its_count in counts.items() if its_count == count]
        Comment.objects.filter(pk__in=roots).update(answers=F("answers") + change * count)
