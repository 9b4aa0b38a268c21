"""Small notes that must never touch a disk and end by themselves: in one process, in a file in memory for all workers
of a server, or in Redis.

Belongs here: keeping a text under a key for so many seconds. Not here: what is noted (`networks`), counting
(`shared_counts`).
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from redis import Redis

NOTES_FILE = "notes.sqlite3"
WAIT_SECONDS = 2.0
SWEEP_EVERY = 200
_PREFIX = "hiwar:note:"
_TABLE = "CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, value TEXT NOT NULL, until REAL NOT NULL)"
_PUT = """
INSERT INTO notes (key, value, until) VALUES (:key, :value, :until)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, until = excluded.until
"""


@dataclass(frozen=True, repr=False)
class Note:
    """What was noted, and for how many seconds it will still be known."""

    value: str
    seconds: float


class Notes(Protocol):
    """Where notes lie for all who share them. Each method may raise `OSError`."""

    def put(self, key: str, value: str, *, seconds: float) -> None:
        """Keep the value under the key for so long; a later value takes its place."""

    def get(self, key: str) -> Note | None:
        """Return the note under a key if it has not ended."""

    def has_any(self, keys: Collection[str]) -> bool:
        """Return whether there is a note under one of these keys."""

    def forget(self, key: str) -> bool:
        """Forget one note; return whether there was one."""

    def reset(self) -> None:
        """Forget every note."""


class OwnNotes:
    """Notes in this process's memory, for a worker that is alone."""

    def __init__(self) -> None:
        self._notes: dict[str, tuple[str, float]] = {}
        self._lock = threading.Lock()
        self._written = 0

    def put(self, key: str, value: str, *, seconds: float) -> None:
        """Keep the value under the key for so long."""
        now = time.time()
        with self._lock:
            self._written += 1
            if self._written % SWEEP_EVERY == 0:
                self._notes = {kept: note for kept, note in self._notes.items() if note[1] > now}
            self._notes[key] = (value, now + seconds)

    def get(self, key: str) -> Note | None:
        """Return the note under a key."""
        value, until = self._notes.get(key, ("", 0.0))
        left = until - time.time()
        return Note(value, left) if left > 0 else None

    def has_any(self, keys: Collection[str]) -> bool:
        """Return whether there is a note under one of these keys."""
        return any(self.get(key) for key in keys)

    def forget(self, key: str) -> bool:
        """Forget one note."""
        known = self.get(key) is not None
        with self._lock:
            self._notes.pop(key, None)
        return known

    def reset(self) -> None:
        """Forget every note."""
        with self._lock:
            self._notes.clear()


class FolderNotes:
    """Notes in an SQLite file that several processes share; the folder must lie in memory."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NOTES_FILE
        self._kept = threading.local()
        self._written = 0

    def put(self, key: str, value: str, *, seconds: float) -> None:
        """Keep the value under the key for so long."""
        now = time.time()
        self._written += 1
        with _as_os_error():
            if self._written % SWEEP_EVERY == 0:
                self._wire().execute("DELETE FROM notes WHERE until <= ?", [now])
            self._wire().execute(_PUT, {"key": key, "value": value, "until": now + seconds})

    def get(self, key: str) -> Note | None:
        """Return the note under a key."""
        now = time.time()
        with _as_os_error():
            found = self._wire().execute("SELECT value, until FROM notes WHERE key = ? AND until > ?", [key, now])
            row = found.fetchone()
        return Note(row[0], row[1] - now) if row else None

    def has_any(self, keys: Collection[str]) -> bool:
        """Return whether there is a note under one of these keys."""
        return any(self.get(key) for key in keys)

    def forget(self, key: str) -> bool:
        """Forget one note."""
        known = self.get(key) is not None
        with _as_os_error():
            self._wire().execute("DELETE FROM notes WHERE key = ?", [key])
        return known

    def reset(self) -> None:
        """Forget every note."""
        with _as_os_error():
            self._wire().execute("DELETE FROM notes")

    def _wire(self) -> sqlite3.Connection:
        wire: sqlite3.Connection | None = getattr(self._kept, "wire", None)
        if wire is None:
            wire = sqlite3.connect(self._path, timeout=WAIT_SECONDS, isolation_level=None)
            # As with counts: nothing here must outlive the process, and what is forgotten is overwritten.
            wire.execute("PRAGMA journal_mode=MEMORY")
            wire.execute("PRAGMA synchronous=OFF")
            wire.execute("PRAGMA secure_delete=ON")
            wire.execute(_TABLE)
            self._kept.wire = wire
        return wire


class RedisNotes:
    """Notes in a Redis or Valkey that keeps nothing on disk, for the workers of several nodes."""

    def __init__(self, client: Redis) -> None:
        self._client = client

    def put(self, key: str, value: str, *, seconds: float) -> None:
        """Keep the value under the key for so long."""
        with _as_os_error():
            self._client.set(_PREFIX + key, value, px=max(int(seconds * 1000), 1))

    def get(self, key: str) -> Note | None:
        """Return the note under a key."""
        with _as_os_error():
            value, left = self._client.pipeline().get(_PREFIX + key).pttl(_PREFIX + key).execute()
        return Note(value.decode(), left / 1000) if value is not None and left > 0 else None

    def has_any(self, keys: Collection[str]) -> bool:
        """Return whether there is a note under one of these keys."""
        if not keys:
            return False
        with _as_os_error():
            return bool(self._client.exists(*(_PREFIX + key for key in keys)))

    def forget(self, key: str) -> bool:
        """Forget one note."""
        with _as_os_error():
            return bool(self._client.delete(_PREFIX + key))

    def reset(self) -> None:
        """Forget every note."""
        with _as_os_error():
            for name in self._client.scan_iter(f"{_PREFIX}*"):
                self._client.delete(name)


@contextmanager
def _as_os_error() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(type(error).__name__) from None
    except Exception as error:
        # The library of Redis is there only where it is used; its errors are known by where they come from.
        if type(error).__module__.startswith("redis."):
            raise OSError(type(error).__name__) from None
        raise


def notes_in(*, folder: Path | None) -> Notes:
    """Return where this process keeps notes: with the other workers of its server, or alone.

    Nodes keep them together in `RedisNotes`.
    """
    return FolderNotes(folder) if folder is not None else OwnNotes()
