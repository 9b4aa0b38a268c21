"""The automaton finds what looking everywhere finds."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.screening.aho_corasick import BORDER, Automaton

few_letters = st.text(alphabet="ابت .", max_size=120)
patterns = st.lists(st.from_regex(r" ?[ابت]{1,5} ?", fullmatch=True), max_size=12)


def _codes(text: str) -> np.ndarray:
    return np.frombuffer(f"{text}\n".encode("utf-32-le"), np.uint32)


def _naive(wanted: list[str], text: str) -> list[int]:
    """Return every position at which a pattern ends, by looking at each of them."""
    plain = BORDER + "".join(letter if letter.isalnum() else BORDER for letter in text) + BORDER
    return [end for end in range(1, len(plain)) if any(plain[: end + 1].endswith(one) for one in wanted if one)]


@settings(max_examples=300, deadline=None)
@given(patterns, few_letters)
def test_it_finds_exactly_what_naive_search_finds(wanted: list[str], text: str) -> None:
    assert Automaton(wanted).ends(text) == _naive(wanted, text)


@settings(max_examples=300, deadline=None)
@given(patterns, st.text(alphabet="ابت .", max_size=2000))
def test_walking_columns_finds_what_walking_letters_finds(wanted: list[str], text: str) -> None:
    automaton = Automaton(wanted)

    assert automaton.ends_in(_codes(text)).tolist() == automaton.ends(text)


def test_nothing_is_lost_where_one_block_meets_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hiwar.screening.aho_corasick._BLOCK", 37)
    automaton = Automaton(["كلب ", " قطة ", "ابة "])
    text = "دابة وكلب، قطة كلب " * 40

    assert automaton.ends_in(_codes(text)).tolist() == automaton.ends(text) == _naive(["كلب ", " قطة ", "ابة "], text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=4).filter(str.isalnum), max_size=8), st.text(max_size=60))
def test_in_all_of_unicode_both_walks_agree(wanted: list[str], text: str) -> None:
    automaton = Automaton(wanted)
    sent = text.encode("utf-32-le", "replace").decode("utf-32-le")

    assert automaton.ends_in(_codes(sent)).tolist() == automaton.ends(sent) == _naive(wanted, sent)


def test_an_alphabet_larger_than_a_byte_may_point_too_often_but_never_misses() -> None:
    letters = [chr(code) for code in range(0x4E00, 0x4E00 + 600)]
    automaton = Automaton(letter * 2 for letter in letters)

    assert all(automaton.ends(letter * 2) for letter in letters)


@settings(max_examples=100, deadline=None)
@given(few_letters)
def test_words_are_cut_as_a_regular_expression_cuts_them(text: str) -> None:
    starts, ends = Automaton(["باب "]).words_in(_codes(text))

    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [
        found.span() for found in re.finditer(r"[^\W_]+", text)
    ]


@pytest.mark.parametrize("wanted", [[], [""]])
def test_an_automaton_of_nothing_finds_nothing(wanted: list[str]) -> None:
    automaton = Automaton(wanted)

    assert automaton.ends("كلب") == []
    assert automaton.ends_in(_codes("كلب")).tolist() == []
