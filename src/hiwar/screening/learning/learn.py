"""One lesson: fit on what is older, examine on what is newer, keep what is better.

What is new is tried as it would be used, with thresholds calibrated on clean comments it has not learned from: each
quarter of the older decisions is scored by a vector fitted on the other three.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiwar.screening.learning.calibration import Calibration, logit, measured
from hiwar.screening.learning.exam import (
    Figures,
    Scores,
    anchor_texts,
    figures,
    harms_someone,
    held_by,
    is_better,
    keeps_anchors,
)
from hiwar.screening.learning.examples import Example, fair
from hiwar.screening.model.local import COLUMNS, HEADS, Lessons, SiteVector, fit
from hiwar.screening.weighing import Scores as Scorer

FEWEST_DECISIONS = 100
# In the newest fifth: fewer, and one comment more or less would decide.
FEWEST_VIOLATING = 8
FEWEST_CLEAN = 20
NEWEST = 5
_BATCH = 256
_FOLDS = 4

Say = Callable[[str], None]


class Knowledge(NamedTuple):
    """What a site uses beside the shipped model; None where it has learned nothing yet."""

    vector: SiteVector | None = None
    calibration: Calibration | None = None


NOTHING = Knowledge()
SHIPPED = Calibration(0, {})  # No comments of one's own: the shipped thresholds count alone.


@dataclass(frozen=True)
class Outcome:
    """What came of a lesson. `kept` says what is new: "vector", "calibration" or nothing; `why` says why not more."""

    knowledge: Knowledge
    kept: str = ""
    why: str = ""
    report: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Material:
    """What there is to learn from, oldest first: decisions, and comments that were published and left standing."""

    decisions: Sequence[Example]
    standing: Sequence[str] = ()


def learn(
    material: Material, *, scorer: Scorer, current: Knowledge, false_holds: float, say: Say = lambda _: None
) -> Outcome:
    """Return what the site should use from now on, with the figures that speak for it or against it."""
    examples = fair(material.decisions)
    tested = examples[-(len(examples) // NEWEST) :] if len(examples) >= NEWEST else []
    violating = sum(example.is_violating for example in tested)
    clean = len(tested) - violating + len(material.standing) // NEWEST
    counts = {"decisions": len(examples), "standing": len(material.standing), "violating": violating, "clean": clean}
    if len(examples) < FEWEST_DECISIONS or violating < FEWEST_VIOLATING or clean < FEWEST_CLEAN:
        return Outcome(current, why="too_few", report=counts)
    say("score")
    lesson = _Lesson(examples, len(tested), material.standing, scorer, false_holds)
    say("fit")
    trials = {
        "now": lesson.trial(current.vector, current.calibration or SHIPPED),
        "calibration": lesson.trial(current.vector),
        "vector": lesson.taught(),
    }
    say("examine")
    kept, why = lesson.choice(trials)
    report = {
        **counts,
        "false_holds": false_holds,
        **{name: trial.figures.to_record() for name, trial in trials.items()},
    }
    knowledge = trials[kept].knowledge(lesson) if kept else current
    return Outcome(knowledge, kept=kept, why=why, report=report)


@dataclass(frozen=True)
class _Trial:
    """One way to go on: its vector, its thresholds as the exam used them, and how it did."""

    vector: SiteVector | None
    calibration: Calibration
    figures: Figures
    held: NDArray[np.bool_]
    keeps_anchors: bool
    clean: Scores

    def knowledge(self, lesson: "_Lesson") -> Knowledge:
        """Return what is kept: the vector that was examined, calibrated on everything clean there is."""
        unseen = lesson.shifted(self.vector, lesson.clean_test)
        return Knowledge(self.vector, _calibration(np.concatenate([self.clean, unseen])))


class _Texts(NamedTuple):
    texts: list[str]
    scores: Scores


class _Lesson:
    """The material, scored once by the shipped model and parted into what teaches and what examines."""

    def __init__(
        self, examples: list[Example], tested: int, standing: Sequence[str], scorer: Scorer, false_holds: float
    ) -> None:
        self.rate, self.shipped = false_holds, scorer.threshold
        self.taught_by, self.examined_by = examples[:-tested], examples[-tested:]
        older = len(standing) - len(standing) // NEWEST
        self._scorer = scorer
        self.teaching = self._scored([example.text for example in self.taught_by])
        self.exam = self._scored([example.text for example in self.examined_by])
        self.standing = self._scored(list(standing[:older]))
        self.standing_test = self._scored(list(standing[older:]))
        self.anchors = self._scored(anchor_texts())
        spared = [not example.is_violating for example in self.examined_by]
        self.clean_test = _Texts(
            [text for text, clean in zip(self.exam.texts, spared, strict=True) if clean] + self.standing_test.texts,
            np.concatenate([self.exam.scores[spared], self.standing_test.scores]),
        )

    def _scored(self, texts: list[str]) -> _Texts:
        rows = [
            np.asarray(self._scorer.scores(texts[start : start + _BATCH]), np.float64)[:, list(COLUMNS)]
            for start in range(0, len(texts), _BATCH)
        ]
        return _Texts(texts, np.concatenate(rows) if rows else np.zeros((0, len(HEADS))))

    def shifted(self, vector: SiteVector | None, texts: _Texts) -> Scores:
        if vector is None or not texts.texts:
            return texts.scores
        return np.asarray(1 / (1 + np.exp(-(logit(texts.scores) + vector.shifts(texts.texts)))), np.float64)

    def trial(self, vector: SiteVector | None, calibration: Calibration | None = None) -> _Trial:
        """Examine a vector that has seen none of this, with the given thresholds or freshly calibrated ones."""
        spared = [not example.is_violating for example in self.taught_by]
        clean = np.concatenate([self.shifted(vector, self.teaching)[spared], self.shifted(vector, self.standing)])
        return self._examined(vector, clean, calibration)

    def taught(self) -> _Trial:
        """Fit a vector and examine it; its thresholds come from texts it was not fitted on."""
        folds = np.arange(len(self.taught_by)) % _FOLDS
        unseen = self.teaching.scores.copy()
        for fold in range(_FOLDS):
            without = self._fitted(folds != fold)
            unseen[folds == fold] = self.shifted(without, self.teaching)[folds == fold]
        vector = self._fitted(np.ones(len(folds), bool))
        spared = [not example.is_violating for example in self.taught_by]
        clean = np.concatenate([unseen[spared], self.shifted(vector, self.standing)])
        return self._examined(vector, clean)

    def _fitted(self, chosen: NDArray[np.bool_]) -> SiteVector:
        examples = [example for example, taken in zip(self.taught_by, chosen, strict=True) if taken]
        logits, weights = logit(self.teaching.scores[chosen]), np.array([example.weight for example in examples])
        texts = [example.text for example in examples]
        answers = [[example.toxic for example in examples], [example.spam for example in examples]]
        return fit([Lessons(texts, logits[:, head], np.array(answers[head]), weights) for head in range(len(HEADS))])

    def _examined(self, vector: SiteVector | None, clean: Scores, calibration: Calibration | None = None) -> _Trial:
        used = calibration or _calibration(clean)
        threshold = used.threshold(self.shipped)
        scores = self.shifted(vector, self.exam)
        quiet = self.shifted(vector, self.standing_test)
        answers = np.array([example.is_violating for example in self.examined_by] + [False] * len(quiet))
        return _Trial(
            vector=vector,
            calibration=used,
            figures=figures(np.concatenate([scores, quiet]), answers, threshold, self.rate),
            held=held_by(scores, threshold, self.rate),
            keeps_anchors=keeps_anchors(
                held_by(self.shifted(vector, self.anchors), threshold, self.rate),
                held_by(self.anchors.scores, self.shipped, self.rate),
            ),
            clean=clean,
        )

    def choice(self, trials: dict[str, _Trial]) -> tuple[str, str]:
        """Return which trial is kept, and why the vector is not if it is not."""
        now, why = trials["now"], "not_better"
        for name, rivals in (("vector", ("now", "calibration")), ("calibration", ("now",))):
            trial = trials[name]
            better = all(is_better(trial.figures, trials[rival].figures, rate=self.rate) for rival in rivals)
            harm = self._harm(trial, now) if better else "not_better"
            if not harm:
                return name, "" if name == "vector" else why
            why = harm if name == "vector" else why
        return "", why

    def _harm(self, trial: _Trial, now: _Trial) -> str:
        if not trial.keeps_anchors:
            return "anchors"
        return "one_teacher" if harms_someone(self.examined_by, trial.held, now.held, fewest=FEWEST_VIOLATING) else ""


def _calibration(clean: Scores) -> Calibration:
    return measured({label: clean[:, head] for head, label in enumerate(HEADS)})
