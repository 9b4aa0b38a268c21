"""Several restraints together: the strictest of each kind counts, for as long as it lasts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hiwar.discussions.queries import UNRESTRAINED, Asked, Effective, effective, next_change

NOON = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
BEFORE, LATER, MUCH_LATER = NOON - HOUR, NOON + HOUR, NOON + 5 * HOUR


@pytest.mark.parametrize(
    ("asked", "together"),
    [
        ([], UNRESTRAINED),
        ([Asked(hold_all=True)], Effective(hold_all=True)),
        ([Asked(hold_all=True), Asked(no_links=True)], Effective(hold_all=True, no_links=True)),
        ([Asked(careful=True), Asked(hold_first=True)], Effective(careful=True, hold_first=True)),
        ([Asked(slow_minutes=2), Asked(slow_minutes=10), Asked()], Effective(slow_minutes=10)),
        ([Asked(closes_at=MUCH_LATER), Asked(closes_at=LATER)], Effective(closes_at=LATER)),
        ([Asked(closes_at=BEFORE), Asked(closes_at=LATER)], Effective(closes_at=BEFORE)),
        # What has ended asks nothing, to the second.
        ([Asked(hold_all=True, ends_at=NOON), Asked(no_links=True, ends_at=LATER)], Effective(no_links=True)),
        ([Asked(closes_at=BEFORE, ends_at=NOON)], UNRESTRAINED),
        ([Asked(slow_minutes=30, ends_at=BEFORE), Asked(slow_minutes=1)], Effective(slow_minutes=1)),
    ],
)
def test_the_strictest_of_each_kind_counts_while_it_lasts(asked, together):
    assert effective(asked, now=NOON) == together
    assert effective(reversed(asked), now=NOON) == together


@pytest.mark.parametrize(("closes_at", "is_closed"), [(None, False), (BEFORE, True), (NOON, True), (LATER, False)])
def test_a_discussion_is_closed_from_the_moment_it_closes(closes_at, is_closed):
    assert Effective(closes_at=closes_at).closes(now=NOON) is is_closed


@pytest.mark.parametrize(
    ("asked", "moment"),
    [
        ([], None),
        ([Asked(hold_all=True)], None),
        ([Asked(hold_all=True, ends_at=LATER)], LATER),
        ([Asked(closes_at=LATER, ends_at=MUCH_LATER)], LATER),
        ([Asked(closes_at=BEFORE, ends_at=MUCH_LATER)], MUCH_LATER),
        ([Asked(closes_at=BEFORE)], None),
        ([Asked(no_links=True, ends_at=MUCH_LATER), Asked(closes_at=LATER)], LATER),
        # A closing that its own end has undone changes nothing any more.
        ([Asked(closes_at=LATER, ends_at=BEFORE)], None),
    ],
)
def test_the_clock_changes_something_at_the_next_closing_or_end(asked, moment):
    assert next_change(asked, now=NOON) == moment


@pytest.mark.parametrize(
    ("asked", "is_nothing"),
    [(Asked(), True), (Asked(ends_at=LATER), True), (Asked(closes_at=LATER), False), (Asked(slow_minutes=1), False)],
)
def test_an_end_alone_asks_nothing(asked, is_nothing):
    assert asked.is_nothing is is_nothing
