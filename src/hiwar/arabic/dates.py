"""Dates and times as newspapers of each country and language write them.

Belongs here: putting a day together, relative time in the right case. Not here: the clock (callers pass the moment or
the minutes), names of months (`month_names`), what calendars calculate (`calendars`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from hiwar.arabic.calendars import lunar_day, solar_day
from hiwar.arabic.languages import Language, counted, language_of
from hiwar.arabic.numbers import Digits, localize_digits

# A method of the style is called `date` too.
_Day = date
Moment = datetime | date

_UNITS = (  # (minutes in the unit, its name), largest first; months and years are round because "ago" is.
    (365 * 24 * 60, "year"),
    (30 * 24 * 60, "month"),
    (24 * 60, "day"),
    (60, "hour"),
    (1, "minute"),
)


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How one site writes dates. `lunar`: the Hijri date is told too, `lunar_shift` days from Umm al-Qura's.

    >>> DateStyle(country="SY").date(date(2014, 1, 19))
    'الأحد 19 كانون الثاني 2014'
    >>> DateStyle(country="MA").date(date(2014, 8, 3))
    'الأحد 3 غشت 2014'
    >>> DateStyle(language="fa", digits=Digits.EXTENDED).date(date(2024, 3, 20))
    'چهارشنبه ۱ فروردین ۱۴۰۳'
    """

    country: str = "EG"
    digits: Digits = Digits.LATIN
    time_zone: str = "UTC"
    language: str = "ar"
    lunar: bool = False
    lunar_shift: int = 0

    def date(self, moment: Moment) -> str:
        """Return weekday, day, month and year; an aware moment is first brought to the site's zone."""
        return self._written(self._day(moment), self._spoken.date)

    def brief(self, moment: datetime, *, today: datetime) -> str:
        """Return as much as a list of news needs: the time of today's, day and month of this year's, else the date.

        >>> style, noon = DateStyle(country="SY"), datetime(2014, 1, 19, 12)
        >>> [style.brief(datetime(2014, 1, 19, 9, 30), today=noon), style.brief(datetime(2014, 1, 18), today=noon)]
        ['09:30', 'السبت 18 كانون الثاني']
        """
        day, now = self._day(moment), self._day(today)
        if day == now:
            return self.time(moment)
        is_this_year = self._numbers(day)[0] == self._numbers(now)[0]
        return self._written(day, self._spoken.date_this_year if is_this_year else self._spoken.date)

    def month(self, year: int, month: int) -> str:
        """Return the name and the year of a Gregorian month, whatever calendar the dates are in."""
        return self._localized(f"{self._spoken.civil_months(self.country.upper())[month - 1]} {year}")

    def lunar_date(self, moment: Moment) -> str:
        """Return the Hijri day, month and year; nothing if the site shows none or the calendar's table ends before.

        >>> DateStyle(lunar=True).lunar_date(date(2024, 3, 11))
        '1 رمضان 1445 هـ'
        """
        day = lunar_day(self._day(moment), shift=self.lunar_shift) if self.lunar else None
        if day is None:
            return ""
        name = self._spoken.lunar_months[day.month - 1]
        return self._localized(self._spoken.lunar_date.format(day=day.day, month=name, year=day.year))

    def full_date(self, moment: Moment) -> str:
        """Return the date, and the Hijri one beside it if the site shows it.

        >>> DateStyle(lunar=True).full_date(date(2024, 3, 11))
        'الاثنين 11 مارس 2024 – 1 رمضان 1445 هـ'
        """
        return " – ".join(filter(None, (self.date(moment), self.lunar_date(moment))))

    def time(self, moment: datetime) -> str:
        """Return hours and minutes on the site's clock."""
        return self._localized(f"{self._local(moment):%H:%M}")

    def date_time(self, moment: datetime) -> str:
        """Return date and time: «الأحد 19 كانون الثاني 2014، 09:30»."""
        return _date_time(self, moment)

    def full_date_time(self, moment: datetime) -> str:
        """Return date and time, the Hijri date beside the other if the site shows it."""
        return f"{self.full_date(moment)}{self._spoken.comma}{self.time(moment)}"

    def ago(self, minutes: int) -> str:
        """Return how long ago something was.

        >>> style = DateStyle()
        >>> [style.ago(minutes) for minutes in (0, 1, 2, 4, 11, 120, 3 * 24 * 60)]
        ['الآن', 'قبل دقيقة', 'قبل دقيقتين', 'قبل 4 دقائق', 'قبل 11 دقيقة', 'قبل ساعتين', 'قبل 3 أيام']
        """
        units = self._spoken.units
        for size, name in _UNITS:
            if minutes >= size:
                write = lambda count: self._localized(str(count))  # noqa: E731 - the site's figures
                span = counted(minutes // size, getattr(units, name), language=self._spoken, write=write)
                return units.ago.format(span=span)
        return units.now

    def _written(self, day: _Day, form: str) -> str:
        year, month, number = self._numbers(day)
        name = self._spoken.months(self.country.upper())[month - 1]
        weekday = self._spoken.weekdays[day.weekday()]
        return self._localized(form.format(weekday=weekday, day=number, month=name, year=year))

    def _numbers(self, day: _Day) -> tuple[int, int, int]:
        """Return year, month and day in the calendar that the language prints first."""
        return solar_day(day) if self._spoken.solar else (day.year, day.month, day.day)

    @property
    def _spoken(self) -> Language:
        return language_of(self.language)

    def _day(self, moment: Moment) -> _Day:
        return self._local(moment).date() if isinstance(moment, datetime) else moment

    def _local(self, moment: datetime) -> datetime:
        return moment if moment.tzinfo is None else moment.astimezone(ZoneInfo(self.time_zone))

    def _localized(self, text: str) -> str:
        return localize_digits(text, self.digits)


# A page of a hundred comments writes a hundred minutes, and the next drawing of it writes the same ones.
@lru_cache(maxsize=8192)
def _date_time(style: DateStyle, moment: datetime) -> str:
    return f"{style.date(moment)}{language_of(style.language).comma}{style.time(moment)}"
