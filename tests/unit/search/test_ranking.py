"""The order of what is found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from hiwar.search.models import Kind, numbered
from hiwar.search.ranking import Answers, in_order

NOW = datetime(2026, 1, 31, tzinfo=UTC)


def number(days_ago: float, source: int = 1) -> int:
    """Return the number of an article of so many days ago."""
    return numbered(kind=Kind.ARTICLE, source_id=source, at=NOW - timedelta(days=days_ago))


def test_the_newest_comes_first() -> None:
    old, new = number(9), number(2)

    assert in_order({Answers.EVERYWHERE: [new, old]}, limit=5) == [new, old]


def test_a_headline_of_last_year_comes_before_a_mention_of_yesterday() -> None:
    headline, ancient, mention = number(300), number(800), number(1)

    found = {Answers.EVERYWHERE: [mention, headline, ancient], Answers.IN_TITLE: [headline, ancient]}

    assert in_order(found, limit=5) == [headline, mention, ancient]


def test_an_entry_counts_by_the_best_it_answers_with() -> None:
    both, row = number(100), number(90)

    found = {
        Answers.EVERYWHERE: [row, both],
        Answers.IN_A_ROW: [row, both],
        Answers.IN_TITLE: [both],
    }

    assert in_order(found, limit=5) == [both, row]


def test_the_newest_of_each_list_are_enough_for_the_best_of_all() -> None:
    draw = Random(3)
    numbers = sorted((number(draw.uniform(0, 2000), source) for source in range(400)), reverse=True)
    ways = {answers: [one for one in numbers if draw.random() < 0.3] for answers in Answers}
    ways[Answers.EVERYWHERE] = numbers
    whole = in_order(ways, limit=400)

    for limit in (1, 7, 50):
        assert in_order({answers: found[:limit] for answers, found in ways.items()}, limit=limit) == whole[:limit]


def test_entries_of_one_second_have_numbers_of_their_own_and_days_of_long_ago_come_last() -> None:
    same = {numbered(kind=kind, source_id=source, at=NOW) for kind in Kind.values for source in range(1000)}
    ancient = numbered(kind=Kind.ARTICLE, source_id=1, at=datetime(1921, 5, 1, tzinfo=UTC))

    assert len(same) == 2000
    assert ancient < min(same)
    assert all(-(2**63) <= one < 2**63 for one in (*same, ancient))
