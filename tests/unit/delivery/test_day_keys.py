"""Day keys: shared by all workers, known for two days, then gone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from hiwar.delivery.day_keys import KEY_BYTES, DayKeys, FolderShelf, KeyShelf, OwnShelf

TODAY = date(2014, 1, 19)
DAY = timedelta(days=1)


@pytest.fixture(params=["own", "folder"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> KeyShelf:
    """Each place where keys may lie; Redis is in the integration tests, under the same contract."""
    return OwnShelf() if request.param == "own" else FolderShelf(tmp_path)


def test_a_days_key_is_made_once_and_is_long_enough(shelf: KeyShelf) -> None:
    key = shelf.key_of(TODAY)

    assert len(key) == KEY_BYTES
    assert shelf.key_of(TODAY) == key
    assert shelf.known(TODAY) == key
    assert shelf.key_of(TODAY + DAY) != key


def test_a_day_without_a_key_has_none(shelf: KeyShelf) -> None:
    assert shelf.known(TODAY) is None


def test_older_keys_are_destroyed_and_newer_ones_stay(shelf: KeyShelf) -> None:
    kept = [shelf.key_of(TODAY + DAY * number) for number in range(3)]

    shelf.forget_before(TODAY + DAY)

    assert [shelf.known(TODAY + DAY * number) for number in range(3)] == [None, *kept[1:]]


def test_workers_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as workers:
        keys = list(workers.map(lambda _: FolderShelf(tmp_path).key_of(TODAY), range(64)))

    assert len(set(keys)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["day-2014-01-19"]
    assert (tmp_path / "day-2014-01-19").stat().st_mode & 0o777 == 0o600


class Calendar:
    """A day that the test turns."""

    def __init__(self) -> None:
        self.day = TODAY

    def today(self) -> date:
        """Return the day."""
        return self.day


def test_a_key_lasts_one_day_and_is_remembered_for_one_more(shelf: KeyShelf) -> None:
    calendar = Calendar()
    keys = DayKeys(shelf, today=calendar.today)
    first, before = keys.turn()
    assert before is None

    calendar.day += DAY
    second, before = keys.turn()
    assert before == first

    calendar.day += DAY
    third, before = keys.turn()
    assert before == second
    assert len({first, second, third}) == 3
    assert shelf.known(TODAY) is None


def test_a_key_older_than_yesterday_is_forgotten(shelf: KeyShelf) -> None:
    calendar = Calendar()
    keys = DayKeys(shelf, today=calendar.today)
    first, _ = keys.turn()

    calendar.day += 2 * DAY
    _, before = keys.turn()

    assert before is None
    assert first not in vars(keys).values()


def test_a_clock_set_back_keeps_its_key(shelf: KeyShelf) -> None:
    calendar = Calendar()
    keys = DayKeys(shelf, today=calendar.today)
    kept = keys.turn()

    calendar.day -= DAY

    assert keys.turn() == kept


def test_a_worker_that_starts_later_knows_the_keys_of_the_others(tmp_path: Path) -> None:
    calendar = Calendar()
    first = DayKeys(FolderShelf(tmp_path), today=calendar.today)
    calendar.day += DAY
    first.turn()

    second = DayKeys(FolderShelf(tmp_path), today=calendar.today)

    assert second.turn() == first.turn()


def test_while_the_shelf_is_away_a_worker_counts_by_a_key_of_its_own(tmp_path: Path) -> None:
    keys = DayKeys(FolderShelf(tmp_path / "gone"), today=lambda: TODAY)

    current, before = keys.turn()

    assert len(current) == KEY_BYTES
    assert before is None
    assert keys.turn() == (current, None)


def test_a_worker_that_counted_alone_counts_with_the_others_again(tmp_path: Path) -> None:
    folder = tmp_path / "later"
    keys = DayKeys(FolderShelf(folder), today=lambda: TODAY)
    alone, _ = keys.turn()
    keys.share_again()
    assert keys.counts_alone
    assert keys.turn() == (alone, None)

    folder.mkdir()
    others = FolderShelf(folder).key_of(TODAY)
    keys.share_again()

    assert not keys.counts_alone
    assert keys.turn() == (others, None)
