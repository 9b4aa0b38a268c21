"""The news of changes as every process reads it: nothing twice, nothing lost, and on again after a failure."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from hiwar.config.environment import sqlite_settings
from hiwar.delivery.change_feed import KEPT_SECONDS, ChangeFeed, News, Notes, notes_of, sweep_notes
from hiwar.delivery.models import Change

OnePerson = Callable[[], BaseDatabaseWrapper]


@pytest.fixture
def person(tmp_path: Path, transactional_db: None) -> Iterator[OnePerson]:
    """Make connections to a database that has the table of changes: a file, or the tests' own PostgreSQL."""
    made: list[BaseDatabaseWrapper] = []
    handler = ConnectionHandler({"default": sqlite_settings(tmp_path / "notes.sqlite3")})

    def another() -> BaseDatabaseWrapper:
        if connection.vendor == "postgresql":
            made.append(connection.copy())
        else:
            # A handler has one connection for each thread; each person here needs one of their own.
            made.append(handler["default"].copy())
        return made[-1]

    if connection.vendor == "sqlite":
        first = another()
        with first.schema_editor() as editor:
            editor.create_model(Change)
    yield another
    for one in made:
        one.close()


def note(database: BaseDatabaseWrapper, key: str) -> None:
    """Write a note as a trigger does."""
    writer = "pg_current_xact_id()::text::bigint" if database.vendor == "postgresql" else "NULL"
    with database.cursor() as cursor:
        cursor.execute(f"INSERT INTO delivery_change (key, writer, at) VALUES (%s, {writer}, 0)", [key])  # noqa: S608


def looked(person: OnePerson) -> Notes:
    """Return a reader that has found out where to begin."""
    notes = notes_of(person())
    assert notes.look() == News()
    return notes


def test_a_reader_hears_of_what_is_noted_after_it_began_once(person: OnePerson) -> None:
    writer = person()
    note(writer, "thread:1")
    reader = looked(person)

    note(writer, "thread:2")
    note(writer, "thread:3")
    note(writer, "thread:2")

    assert reader.look() == News(("thread:2", "thread:3"))
    assert reader.look() == News()


def test_every_reader_hears_of_it(person: OnePerson) -> None:
    readers = [looked(person) for _ in range(3)]

    note(person(), "newsroom")

    assert [reader.look() for reader in readers] == [News(("newsroom",))] * 3


def test_a_change_is_news_when_it_is_committed_and_not_before(person: OnePerson) -> None:
    writer, reader = person(), looked(person)

    writer.set_autocommit(False)
    note(writer, "thread:1")
    assert reader.look() == News()
    writer.commit()

    assert reader.look() == News(("thread:1",))
    writer.set_autocommit(True)


def test_what_is_rolled_back_is_never_news(person: OnePerson) -> None:
    writer, reader = person(), looked(person)

    writer.set_autocommit(False)
    note(writer, "thread:1")
    writer.rollback()
    writer.set_autocommit(True)
    note(writer, "thread:2")

    assert reader.look() == News(("thread:2",))


def test_a_transaction_that_began_first_and_commits_last_is_not_overlooked(person: OnePerson) -> None:
    slow, quick = person(), person()
    if slow.vendor == "sqlite":
        # Its writers are one at a time; there the second waits, and the order of ids is the order of commits.
        quick.settings_dict["OPTIONS"]["timeout"] = 0
    reader = looked(person)

    slow.set_autocommit(False)
    note(slow, "thread:1")
    if slow.vendor == "sqlite":
        with pytest.raises(OperationalError):
            note(quick, "thread:2")
    else:
        note(quick, "thread:2")
        assert reader.look() == News(("thread:2",))
        assert reader.look() == News()
    slow.commit()
    slow.set_autocommit(True)

    assert reader.look() == News(("thread:1",))
    assert reader.look() == News()


def test_a_reader_that_was_cut_off_goes_on_where_it_stopped(person: OnePerson) -> None:
    reader = looked(person)

    reader.close()
    note(person(), "thread:1")

    assert reader.look() == News(("thread:1",))


def test_old_notes_are_swept_and_new_ones_stay(person: OnePerson) -> None:
    writer = person()
    note(writer, "thread:1")  # Written in the year 1970.

    assert sweep_notes(writer, now=KEPT_SECONDS - 1.0) == 0
    assert sweep_notes(writer, now=KEPT_SECONDS + 1.0) == 1


class Told:
    """Notes of which a test knows every look: news, or a failure."""

    def __init__(self, *looks: News | Exception) -> None:
        self.looks = list(looks)
        self.closed = 0
        self.idle = Event()

    def look(self) -> News:
        if not self.looks:
            self.idle.set()
            return News()
        found = self.looks.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    def close(self) -> None:
        self.closed += 1


def heard(notes: Told, *, clock: Callable[[], float] = lambda: 1.0) -> tuple[list[News], ChangeFeed]:
    """Return what a feed delivers until the notes are used up."""
    news: list[News] = []
    feed = ChangeFeed(open_notes=lambda: notes, clock=clock)
    feed.start(news.append)
    assert notes.idle.wait(10)
    feed.stop()
    return news, feed


def test_the_feed_goes_on_after_a_failure_and_loses_nothing() -> None:
    notes = Told(News(("a",)), OperationalError("gone"), OperationalError("gone"), News(("b",)))

    news, _ = heard(notes)

    assert news == [News(("a",)), News(("b",))]
    assert notes.closed == 3  # Twice to begin anew, once at the end.


def test_while_nothing_can_be_read_the_feed_does_not_claim_to_have_looked() -> None:
    times = iter([5.0, 6.0, 7.0] + [8.0] * 1000)
    failing = Told(News(), *[OperationalError("gone")] * 2)
    seen: list[float] = []
    looked_at = ChangeFeed(open_notes=lambda: failing, clock=lambda: next(times))
    look = failing.look

    def watched() -> News:
        seen.append(looked_at.looked_at)
        return look()

    failing.look = watched  # type: ignore[method-assign]
    looked_at.start(lambda news: None)
    assert failing.idle.wait(10)
    looked_at.stop()

    assert seen[:4] == [0.0, 5.0, 5.0, 5.0]


def test_who_was_away_for_longer_than_notes_are_kept_is_told_so() -> None:
    times = iter([1.0, 1.0 + KEPT_SECONDS] + [2.0 + KEPT_SECONDS] * 1000)

    news, _ = heard(Told(News(), News(("a",))), clock=lambda: next(times))

    assert news == [News(("a",), missed=True)]


def test_a_feed_can_be_told_to_look_now() -> None:
    notes = Told(News())
    feed = ChangeFeed(open_notes=lambda: notes)
    feed.start(lambda news: None)
    assert notes.idle.wait(10)

    notes.idle.clear()
    feed.wake()

    assert notes.idle.wait(10)
    feed.stop()
    assert "hiwar-changes" not in {thread.name for thread in threading.enumerate()}
