"""A drawing that does not end, because the database is slow: who waits, and who is shown the page as it was."""

import asyncio

import pytest

from hiwar.delivery.change_feed import News
from hiwar.delivery.hot_pages import BLIND_AFTER_SECONDS
from tests.unit.delivery.test_hot_pages import PAGE, World, page, run


@pytest.fixture
def world():
    return World()


@pytest.fixture(autouse=True)
def _hurry(monkeypatch):
    monkeypatch.setattr("hiwar.delivery.hot_pages.PATIENCE_SECONDS", 0.02)
    monkeypatch.setattr("hiwar.delivery.hot_pages.BLIND_PATIENCE_SECONDS", 0.01)


@pytest.mark.parametrize("looking", [True, False])
def test_whoever_has_waited_long_enough_is_shown_the_old_page(world, looking):
    async def story():
        await world.ask()
        world.draughtsman.gate = asyncio.Event()
        world.pages.hear(News(("thread:1",)))
        world.turn(BLIND_AFTER_SECONDS + 0.1, looking=looking)
        return [await world.ask() for _ in range(3)]

    answers = run(story())

    assert {answer.body for answer in answers} == {PAGE}
    assert {answer.header("cache-status") for answer in answers} == {"hiwar; hit; ttl=-1"}
    # One drawing, and nobody else begins another meanwhile.
    assert len(world.draughtsman.asked) == 2


def test_who_comes_later_does_not_wait_again_for_the_same_drawing(world):
    async def story():
        await world.ask()
        world.draughtsman.gate = asyncio.Event()
        world.turn(BLIND_AFTER_SECONDS + 0.1, looking=False)
        await world.ask()
        world.turn(1, looking=False)
        began = asyncio.get_running_loop().time()
        await world.ask()
        return asyncio.get_running_loop().time() - began

    assert run(story()) < 0.01


def test_the_new_page_is_there_as_soon_as_it_is_drawn(world):
    async def story():
        await world.ask()
        world.draughtsman.answers["/"] = page("v2", b"new")
        world.draughtsman.gate = asyncio.Event()
        world.pages.hear(News(("thread:1",)))
        world.turn(1)
        old = await world.ask()
        world.draughtsman.gate.set()
        return old, await world.ask()

    old, new = run(story())

    assert (old.body, new.body) == (PAGE, b"new")


def test_a_page_that_was_never_drawn_is_waited_for(world):
    async def story():
        world.draughtsman.gate = asyncio.Event()
        asked = asyncio.create_task(world.ask())
        done, _ = await asyncio.wait({asked}, timeout=0.1)
        world.draughtsman.gate.set()
        return done, await asked

    done, answer = run(story())

    assert not done
    assert answer.body == PAGE
