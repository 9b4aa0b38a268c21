"""What is slow to find is found once, shown for a moment, and found anew beside whoever asks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hiwar.moderation.queries.groups import FRESH_SECONDS, STALE_SECONDS, Kept


class Clock:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def jobs() -> list[Callable[[], None]]:
    """What was given to another hand and is not done yet."""
    return []


@pytest.fixture
def kept(clock, jobs) -> Kept:
    return Kept(clock=clock, beside=jobs.append)


def test_what_is_fresh_is_not_looked_for_again(kept, clock):
    kept.of("key", lambda: ("first",))
    clock.now += FRESH_SECONDS - 1

    assert kept.of("key", lambda: ("second",)) == ("first",)


def test_what_is_a_little_old_is_shown_while_one_other_hand_looks(kept, clock, jobs):
    kept.of("key", lambda: ("first",))
    clock.now += FRESH_SECONDS

    shown = [kept.of("key", lambda: ("second",)) for _ in range(3)]

    assert shown == [("first",)] * 3
    assert len(jobs) == 1
    jobs.pop()()
    assert kept.of("key", lambda: ("third",)) == ("second",)


def test_what_is_too_old_is_not_shown(kept, clock, jobs):
    kept.of("key", lambda: ("first",))
    clock.now += STALE_SECONDS

    assert kept.of("key", lambda: ("second",)) == ("second",)
    assert not jobs


def test_a_search_that_fails_is_begun_again_by_the_next_who_asks(kept, clock, jobs):
    def fails() -> tuple[str, ...]:
        raise OSError

    kept.of("key", lambda: ("first",))
    clock.now += FRESH_SECONDS
    kept.of("key", fails)
    with pytest.raises(OSError):
        jobs.pop()()

    kept.of("key", lambda: ("second",))

    assert len(jobs) == 1


def test_after_an_act_everything_is_looked_for_anew(kept, jobs):
    kept.of("key", lambda: ("first",))

    kept.outdate()

    assert kept.of("key", lambda: ("second",)) == ("second",)
    assert not jobs


def test_what_was_looked_for_before_an_act_is_not_kept_after_it(kept):
    def find() -> tuple[str, ...]:
        kept.outdate()
        return ("of before",)

    assert kept.of("key", find) == ("of before",)
    assert kept.of("key", lambda: ("of after",)) == ("of after",)


def test_groups_of_different_seats_are_kept_apart(kept):
    kept.of("one site", lambda: ("first",))

    assert kept.of("another site", lambda: ("second",)) == ("second",)
