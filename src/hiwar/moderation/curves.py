"""What a threshold would cost, read off what people decided: a curve for each head, and the bars behind it.

Pure arithmetic. Belongs here: counting comments above and below every setting. Not here: which comments are counted
(`queries.curves`) and how they are drawn (`drawings`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

# The settings a slider can stand at. Two decimals are all an editor can mean.
STEPS = tuple(round(step / 100, 2) for step in range(1, 100))
BINS = 25
# With fewer decisions than this a curve says more about chance than about readers.
FEW = 200


class Judgment(StrEnum):
    """What people decided about a comment; nothing where nobody has."""

    APPROVED = "approved"
    REJECTED = "rejected"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A scored comment. `otherwise_held`: a word, a link or a rule of the house would hold it at any threshold."""

    scores: Mapping[str, float]
    judgment: Judgment = Judgment.NONE
    otherwise_held: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """What happened to comments like ours at one setting, as counts of the whole time looked at.

    `waiting`: all that wait. `by_score`: those that wait for this score alone. `wrongly`: those of them that people
    approved. `missed`: what people rejected and nothing would hold.
    """

    threshold: float
    waiting: int
    by_score: int
    wrongly: int
    missed: int


@dataclass(frozen=True, slots=True)
class Curve:
    """A head's points in the order of `STEPS`, and what they stand on."""

    label: str
    days: float
    scored: int
    approved: int
    rejected: int
    points: tuple[Point, ...]
    approved_bins: tuple[int, ...]
    rejected_bins: tuple[int, ...]

    @property
    def judged(self) -> int:
        """Return how many decisions of people it stands on."""
        return self.approved + self.rejected

    @property
    def is_thin(self) -> bool:
        """Return whether there is so little that the figures are guesses."""
        return self.judged < FEW

    def at(self, threshold: float) -> Point:
        """Return the point nearest to a setting."""
        return min(self.points, key=lambda point: abs(point.threshold - threshold))

    def a_day(self, count: int) -> float:
        """Return a count of the whole time as one of a day."""
        return count / self.days


def other_heads_hold(one: Weighed, label: str, limits: Mapping[str, float]) -> bool:
    """Return whether a comment waits whatever the threshold of this head is."""
    if one.otherwise_held:
        return True
    return any(one.scores.get(other, 0.0) >= limit for other, limit in limits.items() if other != label)


def curve(label: str, comments: Iterable[Weighed], *, limits: Mapping[str, float], days: float) -> Curve:
    """Return what each setting of one head would have cost over these comments, the other heads as they are."""
    held, free = 0, _Ranks()
    seen = _Ranks()
    for one in comments:
        score = one.scores.get(label)
        if score is None:
            continue
        seen.add(score, one.judgment)
        if other_heads_hold(one, label, limits):
            held += 1
        else:
            free.add(score, one.judgment)
    return Curve(
        label,
        max(days, 1.0),
        len(seen.all),
        len(seen.approved),
        len(seen.rejected),
        tuple(free.point(step, held) for step in STEPS),
        _bins(seen.approved),
        _bins(seen.rejected),
    )


class _Ranks:
    """Scores in order, so that counting above a setting is looking up one place."""

    def __init__(self) -> None:
        self.all: list[float] = []
        self.approved: list[float] = []
        self.rejected: list[float] = []
        self._sorted = False

    def add(self, score: float, judgment: Judgment) -> None:
        self.all.append(score)
        if judgment is Judgment.APPROVED:
            self.approved.append(score)
        elif judgment is Judgment.REJECTED:
            self.rejected.append(score)

    def point(self, threshold: float, held: int) -> Point:
        if not self._sorted:
            for scores in (self.all, self.approved, self.rejected):
                scores.sort()
            self._sorted = True
        above = len(self.all) - bisect_left(self.all, threshold)
        wrongly = len(self.approved) - bisect_left(self.approved, threshold)
        return Point(threshold, held + above, above, wrongly, bisect_left(self.rejected, threshold))


def _bins(scores: Sequence[float]) -> tuple[int, ...]:
    counts = [0] * BINS
    for score in scores:
        counts[min(max(int(score * BINS), 0), BINS - 1)] += 1
    return tuple(counts)
