"""Who computes where: short texts at once, long ones one after another beside the loop, so that nobody waits for them.

A comment is scored in less time than it takes to hand it to another thread. A text of twenty thousand bytes is not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")

# A body of this size holds a text of about two thousand letters: a few milliseconds of work.
SHORT_BYTES = 4 * 1024
# Work that may wait for the slow lane. Each takes tens of milliseconds; the last must not wait for seconds.
WAITING = 32


class LaneFull(Exception):
    """So much waits already that another text would not be answered in useful time."""


class Lanes:
    """The two ways to do a piece of work."""

    def __init__(self, *, waiting: int = WAITING) -> None:
        self._slow = ThreadPoolExecutor(1, thread_name_prefix="hiwar-long-texts")
        self._most = waiting
        self._waiting = 0

    async def run(self, size: int, work: Callable[[], Result]) -> Result:
        """Return what `work` on a body of this size returns; raises `LaneFull`."""
        return work() if size <= SHORT_BYTES else await self.run_apart(work)

    async def run_apart(self, work: Callable[[], Result]) -> Result:
        """Return what `work` returns, done in the slow lane; raises `LaneFull`."""
        if self._waiting >= self._most:
            raise LaneFull
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._slow, work)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Begin no more work."""
        self._slow.shutdown(wait=False, cancel_futures=True)
