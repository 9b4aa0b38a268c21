"""Letters are believed where words are unknown, meanings where they are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar.screening.model.credence import credence
from tests.factories.model import scorer_that_dislikes

SHARES = st.floats(0, 1)


@given(st.lists(SHARES, min_size=2, max_size=9))
def test_the_more_words_are_known_the_less_letters_count_and_the_more_meanings(shares: list[float]) -> None:
    letters, meanings = credence(np.sort(np.array(shares)))

    assert (np.diff(letters) <= 0).all()
    assert (np.diff(meanings) >= 0).all()


@given(SHARES)
def test_neither_part_is_ever_silenced(share: float) -> None:
    for factors in credence(np.array([share])):
        assert 0.5 < factors[0] < 1.5


@pytest.mark.parametrize("words", [7, 12])
def test_an_unknown_insult_among_known_words_weighs_less_than_among_strange_ones(words: int) -> None:
    # A scorer of letters alone: its network says nothing. Both texts have as many letters and as many n-grams.
    scorer = scorer_that_dislikes("حقير")

    known, strange = (scorer.scores([" ".join([word] * words + ["حقير"])])[0, 0] for word in ("كلب", "زنب"))

    assert known < strange
