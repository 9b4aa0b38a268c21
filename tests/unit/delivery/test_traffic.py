"""How often articles are asked for: every page that is handed out is counted once, and no count is lost on the way."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from hiwar.delivery.answers import Answer
from hiwar.delivery.page_rules import Plan
from hiwar.delivery.page_store import PageStore, stored
from hiwar.delivery.requests import Refused
from hiwar.delivery.traffic import Traffic
from tests.unit.delivery.test_hot_pages import World, run

ARTICLE = "article:7"


@pytest.fixture
def world() -> World:
    """Hot pages whose every page is an article's."""
    world = World()
    draw = world.draughtsman.draw

    async def drawn(request, plan):
        plan.subject = ARTICLE if request.path.startswith("/2026/") else ""
        return await draw(request, plan)

    world.draughtsman.draw = drawn
    return world


class Beside:
    """Threads that run a job at once, or refuse it."""

    def __init__(self) -> None:
        self.refuses = False

    async def run(self, job):
        if self.refuses:
            raise Refused(503)
        return job()


def test_drawn_and_finished_pages_count_and_so_does_a_reader_who_has_it_already(world):
    run(world.ask("/2026/a/"))
    world.at_once(path="/2026/a/")
    world.at_once(("if-none-match", '"v1"'), path="/2026/a/")

    assert world.store.take_views() == {ARTICLE: 3}
    assert world.store.take_views() == {}


def test_pages_that_are_no_articles_are_not_counted(world):
    run(world.ask("/about/rules/"))
    world.at_once(path="/about/rules/")

    assert world.store.take_views() == {}


def test_a_page_that_is_drawn_anew_takes_its_count_along(world):
    run(world.ask("/2026/a/"))
    world.at_once(path="/2026/a/")
    world.store.changed(["thread:1"], now=world.now)
    world.turn(1)
    run(world.ask("/2026/a/"))

    assert world.store.take_views() == {ARTICLE: 3}


def test_a_page_that_is_pushed_out_leaves_its_count_behind():
    store = PageStore(max_bytes=5000)
    for number in range(4):
        plan = Plan(frozenset({"newsroom"}), until=1000.0, subject=f"article:{number}")
        page = stored(Answer(200, [("content-type", "text/html"), ("etag", '"v1"')], b"x" * 500), plan)
        page.views = number + 1
        store.put(("hiwar.example", f"/{number}", ""), page, since=0, now=0.0)

    assert len(store) < 4
    assert store.take_views() == {f"article:{number}": number + 1 for number in range(4)}


def test_what_was_counted_is_written_down_once(world):
    written: list[dict[str, int]] = []
    traffic = Traffic(world.store, Beside(), written.append)
    run(world.ask("/2026/a/"))

    run(traffic.gather())
    run(traffic.gather())

    assert written == [{ARTICLE: 1}]


@pytest.mark.parametrize("fault", ["database", "threads"])
def test_what_cannot_be_written_is_counted_on(world, fault):
    beside, written = Beside(), []
    is_away = True

    def write(counts):
        if is_away and fault == "database":
            raise OSError
        written.append(counts)

    traffic = Traffic(world.store, beside, write)
    beside.refuses = fault == "threads"
    run(world.ask("/2026/a/"))
    run(traffic.gather())
    world.at_once(path="/2026/a/")

    is_away = beside.refuses = False
    run(traffic.gather())

    assert written == [{ARTICLE: 2}]


def test_counting_goes_on_until_it_is_ended(world):
    written: list[dict[str, int]] = []
    traffic = Traffic(world.store, Beside(), written.append, every=0.001)

    async def some_rounds():
        chore = asyncio.get_running_loop().create_task(traffic.keep_counting())
        for rounds in (1, 2):
            await world.ask("/2026/a/")
            while len(written) < rounds:
                await asyncio.sleep(0)
        chore.cancel()
        with suppress(asyncio.CancelledError):
            await chore

    run(some_rounds())

    assert written == [{ARTICLE: 1}, {ARTICLE: 1}]
