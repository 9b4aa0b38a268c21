"""Offsets over the wire count UTF-16 units, and sentences cover all words of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar.analysis.spans import MOST_SENTENCES, Utf16, sentences

TEXTS = st.text(max_size=200)


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("أهلا", (0, 4), (0, 4)),
        ("😀 أهلا", (2, 6), (3, 7)),
        ("أهلا 😀", (5, 6), (5, 7)),
        ("👨‍👩‍👧 يا حقير", (6, 13), (9, 16)),
        ("", (0, 0), (0, 0)),
    ],
)
def test_an_emoji_counts_as_two(text: str, span: tuple[int, int], expected: tuple[int, int]) -> None:
    assert Utf16(text).spans([span]) == [expected]


@given(TEXTS, st.data())
def test_every_offset_is_that_of_utf_16(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))

    (told,) = Utf16(text).spans([(begin, end)])

    assert told == (utf16_length(text[:begin]), utf16_length(text[:end]))
    assert Utf16(text).length == utf16_length(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أحسنتم! مقال جميل.", ["أحسنتم!", "مقال جميل."]),
        ("لماذا؟ لا أدري… ربما\nغدا", ["لماذا؟", "لا أدري…", "ربما", "غدا"]),
        ("السعر 3.5 ليرة", ["السعر 3.5 ليرة"]),
        ("  بلا علامة  ", ["بلا علامة"]),
        (" \n ", []),
    ],
)
def test_sentences_end_at_their_marks_and_lines(text: str, expected: list[str]) -> None:
    assert [text[begin:end] for begin, end in sentences(text)] == expected


@given(TEXTS)
def test_no_letter_lies_outside_the_sentences(text: str) -> None:
    found = sentences(text)

    outside = text
    for begin, end in reversed(found):
        assert 0 <= begin < end <= len(text)
        outside = outside[:begin] + outside[end:]
    assert outside.strip() == ""


def test_a_text_of_a_thousand_sentences_is_scored_in_a_hundred_parts() -> None:
    text = "لا. " * 1000

    found = sentences(text)

    assert len(found) == MOST_SENTENCES
    assert (found[0][0], found[-1][1]) == (0, len(text) - 1)
