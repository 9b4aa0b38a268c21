"""Figures become shapes that lie where they should, from the right in Arabic."""

from __future__ import annotations

import pytest

from hiwar.moderation.drawings import LEAST, Frame, lines, nice_top, squares, stacked

FRAME = Frame(width=100, height=100)
FROM_LEFT = Frame(width=100, height=100, rtl=False)


def test_the_first_column_stands_at_the_right_in_arabic_and_at_the_left_in_english() -> None:
    right = stacked([[10], [0]], ("ok",), frame=FRAME)
    left = stacked([[10], [0]], ("ok",), frame=FROM_LEFT)

    assert (right[0].x > 50, left[0].x < 50) == (True, True)


def test_a_stack_stands_on_the_floor_and_its_parts_on_each_other() -> None:
    below, above = stacked([[20, 30]], ("ok", "no"), frame=FRAME, top=100)

    assert (below.kind, below.y, below.height) == ("ok", 80, 20)
    assert (above.kind, above.y + above.height) == ("no", 80)


def test_one_among_thousands_can_be_seen() -> None:
    boxes = stacked([[100_000], [1]], ("ok",), frame=FRAME)

    assert boxes[1].height == LEAST


def test_nothing_is_drawn_of_nothing() -> None:
    assert stacked([[0, 0]], ("ok", "no"), frame=FRAME) == ()
    assert stacked([], ("ok",), frame=FRAME) == ()
    assert squares([[0, 0]], frame=FRAME, kind="heat") == ()
    assert lines([None, None], frame=FRAME, top=0) == ()


def test_a_line_is_broken_where_nothing_was_measured() -> None:
    pieces = lines([5, 5, None, 10, 0], frame=FROM_LEFT, top=10)

    assert pieces == ("10.0,50.0 30.0,50.0", "70.0,0.0 90.0,100.0")


def test_a_day_alone_is_a_line_too_or_nothing_of_it_would_be_drawn() -> None:
    assert lines([None, 10], frame=FROM_LEFT, top=10) == ("75.0,0.0 75.0,0.0",)


def test_a_value_above_the_axis_stays_inside() -> None:
    assert FRAME.y(200, 100) == 0


def test_areas_of_squares_are_counts() -> None:
    many, few = squares([[16, 4]], frame=FROM_LEFT, kind="heat")

    assert many.width == pytest.approx(2 * few.width)
    assert (many.x + many.width / 2, few.x + few.width / 2) == (pytest.approx(25, abs=0.1), pytest.approx(75, abs=0.1))


def test_squares_do_not_touch_their_neighbors() -> None:
    boxes = squares([[5] * 24] * 7, frame=Frame(), kind="heat")

    assert len(boxes) == 168
    assert all(one.width < Frame().width / 24 for one in boxes)


@pytest.mark.parametrize("largest", [1, 2, 3, 9, 10, 11, 99, 101, 4999, 1_000_001])
def test_an_axis_reaches_beyond_its_largest_value_but_not_far(largest: int) -> None:
    assert largest <= nice_top(largest) <= largest * 2.6
