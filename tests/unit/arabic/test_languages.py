"""Each language writes dates, counted time and figures as its newspapers do."""

from datetime import UTC, date, datetime

import pytest

from hiwar.arabic.dates import DateStyle
from hiwar.arabic.languages import LANGUAGES, language_of
from hiwar.arabic.numbers import Digits, localize_digits

DAY = date(2026, 11, 29)
HOUR, DAYS, MONTHS, YEARS = 60, 24 * 60, 30 * 24 * 60, 365 * 24 * 60


def style(code: str, **facts: object) -> DateStyle:
    """The way a newsroom writes in a language, with the figures usual there."""
    return DateStyle(**{"language": code, "digits": language_of(code).figures, **facts})


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", "الأحد 29 نوفمبر 2026"),
        ("en", "Sunday 29 November 2026"),
        ("ckb", "یەکشەممە 29ی تشرینی دووەمی 2026"),
        ("fa", "یکشنبه ۸ آذر ۱۴۰۵"),
        ("ur", "اتوار 29 نومبر 2026"),
    ],
)
def test_a_day_is_written_in_the_calendar_and_the_words_of_its_language(code: str, text: str) -> None:
    assert style(code).date(DAY) == text


def test_afghanistan_names_the_same_solar_month_otherwise() -> None:
    assert style("fa", country="AF").date(DAY) == "یکشنبه ۸ قوس ۱۴۰۵"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", "19 جمادى الآخرة 1448 هـ"),
        ("en", "19 Jumada II 1448 AH"),
        ("ckb", "19ی جەمادی دووەمی 1448ی کۆچی"),
        ("fa", "۱۹ جمادی\N{ZERO WIDTH NON-JOINER}الثانی ۱۴۴۸ ق"),
        ("ur", "19 جمادی الثانی 1448 ہجری"),
    ],
)
def test_the_lunar_date_stands_beside_the_other_only_where_it_is_wanted(code: str, text: str) -> None:
    shown, hidden = style(code, lunar=True), style(code)

    assert shown.lunar_date(DAY) == text
    assert shown.full_date(DAY) == f"{shown.date(DAY)} – {text}"
    assert hidden.lunar_date(DAY) == ""
    assert hidden.full_date(DAY) == hidden.date(DAY)


def test_the_lunar_date_is_moved_as_the_newsroom_says() -> None:
    assert style("ar", lunar=True, lunar_shift=-1).lunar_date(DAY) == "18 جمادى الآخرة 1448 هـ"


def test_the_day_is_that_of_the_newsrooms_clock() -> None:
    late = datetime(2026, 11, 29, 22, 30, tzinfo=UTC)

    assert style("fa", time_zone="Asia/Tehran").date(late) == "دوشنبه ۹ آذر ۱۴۰۵"
    assert style("fa", time_zone="Asia/Tehran").date_time(late) == "دوشنبه ۹ آذر ۱۴۰۵، ۰۲:۰۰"
    assert style("en", time_zone="Asia/Tehran").full_date_time(late) == "Monday 30 November 2026, 02:00"


@pytest.mark.parametrize(
    ("code", "minutes", "text"),
    [
        ("ar", 29 * DAYS, "قبل 29 يوماً"),
        ("en", 0, "now"),
        ("en", 1, "1 minute ago"),
        ("en", 5 * HOUR, "5 hours ago"),
        ("en", DAYS, "1 day ago"),
        ("fa", 5, "۵ دقیقه پیش"),
        ("fa", 2 * YEARS, "۲ سال پیش"),
        ("ckb", 2 * HOUR, "2 کاتژمێر لەمەوبەر"),
        ("ur", HOUR, "1 گھنٹہ پہلے"),
        ("ur", 3 * HOUR, "3 گھنٹے پہلے"),
        ("ur", 4 * MONTHS, "4 ماہ پہلے"),
    ],
)
def test_how_long_ago_is_counted_in_the_words_of_the_language(code: str, minutes: int, text: str) -> None:
    assert style(code).ago(minutes) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [("ar", "نوفمبر 2026"), ("en", "November 2026"), ("ckb", "تشرینی دووەم 2026"), ("fa", "نوامبر ۲۰۲۶")],
)
def test_a_month_of_the_archive_is_gregorian_everywhere(code: str, text: str) -> None:
    assert style(code).month(2026, 11) == text


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_names_every_month_and_day_once(code: str) -> None:
    spoken = language_of(code)

    for names, count in ((spoken.months("SY"), 12), (spoken.lunar_months, 12), (spoken.weekdays, 7)):
        assert len(set(names)) == count
    assert len(set(spoken.civil_months("SY"))) == 12


@pytest.mark.parametrize(
    ("text", "digits", "written"),
    [
        ("80%", Digits.LATIN, "80%"),
        ("80%", Digits.ARABIC, "٨٠٪"),
        ("۸۰٪", Digits.LATIN, "80%"),
        ("٨٠٪", Digits.EXTENDED, "۸۰٪"),
        ("14,200.5", Digits.EXTENDED, "۱۴٬۲۰۰٫۵"),
    ],
)
def test_a_percent_sign_goes_with_its_figures(text: str, digits: Digits, written: str) -> None:
    assert localize_digits(text, digits) == written


def test_a_code_with_a_country_is_its_language_and_an_unknown_one_arabic() -> None:
    assert language_of("EN-gb") is LANGUAGES["en"]
    assert language_of("xx") is LANGUAGES["ar"]
