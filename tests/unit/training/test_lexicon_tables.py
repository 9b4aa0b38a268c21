"""The tables of the lexicon: single words, enough of them in each class, and the ones that ship."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from hiwar.screening.model import shipped_scorer
from hiwar.screening.model.lexicon import hashes_of
from hiwar.training.lexicon.read import FOLDER, compiled, lexicon, words_of

FILES = sorted(FOLDER.glob("*.txt"))
FEWEST = 40


def test_the_tables_are_those_of_the_model_that_ships() -> None:
    shipped = shipped_scorer().weights.network.lexicon

    assert np.array_equal(shipped.words, lexicon()["lexicon_words"])
    assert np.array_equal(shipped.sets, lexicon()["lexicon_sets"])
    assert np.array_equal(shipped.members, lexicon()["lexicon_members"])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_table_has_words_enough(file: Path) -> None:
    words = words_of(file.read_text("utf-8"))

    single = [word for word, digest in zip(words, hashes_of(words).tolist(), strict=True) if digest]
    assert len(single) >= FEWEST
    assert len(single) > 0.97 * len(words)


def test_no_table_holds_signs_that_cannot_be_seen() -> None:
    for file in FILES:
        text = file.read_text("utf-8")
        invisible = Counter(letter for letter in text if not (letter.isprintable() or letter == "\n"))
        assert not invisible, file.name


def test_different_words_have_different_hashes() -> None:
    # All digits are one to the model, so words with digits may well be one too.
    words = sorted({word for file in FILES for word in words_of(file.read_text("utf-8")) if word.isalpha()})
    digests = [digest for digest in hashes_of(words).tolist() if digest]

    # Of a thousand million pairs some meet in 32 bits.
    assert len(digests) - len(set(digests)) <= 5


def test_a_word_of_two_classes_has_both() -> None:
    arrays = compiled({"animals": "كلب", "insults": "كلب حقير"})

    assert arrays["lexicon_members"].tolist() == [[0, 0], [0, 1], [1, 1]]
