"""The order of what is found: by time, and what answers better counts as newer than it is.

Belongs here: how much newer, and merging lists. Pure, and the same on every database; a number is an entry's own
(`models.numbered`), which begins with its second. Not here: finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from hiwar.search.models import first_number

_DAY = 24 * 3600


class Answers(Enum):
    """How well a text answers; the value is how many days newer that makes it."""

    IN_TITLE = 365  # A headline says what the whole article is about.
    IN_A_ROW = 120
    AS_TYPED = 30
    EVERYWHERE = 0


def newer_by(answers: Answers) -> int:
    """Return by how much an entry's number counts for more when it answers so."""
    return first_number(answers.value * _DAY)


def in_order(found: Mapping[Answers, list[int]], *, limit: int) -> list[int]:
    """Return the numbers of the `limit` best entries, best first.

    `found` has the newest `limit` entries for each way to answer, or all there are; more would change nothing, for
    whatever is missing from a list stands below that many others. An entry in several lists counts by the best.
    """
    best: dict[int, int] = {}
    for answers, numbers in found.items():
        bonus = newer_by(answers)
        for number in numbers:
            best[number] = max(best.get(number, number), number + bonus)
    return sorted(best, key=lambda number: (best[number], number), reverse=True)[:limit]
