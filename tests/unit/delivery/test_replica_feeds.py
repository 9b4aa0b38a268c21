"""What a replica says of changes that nobody could have heard of one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.db.backends.base.base import BaseDatabaseWrapper

from hiwar.delivery.change_feed import KEPT_SECONDS, News
from hiwar.delivery.replica_feeds import ASK_EVERY_LOOKS, ReplicaNotes


class QuietStandby:
    """A standby without a single note, which has applied whatever was committed until `replayed`."""

    def __init__(self) -> None:
        self.replayed = 1_000_000.0
        self.closed = 0
        self._rows: list[tuple[Any, ...]] = []

    @contextmanager
    def cursor(self) -> Iterator[QuietStandby]:
        """Give the cursor."""
        yield self

    def execute(self, statement: str, values: object = None) -> None:
        """Ask."""
        nothing = (None, None, None) if "LEFT JOIN" in statement else ()
        self._rows = [(self.replayed,)] if "replay" in statement else [(7, *nothing)]

    def fetchone(self) -> tuple[Any, ...]:
        """Give the one row."""
        return self._rows[0]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Give every row."""
        return self._rows

    def close(self) -> None:
        """Count the breaks."""
        self.closed += 1


def looks(notes: ReplicaNotes) -> list[News]:
    """Look for as long as it takes until the standby was asked how far it is."""
    return [notes.look() for _ in range(ASK_EVERY_LOOKS)]


def test_a_standby_that_follows_misses_nothing() -> None:
    standby = QuietStandby()
    notes = ReplicaNotes(cast("BaseDatabaseWrapper", standby))
    looks(notes)

    standby.replayed += KEPT_SECONDS / 2
    news = looks(notes)

    assert news == [News()] * ASK_EVERY_LOOKS


def test_a_standby_that_catches_up_with_an_hour_may_have_had_notes_that_nobody_saw() -> None:
    standby = QuietStandby()
    notes = ReplicaNotes(cast("BaseDatabaseWrapper", standby))
    looks(notes)

    standby.replayed += KEPT_SECONDS
    news = looks(notes)

    assert news.count(News(missed=True)) == 1
    assert looks(notes) == [News()] * ASK_EVERY_LOOKS


def test_after_a_break_changes_may_have_been_missed_once() -> None:
    standby = QuietStandby()
    notes = ReplicaNotes(cast("BaseDatabaseWrapper", standby))
    looks(notes)

    notes.close()
    news = looks(notes)

    assert standby.closed == 1
    assert news == [News(missed=True), *[News()] * (ASK_EVERY_LOOKS - 1)]
