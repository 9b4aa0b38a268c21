"""How many may be reading a discussion, on a scale of 1 to 16: what waits where many read is moderated first.

Belongs here: the scale, and bringing threads and the queue up to date with it. Not here: counting readers; whoever
shows the pages knows how often they were asked for (`views`, by subject, within the last hour).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from math import log2
from typing import NamedTuple, TypeVar

from django.db import transaction
from django.db.models import Count, F, Q
from wagtail.models import Site

from hiwar.discussions.models import Comment, State, Thread
from hiwar.discussions.triage import MOST_EXPOSED

T = TypeVar("T")

LATELY = timedelta(hours=1)
SUBJECTS_AT_ONCE = 500
# So many rows of the queue move in one transaction: those who post meanwhile wait for no more.
REORDERED_AT_ONCE = 1000


class Activity(NamedTuple):
    """What can be read of the last hour in one discussion: comments, and how many of them answer another."""

    comments: int = 0
    answers: int = 0


def exposure_of(*, views: float, activity: Activity) -> int:
    """Return the exposure; each step is twice as many readers as the one before.

    >>> [exposure_of(views=views, activity=Activity()) for views in (0, 10, 30, 70, 150, 20_000)]
    [1, 2, 3, 4, 5, 12]
    >>> exposure_of(views=0, activity=Activity(comments=10, answers=6))
    7
    """
    readers = views / 10 + 4 * activity.comments + activity.answers
    return min(max(round(1 + log2(1 + readers)), 1), MOST_EXPOSED)


def refresh_exposure(*, views: Mapping[str, float], now: datetime) -> int:
    """Give every discussion its exposure of now and the queue its order by it; return how many discussions changed.

    Looks at those that were read or written in lately, and at those that still stand above the rest; repeating it
    changes nothing.
    """
    activity = _activity(since=now - LATELY)
    changed = 0
    for thread in _concerned(views, activity):
        exposure = exposure_of(views=views.get(thread.subject, 0.0), activity=activity.get(thread.pk, Activity()))
        if exposure != thread.exposure:
            Thread.objects.filter(pk=thread.pk).update(exposure=exposure)
            _reorder(thread.pk, exposure)
            changed += 1
    return changed


def _activity(*, since: datetime) -> dict[int, Activity]:
    """Return what was published of late, by thread. What waits does not count: else a flood would move itself ahead."""
    rows = Comment.objects.filter(source_key__isnull=True, submitted_at__gte=since, state=State.PUBLISHED)
    counted = (
        rows.order_by()
        .values_list("thread_id")
        .annotate(comments=Count("pk"), answers=Count("pk", filter=Q(parent__isnull=False)))
    )
    return {thread: Activity(comments, answers) for thread, comments, answers in counted}


def _concerned(views: Mapping[str, float], activity: Mapping[int, Activity]) -> Iterable[Thread]:
    """Yield each thread once: those above the rest, then those in which, and those about which, something happened."""
    seen: set[int] = set()
    rows = Thread.objects.only("pk", "subject", "exposure").order_by()
    subjects, written_in = sorted(views), sorted(activity)
    found = [rows.filter(exposure__gt=1)]
    found += [rows.filter(pk__in=some) for some in _parts(written_in)]
    # By its site as well, or the database would read all threads for a subject.
    sites = Site.objects.order_by().values_list("pk", flat=True)
    found += [rows.filter(site_id=site, subject__in=some) for some in _parts(subjects) for site in sites]
    for threads in found:
        for thread in list(threads):
            if thread.pk not in seen:
                seen.add(thread.pk)
                yield thread


def _parts(values: list[T]) -> list[list[T]]:
    return [values[start : start + SUBJECTS_AT_ONCE] for start in range(0, len(values), SUBJECTS_AT_ONCE)]


def _reorder(thread_id: int, exposure: int) -> None:
    """Let what waits in a thread stand where its harm and this exposure put it."""
    waiting = Comment.objects.filter(thread_id=thread_id, state=State.HELD).exclude(priority=F("harm") * exposure)
    while some := list(waiting.order_by().values_list("pk", flat=True)[:REORDERED_AT_ONCE]):
        with transaction.atomic():
            Comment.objects.filter(pk__in=some).update(priority=F("harm") * exposure)
