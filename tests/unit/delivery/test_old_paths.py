"""Old paths are known at the door, read again after a change, and never read on the loop itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from hiwar.delivery.change_feed import News
from hiwar.delivery.old_paths import OldPaths
from hiwar.delivery.watched_rows import FORMER, NEWSROOM

T = TypeVar("T")
CHANGED = News((FORMER,))


class Beside:
    """Runs jobs when asked to go on, and counts them."""

    def __init__(self) -> None:
        self.jobs = 0

    async def run(self, job: Callable[[], T]) -> T:
        self.jobs += 1
        await asyncio.sleep(0)
        return job()


class Table:
    """The rows, and a database that may be away."""

    def __init__(self, *paths: str) -> None:
        self.paths = frozenset(paths)
        self.is_away = False

    def read(self) -> frozenset[str]:
        if self.is_away:
            raise OSError("away")
        return self.paths


async def settled(paths: OldPaths) -> None:
    """Wait until nothing is being read."""
    while paths._reading is not None and not paths._reading.done():
        await paths._reading


def test_a_path_is_known_with_and_without_its_last_slash() -> None:
    paths = OldPaths(Beside(), Table("/old/train/", "/old/a.html").read)

    paths.read_now()

    assert "/old/train/" in paths
    assert "/old/train" in paths
    assert "/old/a.html" in paths
    assert "/old/a.html/" not in paths


def test_a_change_of_former_addresses_is_heard_and_no_other() -> None:
    table, beside = Table(), Beside()

    async def heard() -> tuple[bool, bool]:
        paths = OldPaths(beside, table.read)
        paths.read_now()
        table.paths = frozenset({"/old/train/"})
        paths.hear(News((NEWSROOM,)))
        await settled(paths)
        before = "/old/train/" in paths
        paths.hear(CHANGED)
        await settled(paths)
        return before, "/old/train/" in paths

    assert asyncio.run(heard()) == (False, True)
    assert beside.jobs == 1


def test_a_change_while_they_are_read_is_read_too() -> None:
    table, beside = Table("/first/"), Beside()

    async def heard() -> bool:
        paths = OldPaths(beside, table.read)
        paths.read_now()
        paths.hear(CHANGED)
        await asyncio.sleep(0)
        table.paths = frozenset({"/second/"})
        paths.hear(CHANGED)
        await settled(paths)
        return "/second/" in paths

    assert asyncio.run(heard())
    assert beside.jobs == 2


def test_without_a_database_what_was_known_stays_and_the_next_news_brings_another_try() -> None:
    table, beside = Table("/old/train/"), Beside()

    async def heard() -> tuple[bool, bool]:
        paths = OldPaths(beside, table.read)
        paths.read_now()
        table.is_away = True
        paths.hear(CHANGED)
        await settled(paths)
        meanwhile = "/old/train/" in paths
        table.paths, table.is_away = frozenset({"/new/"}), False
        paths.hear(News((NEWSROOM,)))
        await settled(paths)
        return meanwhile, "/new/" in paths

    assert asyncio.run(heard()) == (True, True)


def test_a_server_that_starts_without_a_database_starts() -> None:
    table = Table("/old/train/")
    table.is_away = True

    paths = OldPaths(Beside(), table.read)
    paths.read_now()

    assert "/old/train/" not in paths
