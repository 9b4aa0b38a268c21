"""A line on a card is cut where its direction or its font changes, read the right way, and joined across the cut."""

from __future__ import annotations

import pytest

from hiwar.delivery.machines.card_text import JOINER, LTR, RTL, can_be_drawn, lines, segments


def font_of(character: str) -> str | None:
    """Three fonts as ours are cut: Latin letters, letters of other languages in Arabic script, and all the rest."""
    if character in "پگچ":
        return "extended"
    if character.isascii() and character.isalpha():
        return "latin"
    return None if character in "☂Я" else "core"


def cut(text: str, direction: str = RTL) -> list[tuple[str, list[str]]]:
    return [
        (one.direction, [piece.text for piece in one.pieces])
        for one in segments(text, direction=direction, font_of=font_of)
    ]


def test_a_foreign_name_with_its_number_is_one_part_that_runs_its_own_way() -> None:
    assert cut("نموذج GPT-5 الجديد") == [
        (RTL, ["نموذج "]),
        (LTR, ["GPT", "-5"]),
        (RTL, [" الجديد"]),
    ]


def test_digits_before_a_foreign_letter_belong_to_it_and_others_to_the_line() -> None:
    assert cut("شبكة 5G في 2014")[1:] == [(LTR, ["5", "G"]), (RTL, [" في 2014"])]


def test_arabic_within_a_line_from_the_left_runs_its_own_way() -> None:
    assert [direction for direction, _ in cut("The قطار الساحل runs", LTR)] == [LTR, RTL, LTR]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("سپس", ["س" + JOINER, JOINER + "پ" + JOINER, JOINER + "س"]),
        # Waw and alef join nothing after them.
        ("وپا", ["و", "پ" + JOINER, JOINER + "ا"]),
        ("پ س", ["پ", " س"]),
        ("سَپ", ["سَ" + JOINER, JOINER + "پ"]),
        ("س\N{ZERO WIDTH NON-JOINER}پ", ["س\N{ZERO WIDTH NON-JOINER}", "پ"]),
    ],
)
def test_letters_of_two_fonts_join_where_they_would_in_one(word: str, pieces: list[str]) -> None:
    assert cut(word) == [(RTL, pieces)]


def test_a_sign_that_no_font_has_is_left_out_and_a_letter_is_not() -> None:
    assert cut("مطر ☂ غزير") == [(RTL, ["مطر  غزير"])]
    assert can_be_drawn("مطر ☂", font_of)
    assert not can_be_drawn("مطر Я", font_of)


def test_lines_are_as_few_as_fit_and_about_equally_long() -> None:
    broken = lines("aa bb cc dd ee ff", width=14, measure=len)

    assert broken == ["aa bb cc", "dd ee ff"]


def test_a_word_longer_than_the_line_stands_alone() -> None:
    assert lines("a " + "b" * 30 + " c", width=10, measure=len) == ["a", "b" * 30, "c"]
