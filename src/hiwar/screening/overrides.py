"""Thresholds set by hand: where a newsroom does not want the one that follows from its mode.

Belongs here: whose threshold counts. Not here: who sets one, and which mode a thread is in; the caller knows both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hiwar.screening.modes import Thresholds

_LESSON = "+"


@dataclass(frozen=True, slots=True)
class Override:
    """From which score of a label a comment waits, as it was set beside the scores of a model."""

    threshold: float
    model: str


@dataclass(frozen=True, slots=True)
class Overrides:
    """What was set by hand, by label. `only_stricter`: it counts only where it holds more than the mode does."""

    by_label: Mapping[str, Override] = field(default_factory=dict)
    only_stricter: bool = False

    def over(self, limits: Thresholds, *, model: str) -> Thresholds:
        """Return the thresholds with those set by hand for this model in place of the mode's, for texts alone.

        A label without a threshold of its own gets none: holding on it is the policy's business. Who holds less than
        the mode does wants no hint to hold more: where the overall score's threshold was raised, none counts.
        """
        text, raised = dict(limits.text), set()
        for label, override in self.by_label.items():
            if label in text and is_for(override.model, model):
                own = override.threshold
                text[label] = min(own, text[label]) if self.only_stricter else own
                raised |= {label} if text[label] > limits.text[label] else set()
        hinted, plainly = (
            {} if "toxic" in raised else {label: at for label, at in found.items() if label not in raised}
            for found in (limits.hinted, limits.plainly_hinted)
        )
        return replace(limits, text=text, hinted=hinted, plainly_hinted=plainly)


NO_OVERRIDES = Overrides()


def is_for(set_for: str, model: str) -> bool:
    """Return whether a threshold set beside one model's scores means something beside another's.

    Scores of two models do not compare. A lesson is no other model: it moves some scores towards what this newsroom
    decided, a few every night, and what was set by hand must not be forgotten by the morning.

    >>> is_for("hiwar-1", "hiwar-1+12"), is_for("hiwar-1+3", "hiwar-2+3")
    (True, False)
    """
    return set_for.partition(_LESSON)[0] == model.partition(_LESSON)[0]
