"""The hatch: what lies there is taken together, each is told what came of it alone, and nobody waits for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from threading import Event

import pytest

from hiwar.delivery.answers import Answer
from hiwar.delivery.hatch import MOST_TOGETHER, MOST_WAITING, Handed, Hatch, Outcome
from hiwar.delivery.requests import Refused, Request


class Taker:
    """Takes when it is let, and remembers how many came together."""

    def __init__(self) -> None:
        self.go_on = Event()
        self.go_on.set()
        self.begun = Event()
        self.lots: list[list[str]] = []
        self.is_open = self.is_closed = False

    def takes(self, request: Request) -> bool:
        return request.method == "POST"

    def open(self) -> None:
        self.is_open = True

    def take(self, handed: Sequence[Handed]) -> list[Outcome]:
        assert self.is_open
        names = [one.body.decode() for one in handed]
        self.lots.append(names)
        self.begun.set()
        assert self.go_on.wait(20)
        if "broken" in names:
            raise ValueError("a fault of ours")
        return [Answer(303, [("location", f"/{name}")]) for name in names]

    def close(self) -> None:
        self.is_closed = True


def handed(name: str) -> Handed:
    return Handed(Request("POST", "hiwar.example", "/", "", {}), name.encode(), ("", ""))


async def all_of(hatch: Hatch, taker: Taker, names: Sequence[str]) -> list[Outcome | BaseException]:
    """Hand the first one in, the others while it is being taken, and return what came of all."""
    taker.go_on.clear()
    first = asyncio.create_task(hatch.hand_in(handed(names[0])))
    await asyncio.to_thread(taker.begun.wait, 20)
    others = [asyncio.create_task(hatch.hand_in(handed(name))) for name in names[1:]]
    # Each has had its turn on the loop and lies in the line.
    await asyncio.sleep(0)
    taker.go_on.set()
    return await asyncio.gather(first, *others, return_exceptions=True)


def ran(taker: Taker, names: Sequence[str]) -> list[Outcome | BaseException]:
    async def whole() -> list[Outcome | BaseException]:
        hatch = Hatch(taker, https=False)
        hatch.open(asyncio.get_running_loop())
        try:
            return await all_of(hatch, taker, names)
        finally:
            await asyncio.to_thread(hatch.close)

    return asyncio.run(whole())


def test_those_who_come_while_another_is_taken_are_taken_together_and_told_apart():
    taker = Taker()

    outcomes = ran(taker, ["layla", "omar", "salma", "yusuf"])

    assert taker.lots == [["layla"], ["omar", "salma", "yusuf"]]
    told = [outcome.header("location") for outcome in outcomes if isinstance(outcome, Answer)]
    assert told == ["/layla", "/omar", "/salma", "/yusuf"]


def test_a_lot_has_an_end():
    taker = Taker()

    ran(taker, [str(number) for number in range(MOST_TOGETHER + 6)])

    assert [len(lot) for lot in taker.lots] == [1, MOST_TOGETHER, 5]


def test_a_fault_is_an_answer_too_and_the_next_lot_is_taken():
    taker = Taker()

    outcomes = ran(taker, ["broken", "layla"])

    assert [outcome.status for outcome in outcomes if isinstance(outcome, Answer)] == [500, 303]


def test_who_finds_the_line_full_is_told_to_try_again():
    taker = Taker()

    outcomes = ran(taker, [str(number) for number in range(MOST_WAITING + 3)])

    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert [(one.status, dict(one.headers)) for one in refused] == [(503, {"retry-after": "5"})] * 2
    assert sum(isinstance(outcome, Answer) for outcome in outcomes) == MOST_WAITING + 1


def test_who_has_left_keeps_nobody_from_being_told():
    taker = Taker()

    async def whole() -> Outcome:
        hatch = Hatch(taker, https=False)
        hatch.open(asyncio.get_running_loop())
        taker.go_on.clear()
        leaves = asyncio.create_task(hatch.hand_in(handed("omar")))
        stays = asyncio.create_task(hatch.hand_in(handed("layla")))
        await asyncio.to_thread(taker.begun.wait, 20)
        leaves.cancel()
        taker.go_on.set()
        told = await stays
        await asyncio.to_thread(hatch.close)
        return told

    told = asyncio.run(whole())

    assert isinstance(told, Answer)
    assert told.header("location") == "/layla"


def test_what_lies_there_is_taken_before_it_closes():
    taker = Taker()

    async def whole() -> list[Outcome | BaseException]:
        hatch = Hatch(taker, https=False)
        hatch.open(asyncio.get_running_loop())
        taker.go_on.clear()
        waiting = [asyncio.create_task(hatch.hand_in(handed(name))) for name in ("layla", "omar")]
        await asyncio.to_thread(taker.begun.wait, 20)
        closing = asyncio.create_task(asyncio.to_thread(hatch.close))
        taker.go_on.set()
        told = await asyncio.gather(*waiting, return_exceptions=True)
        await closing
        return told

    assert [outcome.status for outcome in asyncio.run(whole()) if isinstance(outcome, Answer)] == [303, 303]
    assert taker.is_closed


@pytest.mark.parametrize(("method", "is_taken"), [("POST", True), ("GET", False)])
def test_the_taker_says_what_is_handed_in(method, is_taken):
    request = Request(method, "hiwar.example", "/", "", {})

    assert Hatch(Taker(), https=False).takes(request) is is_taken
