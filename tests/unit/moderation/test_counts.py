"""Counting what waits: exactly while it is little, as of a moment ago while it is much."""

from __future__ import annotations

from hiwar.moderation.queries.counts import FEW, TRUE_FOR_SECONDS, Tally


class Rows:
    """Rows that tell how often they were counted in full."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.counted = 0

    def order_by(self) -> Rows:
        return self

    def values_list(self, *_: str, flat: bool) -> range:
        return range(self.number)

    def count(self) -> int:
        self.counted += 1
        return self.number


def test_few_are_counted_each_time():
    now = [0.0]
    tally = Tally(clock=lambda: now[0])

    assert [tally.of("held", Rows(number)) for number in (3, 2, FEW)] == [3, 2, FEW]  # type: ignore[arg-type]


def test_many_are_counted_once_in_a_while():
    now, rows = [0.0], Rows(FEW + 5)
    tally = Tally(clock=lambda: now[0])

    first, again = tally.of("held", rows), tally.of("held", rows)  # type: ignore[arg-type]
    counted_within_the_moment = rows.counted
    now[0] += TRUE_FOR_SECONDS
    rows.number += 1

    assert (first, again, counted_within_the_moment) == (FEW + 5, FEW + 5, 1)
    assert tally.of("held", rows) == FEW + 6  # type: ignore[arg-type]


def test_two_queues_do_not_share_a_count():
    tally = Tally()

    assert tally.of("held", Rows(FEW + 1)) == FEW + 1  # type: ignore[arg-type]
    assert tally.of("spam", Rows(FEW + 2)) == FEW + 2  # type: ignore[arg-type]
