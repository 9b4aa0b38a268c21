"""Counting what fails, and saying so once a minute: a broken classifier must not fill the disk with lines."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic

log = logging.getLogger("hiwar.analysis")
QUIET_SECONDS = 60.0


class Faults:
    """How often each event happened. A line never holds a text: see `config.logs`."""

    def __init__(self, *, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._told_at: dict[str, float] = {}
        self.counts: dict[str, int] = {}

    def note(self, event: str, error: BaseException | None = None) -> None:
        """Count an event; log it with its count if it has not been logged within the last minute."""
        self.counts[event] = self.counts.get(event, 0) + 1
        if self._clock() - self._told_at.get(event, float("-inf")) < QUIET_SECONDS:
            return
        self._told_at[event] = self._clock()
        log.error(event, exc_info=error, extra={"count": self.counts[event]})
