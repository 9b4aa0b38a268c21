"""What pages have in common: read once, forgotten at every change, and never kept where changes are not heard of."""

import pytest

from hiwar.accounts.shelf import MOST, TRUE_FOR_SECONDS, Shelf


class Made:
    """Something to be made, which counts how often it was."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return self.times


@pytest.fixture
def now():
    return [100.0]


@pytest.fixture
def shelf(now):
    found = Shelf(clock=lambda: now[0])
    found.follow(lambda: 100.0)
    return found


def test_a_thing_is_made_once(shelf):
    made = Made()

    assert [shelf.take("sections", made) for _ in range(3)] == [1, 1, 1]


def test_after_a_change_it_is_made_again(shelf):
    made = Made()
    shelf.take("sections", made)

    shelf.clear()

    assert shelf.take("sections", made) == 2


def test_what_was_cleared_while_it_was_made_is_not_kept(shelf):
    made = Made()

    def overtaken():
        shelf.clear()
        return made()

    assert shelf.take("sections", overtaken) == 1
    assert shelf.take("sections", made) == 2


def test_where_changes_are_not_heard_of_nothing_is_kept(now):
    made, alone = Made(), Shelf(clock=lambda: now[0])

    assert [alone.take("sections", made) for _ in range(2)] == [1, 2]


def test_while_the_changes_cannot_be_read_nothing_is_believed(shelf, now):
    made = Made()
    shelf.take("sections", made)

    now[0] += TRUE_FOR_SECONDS + 0.1

    assert shelf.take("sections", made) == 2


def test_the_shelf_is_bounded_and_the_least_asked_for_goes_first(shelf):
    for number in range(MOST):
        shelf.take(number, Made())
    shelf.take(0, Made())

    shelf.take("one more", Made())

    assert shelf.take(0, lambda: "made again") == 1
    assert shelf.take(1, lambda: "made again") == "made again"


def test_a_failure_is_not_kept(shelf):
    def fail():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        shelf.take("sections", fail)

    assert shelf.take("sections", Made()) == 1


def test_what_does_not_exist_pushes_out_nothing_that_does(shelf):
    shelf.take("an article", Made())

    for number in range(MOST * 2):
        assert shelf.take(("no article", number), lambda: None) is None

    assert shelf.take("an article", lambda: "made again") == 1
