"""A key is shown once, kept as a digest, and found again without asking the database each time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest

from hiwar.analysis.access import presented_key
from hiwar.analysis.keys import (
    AGING_SECONDS,
    FRESH_SECONDS,
    PREFIX,
    STALE_SECONDS,
    Key,
    Keyring,
    KeysUnavailable,
    digest_of,
    new_key,
)
from hiwar.analysis.pace import Pace
from hiwar.delivery.requests import Request

CORAL = "hiwar_of-coral"
KEY = Key(1, digest_of(CORAL), name="Coral", site="", per_second=10, may_teach=True)


class Shelf:
    """Where keys lie: counts readings, may be locked."""

    def __init__(self, *keys: Key) -> None:
        self.keys: Iterable[Key] = keys
        self.readings = 0
        self.is_locked = False

    async def read(self) -> Iterable[Key]:
        self.readings += 1
        await asyncio.sleep(0)
        if self.is_locked:
            raise OSError
        return self.keys


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_key_is_long_random_and_recognizable() -> None:
    keys = {new_key() for _ in range(100)}

    assert len(keys) == 100
    assert all(key.startswith(PREFIX) and len(key) == len(PREFIX) + 43 for key in keys)


def test_a_digest_tells_nothing_of_its_key() -> None:
    assert CORAL not in digest_of(CORAL)
    assert len(digest_of("\ud800")) == 64


def test_many_requests_read_the_shelf_once() -> None:
    shelf = Shelf(KEY)
    ring = Keyring(shelf.read, clock=Clock())

    async def crowd() -> list[Key | None]:
        return await asyncio.gather(*(ring.find(CORAL) for _ in range(50)))

    assert asyncio.run(crowd()) == [KEY] * 50
    assert shelf.readings == 1


def test_a_revoked_key_is_refused_within_seconds() -> None:
    shelf, clock = Shelf(KEY), Clock()
    ring = Keyring(shelf.read, clock=clock)

    async def revoked() -> list[Key | None]:
        before = await ring.find(CORAL)
        shelf.keys = ()
        clock.now += FRESH_SECONDS + 1
        return [before, await ring.find(CORAL)]

    assert asyncio.run(revoked()) == [KEY, None]


def test_nobody_waits_for_the_shelf_while_requests_keep_coming() -> None:
    shelf, clock = Shelf(KEY), Clock()
    ring = Keyring(shelf.read, clock=clock)

    async def steady() -> int:
        await ring.find(CORAL)
        clock.now += AGING_SECONDS + 1
        aged = ring.find(CORAL)
        # A coroutine that ends at its first step has waited for nothing.
        with pytest.raises(StopIteration):
            aged.send(None)
        while shelf.readings < 2:
            await asyncio.sleep(0)
        return shelf.readings

    assert asyncio.run(steady()) == 2


def test_a_new_key_works_at_once_and_a_stranger_costs_little() -> None:
    shelf, clock = Shelf(), Clock()
    ring = Keyring(shelf.read, clock=clock)

    async def created() -> Key | None:
        for _ in range(100):
            await ring.find("stranger")
        shelf.keys = (KEY,)
        clock.now += 1
        return await ring.find(CORAL)

    assert asyncio.run(created()) == KEY
    assert shelf.readings == 2


def test_known_keys_outlive_a_short_absence_of_the_database() -> None:
    shelf, clock = Shelf(KEY), Clock()
    ring = Keyring(shelf.read, clock=clock)

    async def absence() -> Key | None:
        await ring.find(CORAL)
        shelf.is_locked = True
        clock.now += FRESH_SECONDS + 1
        return await ring.find(CORAL)

    assert asyncio.run(absence()) == KEY


def test_a_key_is_not_called_invalid_while_the_keys_cannot_be_read() -> None:
    shelf, clock = Shelf(KEY), Clock()
    ring = Keyring(shelf.read, clock=clock)

    async def made_meanwhile() -> None:
        await ring.find(CORAL)
        shelf.is_locked = True
        clock.now += FRESH_SECONDS + 1
        await ring.find("hiwar_made-a-moment-ago")

    with pytest.raises(KeysUnavailable):
        asyncio.run(made_meanwhile())


def test_nobody_is_admitted_when_the_keys_are_too_old_to_be_trusted() -> None:
    shelf, clock = Shelf(KEY), Clock()
    ring = Keyring(shelf.read, clock=clock)

    async def long_absence() -> None:
        await ring.find(CORAL)
        shelf.is_locked = True
        clock.now += STALE_SECONDS + 1
        await ring.find(CORAL)

    with pytest.raises(KeysUnavailable):
        asyncio.run(long_absence())


@pytest.mark.parametrize(
    ("headers", "query", "expected"),
    [
        ({}, {"key": CORAL}, CORAL),
        ({"x-goog-api-key": CORAL}, {}, CORAL),
        ({"x-goog-api-key": CORAL}, {"key": "another"}, CORAL),
        ({"authorization": f"Bearer {CORAL}"}, {}, CORAL),
        ({"authorization": f"bearer {CORAL}"}, {}, CORAL),
        ({"authorization": "Basic abc"}, {"access_token": CORAL}, CORAL),
        ({}, {"oauth_token": CORAL}, CORAL),
        ({}, {"key": " "}, ""),
        ({}, {}, ""),
    ],
)
def test_a_key_is_found_wherever_clients_put_it(headers: dict[str, str], query: dict[str, str], expected: str) -> None:
    request = Request("POST", "hiwar.example", "/v1alpha1/comments:analyze", "", headers)

    assert presented_key(request, query) == expected


def test_a_key_has_two_seconds_worth_of_requests_and_gets_more_as_time_goes_by() -> None:
    clock = Clock()
    pace = Pace(clock=clock)

    at_once = [pace.allows("a", per_second=4) for _ in range(9)]
    clock.now += 0.5
    later = [pace.allows("a", per_second=4) for _ in range(3)]

    assert at_once == [True] * 8 + [False]
    assert later == [True, True, False]


def test_one_key_does_not_use_up_another() -> None:
    pace = Pace(clock=Clock())

    assert [pace.allows("a", per_second=1) for _ in range(3)] == [True, True, False]
    assert pace.allows("b", per_second=1)


def test_buckets_of_idle_keys_are_forgotten() -> None:
    clock = Clock()
    pace = Pace(clock=clock)

    for number in range(50):
        pace.allows(str(number), per_second=1)
    clock.now += 120
    pace.allows("one more", per_second=1)

    assert len(pace._buckets) == 1
