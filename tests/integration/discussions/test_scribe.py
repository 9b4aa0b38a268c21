"""Comments that arrive together are committed together, and each is told what came of it alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, IntegrityError, transaction

from hiwar.discussions.services.scribe import Scribe

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scribe() -> Iterator[Scribe]:
    """A scribe at work."""
    made = Scribe()
    made.start()
    yield made
    made.stop()


def note(name: str) -> Callable[[], int]:
    """Return a piece of writing: one row under a name that may stand there once."""
    return lambda: int(Group.objects.create(name=name).pk)


def names() -> set[str]:
    return set(Group.objects.values_list("name", flat=True))


def test_without_a_scribe_everybody_writes_with_her_own_hand() -> None:
    pk = Scribe().write(note("سلمى"))

    assert Group.objects.get(pk=pk).name == "سلمى"


def test_what_is_written_is_committed_when_it_is_told(scribe: Scribe) -> None:
    scribe.write(note("سلمى"))

    assert "سلمى" in names()


def test_those_who_come_while_another_is_written_are_committed_together(scribe: Scribe) -> None:
    begun, go_on = Event(), Event()
    order: list[str] = []

    def written(*, wait: bool) -> None:
        if wait:
            begun.set()
            assert go_on.wait(20)
        order.append("written")
        transaction.on_commit(lambda: order.append("committed"))

    with ThreadPoolExecutor(5) as readers:
        told = [readers.submit(scribe.write, partial(written, wait=True))]
        assert begun.wait(20)
        told += [readers.submit(scribe.write, partial(written, wait=False)) for _ in range(4)]
        while scribe._line.qsize() < 4:
            assert not any(one.done() for one in told)
        go_on.set()
        for one in told:
            one.result(20)

    assert order == ["written"] * 5 + ["committed"] * 5


def test_one_that_fails_fails_alone(scribe: Scribe) -> None:
    begun, go_on = Event(), Event()

    def slow() -> int:
        begun.set()
        assert go_on.wait(20)
        return note("يوسف")()

    with ThreadPoolExecutor(4) as readers:
        first = readers.submit(scribe.write, slow)
        assert begun.wait(20)
        twice = [readers.submit(scribe.write, note("ليلى")) for _ in range(2)]
        other = readers.submit(scribe.write, note("عمر"))
        while scribe._line.qsize() < 3:
            assert not first.done()
        go_on.set()
        errors = [done.exception(20) for done in (first, *twice, other)]

    assert sorted(type(error).__name__ for error in errors) == ["IntegrityError", "NoneType", "NoneType", "NoneType"]
    assert any(isinstance(error, IntegrityError) for error in errors)
    assert {"يوسف", "ليلى", "عمر"} <= names()


def test_what_is_undone_is_not_there(scribe: Scribe) -> None:
    def half() -> None:
        note("كريم")()
        raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        scribe.write(half)

    assert "كريم" not in names()
    assert scribe.write(note("سلمى"))


def test_a_scribe_that_is_gone_leaves_nobody_waiting() -> None:
    scribe = Scribe()
    scribe.start()
    thread = scribe._thread
    scribe._line.put(None)
    assert thread is not None
    thread.join(20)

    with pytest.raises(DatabaseError, match="nobody writes"):
        scribe.write(note("سلمى"))


def test_within_a_transaction_of_ones_own_a_hand_of_ones_own_is_undone_with_it() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        Scribe().write(note("سلمى"))
        raise RuntimeError

    assert "سلمى" not in names()
