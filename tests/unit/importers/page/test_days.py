"""Days are read in the month names of every Arab country, and never invented."""

from datetime import date

import pytest

from hiwar.importers.page.days import day_in, is_day_line


@pytest.mark.parametrize(
    "text",
    [
        "2014-01-19",
        "2014-01-19T23:59:59+03:00",
        "19/01/2014",
        "19 كانون الثاني 2014",
        "الأحد 19 كانون الثاني، 2014 الساعة 9:30 ص",
        "١٩ يناير ٢٠١٤",
        "يناير 19, 2014 عند 9:30 ص",
        "19 جانفي 2014",
        "January 19, 2014 at 9:30 am",
        "19 Jan 2014",
    ],
)
def test_a_day_is_read_as_every_country_writes_it(text):
    assert day_in(text) == date(2014, 1, 19)


@pytest.mark.parametrize("text", ["", "منذ ساعتين", "2014", "31/02/2014", "2014-13-40", "كانون الثاني", "1" * 400])
def test_what_is_no_day_is_none(text):
    assert day_in(text) is None


def test_the_two_tishreens_and_the_two_kanuns_are_four_months():
    written = ["تشرين الأول", "تشرين الثاني", "كانون الأول", "كانون الثاني"]

    assert [day_in(f"1 {month} 2014").month for month in written] == [10, 11, 12, 1]


def test_a_line_is_a_day_only_if_it_says_nothing_else():
    assert is_day_line("الأحد 19 كانون الثاني، 2014 الساعة 9:30 ص")
    assert not is_day_line("20 يناير 2014 يوم لا ينسى")
    assert not is_day_line("2014")
