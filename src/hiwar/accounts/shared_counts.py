"""Where counts of writing lie: in one process, in a file in memory for all workers of a server, or in Redis.

Each is a storage of the `limits` library, so that what is counted and for how long is decided in one place (`limits`).
None of them touches a disk: counts hang on network tokens (threats, section 2).
"""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

from limits.storage import MemoryStorage, RedisStorage, Storage

COUNTS_FILE = "counts.sqlite3"
# A count is a matter of microseconds; who cannot get it within this is told that nobody can count.
WAIT_SECONDS = 2.0
SWEEP_EVERY = 1000
REDIS_WAIT_SECONDS = 0.5
_TABLE = "CREATE TABLE IF NOT EXISTS counts (key TEXT PRIMARY KEY, count INTEGER NOT NULL, until REAL NOT NULL)"
_COUNT = """
INSERT INTO counts (key, count, until) VALUES (:key, :amount, :until)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN until <= :now THEN excluded.count ELSE count + excluded.count END,
  until = CASE WHEN until <= :now THEN excluded.until ELSE until END
RETURNING count
"""


class FolderStorage(Storage):
    """Counts in an SQLite file that several processes share; the folder must lie in memory."""

    STORAGE_SCHEME = None

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._path = folder / COUNTS_FILE
        self._kept = threading.local()
        self._counted = 0

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        """Return what a failure to count raises."""
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count and return the count of this period, which ends `expiry` seconds after it began."""
        now = time.time()
        self._counted += 1
        if self._counted % SWEEP_EVERY == 0:
            self._wire().execute("DELETE FROM counts WHERE until <= ?", [now])
        given = {"key": key, "amount": amount, "until": now + expiry, "now": now}
        ((count,),) = self._wire().execute(_COUNT, given).fetchall()
        return int(count)

    def get(self, key: str) -> int:
        """Return the count of the present period."""
        row = (
            self._wire().execute("SELECT count FROM counts WHERE key = ? AND until > ?", [key, time.time()]).fetchone()
        )
        return int(row[0]) if row else 0

    def get_expiry(self, key: str) -> float:
        """Return when the present period ends, in seconds since 1970; now if there is none."""
        row = self._wire().execute("SELECT until FROM counts WHERE key = ?", [key]).fetchone()
        return float(row[0]) if row else time.time()

    def check(self) -> bool:
        """Tell whether counting is possible."""
        try:
            self._wire().execute("SELECT 1")
        except sqlite3.Error:
            return False
        return True

    def reset(self) -> int | None:
        """Forget every count; return how many there were."""
        return self._wire().execute("DELETE FROM counts").rowcount

    def clear(self, key: str) -> None:
        """Forget one count."""
        self._wire().execute("DELETE FROM counts WHERE key = ?", [key])

    def _wire(self) -> sqlite3.Connection:
        wire: sqlite3.Connection | None = getattr(self._kept, "wire", None)
        if wire is None:
            wire = sqlite3.connect(self._path, timeout=WAIT_SECONDS, isolation_level=None)
            # Nothing here must outlive the process, so nothing is waited for. A WAL can only be begun by one at a time,
            # and whoever tries does not wait for the others.
            wire.execute("PRAGMA journal_mode=MEMORY")
            wire.execute("PRAGMA synchronous=OFF")
            wire.execute(_TABLE)
            self._kept.wire = wire
        return wire


def storage_for(*, redis: str, folder: Path | None) -> Storage:
    """Return where this process counts: with other nodes, with the other workers of its server, or alone."""
    if redis:
        waits = {"socket_timeout": REDIS_WAIT_SECONDS, "socket_connect_timeout": REDIS_WAIT_SECONDS}
        return RedisStorage(redis, key_prefix="hiwar:count", **waits)
    return FolderStorage(folder) if folder is not None else MemoryStorage()
