"""The exam: how a scorer with its thresholds does on texts it has not learned from."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hiwar.screening.learning import anchors
from hiwar.screening.learning.examples import Example
from hiwar.screening.modes import Threshold, thresholds

Scores = NDArray[np.float64]
"""One row a text; the columns are those of `model.local.HEADS`: toxic, spam."""

# So few of the anchors that the shipped model holds may be let go, and so few more of the clean ones held.
ANCHORS_LOST, ANCHORS_LOST_SHARE = 2, 0.1
ANCHORS_SPARED = 0.1
# Recall won by a vector that ranks worse was won by the threshold alone.
_RANK_SLACK = 0.005
_RANK_GAIN = 0.01


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares held of what should wait and of what should not, and how well the two are told apart."""

    violating: int
    clean: int
    held: int
    false_holds: int
    auc: float

    @property
    def recall(self) -> float:
        """Return the share held of what should be."""
        return self.held / max(self.violating, 1)

    @property
    def false_rate(self) -> float:
        """Return the share held of what should not be."""
        return self.false_holds / max(self.clean, 1)

    def to_record(self) -> dict[str, Any]:
        """Return the figures as JSON-able values."""
        return {**asdict(self), "auc": round(self.auc, 4)}


def figures(scores: Scores, violating: NDArray[np.bool_], threshold: Threshold, false_holds: float) -> Figures:
    """Return what these thresholds hold of texts with known answers."""
    held = held_by(scores, threshold, false_holds)
    return Figures(
        violating=int(violating.sum()),
        clean=int((~violating).sum()),
        held=int((held & violating).sum()),
        false_holds=int((held & ~violating).sum()),
        auc=_auc(1 - (1 - scores).prod(axis=1), violating),
    )


def held_by(scores: Scores, threshold: Threshold, false_holds: float) -> NDArray[np.bool_]:
    """Return which texts a mode with this rate would hold for their scores."""
    limits = thresholds(threshold, false_holds=false_holds).text
    # Not «at or above»: a score that is no number must hold.
    return np.asarray(~(scores < [limits["toxic"], limits["spam"]]).all(axis=1), np.bool_)


def _auc(scores: NDArray[np.float64], violating: NDArray[np.bool_]) -> float:
    """Return how often a violating text scores above a clean one, ties counting half."""
    wanted, other = scores[violating], np.sort(scores[~violating])
    if not len(wanted) or not len(other):
        return 0.5
    below, upto = np.searchsorted(other, wanted, "left"), np.searchsorted(other, wanted, "right")
    return float((below + upto).mean() / (2 * len(other)))


def is_better(new: Figures, old: Figures, *, rate: float) -> bool:
    """Return whether the new figures are worth a change, at the rate of false holds the newsroom allows.

    False holds within the rate are what the newsroom chose, give or take what chance does to so few comments; beyond it
    they must not rise. Where they are far beyond it now, keeping the promise is worth more than recall.
    """
    chance = 2 * (rate * (1 - rate) / max(new.clean, 1)) ** 0.5
    if new.auc < old.auc - _RANK_SLACK or new.false_rate > max(old.false_rate, rate + chance):
        return False
    if new.held > old.held or (new.held == old.held and new.false_holds < old.false_holds):
        return True
    if new.held == old.held and new.auc > old.auc + _RANK_GAIN:
        return True
    return old.false_rate > 2 * rate and new.false_rate < old.false_rate


def harms_someone(examples: Sequence[Example], new: NDArray[np.bool_], old: NDArray[np.bool_], *, fewest: int) -> str:
    """Return the teacher without whose own decisions the change would be for the worse, or an empty word.

    Whoever decides most could otherwise both teach and examine.
    """
    teachers = np.array([example.teacher for example in examples])
    violating = np.array([example.is_violating for example in examples])
    for teacher in sorted(set(teachers.tolist())):
        rest = teachers != teacher
        if (rest & violating).sum() < fewest or (rest & ~violating).sum() < fewest:
            continue
        lost = (old & violating & rest).sum() > (new & violating & rest).sum()
        before, after = (int((held & ~violating & rest).sum()) for held in (old, new))
        wronged = after > before + 2 * (before + 1) ** 0.5  # More than chance would have it.
        if lost or wronged:
            return str(teacher)
    return ""


def keeps_anchors(new: NDArray[np.bool_], shipped: NDArray[np.bool_]) -> bool:
    """Return whether what is plain stays plain; both arrays are about `anchor_texts`."""
    violating = np.arange(len(new)) < len(anchors.VIOLATING)
    before = int((shipped & violating).sum())
    kept = (new & violating).sum() >= before - max(ANCHORS_LOST, before * ANCHORS_LOST_SHARE)
    spared = (new & ~violating).sum() <= (shipped & ~violating).sum() + ANCHORS_SPARED * (~violating).sum()
    return bool(kept and spared)


def anchor_texts() -> list[str]:
    """Return the anchors, violating ones first."""
    return [*anchors.VIOLATING, *anchors.CLEAN]
