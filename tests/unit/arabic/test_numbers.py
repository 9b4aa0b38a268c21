"""Digits and separators follow the site."""

import pytest

from hiwar.arabic.numbers import Digits, format_number, localize_digits


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [("14,200", "١٤٬٢٠٠"), ("3.5%", "٣٫٥٪"), ("1,234,567.89", "١٬٢٣٤٬٥٦٧٫٨٩"), ("09:30", "٠٩:٣٠"), ("2014", "٢٠١٤")],
)
def test_numbers_go_from_one_set_of_digits_to_the_other_and_back(latin: str, arabic: str) -> None:
    assert localize_digits(latin, Digits.ARABIC) == arabic
    assert localize_digits(arabic, Digits.LATIN) == latin


@pytest.mark.parametrize(
    ("text", "localized"), [("19.1.2014", "١٩.١.٢٠١٤"), ("1,2,3", "١,٢,٣"), ("في 2014.", "في ٢٠١٤.")]
)
def test_points_and_commas_that_part_no_number_stay(text: str, localized: str) -> None:
    assert localize_digits(text, Digits.ARABIC) == localized


def test_persian_digits_become_the_site_s_digits() -> None:
    assert localize_digits("۱۴", Digits.ARABIC) == "١٤"


def test_a_setting_s_plain_string_is_understood() -> None:
    assert localize_digits("5", "arab") == "٥"  # type: ignore[arg-type]


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (999, "999"), (130000, "130,000"), (-1200, "-1,200")])
def test_whole_numbers_are_grouped(number: int, text: str) -> None:
    assert format_number(number, Digits.LATIN) == text
