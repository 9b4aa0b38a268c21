"""Modes: how much a newsroom wants to see before readers do, said as a share of clean comments held by mistake.

Belongs here: the modes, their rates, and how a rate becomes thresholds for a scorer. Not here: who chooses a mode; a
site, a section and an article do.

>>> even = thresholds(lambda false_holds, label: 1 - false_holds, false_holds=0.02)
>>> {label: round(score, 3) for label, score in even.text.items()}, round(even.name["toxic"], 3)
({'toxic': 0.989, 'identity': 0.999, 'obscene': 0.999, 'threat': 0.999, 'spam': 1.0}, 0.998)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from hiwar.screening.drawings import WITNESSES


class Mode(StrEnum):
    """How comments are screened, from the freest to the one in which a person reads everything first."""

    OPEN = "open"
    CAREFUL = "careful"
    BREAKING = "breaking"
    HELD = "held"


# The share of clean comments that may wait because a score misjudged them. `HELD` has none: everything waits there.
FALSE_HOLDS: Mapping[Mode, float] = MappingProxyType({Mode.OPEN: 0.005, Mode.CAREFUL: 0.02, Mode.BREAKING: 0.05})

# A comment waits if any of these scores is too high, so they share the rate. The same comments tempt several of them:
# the text's five, whose shares add up to .69, hold together with hints and lists 1.8% of 9,000 clean news comments in
# the careful mode. They were chosen together with the factors below on eighteen writers' cases and our own suite
# (docs/adr/0046-a-tenth-less-is-held.md).
# The overall score does most of the work and gets most of it; threats often come in polite words, and have a share of
# their own beside what hints find. What is surely obscene is not always toxic: «أبحث عن فتاة» offends nobody in words.
TEXT_SHARES: Mapping[str, float] = MappingProxyType(
    {"toxic": 0.54, "identity": 0.03, "obscene": 0.05, "threat": 0.06, "spam": 0.01}
)
NAME_SHARES: Mapping[str, float] = MappingProxyType({"toxic": 0.08})

# A word of the starter list and the sentence around it are two witnesses. Where the word stands, a score that this
# part of the mode's rate of clean comments reaches is enough (the overall score alone has two thirds of it); where
# the sentence scores lower still, the word was quoted, denied, a name or an animal. An offer's words are asked about by
# readers and warned against as often as they are offered, so their witness is the score for spam, which must be as sure
# as it is alone.
LISTED_FACTORS: Mapping[str, float] = MappingProxyType({"toxic": 0.85, "spam": 0.01})
DRAWN_FACTOR = 1.0
# The same for hints (`screening.hints`), by what they hint at. An animal beside an office is often only an animal: of
# insults the classifier must be surer.
HINTED_FACTORS: Mapping[str, float] = MappingProxyType({"threat": 1.5, "insult": 0.3})
# Where a hint is plain, as «يسلمو» before «حرقوا», a score is enough that every sixth clean comment has in the careful
# mode: hardly one of them holds such words.
PLAINLY_HINTED_FACTOR = 8.0

Threshold = Callable[[float, str], float]
"""The score that only this share of clean comments reaches: `scorer.threshold`, or a site's own calibration."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which score on a person looks, by label, for a text and for a name.

    `listed`: from which score of each label in `LISTED_FACTORS` on a word of the starter list is reason enough;
    `drawn`: from which score an emoji is (`drawings.WITNESSES`); `hinted`: from which a hint is
    (`hints`), `plainly_hinted`: a plain one.
    """

    text: Mapping[str, float]
    name: Mapping[str, float]
    listed: Mapping[str, float]
    drawn: Mapping[str, float] = field(default_factory=dict)
    hinted: Mapping[str, float] = field(default_factory=dict)
    plainly_hinted: Mapping[str, float] = field(default_factory=dict)


def thresholds(threshold: Threshold, *, false_holds: float) -> Thresholds:
    """Return the thresholds at which all scores together hold about `false_holds` of clean comments."""
    return Thresholds(
        text={label: threshold(false_holds * share, label) for label, share in TEXT_SHARES.items()},
        name={label: threshold(false_holds * share, label) for label, share in NAME_SHARES.items()},
        listed={label: threshold(false_holds * factor, label) for label, factor in LISTED_FACTORS.items()},
        drawn={label: threshold(false_holds * DRAWN_FACTOR, label) for label in WITNESSES},
        hinted={label: threshold(false_holds * factor, label) for label, factor in HINTED_FACTORS.items()},
        plainly_hinted={label: threshold(false_holds * PLAINLY_HINTED_FACTOR, label) for label in HINTED_FACTORS},
    )


def chosen(*modes: str) -> Mode:
    """Return the first mode that was chosen, nearest first (article, section, site); none at all means careful.

    A word that is no mode, left by a version to come, means that a person reads.

    >>> chosen("", "breaking", "open")
    <Mode.BREAKING: 'breaking'>
    >>> chosen("", "feverish")
    <Mode.HELD: 'held'>
    """
    nearest = next((mode for mode in modes if mode), Mode.CAREFUL)
    return Mode(nearest) if nearest in set(Mode) else Mode.HELD
