"""Dates and times as newspapers of each Arab country write them.

Belongs here: month names by country, weekday names, relative time in the right case. Not here: the clock (callers pass
the moment or the minutes), Hijri dates.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from hiwar.arabic.numbers import Digits, localize_digits
from hiwar.arabic.plurals import plural_category

_WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")

_LEVANT = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
_EGYPT = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
_ALGERIA = (
    "جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان",
    "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
_MOROCCO = (
    "يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو",
    "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر",
)  # fmt: skip
_MAURITANIA = (
    "يناير", "فبراير", "مارس", "إبريل", "مايو", "يونيو",
    "يوليو", "أغشت", "شتمبر", "أكتوبر", "نوفمبر", "دجمبر",
)  # fmt: skip
# Every other country (Egypt, the Gulf, Yemen, Sudan, Libya and readers abroad) uses the Egyptian names.
_MONTHS = (
    dict.fromkeys(("SY", "LB", "JO", "PS", "IQ"), _LEVANT)
    | dict.fromkeys(("DZ", "TN"), _ALGERIA)
    | {"MA": _MOROCCO, "EH": _MOROCCO, "MR": _MAURITANIA}
)

# (one, two, few, many) after a preposition, hence the genitive: «قبل ساعتين», where a count alone says «ساعتان».
_MINUTE = ("دقيقة", "دقيقتين", "دقائق", "دقيقة")
_HOUR = ("ساعة", "ساعتين", "ساعات", "ساعة")
_DAY = ("يوم", "يومين", "أيام", "يومًا")
_MONTH = ("شهر", "شهرين", "أشهر", "شهرًا")
_YEAR = ("سنة", "سنتين", "سنوات", "سنة")
_UNITS = (  # (minutes in the unit, its words), largest first; months and years are round because "ago" is.
    (365 * 24 * 60, _YEAR),
    (30 * 24 * 60, _MONTH),
    (24 * 60, _DAY),
    (60, _HOUR),
    (1, _MINUTE),
)


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How one site writes dates.

    >>> DateStyle(country="SY").date(date(2014, 1, 19))
    'الأحد 19 كانون الثاني 2014'
    >>> DateStyle(country="MA").date(date(2014, 8, 3))
    'الأحد 3 غشت 2014'
    """

    country: str = "EG"
    digits: Digits = Digits.LATIN
    time_zone: str = "UTC"

    def date(self, moment: datetime | date) -> str:
        """Return weekday, day, month and year; an aware moment is first brought to the site's zone."""
        day = self._local(moment) if isinstance(moment, datetime) else moment
        month = _MONTHS.get(self.country.upper(), _EGYPT)[day.month - 1]
        return self._localized(f"{_WEEKDAYS[day.weekday()]} {day.day} {month} {day.year}")

    def time(self, moment: datetime) -> str:
        """Return hours and minutes on the site's clock."""
        return self._localized(f"{self._local(moment):%H:%M}")

    def date_time(self, moment: datetime) -> str:
        """Return date and time: «الأحد 19 كانون الثاني 2014، 09:30»."""
        return _date_time(self, moment)

    def ago(self, minutes: int) -> str:
        """Return how long ago something was.

        >>> style = DateStyle()
        >>> [style.ago(minutes) for minutes in (0, 1, 2, 4, 11, 120, 3 * 24 * 60)]
        ['الآن', 'قبل دقيقة', 'قبل دقيقتين', 'قبل 4 دقائق', 'قبل 11 دقيقة', 'قبل ساعتين', 'قبل 3 أيام']
        """
        for size, words in _UNITS:
            if minutes >= size:
                return f"قبل {self._counted(minutes // size, words)}"
        return "الآن"

    def _counted(self, count: int, words: tuple[str, str, str, str]) -> str:
        one, two, few, many = words
        category = plural_category(count)
        if category == "one":
            return one
        if category == "two":
            return two
        word = {"few": few, "many": many}.get(category, one)
        return f"{self._localized(str(count))} {word}"

    def _local(self, moment: datetime) -> datetime:
        return moment if moment.tzinfo is None else moment.astimezone(ZoneInfo(self.time_zone))

    def _localized(self, text: str) -> str:
        return localize_digits(text, self.digits)


# A page of a hundred comments writes a hundred minutes, and the next drawing of it writes the same ones.
@lru_cache(maxsize=8192)
def _date_time(style: DateStyle, moment: datetime) -> str:
    return f"{style.date(moment)}، {style.time(moment)}"
