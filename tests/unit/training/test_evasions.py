"""Evasions disguise a text the same way every time, and folding undoes those it promises to undo."""

from __future__ import annotations

from random import Random

import pytest

from hiwar.arabic.fold import fold
from hiwar.training.evasions import EVASIONS, FOLDED, SCRIPTS, disguised, dropped, spaced, swapped

COMMENT = "والله ما رأيت أحقر من هذا المسؤول الغبي، وقد قالت له: «مرحبا» على https://example.org يوم 14"
# Two words in a row written letter by letter, with one gap like the others between them, are one word to folding.
EXACTLY_UNDONE = sorted(FOLDED.keys() - {"spaced", "dotted"})


@pytest.mark.parametrize("name", sorted(EVASIONS))
def test_a_seed_decides_everything(name: str) -> None:
    again = {disguised(COMMENT, evasion=name, seed=5) for _ in range(5)}

    assert len(again) == 1
    assert again != {COMMENT}


@pytest.mark.parametrize("name", sorted(EVASIONS))
def test_links_and_numbers_stay(name: str) -> None:
    text = disguised(COMMENT, evasion=name, seed=5)

    assert "https://example.org" in text
    assert "14" in text


@pytest.mark.parametrize("name", sorted(EVASIONS))
@pytest.mark.parametrize("text", ["", "من", "ok 42", "😂", "ك"])
def test_a_text_too_short_for_a_trick_is_left_or_changed_but_never_lost(name: str, text: str) -> None:
    assert bool(disguised(text, evasion=name, seed=1)) == bool(text)


@pytest.mark.parametrize("name", EXACTLY_UNDONE)
@pytest.mark.parametrize("seed", range(20))
def test_folding_undoes_what_it_promises_to(name: str, seed: int) -> None:
    text = disguised(COMMENT, evasion=name, seed=seed)

    assert fold(text).text == fold(COMMENT).text


@pytest.mark.parametrize("name", ["spaced", "dotted"])
@pytest.mark.parametrize("word", ["كلب", "المسؤول", "حقيرة"])
def test_folding_closes_a_single_word_written_letter_by_letter(name: str, word: str) -> None:
    text = disguised(f"يا {word} في هذا", evasion=name, seed=2)

    assert fold(text).text == fold(f"يا {word} في هذا").text


def test_spaced_words_in_a_row_have_a_wider_gap() -> None:
    text = spaced("كلب حقير", Random(1), share=1.0)

    assert text == "ك ل ب  ح ق ي ر"


def test_a_swap_keeps_the_letters_and_a_drop_loses_one_a_word() -> None:
    word = "مسؤول"

    assert sorted(swapped(word, Random(1))) == sorted(word)
    assert swapped(word, Random(1)) != word
    assert len(dropped(word, Random(1))) == len(word) - 1


def test_dotless_and_latin_hold_no_dotted_letter() -> None:
    for name in SCRIPTS:
        text = disguised(COMMENT, evasion=name, seed=3)

        assert not set(text) & set("بتثنيجخذزشضظغفقة")


def test_latin_writing_differs_from_person_to_person() -> None:
    written = {disguised("يا شيخ حسن القاضي", evasion="arabizi", seed=seed) for seed in range(30)}

    assert len(written) >= 20
    assert all(text.isascii() for text in written)
