"""A threshold set by hand counts for the model it was set beside, in the site's own mode."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from hiwar.screening.candidate import Candidate
from hiwar.screening.modes import Thresholds
from hiwar.screening.overrides import NO_OVERRIDES, Override, Overrides
from hiwar.screening.screen import screen
from hiwar.screening.verdict import Outcome
from hiwar.screening.weighing import MISSING, weighed
from tests.fakes.scorer import FakeScorer

LIMITS = Thresholds(text={"toxic": 0.5, "spam": 0.9}, name={"toxic": 0.8}, listed={"toxic": 0.4})
MILD, HARSH = "أكرههم", "أنت حقير"


def by_hand(threshold: float, *, model: str = "fake-1", label: str = "toxic", only_stricter: bool = False) -> Overrides:
    return Overrides({label: Override(threshold, model)}, only_stricter=only_stricter)


@dataclass(frozen=True)
class Lessoned(FakeScorer):
    """The same scorer after a night's lesson."""

    name: str = "fake-1+7"


def weigh(text: str, overrides: Overrides, *, scorer: object = FakeScorer) -> Candidate:
    candidate = Candidate(text, hold_first=False, starter=False)
    return weighed(candidate, scorer=scorer, false_holds=0.02, clock=lambda: 0.0, overrides=overrides)  # type: ignore[arg-type]


def test_it_replaces_the_modes_own_for_its_label_and_no_other() -> None:
    found = by_hand(0.7).over(LIMITS, model="fake-1")

    assert found == replace(LIMITS, text={"toxic": 0.7, "spam": 0.9})


def test_set_for_another_model_it_counts_for_nothing() -> None:
    assert by_hand(0.7, model="fake-0").over(LIMITS, model="fake-1") == LIMITS


def test_it_outlives_the_lessons_learned_beside_its_model() -> None:
    assert by_hand(0.7, model="fake-1+3").over(LIMITS, model="fake-1+4").text["toxic"] == 0.7


@pytest.mark.parametrize(("threshold", "counts"), [(0.3, 0.3), (0.7, 0.5)])
def test_where_only_the_stricter_counts_the_lower_one_holds(threshold: float, counts: float) -> None:
    found = by_hand(threshold, only_stricter=True).over(LIMITS, model="fake-1")

    assert found.text["toxic"] == counts


def test_a_label_that_holds_nothing_by_itself_does_not_begin_to() -> None:
    assert by_hand(0.1, label="insult").over(LIMITS, model="fake-1") == LIMITS


@pytest.mark.parametrize(
    ("label", "threshold", "hinted"),
    [
        ("toxic", 0.7, {}),
        ("threat", 0.7, {"insult": 0.6}),
        ("toxic", 0.3, {"insult": 0.6, "threat": 0.4}),
        ("threat", 0.3, {"insult": 0.6, "threat": 0.4}),
    ],
)
def test_where_a_newsroom_holds_less_no_hint_holds_more(label: str, threshold: float, hinted: dict[str, float]) -> None:
    limits = replace(LIMITS, text={"toxic": 0.5, "threat": 0.5}, hinted={"insult": 0.6, "threat": 0.4})
    limits = replace(limits, plainly_hinted=limits.hinted)

    found = by_hand(threshold, label=label).over(limits, model="fake-1")

    assert found.hinted == found.plainly_hinted == hinted


def test_a_comment_waits_from_the_score_set_by_hand_on() -> None:
    strict, loose = weigh(MILD, by_hand(0.1)), weigh(HARSH, by_hand(0.99))

    assert screen(strict).outcome is Outcome.HOLD
    assert screen(loose).outcome is Outcome.PUBLISH
    assert screen(weigh(HARSH, NO_OVERRIDES)).outcome is Outcome.HOLD


def test_after_a_lesson_a_comment_still_waits_from_there_on() -> None:
    assert screen(weigh(HARSH, by_hand(0.99), scorer=Lessoned)).outcome is Outcome.PUBLISH


def test_where_everything_is_held_or_nothing_is_scored_it_changes_nothing() -> None:
    def missing() -> object:
        raise FileNotFoundError

    unscored = weigh("شكراً", by_hand(0.99), scorer=missing)
    held = screen(replace(weigh("شكراً", by_hand(0.99)), hold_all=True))

    assert unscored.unscored == MISSING
    assert screen(unscored).outcome is Outcome.HOLD
    assert held.outcome is Outcome.HOLD
