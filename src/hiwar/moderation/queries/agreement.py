"""What second looks have shown: how often two people decide alike, and how much went out that should not have.

Pure reckoning over opinions that were given; which comments are drawn is decided in `services.second_looks`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from wagtail.models import Site

from hiwar.moderation.models import Action, Review, ReviewKind

# The normal deviate of a 95 % interval.
Z = 1.959964


@dataclass(frozen=True)
class Agreement:
    """Of `n` decisions that a second person judged blind, `same` were judged alike.

    `share` is None without a decision. `kappa` (Cohen) is the agreement beyond chance: 1 is perfect, 0 what dice would
    reach; None where chance alone would agree always, which says nothing.
    """

    n: int
    same: int
    share: float | None
    kappa: float | None


@dataclass(frozen=True)
class Missed:
    """Of `n` comments that were published by themselves, a person would have stopped `missed`.

    `low` and `high` bound the true share in 95 of 100 such draws (Wilson); all three are None without a look.
    """

    n: int
    missed: int
    share: float | None
    low: float | None
    high: float | None


def agreement(site: Site, since: datetime) -> Agreement:
    """Return how well people have agreed since then; decisions that were taken back do not count. One query."""
    looks = Review.objects.filter(site=site, kind=ReviewKind.BLIND, at__gte=since).exclude(opinion="")
    pairs = looks.filter(decision__undone_by__isnull=True).values_list("decision__action", "opinion")
    return agreement_of(pairs)


def missed(site: Site, since: datetime) -> Missed:
    """Return how much of what published itself a person would have stopped, since then. One query."""
    looks = Review.objects.filter(site=site, kind=ReviewKind.MISSED, at__gte=since).exclude(opinion="")
    opinions = Counter(looks.values_list("opinion", flat=True))
    n = sum(opinions.values())
    stopped = n - opinions[Action.APPROVE]
    if not n:
        return Missed(0, 0, None, None, None)
    low, high = wilson(stopped, n)
    return Missed(n, stopped, stopped / n, low, high)


def agreement_of(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """Return the agreement of pairs of judgments.

    >>> agreement_of([("approve", "approve"), ("approve", "approve"), ("reject", "reject"), ("reject", "approve")])
    Agreement(n=4, same=3, share=0.75, kappa=0.5)
    """
    found = list(pairs)
    n = len(found)
    if not n:
        return Agreement(0, 0, None, None)
    same = sum(first == second for first, second in found)
    firsts, seconds = Counter(first for first, _ in found), Counter(second for _, second in found)
    by_chance = sum(firsts[word] * seconds[word] for word in firsts) / n**2
    kappa = None if by_chance == 1 else (same / n - by_chance) / (1 - by_chance)
    return Agreement(n, same, same / n, kappa)


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval for a share, which behaves for few looks and for none that hit.

    >>> [round(bound, 3) for bound in wilson(0, 50)]
    [0.0, 0.071]
    """
    share, square = hits / n, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)
