"""What workers and nodes share: counts under one contract wherever they lie, and a Redis that writes nothing down."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from limits.storage import Storage

from hiwar.accounts.limits import Pace
from hiwar.accounts.shared_counts import storage_for
from hiwar.config.environment import SettingsError
from hiwar.config.housekeeping import HouseKey
from hiwar.config.redis_node import forgetful_client
from hiwar.delivery.day_keys import DayKeys, RedisShelf
from scripts.redis_server import RedisServer, temporary_redis
from tests.waiting import until

TODAY = date(2014, 1, 19)
Storages = Callable[[], Storage]


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    """A Redis that forgets."""
    with temporary_redis() as server:
        yield server


@pytest.fixture(params=["alone", "workers", pytest.param("nodes", marks=pytest.mark.redis)])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storages:
    """What gives each process of one server its storage."""
    if request.param == "alone":
        one = storage_for(redis="", folder=None)
        return lambda: one
    if request.param == "workers":
        return lambda: storage_for(redis="", folder=tmp_path)
    server = request.getfixturevalue("redis")
    storage_for(redis=server.address, folder=None).reset()
    return lambda: storage_for(redis=server.address, folder=None)


def pace(storage: Storage) -> Pace:
    """Return a pace that counts there."""
    made = Pace()
    made.count_in(storage)
    return made


def test_what_one_worker_counts_every_worker_knows(storage: Storages) -> None:
    first, second = pace(storage()), pace(storage())
    given = {"act": "network", "key": "a1", "amount": 3, "seconds": 60}

    assert [worker.allows(**given) for worker in (first, second, first, second)] == [True, True, True, False]
    assert first.allows(**{**given, "key": "b2"}) is True


def test_a_count_taken_back_is_taken_back_everywhere(storage: Storages) -> None:
    first, second = pace(storage()), pace(storage())
    given = {"act": "reader", "key": "a1", "amount": 1, "seconds": 15}
    first.allows(**given)

    first.forgive(**given)

    assert second.allows(**given) is True


def test_a_period_that_has_ended_begins_anew(storage: Storages) -> None:
    counted = storage()
    counted.incr("short", 1, 5)
    until(lambda: not counted.get("short"))

    assert counted.incr("short", 60) == 1
    assert counted.check()
    assert counted.get_expiry("short") > time.time() + 30


def test_nothing_is_lost_when_all_count_at_once(storage: Storages) -> None:
    def count(_: int) -> None:
        counted = storage()
        for _ in range(50):
            counted.incr("crowd", 60)

    with ThreadPoolExecutor(8) as workers:
        list(workers.map(count, range(8)))

    assert storage().get("crowd") == 400
    storage().reset()
    assert storage().get("crowd") == 0


def test_counts_that_cannot_be_reached_are_told_as_unknown(tmp_path: Path) -> None:
    counting = pace(storage_for(redis="redis+unix:///nowhere/redis.sock", folder=None))

    assert counting.allows(act="network", key="a1", amount=3, seconds=60) is None
    counting.forgive(act="network", key="a1", amount=3, seconds=60)


@pytest.mark.redis
def test_nodes_agree_on_a_days_key_which_ends_by_itself(redis: RedisServer) -> None:
    client = forgetful_client(redis.address)
    first, second = RedisShelf(client), RedisShelf(forgetful_client(redis.address))

    key = first.key_of(TODAY)

    assert second.key_of(TODAY) == second.known(TODAY) == key
    assert second.known(date(2014, 1, 20)) is None
    (name,) = client.keys("hiwar:day-*")
    assert 0 < client.ttl(name) <= 48 * 3600


@pytest.mark.redis
def test_a_node_that_lost_the_others_counts_alone(redis: RedisServer) -> None:
    with temporary_redis() as server:
        shelf = RedisShelf(forgetful_client(server.address))
        server.kill()

        current, before = DayKeys(shelf, today=lambda: TODAY).turn()

    assert len(current) == 32
    assert before is None


@pytest.mark.redis
@pytest.mark.parametrize("options", [("--save", "60 1", "--appendonly", "no"), ("--save", "", "--appendonly", "yes")])
def test_a_redis_that_writes_to_disk_is_refused(options: tuple[str, ...]) -> None:
    with temporary_redis(options) as server, pytest.raises(SettingsError, match="to disk"):
        forgetful_client(server.address)


@pytest.mark.django_db(transaction=True)
def test_only_one_process_keeps_house(tmp_path: Path) -> None:
    """Two threads stand for two processes: each has a connection and an open file of its own."""
    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(1) as other:
        keys = HouseKey(tmp_path), HouseKey(tmp_path)

        assert one.submit(keys[0].is_ours).result() is True
        assert one.submit(keys[0].is_ours).result() is True
        assert other.submit(keys[1].is_ours).result() is False

        one.submit(_let_go, keys[0]).result()
        assert other.submit(keys[1].is_ours).result() is True
        other.submit(_let_go, keys[1]).result()


def _let_go(key: HouseKey) -> None:
    """End as a process ends: its files and connections are closed."""
    from django.db import connection

    if key._file is not None:
        key._file.close()
    connection.close()
