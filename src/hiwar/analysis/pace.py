"""How often one key may ask: a bucket of tokens in memory, filled as time goes by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

# A page that loads a thread's fifty comments asks for all of them at once; the bucket holds two seconds' worth.
BURST_SECONDS = 2.0


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Pace:
    """Counts requests by key. Buckets of idle keys are full again and are forgotten."""

    def __init__(self, *, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}
        self._swept_at = clock()

    def allows(self, key: str, *, per_second: float) -> bool:
        """Take one request from the key's bucket; tell whether there was one left."""
        now = self._clock()
        self._sweep(now)
        size = max(1.0, per_second * BURST_SECONDS)
        bucket = self._buckets.setdefault(key, _Bucket(size, now))
        bucket.tokens = min(size, bucket.tokens + (now - bucket.at) * per_second)
        bucket.at = now
        if bucket.tokens < 1.0:
            return False
        bucket.tokens -= 1.0
        return True

    def _sweep(self, now: float) -> None:
        # Below one request a second a bucket needs longer than this to fill; no key is allowed that little.
        if now - self._swept_at > 60.0:
            self._swept_at = now
            self._buckets = {key: bucket for key, bucket in self._buckets.items() if now - bucket.at < 60.0}
