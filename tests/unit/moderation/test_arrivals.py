"""When comments came, as twelve columns."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hiwar.moderation.arrivals import COLUMNS, HEIGHT, arrivals

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_all_in_one_minute_are_one_full_column():
    drawn = arrivals({NOON: 60})

    assert [column.count for column in drawn.columns] == [60, *[0] * 11]
    assert drawn.columns[0].height == HEIGHT
    assert (drawn.most_from, drawn.most_to) == (NOON, NOON + timedelta(minutes=1))


@given(st.dictionaries(st.integers(0, 50_000), st.integers(1, 500), min_size=1, max_size=60))
def test_nobody_is_lost_and_nobody_is_drawn_as_nothing(minutes):
    drawn = arrivals({NOON + timedelta(minutes=minute): count for minute, count in minutes.items()})

    assert len(drawn.columns) == COLUMNS
    assert drawn.total == sum(column.count for column in drawn.columns) == sum(minutes.values())
    assert all((column.height > 0) == (column.count > 0) and column.height <= HEIGHT for column in drawn.columns)
    assert drawn.most == max(column.count for column in drawn.columns)
