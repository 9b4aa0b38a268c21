"""Paths of an earlier site that lead on here: no view answers them, and the door must not call them empty.

Kept in memory in every process, so that addresses guessed by strangers still cost nobody a query; read again when the
database notes a change. Belongs here: knowing which they are. Not here: where they lead (`newsroom.queries.former`),
recognizing what leads nowhere (`absences`).

For one thread, the server's loop; `read` runs beside it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol, TypeVar

from .change_feed import News
from .watched_rows import FORMER

log = logging.getLogger("hiwar.delivery")
T = TypeVar("T")


class Threads(Protocol):
    """What runs a job beside the loop."""

    async def run(self, job: Callable[[], T]) -> T: ...


class OldPaths:
    """The old paths of a newsroom, true a moment after each change; empty until they could first be read."""

    def __init__(self, threads: Threads, read: Callable[[], frozenset[str]]) -> None:
        self._threads, self._read = threads, read
        self._paths: frozenset[str] = frozenset()
        self._reading: asyncio.Task[None] | None = None
        self._is_old = True

    def read_now(self) -> None:
        """Read them before the first request; without a database, the first news of a change brings another try."""
        try:
            self._paths, self._is_old = self._read(), False
        except Exception:
            log.exception("old_paths_not_read")

    def __contains__(self, path: str) -> bool:
        return path in self._paths or (not path.endswith("/") and f"{path}/" in self._paths)

    def hear(self, news: News) -> None:
        """Have the paths read again if they may have changed; to be called on the loop."""
        self._is_old = self._is_old or news.missed or FORMER in news.keys
        if self._is_old and (self._reading is None or self._reading.done()):
            self._reading = asyncio.get_running_loop().create_task(self._read_again())

    async def _read_again(self) -> None:
        while self._is_old:
            # What changes while they are read is read in another round.
            self._is_old = False
            try:
                self._paths = await self._threads.run(self._read)
            except Exception as failure:  # The database is away: the next news, of whatever, brings another try.
                log.warning("old_paths_not_read", exc_info=failure)
                self._is_old = True
                return
