"""The counts of views as they are kept: one row for an article and an hour, added to by every worker.

They are never shown as they are: a small number next to a time says who read (threats, section 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from .models import ArticleViews

# Thirteen months: a newsroom compares with the same week of the year before.
KEPT = timedelta(days=396)
HOUR = timedelta(hours=1)
_TABLE = f'"{ArticleViews._meta.db_table}"'
_ADD = (
    f'INSERT INTO {_TABLE} ("hour", "subject", "count") VALUES (%s, %s, %s) '  # noqa: S608 - our own name
    f'ON CONFLICT ("hour", "subject") DO UPDATE SET "count" = {_TABLE}."count" + excluded."count"'
)


def hour_of(moment: datetime) -> datetime:
    """Return the beginning of the hour."""
    return moment.replace(minute=0, second=0, microsecond=0)


def write_views(counts: Mapping[str, int], *, now: datetime | None = None) -> None:
    """Add these counts, by subject, to those of the hour."""
    hour = connection.ops.adapt_datetimefield_value(hour_of(now or timezone.now()))
    # In one order for all workers, so that none waits for another that waits for it.
    rows = [(hour, subject, counts[subject]) for subject in sorted(counts)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(_ADD, rows)


def recent_views(*, now: datetime) -> dict[str, float]:
    """Return about how often each article was asked for within the last sixty minutes, in one query."""
    this = hour_of(now)
    passed = (now - this) / HOUR
    found: dict[str, float] = {}
    for hour, subject, count in ArticleViews.objects.filter(hour__gte=this - HOUR).values_list(
        "hour", "subject", "count"
    ):
        found[subject] = found.get(subject, 0.0) + count * (1.0 if hour >= this else 1.0 - passed)
    return found


def forget_views(*, now: datetime) -> int:
    """Delete what was kept long enough; return how many rows there were."""
    return int(ArticleViews.objects.filter(hour__lt=now - KEPT).delete()[0])
