"""The news of every committed change, read from the database by every process within a few hundredths of a second.

One thread polls; nothing is pushed, so nothing can be missed: a reader that was cut off goes on where it stopped. Here
belong reading, going on after a failure, and telling how long nothing could be read. Not here: what is noted
(`watched_rows`), what is done about it (`hot_pages`).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Event, Thread
from typing import NamedTuple, Protocol

from django.db import DatabaseError, InterfaceError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from .watched_rows import NOTES

log = logging.getLogger("hiwar.delivery")

# A page must be right a tenth of a second after the commit; two looks and a drawing have room in that.
LOOK_EVERY = 0.025
TRY_AGAIN_EVERY = 0.25
# Notes are kept this long. Who was away for longer cannot know what was missed.
KEPT_SECONDS = 3600


class News(NamedTuple):
    """What one look found: the keys that changed, or that changes may have been missed."""

    keys: tuple[str, ...] = ()
    missed: bool = False


class Notes(Protocol):
    """Something that can be asked what has changed since it was asked last."""

    def look(self) -> News: ...
    def close(self) -> None: ...


class SqliteNotes:
    """Notes in SQLite, whose writers are one at a time: the ids are in the order of the commits."""

    def __init__(self, database: BaseDatabaseWrapper) -> None:
        self._database = database
        self._last: int | None = None
        self._seen_version: int | None = None

    def look(self) -> News:
        """Return the keys noted since the last look; the first look only finds out where to begin."""
        with self._database.cursor() as cursor:
            # Eight microseconds, and it moves with every commit of anybody else.
            cursor.execute("PRAGMA data_version")
            (version,) = cursor.fetchone()
            if version == self._seen_version:
                return News()
            began, last = self._last is None, self._last or 0
            if began:
                cursor.execute(f'SELECT coalesce(max("id"), 0) FROM "{NOTES}"')  # noqa: S608 - our own name
                (self._last,) = cursor.fetchone()
                keys: tuple[str, ...] = ()
            else:
                cursor.execute(f'SELECT "id", "key" FROM "{NOTES}" WHERE "id" > %s ORDER BY "id"', [last])  # noqa: S608
                rows = cursor.fetchall()
                keys = tuple(dict.fromkeys(key for _, key in rows))
                self._last = rows[-1][0] if rows else last
            self._seen_version = version
            return News(keys)

    def close(self) -> None:
        """Give the connection back; the next look opens another and goes on after the last id."""
        self._seen_version = None
        self._database.close()


class PostgresNotes:
    """Notes in PostgreSQL, whose transactions become visible in another order than their ids were given.

    Each look remembers the oldest transaction that was still open, and the next asks for all since that one; what it
    has seen already it leaves out. A transaction that commits late is so never overlooked.
    """

    # The snapshot and the rows must be of one statement, or a commit between the two would be lost.
    _LOOK = (
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, noted.id, noted.key, noted.writer "  # noqa: S608
        f"FROM (SELECT 1) AS always LEFT JOIN {NOTES} AS noted ON noted.writer >= %s ORDER BY noted.id"
    )
    _BEGIN = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"

    def __init__(self, database: BaseDatabaseWrapper) -> None:
        self._database = database
        self._oldest_open: int | None = None
        self._seen: frozenset[int] = frozenset()

    def look(self) -> News:
        """Return the keys noted since the last look; the first look only finds out where to begin."""
        with self._database.cursor() as cursor:
            if self._oldest_open is None:
                cursor.execute(self._BEGIN)
                (self._oldest_open,) = cursor.fetchone()
            cursor.execute(self._LOOK, [self._oldest_open])
            rows = cursor.fetchall()
        found = [(noted, key, writer) for _, noted, key, writer in rows if noted is not None]
        keys = tuple(dict.fromkeys(key for noted, key, _ in found if noted not in self._seen))
        oldest_open: int = rows[0][0]
        self._seen = frozenset(noted for noted, _, writer in found if writer >= oldest_open)
        self._oldest_open = oldest_open
        return News(keys)

    def close(self) -> None:
        """Give the connection back; the next look opens another and goes on with the same transaction."""
        self._database.close()


def notes_of(database: BaseDatabaseWrapper) -> Notes:
    """Return the reader that suits a database."""
    return SqliteNotes(database) if database.vendor == "sqlite" else PostgresNotes(database)


def sweep_notes(database: BaseDatabaseWrapper, *, now: float) -> int:
    """Take away the notes that everybody has read or will never read; return how many they were."""
    with database.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{NOTES}" WHERE "at" < %s', [int(now) - KEPT_SECONDS])  # noqa: S608
        return int(cursor.rowcount)


class ChangeFeed:
    """A thread that looks again and again and hands on what it finds."""

    def __init__(
        self,
        *,
        open_notes: Callable[[], Notes] = lambda: notes_of(connection),
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._deliver: Callable[[News], object] = lambda news: None
        self._open_notes = open_notes
        self._clock = clock
        self._wake, self._stopped = Event(), Event()
        self._thread = Thread(target=self._run, name="hiwar-changes", daemon=True)
        self.looked_at = 0.0
        """When the last look succeeded, in seconds since 1970; 0 before the first."""

    def start(self, deliver: Callable[[News], object]) -> None:
        """Begin to look, and have `deliver` called in this thread with whatever is found."""
        self._deliver = deliver
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._stopped.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(5)

    def wake(self) -> None:
        """Look now: somebody in this process has just written."""
        self._wake.set()

    def _run(self) -> None:
        # Opened in the thread that uses it: Django's connections belong to their thread.
        notes = self._open_notes()
        failing = False
        while not self._stopped.is_set():
            try:
                self._look(notes)
                failing = False
            except (DatabaseError, InterfaceError):
                if not failing:
                    log.exception("changes_unknown")
                failing = True
                notes.close()
            self._wake.wait(TRY_AGAIN_EVERY if failing else LOOK_EVERY)
            self._wake.clear()
        notes.close()

    def _look(self, notes: Notes) -> None:
        began = self._clock()
        news = notes.look()
        # What was noted meanwhile may have been swept away again.
        missed = news.missed or (bool(self.looked_at) and began - self.looked_at > KEPT_SECONDS / 2)
        if news.keys or missed:
            self._deliver(news._replace(missed=missed))
        # Not before: who trusts in this moment must not miss what was found in it.
        self.looked_at = began
