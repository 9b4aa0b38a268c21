"""A word is found with what grammar adds to it, and what is no word finds nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from hiwar.arabic.fold import fold_batch
from hiwar.screening.model.features import planes, stream
from hiwar.screening.model.labels import UnreadableModel
from hiwar.screening.model.lexicon import Lexicon, hashes_of
from hiwar.training.lexicon.read import compiled, lexicon

SHIPPED = lexicon()
TABLES = {"animals": "كلب حمير قطة", "blessings": "يرحم رحمة", "deaths": "مات"}


def _classes(text: str) -> list[list[str]]:
    """Return the classes of each word of a text."""
    arrays = compiled(TABLES)
    names = sorted(TABLES)
    members = arrays["lexicon_members"]
    return [[names[place] for place in members[number].nonzero()[0]] for number in _sets(arrays, text)]


def _sets(arrays: dict[str, NDArray[np.uint32]], text: str) -> NDArray[np.intp]:
    words = stream(fold_batch([text]))
    return Lexicon.from_arrays(arrays).sets_of(words, planes(words))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("كلب", ["animals"]),
        ("كَلْبـــ", ["animals"]),
        ("والكلب", ["animals"]),
        ("بحميرهم", ["animals"]),
        ("قطته", ["animals"]),
        ("يرحمها", ["blessings"]),
        ("سيرحمكم", ["blessings"]),
        ("ورحمته", ["blessings"]),
        ("ماتوا", ["deaths"]),
        ("كلبشات", []),
        ("مرحبا", []),
        ("لك", []),
    ],
)
def test_a_word_is_found_with_what_grammar_adds_to_it(word: str, expected: list[str]) -> None:
    assert _classes(word) == [expected]


def test_each_word_of_a_text_has_its_own_classes() -> None:
    assert _classes("الله يرحم كلبهم") == [[], ["blessings"], ["animals"]]


def test_a_word_does_not_depend_on_its_neighbors() -> None:
    texts = ["مات كلبهم", "", "يرحمها الله", "!!", "والحمير"]
    words = stream(fold_batch(texts))

    together = Lexicon.from_arrays(compiled(TABLES)).sets_of(words, planes(words))

    alone = [number for text in texts if text.strip("!") for number in _sets(compiled(TABLES), text)]
    assert together.tolist() == alone


def test_the_whole_word_is_believed_before_its_parts() -> None:
    tables = {"parts": "لون", "wholes": "يلون"}

    arrays = compiled(tables)

    assert arrays["lexicon_members"][_sets(arrays, "يلون")].tolist() == [[0, 1]]


@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_text_has_one_known_set_for_each_word(texts: list[str]) -> None:
    words = stream(fold_batch(texts))
    if len(words.words) < 2:
        return

    found = Lexicon.from_arrays(SHIPPED).sets_of(words, planes(words))

    assert len(found) == len(words.words) - 1
    assert found.max(initial=0) < len(SHIPPED["lexicon_members"])


def test_words_of_the_lexicon_that_ships_are_found() -> None:
    typed = [word for table in TABLES.values() for word in table.split()] + ["الخونة", "ذبحوهم", "اللاجئين"]

    found = _sets(SHIPPED, " ".join(typed))

    assert (found > 0).all()


def test_the_hash_of_several_words_is_none() -> None:
    assert hashes_of(["كلب صغير", "", "كلب"]).tolist()[:2] == [0, 0]


@pytest.mark.parametrize(
    "broken",
    [
        {"lexicon_words": np.arange(8, dtype=np.uint64)},
        {"lexicon_words": np.arange(8, 0, -1, dtype=np.uint32)},
        {"lexicon_words": np.ones(8, np.uint32)},
        {"lexicon_words": np.arange(1, 8, dtype=np.uint32)},
        {"lexicon_words": np.zeros(0, np.uint32), "lexicon_sets": np.zeros(0, np.uint16)},
        {"lexicon_sets": np.full(8, 99, np.uint16)},
        {"lexicon_members": np.ones((4, 3), np.uint8)},
        {"lexicon_members": np.diag([0, 255, 1, 1]).astype(np.uint8)},
    ],
)
def test_a_broken_lexicon_is_refused(broken: dict[str, NDArray[np.uint32]]) -> None:
    whole = compiled(TABLES)
    assert len(whole["lexicon_words"]) == 8

    with pytest.raises(UnreadableModel):
        Lexicon.from_arrays(whole | broken)


def test_tables_are_read_the_same_in_any_order() -> None:
    first, second = compiled(TABLES), compiled(dict(reversed(TABLES.items())))

    assert all(np.array_equal(first[key], second[key]) for key in first)
