"""One hand that writes for many: comments that arrive together are committed together.

SQLite has one writer at a time, and a commit is not over before the disk says so: milliseconds in which nobody else may
write. Whoever comes meanwhile is written in one transaction afterwards, so that the disk is waited for once. Nobody is
told that a comment is kept before that. PostgreSQL does the same by itself; there, and in commands and tests, everybody
writes with her own hand.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any, TypeVar, cast

from django.db import DatabaseError, close_old_connections, connections, transaction

log = logging.getLogger(__name__)
T = TypeVar("T")

# So many comments wait for one another at most; more would make the first wait for the last.
MOST_TOGETHER = 64
LOOK_AGAIN_SECONDS = 1.0


class _Note:
    """One thing to be written, and what came of it."""

    __slots__ = ("done", "error", "job", "value")

    def __init__(self, job: Callable[[], Any]) -> None:
        self.job = job
        self.value: Any = None
        self.error: Exception | None = None
        self.done = Event()

    def write(self) -> None:
        self.error = None
        try:
            with transaction.atomic():
                self.value = self.job()
        except Exception as error:  # Whoever waits for it is to have it, whatever it is.
            self.error = error


class Scribe:
    """The hand. Until it is started everybody writes with her own."""

    def __init__(self) -> None:
        self._line: SimpleQueue[_Note | None] = SimpleQueue()
        self._thread: Thread | None = None

    @property
    def is_at_work(self) -> bool:
        """Return whether one hand writes everything, so that no two transactions can wait for each other."""
        return self._thread is not None

    def start(self) -> None:
        """Write for everybody from now on; starting twice changes nothing."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="hiwar-scribe", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Write what is waiting and rest."""
        if self._thread is not None:
            self._line.put(None)
            self._thread.join()
            self._thread = None

    def write(self, job: Callable[[], T]) -> T:
        """Return what `job` returns, once its changes are committed; raise what it raises, once they are undone.

        The job may be done twice, if another one that was to be committed with it failed; the first time is undone.
        """
        if self._thread is None:
            with transaction.atomic():
                return job()
        note = _Note(job)
        self._line.put(note)
        while not note.done.wait(LOOK_AGAIN_SECONDS):
            if not self._thread.is_alive():
                raise DatabaseError("nobody writes")
        if note.error is not None:
            raise note.error
        return cast("T", note.value)

    def _run(self) -> None:
        try:
            self._write_on()
        finally:
            # Nobody else can: a connection belongs to its thread.
            connections.close_all()

    def _write_on(self) -> None:
        while (first := self._line.get()) is not None:
            notes = [first]
            try:
                ended = self._together(notes)
            finally:
                close_old_connections()
                for note in notes:
                    note.done.set()
            if ended:
                return

    def _together(self, notes: list[_Note]) -> bool:
        """Write these and all that arrive meanwhile; tell whether the end was among them."""
        ended, first = False, notes[0]
        try:
            with transaction.atomic():
                first.value = first.job()
                while len(notes) < MOST_TOGETHER and not self._line.empty():
                    # Only this thread takes from the line, so what was there is there.
                    note = self._line.get()
                    if note is None:
                        ended = True
                        break
                    notes.append(note)
                    note.value = note.job()
        except Exception:
            # One of them failed, or the commit did: nothing is kept. Each is tried alone, so that it fails alone.
            log.warning("written_one_by_one")
            for note in notes:
                note.write()
        return ended


SCRIBE = Scribe()
