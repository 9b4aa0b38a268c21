"""When the comments of a group came, as columns of a small drawing.

Pure arithmetic on minutes. Not here: markup; a template writes the columns down, the newest at the end of the line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

COLUMNS = 12
HEIGHT = 28
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Column:
    """A span of time: how many came in it, and how high it is drawn."""

    count: int
    height: int


@dataclass(frozen=True)
class Arrivals:
    """Twelve columns from the first arrival to the last, and where the highest of them begins and ends."""

    columns: tuple[Column, ...]
    total: int
    most: int
    most_from: datetime
    most_to: datetime


def arrivals(by_minute: Mapping[datetime, int]) -> Arrivals:
    """Return the arrivals of at least one comment; whatever came is at least seen.

    >>> noon = datetime(2026, 3, 1, 12, 0)
    >>> drawn = arrivals({noon: 1, noon + timedelta(minutes=30): 8, noon + timedelta(minutes=59): 2})
    >>> [column.count for column in drawn.columns], drawn.most_from.minute, drawn.most_to.minute
    ([1, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 2], 30, 35)
    """
    first = min(by_minute)
    minutes = int((max(by_minute) - first) / _MINUTE) + 1
    width = -(-minutes // COLUMNS)
    counts = [0] * COLUMNS
    for at, count in by_minute.items():
        counts[int((at - first) / _MINUTE) // width] += count
    most = max(counts)
    begins = first + counts.index(most) * width * _MINUTE
    columns = tuple(Column(count, -(-HEIGHT * count // most)) for count in counts)
    return Arrivals(columns, sum(counts), most, begins, begins + width * _MINUTE)
