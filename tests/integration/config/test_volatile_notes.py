"""Notes that end by themselves: one contract wherever they lie, and none of them on a disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hiwar.accounts.networks import NetworkForgotten, Networks
from hiwar.accounts.volatile_notes import Notes, RedisNotes, notes_in
from hiwar.config.redis_node import forgetful_client
from scripts.redis_server import RedisServer, temporary_redis
from tests.waiting import until

NotesOf = Callable[[], Notes]
LATE = datetime(2014, 1, 19, 23, 50, tzinfo=UTC)


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    """A Redis that forgets."""
    with temporary_redis() as server:
        yield server


@pytest.fixture(params=["alone", "workers", pytest.param("nodes", marks=pytest.mark.redis)])
def notes(request: pytest.FixtureRequest, tmp_path: Path) -> NotesOf:
    """What gives each process of one server its notes."""
    if request.param == "alone":
        one = notes_in(folder=None)
        return lambda: one
    if request.param == "workers":
        return lambda: notes_in(folder=tmp_path)
    server = request.getfixturevalue("redis")
    RedisNotes(forgetful_client(server.address)).reset()
    return lambda: RedisNotes(forgetful_client(server.address))


def test_what_one_worker_notes_every_worker_knows(notes: NotesOf) -> None:
    notes().put("a", "first", seconds=60)
    notes().put("a", "second", seconds=60)

    found = notes().get("a")

    assert found is not None
    assert found.value == "second"
    assert 50 < found.seconds <= 60
    assert notes().get("b") is None


def test_one_of_several_is_enough(notes: NotesOf) -> None:
    notes().put("b", "x", seconds=60)

    assert notes().has_any(["a", "b"])
    assert not notes().has_any(["a", "c"])
    assert not notes().has_any([])


def test_a_note_is_forgotten_for_everybody_and_once(notes: NotesOf) -> None:
    notes().put("a", "x", seconds=60)

    assert notes().forget("a")
    assert not notes().forget("a")
    assert notes().get("a") is None


def test_a_note_ends_by_itself(notes: NotesOf) -> None:
    notes().put("short", "x", seconds=0.2)
    until(lambda: not notes().get("short"))

    assert not notes().has_any(["short"])


def test_all_can_be_forgotten_at_once(notes: NotesOf) -> None:
    for key in "abc":
        notes().put(key, "x", seconds=60)

    notes().reset()

    assert not notes().has_any(list("abc"))


def test_a_comments_network_is_known_until_its_key_is_destroyed(notes: NotesOf) -> None:
    networks = Networks()
    networks.lie_in(notes())

    networks.remember(comment_id="late", token="t1", now=LATE)
    seconds = networks.bar(comment_id="late", hours=99)

    # It is ten to midnight: today's key lives through tomorrow, and no ban is longer than a day.
    assert 24 * 3600 - 5 < seconds <= 24 * 3600
    kept = notes().get("comment:late")
    assert kept is not None
    assert 24 * 3600 + 590 < kept.seconds <= 24 * 3600 + 600
    assert networks.is_barred(("", "t1"))
    assert not networks.is_barred(("", "t2"))
    assert networks.seconds_barred("late") > 0


def test_a_ban_is_taken_back_by_any_comment_of_that_network(notes: NotesOf) -> None:
    networks = Networks()
    networks.lie_in(notes())
    for comment in ("one", "two"):
        networks.remember(comment_id=comment, token="t1", now=LATE)
    networks.bar(comment_id="one", hours=1)

    assert networks.unbar("two")
    assert not networks.is_barred(["t1"])
    assert not networks.unbar("two")


def test_a_network_that_nobody_knows_cannot_be_barred(notes: NotesOf) -> None:
    networks = Networks()
    networks.lie_in(notes())
    networks.remember(comment_id="keyless", token="", now=LATE)

    with pytest.raises(NetworkForgotten):
        networks.bar(comment_id="keyless", hours=1)


@pytest.mark.parametrize("where", ["nodes", "workers"])
def test_notes_that_cannot_be_reached_cost_no_comment(tmp_path: Path, where: str) -> None:
    networks, nowhere = Networks(), tmp_path / "gone"
    away = RedisNotes(forgetful_client(f"unix://{nowhere}/redis.sock")) if where == "nodes" else None
    networks.lie_in(away or notes_in(folder=nowhere))

    networks.remember(comment_id="a", token="t1", now=LATE)

    assert not networks.is_known("a")
    assert not networks.is_barred(["t1"])
    assert networks.seconds_barred("a") == 0
    assert not networks.unbar("a")
    with pytest.raises(NetworkForgotten):
        networks.bar(comment_id="a", hours=1)
