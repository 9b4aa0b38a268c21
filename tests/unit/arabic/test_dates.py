"""Dates speak the country's months, the site's digits and the right case."""

from datetime import UTC, date, datetime

import pytest

from hiwar.arabic.dates import DateStyle
from hiwar.arabic.numbers import Digits

JANUARY = date(2014, 1, 19)


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("SY", "الأحد 19 كانون الثاني 2014"),
        ("IQ", "الأحد 19 كانون الثاني 2014"),
        ("LB", "الأحد 19 كانون الثاني 2014"),
        ("EG", "الأحد 19 يناير 2014"),
        ("SA", "الأحد 19 يناير 2014"),
        ("LY", "الأحد 19 يناير 2014"),
        ("TN", "الأحد 19 جانفي 2014"),
        ("DZ", "الأحد 19 جانفي 2014"),
        ("MA", "الأحد 19 يناير 2014"),
        ("MR", "الأحد 19 يناير 2014"),
        ("sy", "الأحد 19 كانون الثاني 2014"),
        ("", "الأحد 19 يناير 2014"),
    ],
)
def test_a_month_has_the_name_its_country_gives_it(country: str, text: str) -> None:
    assert DateStyle(country=country).date(JANUARY) == text


@pytest.mark.parametrize(
    ("month", "name"),
    [(5, "ماي"), (7, "يوليوز"), (8, "غشت"), (9, "شتنبر"), (10, "أكتوبر"), (11, "نونبر"), (12, "دجنبر")],
)
def test_moroccan_months_are_moroccan(month: int, name: str) -> None:
    assert f" {name} " in DateStyle(country="MA").date(date(2014, month, 3))


@pytest.mark.parametrize(
    ("countries", "august"),
    [
        ("SY LB JO PS IQ", "آب"),
        ("EG SD LY SA AE QA KW BH OM YE SO DJ KM", "أغسطس"),
        ("DZ TN", "أوت"),
        ("MA EH", "غشت"),
        ("MR", "أغشت"),
    ],
)
def test_every_arab_country_has_its_own_august(countries: str, august: str) -> None:
    dates = {DateStyle(country=country).date(date(2014, 8, 3)) for country in countries.split()}

    assert dates == {f"الأحد 3 {august} 2014"}


@pytest.mark.parametrize(
    ("country", "names"),
    [
        ("IQ", "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول"),
        ("TN", "جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر"),
        ("EG", "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"),
    ],
)
def test_a_year_has_twelve_names_in_order(country: str, names: str) -> None:
    months = [DateStyle(country=country).date(date(2014, month, 1)).split(" 1 ")[1] for month in range(1, 13)]

    assert months == [f"{name} 2014" for name in names.split("|")]


@pytest.mark.parametrize(
    ("day", "name"),
    [(20, "الاثنين"), (21, "الثلاثاء"), (22, "الأربعاء"), (23, "الخميس"), (24, "الجمعة"), (25, "السبت"), (26, "الأحد")],
)
def test_every_day_of_the_week_has_its_name(day: int, name: str) -> None:
    assert DateStyle().date(date(2014, 1, day)).startswith(name)


def test_a_moment_is_told_in_the_site_s_zone_and_digits() -> None:
    style = DateStyle(country="SY", digits=Digits.ARABIC, time_zone="Asia/Riyadh")

    text = style.date_time(datetime(2014, 1, 18, 22, 30, tzinfo=UTC))

    assert text == "الأحد ١٩ كانون الثاني ٢٠١٤، ٠١:٣٠"


HOUR, DAY = 60, 24 * 60


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (-3, "الآن"),
        (0, "الآن"),
        (1, "قبل دقيقة"),
        (2, "قبل دقيقتين"),
        (3, "قبل 3 دقائق"),
        (10, "قبل 10 دقائق"),
        (11, "قبل 11 دقيقة"),
        (59, "قبل 59 دقيقة"),
        (HOUR, "قبل ساعة"),
        (2 * HOUR, "قبل ساعتين"),
        (5 * HOUR, "قبل 5 ساعات"),
        (23 * HOUR, "قبل 23 ساعة"),
        (DAY, "قبل يوم"),
        (2 * DAY, "قبل يومين"),
        (6 * DAY, "قبل 6 أيام"),
        (29 * DAY, "قبل 29 يوماً"),
        (30 * DAY, "قبل شهر"),
        (61 * DAY, "قبل شهرين"),
        (200 * DAY, "قبل 6 أشهر"),
        (340 * DAY, "قبل 11 شهراً"),
        (400 * DAY, "قبل سنة"),
        (800 * DAY, "قبل سنتين"),
        (4 * 365 * DAY, "قبل 4 سنوات"),
        (12 * 365 * DAY, "قبل 12 سنة"),
        (100 * 365 * DAY, "قبل 100 سنة"),
    ],
)
def test_time_past_is_told_in_the_genitive(minutes: int, text: str) -> None:
    assert DateStyle().ago(minutes) == text


def test_time_past_uses_the_site_s_digits() -> None:
    assert DateStyle(digits=Digits.ARABIC).ago(14) == "قبل ١٤ دقيقة"


@pytest.mark.parametrize(
    ("language", "moment", "text"),
    [
        ("ar", datetime(2014, 1, 19, 9, 30, tzinfo=UTC), "11:30"),
        ("ar", datetime(2014, 1, 18, 21, 59, tzinfo=UTC), "السبت 18 كانون الثاني"),
        ("ar", datetime(2014, 1, 18, 22, 1, tzinfo=UTC), "00:01"),
        ("ar", datetime(2013, 12, 31, 9, 30, tzinfo=UTC), "الثلاثاء 31 كانون الأول 2013"),
        ("en", datetime(2014, 1, 18, 9, 30, tzinfo=UTC), "Saturday 18 January"),
        ("ckb", datetime(2014, 1, 18, 9, 30, tzinfo=UTC), "شەممە 18ی کانوونی دووەم"),
        # Nowruz was on 21 March 2013: December is of the same year there.
        ("fa", datetime(2013, 12, 31, 9, 30, tzinfo=UTC), "سه‌شنبه 10 دی"),
        ("fa", datetime(2013, 3, 20, 9, 30, tzinfo=UTC), "چهارشنبه 30 اسفند 1391"),
    ],
)
def test_a_list_of_news_says_no_more_than_it_needs(language: str, moment: datetime, text: str) -> None:
    style = DateStyle(country="SY", time_zone="Asia/Damascus", language=language)

    assert style.brief(moment, today=datetime(2014, 1, 19, 10, tzinfo=UTC)) == text
