"""How often articles are asked for: counted at the door, one step up for a page that is handed out, and gathered once
a minute for all.

The step is taken on the page itself (`page_store`), so that the hot path looks nothing up and waits for nobody. Nothing
about who asked is in it. Readers who carry a cookie of ours are answered past the store and not counted: they are few.
Here belongs gathering. Not here: where counts are kept (`article_views`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from .page_store import PageStore

log = logging.getLogger("hiwar.delivery")
T = TypeVar("T")

# A minute's counts are lost when a worker ends; nobody needs to know them so exactly.
GATHER_EVERY_SECONDS = 60.0


class Threads(Protocol):
    """What runs a job beside the loop."""

    async def run(self, job: Callable[[], T]) -> T: ...


class Traffic:
    """Takes the counts of a store and has them written down."""

    def __init__(
        self,
        store: PageStore,
        threads: Threads,
        write: Callable[[Mapping[str, int]], None],
        *,
        every: float = GATHER_EVERY_SECONDS,
    ) -> None:
        self._store = store
        self._threads = threads
        self._write = write
        self._every = every

    async def keep_counting(self) -> None:
        """Gather again and again, until cancelled."""
        while True:
            await asyncio.sleep(self._every)
            await self.gather()

    async def gather(self) -> None:
        """Have written down what was counted since the last time; what cannot be written is counted on."""
        counts = self._store.take_views()
        if not counts:
            return
        try:
            await self._threads.run(lambda: self._write(counts))
        except Exception as failure:  # The database is away, or all threads have more to do: readers go first.
            log.warning(f"views_not_written_{type(failure).__name__}")
            self._store.give_back(counts)
