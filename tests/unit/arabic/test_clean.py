"""Cleaning keeps the meaning, is safe to store, and takes the same time per character whatever is sent."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.arabic.clean import ForbiddenCharacter, TextTooLong, UncleanText, clean_line, clean_text

ANYTHING = st.text(st.characters(codec=None), max_size=80)
TROUBLE = st.text(
    st.sampled_from(
        "سa 1\n\r\t\x00\x0b\x85\u2028\u200b\u200f\u202e\u2066\u2068\u2069\ufeff\u0301\u064b\u0344\u0958\U000e0041\u3164"
    ),
    max_size=80,
)
FATHA = "\N{ARABIC FATHA}"


def _cpu_seconds(text: str) -> float:
    best = 1.0
    for _ in range(3):
        started = time.process_time()
        clean_text(text, max_chars=len(text) + 100)
        best = min(best, time.process_time() - started)
    return best


@settings(max_examples=150, deadline=None)
@given(ANYTHING | TROUBLE)
def test_cleaning_a_text_twice_changes_nothing(raw: str) -> None:
    try:
        once = clean_text(raw, max_chars=200)
    except UncleanText:
        return

    assert clean_text(once, max_chars=200) == once


@settings(max_examples=150, deadline=None)
@given(ANYTHING | TROUBLE)
def test_cleaning_a_line_twice_changes_nothing(raw: str) -> None:
    once = clean_line(raw, max_chars=200, strict=False)

    assert clean_line(once, max_chars=200) == once
    assert not set(once) & set("\n\r\t\x00\u200b\u202e\u2066\u2069")


@settings(max_examples=100, deadline=None)
@given(ANYTHING | TROUBLE)
def test_a_clean_text_is_normalized_and_closes_its_isolates(raw: str) -> None:
    clean = clean_text(raw, max_chars=400, strict=False)

    assert unicodedata.is_normalized("NFC", clean)
    for line in clean.split("\n"):
        assert sum(line.count(opener) for opener in "\u2066\u2067\u2068") == line.count("\u2069")


def test_line_ends_become_one_kind_and_lines_lose_trailing_spaces() -> None:
    clean = clean_text("أولًا \r\nثانيًا\t\rثالثًا\u2028رابعًا", max_chars=50)

    assert clean == "أولًا\nثانيًا\nثالثًا\nرابعًا"


def test_more_than_two_blank_lines_become_two() -> None:
    clean = clean_text("سؤال\n\n \n\u200b\n\n\nجواب", max_chars=50)

    assert clean == "سؤال\n\n\nجواب"


def test_line_breaks_of_a_reader_stay() -> None:
    text = "سطر أول\nسطر ثانٍ\n\nفقرة أخرى"

    assert clean_text(text, max_chars=50) == text


@pytest.mark.parametrize(
    "character", ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\U000e0041", "\x07", "\x9b", "\ufeff"]
)
def test_characters_that_reorder_or_hide_are_taken_out(character: str) -> None:
    assert clean_text(f"قبل{character}بعد", max_chars=50) == "قبلبعد"


def test_an_open_isolate_is_closed_on_its_own_line() -> None:
    clean = clean_text("\u2067مفتوح\nسطر", max_chars=50)

    assert clean == "\u2067مفتوح\u2069\nسطر"


def test_a_closer_that_closes_nothing_is_dropped() -> None:
    assert clean_text("نص\u2069", max_chars=50) == "نص"


def test_joiners_that_shape_words_stay_in_a_text() -> None:
    persian = "می\N{ZERO WIDTH NON-JOINER}خواهم"

    assert clean_text(persian, max_chars=50) == persian


@pytest.mark.parametrize("character", ["\x00", "\ud800", "\udfff", "\ufffe", "\uffff", "\ufdd0", "\U0010ffff"])
def test_a_character_no_keyboard_makes_is_refused_with_its_place(character: str) -> None:
    with pytest.raises(ForbiddenCharacter) as refusal:
        clean_text(f"نص{character}", max_chars=50)

    assert (refusal.value.code_point, refusal.value.index) == (ord(character), 2)


def test_an_import_may_ask_to_drop_what_a_form_refuses() -> None:
    assert clean_text("قبل\x00بعد", max_chars=50, strict=False) == "قبلبعد"


def test_a_text_over_the_limit_is_refused_with_both_numbers() -> None:
    with pytest.raises(TextTooLong) as refusal:
        clean_text("س" * 51, max_chars=50)

    assert (refusal.value.length, refusal.value.limit) == (51, 50)


def test_a_line_end_of_two_characters_counts_once() -> None:
    assert clean_text("س\r\n" * 24 + "سس", max_chars=50).count("\n") == 24


def test_a_text_that_grows_when_normalized_meets_the_limit_again() -> None:
    with pytest.raises(TextTooLong):
        clean_text("\N{DEVANAGARI LETTER QA}" * 50, max_chars=50)


def test_a_run_of_marks_is_cut_to_twelve() -> None:
    clean = clean_text("ب" + FATHA * 30 + "ت", max_chars=50)

    assert clean == "ب" + FATHA * 12 + "ت"


def test_zero_width_characters_do_not_hide_a_run_of_marks() -> None:
    clean = clean_text("ب" + (FATHA + "\u200d") * 20, max_chars=50)

    assert clean.count(FATHA) <= 12


@pytest.mark.parametrize("mark", [FATHA, "\N{COMBINING ACUTE ACCENT}", "\u0344", "\u0f71", "\u2068", "\u200b"])
def test_fifty_thousand_of_one_character_cost_less_than_twenty_milliseconds(mark: str) -> None:
    text = "ب" + mark * 49_999

    assert _cpu_seconds(text) < 0.020


@pytest.mark.parametrize("unit", [FATHA, "a\u0301\u0327", "\n ", "\u2067س", "\u202e", "كلمة "])
def test_twice_the_text_takes_less_than_three_times_as_long(unit: str) -> None:
    one, two = unit * 5_000, unit * 10_000

    # A floor, because the timer itself is the larger part of a very small figure.
    assert _cpu_seconds(two) / max(_cpu_seconds(one), 0.0005) < 3


@pytest.mark.parametrize(
    "blank", ["", "  \n", "\u3164", "\u2800\u2800", "\u200b\u200d", "…", "ـــ", "\u2067\u2069", "✔"]
)
def test_a_name_without_a_visible_letter_or_number_is_no_name(blank: str) -> None:
    assert clean_line(blank, max_chars=40) == ""


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  ليلى   خوري ", "ليلى خوري"),
        ("ليلى\r\nBcc: karim", "ليلى Bcc: karim"),
        ("\u202eليلى\u2066", "ليلى"),
        ("ل\u200cيلى", "ليلى"),
        ("سلمى ✔", "سلمى ✔"),
    ],
)
def test_a_name_is_one_line_without_anything_invisible(typed: str, name: str) -> None:
    assert clean_line(typed, max_chars=40) == name


def test_isolates_nested_deeper_than_anyone_writes_are_dropped() -> None:
    clean = clean_text("\u2067" * 100 + "س", max_chars=200)

    assert clean == "\u2067" * 8 + "س" + "\u2069" * 8
