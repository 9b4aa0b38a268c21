"""How slow the machine is at this moment, for budgets in milliseconds: a shared one may be half as fast tomorrow.

What a page may cost is measured by the benchmarks, on a quiet machine. The journeys only see to it that nobody makes
it worse by an order: they allow as many times more as a loop of plain Python takes longer than it should.
"""

from __future__ import annotations

import time

ROUNDS, LOOKS = 200_000, 5
# What the loop below takes on a core of the kind that the budgets are written for, in seconds.
SHOULD_TAKE = 0.018


def slowness() -> float:
    """Return how many times longer than it should a fixed piece of work takes just now, and 1 at the least."""
    return max(1.0, sorted(_work() for _ in range(LOOKS))[LOOKS // 2] / SHOULD_TAKE)


def _work() -> float:
    began = time.perf_counter()
    total = 0
    for number in range(ROUNDS):
        total += number * number % 7
    return time.perf_counter() - began
