"""Slips of a finger."""

from __future__ import annotations

from hiwar.search.strokes import one_stroke_from


def test_one_letter_more_less_another_or_exchanged() -> None:
    for slip in ("قانوون", "قنون", "قابون", "قانوت", "اقنون", "قانونا"):
        assert "قانون" in one_stroke_from(slip)


def test_two_strokes_are_two() -> None:
    assert "قانون" not in one_stroke_from("كابون")


def test_the_word_itself_is_no_slip() -> None:
    assert "مدد" not in one_stroke_from("مدد")


def test_latin_words_have_latin_neighbors() -> None:
    assert "covid" in one_stroke_from("covit")


def test_so_few_that_an_index_can_be_asked_for_each() -> None:
    assert len(one_stroke_from("استثنائية")) < 1000
