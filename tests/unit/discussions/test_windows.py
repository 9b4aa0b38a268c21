"""How addresses name a part of a discussion."""

import pytest

from hiwar.discussions.windows import FIRST, NoSuchWindow, Order, Window, window_from


@pytest.mark.parametrize(
    "window",
    [
        FIRST,
        Window(after=120),
        Window(Order.NEWEST),
        Window(Order.NEWEST, after=9876),
        Window(Order.ANSWERED),
        Window(Order.ANSWERED, after=57, answers=12),
        Window(branch=57),
        Window(branch=57, after=100),
    ],
)
def test_a_window_comes_back_from_its_address(window):
    query = dict(part.split("=") for part in window.query.split("&") if part)

    assert window_from(query) == window


@pytest.mark.parametrize(
    "query",
    [
        {"after": "0"},
        {"after": "01"},
        {"after": "-5"},
        {"after": "١٢"},
        {"after": "1" * 10},
        {"after": "12-57"},
        {"after": "57", "order": "answered"},
        {"after": "1-2-3", "order": "answered"},
        {"order": "oldest"},
        {"order": ""},
        {"order": "newest", "branch": "5"},
        {"branch": "x"},
        {"branch": ""},
    ],
)
def test_another_spelling_is_no_address(query):
    with pytest.raises(NoSuchWindow):
        window_from(query)


def test_other_parameters_are_somebody_elses():
    assert window_from({"sent": "held", "utm_source": "x"}) == FIRST
