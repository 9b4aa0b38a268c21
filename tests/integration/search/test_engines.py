"""The index of either database gives what a look at every text would give, in the same order."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from hiwar.search.engines import LATEST, Span, how_many, newest, put, those_of
from hiwar.search.question import AnyOf, Condition, InARow

# More than are looked at one by one, so that the index has the last word.
TEXTS = 2 * LATEST + 100
ALL = Span(-(2**63), 2**63 - 1)
# A word in nine of ten texts, two in half of them that seldom follow one another, and one in every fiftieth.
COMMON, ONE, OTHER, RARE, FACET = "scommon", "sone", "sother", "srare", "xw1"
CONDITIONS: tuple[Condition, ...] = (
    (AnyOf((COMMON,)), AnyOf((FACET,))),
    (AnyOf((RARE,)), AnyOf((FACET,))),
    (AnyOf((RARE, "snowhere")), AnyOf((COMMON,))),
    (InARow((ONE, OTHER)), AnyOf((FACET,))),
    (InARow((OTHER, RARE)), AnyOf((COMMON,))),
    (InARow((RARE, RARE)),),
)


@pytest.fixture
def texts(db: None) -> dict[int, list[str]]:
    """The terms of each text by its number, all of them in the index."""
    draw = Random(4)
    chances = {COMMON: 0.9, ONE: 0.5, OTHER: 0.5, RARE: 0.02}
    rows = {}
    for number in range(TEXTS):
        words = [word for word, chance in chances.items() if draw.random() < chance]
        draw.shuffle(words)
        rows[number] = [*words, FACET]
    put(rows.items())
    return rows


def is_true(condition: Condition, terms: list[str]) -> bool:
    """Look at a text."""
    return all(
        tuple(part.terms) in set(pairwise(terms)) if isinstance(part, InARow) else not set(part.terms).isdisjoint(terms)
        for part in condition
    )


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize(("span", "limit"), [(ALL, 11), (ALL, TEXTS), (Span(100, 350), 11), (Span(0, 20), 11)])
def test_the_newest_are_those_that_a_look_at_every_text_finds(
    texts: dict[int, list[str]], condition: Condition, span: Span, limit: int
) -> None:
    within = (number for number in sorted(texts, reverse=True) if span.first <= number < span.last)
    expected = [number for number in within if is_true(condition, texts[number])]

    assert newest(condition, span=span, limit=limit) == expected[:limit]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_of_a_few_those_are_known_of_which_it_is_true(texts: dict[int, list[str]], condition: Condition) -> None:
    few = [3, 50, 51, 52, 400, TEXTS - 1]

    found = those_of(few, condition)

    assert found == [number for number in reversed(few) if is_true(condition, texts[number])]
    assert those_of([], condition) == []


@pytest.mark.parametrize("condition", CONDITIONS)
def test_they_are_counted_up_to_a_number(texts: dict[int, list[str]], condition: Condition) -> None:
    true_of = sum(is_true(condition, terms) for terms in texts.values())

    assert how_many(condition, most=TEXTS) == true_of
    assert how_many(condition, most=5) == min(5, true_of)
