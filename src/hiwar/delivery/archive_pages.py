"""The archive by date: every month that has something, the days of a month, the articles of a day.

A day is one of the newsroom's clock. Counts come with the share they are of the highest, for the bars.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse

from hiwar.delivery.composition import ON_A_SECTION_PAGE, Told, told
from hiwar.delivery.shelf import CALENDAR
from hiwar.newsroom.queries import Clock, Counted, counted_days, counted_months, day_part, days_beside


@dataclass(frozen=True)
class Bar:
    """A month or a day with how much was published in it; `share` is its count in percent of the highest beside it."""

    day: date
    url: str
    count: int
    share: int


@dataclass(frozen=True)
class Year:
    """A year with its months, newest first."""

    number: int
    count: int
    months: tuple[Bar, ...]


@dataclass(frozen=True)
class MonthPageView:
    """The days of a month, with the months beside it that have something."""

    month: date
    days: tuple[Bar, ...]
    earlier: date | None
    later: date | None

    @property
    def count(self) -> int:
        """Return how much was published in the month."""
        return sum(bar.count for bar in self.days)


@dataclass(frozen=True)
class DayPageView:
    """One page of what was published on a day, as `SectionPageView` is; with the days beside it that have something."""

    day: date
    told: tuple[Told, ...]
    before: int
    newer: int | None
    older: int | None
    earlier: date | None
    later: date | None


def month_path(month: date) -> str:
    """Return the address of a month."""
    return reverse("archive-month", kwargs={"year": f"{month:%Y}", "month": f"{month:%m}"})


def day_path(day: date) -> str:
    """Return the address of a day."""
    return reverse("archive-day", kwargs={"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}"})


def archive(months: tuple[Counted, ...]) -> tuple[Year, ...]:
    """Return the whole archive, year by year, from its months."""
    bars = _bars(months, month_path)
    years = groupby(bars, key=lambda bar: bar.day.year)
    found = ((number, tuple(of_year)) for number, of_year in years)
    return tuple(Year(number, sum(bar.count for bar in of_year), of_year) for number, of_year in found)


def month_page(month: date, clock: Clock) -> MonthPageView | None:
    """Return the page of a month, None if nothing was published in it."""
    days = counted_days(month, clock)
    if not days:
        return None
    earlier, _ = days_beside(days[-1].day, clock)
    _, later = days_beside(days[0].day, clock)
    return MonthPageView(month, _bars(days, day_path), earlier, later)


def day_page(day: date, *, before: int, clock: Clock) -> DayPageView | None:
    """Return the page of a day below an article, None if nothing was published then."""
    part = day_part(day, limit=ON_A_SECTION_PAGE, before=before, clock=clock)
    if part is None or not part.cards:
        return None
    earlier, later = days_beside(day, clock)
    return DayPageView(day, told(part.cards, site=clock.site), before, part.newer, part.older, earlier, later)


def months_of(clock: Clock) -> tuple[Counted, ...]:
    """Return the months of the archive, kept for as long as no article appears, leaves or changes its time."""
    key = (clock.site.root_page_id, clock.time_zone)
    return CALENDAR.take(key, lambda: counted_months(clock))


def _bars(counted: Iterable[Counted], path: Callable[[date], str]) -> tuple[Bar, ...]:
    found = tuple(counted)
    highest = max((one.count for one in found), default=1)
    # Where there is something, a bar can be seen.
    return tuple(Bar(one.day, path(one.day), one.count, max(2, round(100 * one.count / highest))) for one in found)
