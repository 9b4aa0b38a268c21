"""The archive by date: which months and days something was published in, and what on a day, by the newsroom's clock.

Read along the index of publication times: a month is counted between its ends, a day is a part of its month, and what
lies before and after a day is the next row of the index.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from wagtail.models import Site

from hiwar.newsroom.models import ArticlePage
from hiwar.newsroom.queries.archive import ArchivePart, part_of
from hiwar.newsroom.queries.articles import live_articles, readable_articles

# Beyond this a publication time is a slip of the pen, and so is one that makes more months than a newspaper lives.
HORIZON = datetime(2200, 1, 1, tzinfo=UTC)
MOST_MONTHS = 1200


@dataclass(frozen=True)
class Counted:
    """A month, named by its first day, or a day, and how many articles were published in it."""

    day: date
    count: int


@dataclass(frozen=True)
class Clock:
    """The newsroom whose days are asked for: its site and its time zone."""

    site: Site
    time_zone: str

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone as Python knows it."""
        return ZoneInfo(self.time_zone)


def counted_months(clock: Clock) -> tuple[Counted, ...]:
    """Return the months in which live articles were published, newest first, in two queries for each of them.

    It reads every article there is: five milliseconds for a thousand. Whoever asks often keeps the answer.
    """
    found: list[Counted] = []
    times = _times(clock)
    newest = times.filter(published_at__lt=HORIZON).first()
    while newest is not None and len(found) < MOST_MONTHS:
        month = newest.astimezone(clock.zone).date().replace(day=1)
        begins, ends = month_bounds(month.year, month.month, clock.zone)
        found.append(Counted(month, times.filter(published_at__gte=begins, published_at__lt=ends).order_by().count()))
        newest = times.filter(published_at__lt=begins).first()
    return tuple(found)


def counted_days(month: date, clock: Clock) -> tuple[Counted, ...]:
    """Return the days of a month on which live articles were published, newest first, in one query."""
    begins, ends = month_bounds(month.year, month.month, clock.zone)
    times = _times(clock).filter(published_at__gte=begins, published_at__lt=ends)
    days = Counter(at.astimezone(clock.zone).date() for at in times.iterator(chunk_size=2000))
    return tuple(Counted(day, days[day]) for day in sorted(days, reverse=True))


def day_part(day: date, *, limit: int, before: int, clock: Clock) -> ArchivePart | None:
    """Return the part of a day below the article with the id `before`, as `archive.section_part` does."""
    begins, ends = day_bounds(day, clock.zone)
    articles = live_articles(site=clock.site).filter(published_at__gte=begins, published_at__lt=ends)
    return part_of(articles, limit=limit, before=before)


def days_beside(day: date, clock: Clock) -> tuple[date | None, date | None]:
    """Return the last day before and the first day after on which something was published, in two queries."""
    begins, ends = day_bounds(day, clock.zone)
    times = _times(clock)
    earlier = times.filter(published_at__lt=begins).first()
    later = times.filter(published_at__gte=ends, published_at__lt=HORIZON).order_by("published_at").first()
    return tuple(at and at.astimezone(clock.zone).date() for at in (earlier, later))  # type: ignore[return-value]


def month_bounds(year: int, month: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return when a month begins and when it ends, by the newsroom's clock."""
    begins = datetime(year, month, 1, tzinfo=zone)
    ends = (begins + timedelta(days=32)).replace(day=1)
    return begins.astimezone(UTC), ends.astimezone(UTC)


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return when a day begins and when it ends; there are some of 23 hours, and of 25."""
    begins, ends = (datetime.combine(one, time(), tzinfo=zone) for one in (day, day + timedelta(days=1)))
    return begins.astimezone(UTC), ends.astimezone(UTC)


def _times(clock: Clock) -> QuerySet[ArticlePage, datetime]:
    """Return when the live articles were published, newest first, and nothing else of them."""
    return readable_articles(site=clock.site).values_list("published_at", flat=True)
