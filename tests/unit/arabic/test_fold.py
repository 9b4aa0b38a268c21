"""Folding makes spellings of one word equal and remembers where every letter came from."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.arabic.fold import fold
from tests.cases import cases

ANYTHING = st.text(st.characters(codec=None), max_size=60)
TROUBLE = st.text(st.sampled_from("كلبأىةﷲﷺﻻABكّـ\u200d .،-_*😂\n1١۲²İß"), max_size=60)

SPELLED = st.lists(
    st.tuples(st.sampled_from("كلبوa፩1"), st.sampled_from(["", ".", " ", "  ", "   ", " . ", "،", "\u064e "])),
    max_size=20,
).map(lambda letters: "".join(letter + gap for letter, gap in letters))


@settings(max_examples=300, deadline=None)
@given(ANYTHING | TROUBLE | SPELLED)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text

    assert fold(once).text == once


@settings(max_examples=200, deadline=None)
@given(ANYTHING | TROUBLE | SPELLED)
def test_every_folded_character_comes_from_a_place_in_the_original(text: str) -> None:
    folded = fold(text)

    assert len(folded.text) == len(folded.origins)
    assert list(folded.origins) == sorted(folded.origins)
    assert all(0 <= origin < len(text) for origin in folded.origins)
    for start in range(len(folded.text)):
        first, end = folded.span(start, start + 1)
        assert 0 <= first < end <= len(text)


@pytest.mark.parametrize(("original", "expected"), cases("fold"))
def test_spellings_fold_to_one_form(original: str, expected: str) -> None:
    assert fold(original).text == expected


def test_a_span_takes_in_marks_and_repeats_of_its_last_letter() -> None:
    text = "يا كَلْبُـبب!"

    start, end = fold(text).span(3, 6)

    assert text[start:end] == "كَلْبُـبب"


def test_a_span_in_a_spaced_word_reaches_from_its_first_to_its_last_letter() -> None:
    text = "أنت ك . ل . ب فعلًا"
    folded = fold(text)
    at = folded.text.index("كلب")

    start, end = folded.span(at, at + 3)

    assert text[start:end].strip() == "ك . ل . ب"


def test_astral_characters_do_not_shift_spans() -> None:
    text = "😀😀 يا كلب"

    start, end = fold(text).span(len(fold(text).text) - 3, len(fold(text).text))

    assert text[start:end] == "كلب"


@pytest.mark.parametrize("unit", ["ك ", "ك.ل ب", "ك😂", "ككك", "َ", "ﷺ", ". "])
def test_twice_the_text_takes_less_than_three_times_as_long(unit: str) -> None:
    def cpu_seconds(count: int) -> float:
        best = 1.0
        for _ in range(3):
            started = time.process_time()
            fold(unit * count)
            best = min(best, time.process_time() - started)
        return best

    assert cpu_seconds(3_000) / max(cpu_seconds(1_500), 0.0005) < 3
