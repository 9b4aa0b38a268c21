"""How the watch tells a rise from what stood there before, and how long sending waits between its tries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hiwar.moderation.services.sending import GIVEN_UP_AFTER, LONGEST_PAUSE, MOST_TRIES, pause_after
from hiwar.moderation.services.watching import Rise

NOON = datetime(2014, 1, 19, 12, 0, tzinfo=UTC)
TODAY, YESTERDAY = date(2014, 1, 19), date(2014, 1, 18)


def test_what_stood_there_at_the_beginning_is_no_rise() -> None:
    rise = Rise()

    assert rise.by({TODAY: 40}, now=NOON) == 0
    assert rise.by({TODAY: 43}, now=NOON + timedelta(minutes=1)) == 3


def test_a_rise_counts_for_an_hour() -> None:
    rise = Rise()
    for minutes in range(130):
        latest = rise.by({TODAY: 0 if minutes < 30 else 6}, now=NOON + timedelta(minutes=minutes))
        if minutes == 60:
            assert latest == 6

    assert latest == 0


def test_a_new_day_begins_at_nothing_and_takes_nothing_back() -> None:
    rise = Rise()
    late = datetime(2014, 1, 18, 23, 58, tzinfo=UTC)
    rise.by({YESTERDAY: 90}, now=late)

    found = rise.by({YESTERDAY: 92, TODAY: 3}, now=late + timedelta(minutes=4))

    assert found == 5


def test_a_watch_that_was_away_for_long_compares_with_what_it_saw_last() -> None:
    rise = Rise()
    rise.by({TODAY: 1}, now=NOON)

    assert rise.by({TODAY: 9}, now=NOON + timedelta(hours=5)) == 8
    assert rise.by({TODAY: 9}, now=NOON + timedelta(hours=6)) == 0


def test_pauses_double_up_to_three_hours_and_all_of_them_take_a_day() -> None:
    pauses = [pause_after(tries) for tries in range(1, MOST_TRIES)]

    assert pauses[:4] == [timedelta(seconds=seconds) for seconds in (30, 60, 120, 240)]
    assert pauses[-1] == LONGEST_PAUSE
    assert timedelta(hours=21) < sum(pauses, timedelta()) <= GIVEN_UP_AFTER
