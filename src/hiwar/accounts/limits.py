"""How often one browser or one network may write: counters in memory, which forget when the server ends.

Nothing here is durable on purpose (threats, section 2: network tokens live at most two days, in memory only). Where the
counts lie is in `shared_counts`. The limiter answers `None` when it cannot count; callers then take the strict side.
"""

from __future__ import annotations

import logging

from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage, Storage
from limits.strategies import FixedWindowRateLimiter

log = logging.getLogger(__name__)


class Pace:
    """Counts acts by key; one instance serves the whole process."""

    def __init__(self) -> None:
        self.count_in(MemoryStorage())

    def count_in(self, storage: Storage) -> None:
        """Count there from now on: a server's workers share their counts."""
        self.storage = storage
        self.limiter = FixedWindowRateLimiter(storage)

    def allows(self, *, act: str, key: str, amount: int, seconds: int) -> bool | None:
        """Count one act and return whether it is within `amount` per `seconds`; None when counting failed."""
        if amount <= 0 or seconds <= 0:
            return True
        try:
            return self.limiter.hit(_item(amount, seconds), act, key)
        except Exception:  # A limiter that is down must make us stricter, never fail the request.
            log.exception("limiter failed")
            return None

    def forgive(self, *, act: str, key: str, amount: int, seconds: int) -> None:
        """Take back what `allows` counted in this period, when the act it allowed came to nothing through our fault."""
        if amount > 0 and seconds > 0:
            try:
                self.limiter.clear(_item(amount, seconds), act, key)
            except Exception:  # As above: the worst of it is that she waits a little.
                log.exception("limiter failed")

    def forget(self) -> None:
        """Start counting anew (a new day's network key makes old counts meaningless; tests start clean)."""
        self.storage.reset()


def _item(amount: int, seconds: int) -> RateLimitItem:
    if seconds % 60 == 0:
        return RateLimitItemPerMinute(amount, seconds // 60)
    return RateLimitItemPerSecond(amount, seconds)


PACE = Pace()
