"""Days of the two Islamic calendars: the lunar one beside newspapers' dates, and the solar one of Iran and Afghanistan.

Belongs here: from a Gregorian day to a day of another calendar and back. Not here: the clock, names of months and how a
date is written (`dates`, `month_names`).
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import NamedTuple

from hijridate import Gregorian, Hijri

# Umm al-Qura is computed by observatories a year at a time; its table begins and ends here.
FIRST_LUNAR, LAST_LUNAR = date(1924, 8, 1), date(2077, 11, 16)
FARTHEST_SHIFT = 2  # No country sights the moon more than two days from Mecca's table.

# Solar years begin at the equinox. Eight leap years in thirty-three keep to it, and give every leap year that Iran's
# calendar law has had and will have from 1206 to 1498 (1827 to 2120); see Borkowski, «The Persian calendar for 3000
# years», Earth, Moon and Planets 74 (1996), where the rule of 2820 years is shown to miss 1403.
_LEAP_YEARS = (1, 5, 9, 13, 17, 22, 26, 30)
_CYCLE_YEARS, _CYCLE_DAYS = 33, 33 * 365 + 8
_KNOWN_NOWRUZ = date(2024, 3, 20).toordinal()  # 1 Farvardin 1403
_MONTH_STARTS = (0, 31, 62, 93, 124, 155, 186, 216, 246, 276, 306, 336)


class Day(NamedTuple):
    """A day of a calendar: year, month and day, each from 1."""

    year: int
    month: int
    day: int


def lunar_day(day: date, *, shift: int = 0) -> Day | None:
    """Return the Hijri day by Umm al-Qura, `shift` days later; None outside the calendar's table.

    >>> lunar_day(date(2024, 3, 11))
    Day(year=1445, month=9, day=1)
    >>> lunar_day(date(2024, 3, 11), shift=-1)
    Day(year=1445, month=8, day=29)
    """
    moved = day + timedelta(days=shift)
    if not FIRST_LUNAR <= moved <= LAST_LUNAR:
        return None
    return Day(*Gregorian.fromdate(moved).to_hijri().datetuple())


def day_of_lunar(lunar: Day) -> date:
    """Return the Gregorian day of a Hijri day; raises `ValueError` or `OverflowError` where there is none."""
    return date(*Hijri(*lunar).to_gregorian().datetuple())


def solar_day(day: date) -> Day:
    """Return the day of the Solar Hijri calendar.

    >>> solar_day(date(2025, 3, 20)), solar_day(date(2025, 3, 21))
    (Day(year=1403, month=12, day=30), Day(year=1404, month=1, day=1))
    """
    ordinal = day.toordinal()
    # A guess that is a year off at most, on either side.
    year = 1403 + (ordinal - _KNOWN_NOWRUZ) * _CYCLE_YEARS // _CYCLE_DAYS
    year += (_nowruz(year + 1) <= ordinal) - (_nowruz(year) > ordinal)
    passed = ordinal - _nowruz(year)
    month = bisect_right(_MONTH_STARTS, passed)
    return Day(year, month, passed - _MONTH_STARTS[month - 1] + 1)


def day_of_solar(solar: Day) -> date:
    """Return the Gregorian day of a Solar Hijri day."""
    return date.fromordinal(_nowruz(solar.year) + _MONTH_STARTS[solar.month - 1] + solar.day - 1)


def _nowruz(year: int) -> int:
    """Return the first day of a solar year, as Python counts days."""
    return _KNOWN_NOWRUZ + _days_before(year) - _days_before(1403)


def _days_before(year: int) -> int:
    cycles, within = divmod(year, _CYCLE_YEARS)
    return cycles * _CYCLE_DAYS + within * 365 + sum(1 for leap in _LEAP_YEARS if leap < within)
