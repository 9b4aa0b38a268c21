"""What is read once for as long as it does not change: the newsroom's frame around every page, the rules of a house.

Whoever hears of changes says what is still true and has a shelf cleared when it is not (`delivery.hot_pages`). Only a
server that hears of changes keeps anything: elsewhere, as in commands and tests, everything is read each time. Not
here: what stands on a shelf (`delivery.shelf`, `discussions.queries.house_rules`).
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")
# Articles are the largest things here: some tens of kilobytes each.
MOST = 512
# Without a look at the changes for so long, nobody knows what is still true.
TRUE_FOR_SECONDS = 1.0


class Shelf:
    """Values by key, the least asked for forgotten first; safe to use from several threads."""

    def __init__(self, *, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lock = Lock()
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._clearings = 0
        self._looked_at: Callable[[], float] = lambda: 0.0

    def follow(self, looked_at: Callable[[], float]) -> None:
        """Keep things from now on; `looked_at` tells when the changes could last be read, in seconds since 1970."""
        self._looked_at = looked_at

    def take(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what stands under a key, made if need be. What was cleared while it was made is not kept, nor is None.

        Whoever asks for a thousand articles that do not exist would push out those that do.
        """
        if self._clock() - self._looked_at() > TRUE_FOR_SECONDS:
            return make()
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                kept: T = self._values[key]
                return kept
            began = self._clearings
        made = make()
        with self._lock:
            if began == self._clearings and made is not None:
                self._values[key] = made
                while len(self._values) > MOST:
                    self._values.popitem(last=False)
        return made

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._clearings += 1
            self._values.clear()
