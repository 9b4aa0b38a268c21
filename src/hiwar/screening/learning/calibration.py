"""Calibration: from which score on only a given share of a newsroom's own clean comments lies.

Belongs here: measuring that share, and how far a newsroom's few comments may move what the shipped model brought along.
Not here: which comments are clean; whoever measures says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hiwar.screening.modes import Threshold

# Shares of clean comments at which scores are kept; between them a curve is read off.
RATES = (0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.03, 0.06, 0.12, 0.25)
# How many clean comments above a threshold weigh as much as the shipped calibration.
DOUBT = 3.0
# However a site's comments look, its threshold stays between the shipped ones for a quarter and four times the rate.
FARTHEST = 4.0
_SAFE = 1e-6
_STEP_ABOVE = 0.01


@dataclass(frozen=True, slots=True)
class Calibration:
    """The scores that `RATES` of `count` clean comments reach, by label."""

    count: int
    scores: Mapping[str, tuple[float, ...]]

    def threshold(self, shipped: Threshold) -> Threshold:
        """Return thresholds between the site's and the shipped ones: the more comments, the nearer to the site's."""

        def blended(false_holds: float, label: str) -> float:
            if label not in self.scores:
                return shipped(false_holds, label)
            theirs = float(np.interp(np.log(max(false_holds, _SAFE)), np.log(RATES), logit(self.scores[label])))
            trust = self.count * false_holds / (self.count * false_holds + DOUBT)
            own = trust * theirs + (1 - trust) * float(logit(shipped(false_holds, label)))
            lowest, highest = shipped(min(false_holds * FARTHEST, 0.5), label), shipped(false_holds / FARTHEST, label)
            return min(max(probability(own), lowest), highest)

        return blended

    def to_record(self) -> dict[str, Any]:
        """Return the calibration as JSON-able values."""
        return {"count": self.count, "scores": {label: list(row) for label, row in self.scores.items()}}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Calibration":
        """Return a stored calibration; raises `ValueError` for anything else."""
        try:
            scores = {str(label): tuple(map(float, row)) for label, row in record["scores"].items()}
            count = int(record["count"])
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("no calibration") from error
        if any(len(row) != len(RATES) or not np.isfinite(row).all() for row in scores.values()):
            raise ValueError("no calibration")
        return cls(count, scores)


def measured(scores: Mapping[str, NDArray[Any]]) -> Calibration:
    """Return the calibration of clean comments, given their scores by label."""
    count = min((len(row) for row in scores.values()), default=0)
    if not count:
        return Calibration(0, {})
    return Calibration(count, {label: _reached(np.sort(row)) for label, row in scores.items()})


def _reached(row: NDArray[Any]) -> tuple[float, ...]:
    """Return for each rate a score that no larger share of the sorted scores reaches, however many are equal."""
    places = [len(row) - 1 - int(rate * len(row)) for rate in RATES]
    return tuple(probability(float(logit(row[place])) + _STEP_ABOVE) for place in places)


def logit(score: Any) -> Any:
    """Return the log odds of probabilities, finite even for 0 and 1."""
    clipped = np.clip(score, _SAFE, 1 - _SAFE)
    return np.log(clipped / (1 - clipped))


def probability(log_odds: float) -> float:
    """Return the probability of log odds."""
    return float(1 / (1 + np.exp(-log_odds)))
