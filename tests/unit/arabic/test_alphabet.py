"""The classes of characters are complete."""

import re
import sys
import unicodedata

import pytest

from hiwar.arabic.alphabet import FILLERS, INVISIBLE, MARKS, has_letter_or_number, without_invisible


def test_no_combining_mark_of_unicode_is_forgotten() -> None:
    everything = "".join(map(chr, range(0x300, sys.maxunicode + 1)))

    rest = re.sub(f"[{MARKS}]+", "", everything)

    assert not [character for character in rest if unicodedata.combining(character)]
    assert not [character for character in rest if unicodedata.category(character) in {"Mn", "Mc", "Me"}]


def test_fillers_are_invisible() -> None:
    assert without_invisible(FILLERS) == ""
    assert set(FILLERS) <= set(INVISIBLE)


@pytest.mark.parametrize("text", ["س", "5", "٥", "ة", "x\u200b", "字"])
def test_a_letter_or_number_is_seen(text: str) -> None:
    assert has_letter_or_number(text)


@pytest.mark.parametrize("text", ["", " ", "؟", "✔", "ـ", "\u3164", "\u115f", "\u064b", "\U000e0041"])
def test_signs_marks_and_fillers_are_no_letters(text: str) -> None:
    assert not has_letter_or_number(text)
