"""A state that comes late: readers with a discussion open are told it once it is drawn, without another change."""

from __future__ import annotations

import asyncio
from typing import Any

from hiwar.delivery.answers import Answer
from hiwar.delivery.live import Live
from hiwar.delivery.requests import Request
from tests.unit.delivery import test_live
from tests.unit.delivery.test_live import States, World, until

haste = test_live.haste


class SlowStates(States):
    """States that are shown as they were, as old ones are, while something slow is waited for."""

    is_slow = False

    async def answer(self, request: Request) -> Answer:
        is_old = self.is_slow
        found: Answer = await super().answer(request)
        return Answer(200, [("etag", '"v1"'), ("cache-status", "hiwar; hit; ttl=-1")], b"{}") if is_old else found


def told(story: Any) -> None:
    """Tell a story of slow states, but not for ever."""

    async def begun() -> None:
        states = SlowStates()
        await story(World(states, Live(states, https=True)))

    asyncio.run(asyncio.wait_for(begun(), 10))


def test_a_change_whose_state_is_late_is_told_once_it_is_drawn() -> None:
    async def story(world: World) -> None:
        wire = await world.reader()
        world.states.is_slow, world.states.version = True, 2
        asked = world.states.asked
        world.states.changed()
        await until(lambda: world.states.asked > asked)
        world.states.is_slow = False  # And nothing else changes.
        await until(lambda: len(wire.messages) == 2)

    told(story)


def test_whoever_has_left_is_waited_for_no_longer() -> None:
    async def story(world: World) -> None:
        wire = await world.reader()
        world.states.is_slow = True
        world.states.changed()
        wire.left.set()
        await until(lambda: not world.live.streams and not world.live._chores)

    told(story)
