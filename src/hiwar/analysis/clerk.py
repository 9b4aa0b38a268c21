"""The one thread of this package that speaks to the database, so that the server's loop never waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TypeVar

from django.db import close_old_connections, connections

from . import problems, queries, services
from .faults import Faults
from .keys import Key
from .wire import SuggestRequest

Result = TypeVar("Result")


class Clerk:
    """Reads keys, keeps and forgets feedback, each as something to wait for."""

    def __init__(self, faults: Faults, *, beside_keys: Callable[[], None] | None = None) -> None:
        self._faults = faults
        self._beside_keys = beside_keys
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="hiwar-clerk")

    async def keys(self) -> list[Key]:
        """Return the valid keys; whatever else must be read as often is read beside them."""
        return await self._do(self._keys)

    def _keys(self) -> list[Key]:
        if self._beside_keys is not None:
            try:
                self._beside_keys()
            except Exception as error:
                # Keys are good without it, and what was read before still stands.
                self._faults.note("lessons_unreadable", error)
        return queries.valid_keys()

    async def keep(self, key: Key, suggestion: SuggestRequest) -> None:
        """Keep a suggestion; raises `Problem` where that fails, so that the client may try again."""
        now = datetime.now(UTC)
        try:
            await self._do(
                lambda: services.keep_feedback(key_id=key.id, text=suggestion.text, scores=suggestion.scores, now=now)
            )
        except services.TooMuchFeedback:
            raise problems.rate_exceeded() from None
        except Exception as error:
            self._faults.note("feedback_lost", error)
            raise problems.unavailable() from None

    async def forget(self) -> int:
        """Delete what has been kept long enough; return how many rows."""
        return await self._do(lambda: services.forget_feedback(now=datetime.now(UTC)))

    def close(self) -> None:
        """Finish what was begun and hang up."""
        self._thread.submit(connections.close_all)
        self._thread.shutdown()

    async def _do(self, work: Callable[[], Result]) -> Result:
        def alone() -> Result:
            close_old_connections()
            try:
                return work()
            finally:
                close_old_connections()

        return await asyncio.get_running_loop().run_in_executor(self._thread, alone)
