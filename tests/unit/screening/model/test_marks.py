"""Marks say what stands around a word: who draws an insult writes none."""

from __future__ import annotations

import pytest

from hiwar.arabic.fold import fold_batch
from hiwar.screening.model.features import stream
from hiwar.screening.model.marks import (
    AFTER_COLON,
    ASKED,
    CHEERED,
    LAUGHED,
    LOVED,
    MARKS,
    MOURNED,
    QUOTED,
    RAGED,
    SCORNED,
    marks,
)

DRAWN = [CHEERED, LAUGHED, LOVED, MOURNED, RAGED, SCORNED]


def marked(*texts: str) -> list[list[set[int]]]:
    """Return the marks of each word of each text."""
    folded = fold_batch(texts)
    text = stream(folded)
    flags = marks(folded, text)
    assert flags.shape == (len(text.words) - 1, MARKS)
    bounds = zip(text.documents[:-1], text.documents[1:], strict=True)
    return [[set(row.nonzero()[0].tolist()) for row in flags[first:last]] for first, last in bounds]


@pytest.mark.parametrize(
    ("drawing", "mark"),
    [
        ("💩", SCORNED),
        ("🫏", SCORNED),
        ("🖕🏽", SCORNED),
        ("🔪", RAGED),
        ("😂😂😂", LAUGHED),
        ("❤️", LOVED),
        ("🎉", CHEERED),
        ("💔", MOURNED),
    ],
)
def test_a_drawing_speaks_of_the_words_on_either_side(drawing: str, mark: int) -> None:
    [words] = marked(f"كتب الوزير {drawing} مقالا طويلا")

    assert [mark in found for found in words] == [False, True, True, False]


def test_a_drawing_at_an_end_speaks_of_its_own_text_alone() -> None:
    first, second, third = marked("خبر جميل", "🐍 الوزير 🌹", "شكرا")

    assert all(not found & set(DRAWN) for found in (*first, *third))
    assert {SCORNED, LOVED} <= second[0]


def test_drawings_without_words_are_no_words() -> None:
    assert marked("💩💩 🖕", "", "👍") == [[], [], []]


def test_a_drawing_inside_a_word_is_gone_and_the_word_whole() -> None:
    [words] = marked("يا ك🐕لب")

    assert len(words) == 2
    assert not any(found & set(DRAWN) for found in words)


def test_what_no_comment_is_sent_for_says_nothing() -> None:
    [words] = marked("السعر 📈 ارتفع 🚗 كثيرا 🇯🇴")

    assert not any(found & set(DRAWN) for found in words)


def test_punctuation_says_what_it_said() -> None:
    [words] = marked("قال: «يا كلب» 😡 فهل يجوز؟")

    assert AFTER_COLON in words[1]
    assert [QUOTED in found for found in words] == [False, True, True, False, False]
    assert RAGED in words[2]
    assert ASKED in words[-1]
