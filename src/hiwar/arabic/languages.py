"""The languages an edition can be in, and what is peculiar to how each is written.

Belongs here: direction, marks, figures, names of months, counted time. Not here: sentences; they live in the message
catalogs. A further language is one entry here and one catalog.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hiwar.arabic import month_names as names
from hiwar.arabic.numbers import Digits
from hiwar.arabic.plurals import plural_category

# One, two, few, many; a language with fewer forms repeats its last.
Words = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Units:
    """Time that has passed: what is said of the present, of a counted unit, and the units' names."""

    now: str
    ago: str
    minute: Words
    hour: Words
    day: Words
    month: Words
    year: Words
    # Arabic has forms for one and two that hold the number themselves.
    counts_itself: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """How one language is written. `code` is what stands in `lang`, `locale` what social networks call it."""

    code: str
    own_name: str
    locale: str
    months: Callable[[str], tuple[str, ...]]
    weekdays: tuple[str, ...]
    lunar_months: tuple[str, ...]
    units: Units
    # Weekday, day, month, year; of the lunar date day, month, year.
    date: str = "{weekday} {day} {month} {year}"
    date_this_year: str = "{weekday} {day} {month}"
    lunar_date: str = "{day} {month} {year}"
    rtl: bool = True
    comma: str = "\N{ARABIC COMMA} "
    quotes: tuple[str, str] = ("«", "»")
    figures: Digits = Digits.LATIN
    # What Iran and Afghanistan print first is the solar date.
    solar: bool = False
    # Names of the Gregorian months where `months` are those of another calendar.
    gregorian: tuple[str, ...] = ()
    # An article that has no letter in its headline is called so in its address; a newsroom's first section, so.
    nameless: str = "خبر"
    news: str = "أخبار"

    def civil_months(self, country: str) -> tuple[str, ...]:
        """Return the names of the Gregorian months as a country says them."""
        return self.gregorian or self.months(country)


def _form(count: int, words: Words) -> str:
    """Return the word for a count by the forms of Arabic."""
    return words[{"one": 0, "two": 1, "few": 2, "many": 3}.get(plural_category(count), 0)]


def counted(count: int, words: Words, *, language: Language, write: Callable[[int], str]) -> str:
    """Return a count with its unit in the right form, the figure written by `write`."""
    if language.units.counts_itself:
        word = _form(count, words)
        return word if count in (1, 2) else f"{write(count)} {word}"
    return f"{write(count)} {words[0] if count == 1 else words[3]}"


ARABIC = Language(
    code="ar",
    own_name="العربية",
    locale="ar_AR",
    months=lambda country: names.ARABIC_BY_COUNTRY.get(country, names.EGYPT),
    weekdays=names.WEEKDAYS_ARABIC,
    lunar_months=names.LUNAR_ARABIC,
    lunar_date="{day} {month} {year} هـ",
    units=Units(
        now="الآن",
        # After a preposition, hence the genitive: «قبل ساعتين», where a count alone says «ساعتان».
        ago="قبل {span}",
        minute=("دقيقة", "دقيقتين", "دقائق", "دقيقة"),
        hour=("ساعة", "ساعتين", "ساعات", "ساعة"),
        day=("يوم", "يومين", "أيام", "يوماً"),
        month=("شهر", "شهرين", "أشهر", "شهراً"),
        year=("سنة", "سنتين", "سنوات", "سنة"),
        counts_itself=True,
    ),
)


def _two(one: str, many: str = "") -> Words:
    many = many or one
    return (one, many, many, many)


ENGLISH = Language(
    code="en",
    own_name="English",
    locale="en_US",
    months=lambda _country: names.ENGLISH,
    weekdays=names.WEEKDAYS_ENGLISH,
    lunar_months=names.LUNAR_ENGLISH,
    lunar_date="{day} {month} {year} AH",
    units=Units(
        now="now",
        ago="{span} ago",
        minute=_two("minute", "minutes"),
        hour=_two("hour", "hours"),
        day=_two("day", "days"),
        month=_two("month", "months"),
        year=_two("year", "years"),
    ),
    rtl=False,
    comma=", ",
    quotes=("“", "”"),
    nameless="story",
    news="News",
)
SORANI = Language(
    code="ckb",
    own_name="کوردی",
    locale="cb_IQ",
    months=lambda _country: names.SORANI,
    weekdays=names.WEEKDAYS_SORANI,
    lunar_months=names.LUNAR_SORANI,
    date="{weekday} {day}ی {month}ی {year}",
    date_this_year="{weekday} {day}ی {month}",
    lunar_date="{day}ی {month}ی {year}ی کۆچی",
    units=Units(
        now="ئێستا",
        ago="{span} لەمەوبەر",
        minute=_two("خولەک"),
        hour=_two("کاتژمێر"),
        day=_two("ڕۆژ"),
        month=_two("مانگ"),
        year=_two("ساڵ"),
    ),
    nameless="هەواڵ",
    news="هەواڵ",
)
PERSIAN = Language(
    code="fa",
    own_name="فارسی",
    locale="fa_IR",
    months=lambda country: names.AFGHANISTAN if country == "AF" else names.IRAN,
    weekdays=names.WEEKDAYS_PERSIAN,
    lunar_months=names.LUNAR_PERSIAN,
    lunar_date="{day} {month} {year} ق",
    units=Units(
        now="هم‌اکنون",
        ago="{span} پیش",
        minute=_two("دقیقه"),
        hour=_two("ساعت"),
        day=_two("روز"),
        month=_two("ماه"),
        year=_two("سال"),
    ),
    figures=Digits.EXTENDED,
    solar=True,
    gregorian=names.PERSIAN,
    news="اخبار",
)
URDU = Language(
    code="ur",
    own_name="اردو",
    locale="ur_PK",
    months=lambda _country: names.URDU,
    weekdays=names.WEEKDAYS_URDU,
    lunar_months=names.LUNAR_URDU,
    lunar_date="{day} {month} {year} ہجری",
    units=Units(
        now="ابھی",
        ago="{span} پہلے",
        minute=_two("منٹ"),
        hour=_two("گھنٹہ", "گھنٹے"),
        day=_two("دن"),
        month=_two("ماہ"),
        year=_two("سال"),
    ),
    quotes=("“", "”"),
    news="خبریں",
)
LANGUAGES = {one.code: one for one in (ARABIC, ENGLISH, SORANI, PERSIAN, URDU)}


def language_of(code: str | None) -> Language:
    """Return the language of a code such as `en` or `en-gb`; Arabic where we have no other.

    >>> language_of("en-gb").own_name, language_of(None).own_name
    ('English', 'العربية')
    """
    return LANGUAGES.get((code or "").split("-")[0].lower(), ARABIC)
