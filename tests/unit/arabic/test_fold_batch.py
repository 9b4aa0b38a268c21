"""A batch folds every text as it would be folded alone, and tells where one ends and the next begins."""

import sys
import unicodedata

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.arabic.fold import fold, fold_batch
from hiwar.arabic.letters import folded_character
from hiwar.arabic.packed import is_word

ANYTHING = st.text(st.characters(codec=None), max_size=40)
TROUBLE = st.text(st.sampled_from("كلبأىةﷲﷺﻻABكّـ\u200d .،-_*😂\n1١۲²İß\ud800"), max_size=40)
TEXTS = st.lists(ANYTHING | TROUBLE, max_size=6)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_each_text_folds_as_it_does_alone(texts: list[str]) -> None:
    batch = fold_batch(texts)

    assert [batch.folded(index) for index in range(len(batch))] == [fold(text) for text in texts]


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_one_line_end_follows_each_text_and_no_text_holds_one(texts: list[str]) -> None:
    batch = fold_batch(texts)

    assert len(batch) == len(texts)
    assert batch.starts[0] == 0
    assert np.flatnonzero(batch.codes == 10).tolist() == (batch.starts[1:] - 1).tolist()
    assert batch.origins[batch.starts[1:] - 1].tolist() == [len(text) for text in texts]


def test_no_text_at_all_is_an_empty_batch() -> None:
    batch = fold_batch([])

    assert len(batch) == 0
    assert batch.codes.size == 0


def test_a_word_is_not_spelled_across_texts() -> None:
    batch = fold_batch(["أنت ك", "ل", "ب أنت"])

    assert [batch.folded(index).text for index in range(3)] == ["انت ك", "ل", "ب انت"]


def assigned_characters() -> list[str]:
    """Return what Unicode has assigned, of ideographs and Hangul syllables (nine in ten of all) every sixteenth."""
    sampled = (range(0x3400, 0xA000), range(0xAC00, 0xD800), range(0x17000, 0x19000), range(0x20000, 0x40000))
    characters = []
    for code_point in range(sys.maxunicode + 1):
        if code_point % 16 and any(code_point in block for block in sampled):
            continue
        if unicodedata.category(chr(code_point)) not in {"Cn", "Co"}:
            characters.append(chr(code_point))
    return characters


def test_every_character_folds_to_letters_that_fold_to_themselves() -> None:
    once = fold_batch(assigned_characters())
    folded = sorted({once.folded(index).text for index in np.flatnonzero(np.diff(once.starts) > 1).tolist()})

    twice = fold_batch(folded)

    assert [twice.folded(index).text for index in range(len(twice))] == folded


def test_half_a_surrogate_pair_folds_to_nothing() -> None:
    assert folded_character("\ud800") == ""
    assert fold("كل\udfffب").text == "كلب"


def test_words_are_told_from_signs_in_any_batch() -> None:
    batch = fold_batch(["ﷲ 1!"])

    assert is_word(batch.codes).tolist() == [True, True, True, False, True, False, False]
