"""How much came and what became of it, by day, by hour and by section; and how long a decision took.

Counted by the database from one index, hour by hour; the newsroom's days and clock are put on afterwards, which costs
nothing for some thousands of hours and would cost seconds for a million comments.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from math import ceil
from statistics import median
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Count, F, QuerySet, TextField
from django.db.models.functions import Cast, Substr

from hiwar.discussions.models import Comment, State
from hiwar.moderation.roles import Seat

Key = TypeVar("Key")
STATES = (State.PUBLISHED, State.HELD, State.REJECTED, State.SPAM)
# «2026-11-29 01»: both databases write a moment so, in UTC. No newsroom of ours has a clock that is half an hour off.
_HOUR = 13
# Of more decisions than this the newest speak for all.
MOST_TIMED = 20_000


@dataclass(frozen=True)
class Period:
    """Whole days of the newsroom's clock, today the last; `section` is a key, or empty for the whole site."""

    today: date
    days: int
    zone: ZoneInfo
    section: str = ""

    @property
    def since(self) -> datetime:
        """Return when the first day began."""
        return datetime.combine(self.dates[0], datetime.min.time(), tzinfo=self.zone).astimezone(UTC)

    @property
    def dates(self) -> list[date]:
        """Return its days in order."""
        return [self.today - timedelta(days=back) for back in range(self.days - 1, -1, -1)]


def period_of(now: datetime, *, days: int, zone: ZoneInfo, section: str = "") -> Period:
    """Return the period that ends today."""
    return Period(now.astimezone(zone).date(), days, zone, section)


@dataclass
class Volume:
    """Comments of a period: by day and state, by weekday (Sunday first) and hour, by section and hour or state."""

    by_day: dict[date, Counter[str]]
    by_weekday: list[list[int]] = field(default_factory=lambda: [[0] * 24 for _ in range(7)])
    by_section: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * 24))
    section_states: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @property
    def total(self) -> int:
        """Return how many came."""
        return sum(sum(states.values()) for states in self.by_day.values())

    def of(self, state: str) -> int:
        """Return how many of them stand in a state now."""
        return sum(states[state] for states in self.by_day.values())

    def sections(self) -> list[str]:
        """Return the keys of sections in which anything was said, the liveliest first."""
        return sorted(self.by_section, key=lambda key: (-sum(self.by_section[key]), key))


def arrived(seat: Seat, period: Period) -> QuerySet[Comment]:
    """Return what readers sent in the period; what was imported came from elsewhere, long ago."""
    rows = seat.comments().filter(source_key__isnull=True, submitted_at__gte=period.since, state__in=STATES)
    return rows.filter(thread__section=period.section) if period.section else rows


def volume(seat: Seat, period: Period) -> Volume:
    """Return how much came, in one query."""
    hour = Substr(Cast("submitted_at", TextField()), 1, _HOUR)
    counted = arrived(seat, period).values(hour=hour, status=F("state"), part=F("thread__section"))
    found = Volume({day: Counter() for day in period.dates})
    clock: dict[str, datetime] = {}
    for raw, state, section, count in counted.annotate(count=Count("*")).values_list("hour", "status", "part", "count"):
        at = clock.get(raw)
        if at is None:
            at = clock[raw] = datetime.strptime(f"{raw}+0000", "%Y-%m-%d %H%z").astimezone(period.zone)
        _add(found, at, state, section, count)
    return found


def _add(found: Volume, at: datetime, state: str, section: str, count: int) -> None:
    if at.date() not in found.by_day:
        # A clock that runs fast wrote of tomorrow.
        return
    found.by_day[at.date()][state] += count
    found.by_weekday[at.isoweekday() % 7][at.hour] += count
    found.by_section[section][at.hour] += count
    found.section_states[section][state] += count


@dataclass(frozen=True)
class Waits:
    """Minutes from a comment to the decision about it: how many were decided, the median, and nine in ten."""

    count: int
    median: int | None = None
    late: int | None = None


@dataclass(frozen=True)
class TimeToDecision:
    """How long decisions took: over all, and by the day and the section of the comment."""

    overall: Waits
    by_day: Mapping[date, Waits]
    by_section: Mapping[str, Waits]


def time_to_decision(seat: Seat, period: Period) -> TimeToDecision:
    """Return how long decisions took, in one query; a decision that is taken back counts no more."""
    decided = arrived(seat, period).filter(decided_at__isnull=False).order_by("-submitted_at")
    minutes: list[int] = []
    by_day: dict[date, list[int]] = defaultdict(list)
    by_section: dict[str, list[int]] = defaultdict(list)
    rows = decided.values_list("submitted_at", "decided_at", "thread__section")[:MOST_TIMED]
    for submitted_at, decided_at, section in rows.iterator():
        waited = max(int((decided_at - submitted_at).total_seconds()) // 60, 0)
        minutes.append(waited)
        by_day[submitted_at.astimezone(period.zone).date()].append(waited)
        by_section[section].append(waited)
    return TimeToDecision(waits_of(minutes), _each(by_day), _each(by_section))


def _each(groups: Mapping[Key, Sequence[int]]) -> dict[Key, Waits]:
    return {key: waits_of(minutes) for key, minutes in groups.items()}


def waits_of(minutes: Iterable[int]) -> Waits:
    """Return what waits add up to.

    >>> waits_of([1, 2, 3, 4, 100])
    Waits(count=5, median=3, late=100)
    """
    found = sorted(minutes)
    if not found:
        return Waits(0)
    # The wait within which nine in ten were decided is one that happened.
    return Waits(len(found), round(median(found)), found[ceil(len(found) * 0.9) - 1])
