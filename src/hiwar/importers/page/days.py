"""Read a calendar day out of what a page prints beside a comment. No clock: "two hours ago" is no day."""

import re
from datetime import date

from hiwar.arabic.fold import fold

# The Levant, Egypt and the Gulf, the Maghreb, and English; each row is one month.
_MONTHS = (
    "كانون الثاني|يناير|جانفي|january|jan",
    "شباط|فبراير|فيفري|february|feb",
    "آذار|مارس|march|mar",
    "نيسان|أبريل|إبريل|أفريل|april|apr",
    "أيار|مايو|ماي|may",
    "حزيران|يونيو|يونيه|جوان|june|jun",
    "تموز|يوليو|يوليوز|يوليه|جويلية|july|jul",
    "آب|أغسطس|غشت|أوت|august|aug",
    "أيلول|سبتمبر|شتنبر|september|sep",
    "تشرين الأول|أكتوبر|october|oct",
    "تشرين الثاني|نوفمبر|نونبر|november|nov",
    "كانون الأول|ديسمبر|دجنبر|december|dec",
)
_MONTH_NUMBER = {fold(name).text: number for number, row in enumerate(_MONTHS, 1) for name in row.split("|")}
_MONTH = "|".join(re.escape(name) for name in sorted(_MONTH_NUMBER, key=len, reverse=True))
_ISO = re.compile(r"\b(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})(?!\d)")
_DAY_FIRST = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\W+(?P<name>{_MONTH})(?:/\w+)?\W+(?P<year>\d{{4}})(?!\d)")
_MONTH_FIRST = re.compile(rf"(?P<name>{_MONTH})\W+(?P<day>\d{{1,2}})\W+(?P<year>\d{{4}})(?!\d)")
_BESIDE = frozenset(
    word
    for line in (
        *_MONTHS,
        "السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة الساعة عند في يوم بتاريخ من ص م صباحا مساء",
        "at on am pm",
    )
    for word in fold(line.replace("|", " ")).text.split()
)


def day_in(text: str) -> date | None:
    """Return the first day written in `text`, or None; day before month where only digits are given.

    >>> day_in("الأحد 19 كانون الثاني، 2014 الساعة 9:30 ص"), day_in("2014-01-19T09:30:00+02:00")
    (datetime.date(2014, 1, 19), datetime.date(2014, 1, 19))
    """
    if len(text) > 300:
        return None
    for pattern, source in ((_ISO, text), (_NUMERIC, text)):
        if found := pattern.search(source):
            return _day(int(found["year"]), int(found["month"]), int(found["day"]))
    key = fold(text).text
    if found := _DAY_FIRST.search(key) or _MONTH_FIRST.search(key):
        return _day(int(found["year"]), _MONTH_NUMBER[found["name"]], int(found["day"]))
    return None


def is_day_line(line: str) -> bool:
    """Tell whether `line` is a day, perhaps with an hour, and nothing else."""
    words = re.findall(r"\w+", fold(line[:100]).text)
    return len(line) <= 80 and all(word.isdecimal() or word in _BESIDE for word in words) and day_in(line) is not None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
