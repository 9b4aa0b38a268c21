"""A variant is the example it was, but for words of which the lexicon says the same."""

from __future__ import annotations

import numpy as np

from hiwar.training.network import examples_of, joined
from hiwar.training.variants import varied

TEXTS = [
    "يا كلب اسكت عنا",
    "هذا حمار في المزرعة",
    "رأيت بقرة وكلبا قرب الدار",
    "شكرا على المقال الجميل",
    "",
    "غقثفق",
] * 20
EXAMPLES = examples_of(TEXTS)


def test_only_words_that_the_lexicon_knows_change_places() -> None:
    found = varied(EXAMPLES, 1, swapped=1.0)

    changed = (found.buckets != EXAMPLES.buckets).any(axis=2)
    assert changed.any()
    assert not changed[EXAMPLES.sets == 0].any()
    for same, other in zip(found[1:], EXAMPLES[1:], strict=True):
        np.testing.assert_array_equal(same, other)


def test_what_comes_is_a_word_of_the_same_set() -> None:
    found = varied(EXAMPLES, 1, swapped=1.0)

    there = EXAMPLES.sets > 0
    words = {
        (int(kind), *map(int, slots)) for kind, slots in zip(EXAMPLES.sets[there], EXAMPLES.buckets[there], strict=True)
    }
    now = zip(found.sets[there], found.buckets[there], strict=True)
    assert {(int(kind), *map(int, slots)) for kind, slots in now} <= words


def test_a_share_of_nothing_changes_nothing_and_a_seed_says_which() -> None:
    np.testing.assert_array_equal(varied(EXAMPLES, 1, swapped=0.0).buckets, EXAMPLES.buckets)
    np.testing.assert_array_equal(varied(EXAMPLES, 1).buckets, varied(EXAMPLES, 1).buckets)
    assert (varied(EXAMPLES, 1).buckets != varied(EXAMPLES, 2).buckets).any()


def test_examples_are_not_touched() -> None:
    before = EXAMPLES.buckets.copy()

    varied(joined(EXAMPLES, EXAMPLES), 1)
    varied(EXAMPLES, 1, swapped=1.0)

    np.testing.assert_array_equal(EXAMPLES.buckets, before)


def test_texts_without_a_known_word_stay() -> None:
    alone = examples_of(["", "غقثفق"])

    np.testing.assert_array_equal(varied(alone, 1, swapped=1.0).buckets, alone.buckets)
