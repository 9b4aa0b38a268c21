"""Examples: what people decided about texts, made fair before anything is fitted.

A text sent a thousand times is one example, and one person's zeal is not the newsroom's judgement.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hiwar.arabic.fold import fold_batch

Judgement = Literal["clean", "toxic", "spam"]
# The teacher with most decisions counts as much as all others together, but never less than this share of their own.
LEAST_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Example:
    """A text, what was decided about it, and by whom: any word that tells teachers apart.

    `answers` say how many of those who decided called it toxic, and how many spam, as shares.
    """

    text: str
    judgement: Judgement
    teacher: str
    weight: float = 1.0
    toxic: float = 0.0
    spam: float = 0.0

    @property
    def is_violating(self) -> bool:
        """Return whether most of those who decided would not have it on the page."""
        return self.toxic + self.spam > 0.5


def fair(decisions: Sequence[Example]) -> list[Example]:
    """Return one example for each text, in the order of the last decision about it, with nobody's voice too loud."""
    groups: defaultdict[str, list[Example]] = defaultdict(list)
    batch = fold_batch([decision.text for decision in decisions])
    for number, decision in enumerate(decisions):
        key = batch.folded(number).text
        # Taken out and put back: the group stands where its latest decision stands.
        groups[key] = [*groups.pop(key, ()), decision]
    return weighted([_merged(group) for group in groups.values()])


def _merged(group: list[Example]) -> Example:
    total = sum(one.weight for one in group) or 1.0
    toxic, spam = (
        sum(one.weight for one in group if one.judgement == judgement) / total for judgement in ("toxic", "spam")
    )
    return replace(group[-1], weight=max(one.weight for one in group), toxic=toxic, spam=spam)


def weighted(examples: Sequence[Example]) -> list[Example]:
    """Return the examples with the loudest teacher's weight bounded by all the others' together."""
    totals: defaultdict[str, float] = defaultdict(float)
    for example in examples:
        totals[example.teacher] += example.weight
    if len(totals) < 2:
        return list(examples)
    loudest = max(totals, key=lambda teacher: totals[teacher])
    own, others = totals[loudest], sum(totals.values()) - totals[loudest]
    share = min(1.0, max(others / own, LEAST_SHARE)) if own else 1.0
    return [replace(one, weight=one.weight * share) if one.teacher == loudest else one for one in examples]
