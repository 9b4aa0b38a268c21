"""How things come and go in time."""

from __future__ import annotations

import math


def risen(t: float, start: float, end: float) -> float:
    """Return how far something that begins at `start` and is done at `end` has come at t, gently: 0 to 1."""
    share = max(0.0, min(1.0, (t - start) / (end - start)))
    return share * share * (3 - 2 * share)


def swing(t: float, period: float, phase: float = 0.0) -> float:
    """Return a slow to and fro between -1 and 1."""
    return math.sin(math.tau * (t / period + phase))
