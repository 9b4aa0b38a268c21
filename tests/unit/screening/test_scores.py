"""What a score leads to, and what happens when there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

import numpy as np
import pytest

from hiwar.screening.candidate import Candidate
from hiwar.screening.model import shipped_scorer
from hiwar.screening.model.local import SiteScorer
from hiwar.screening.rules.scores import is_not_scored, looks_like_spam, looks_toxic, name_looks_toxic
from hiwar.screening.rules.starter_words import starter_list
from hiwar.screening.screen import screen
from hiwar.screening.verdict import Finding, Outcome, Span
from hiwar.screening.weighing import BUDGET_SECONDS, weighed
from tests.fakes.scorer import BrokenScorer, FakeScorer

AT_HALF = {"toxic": 0.5, "spam": 0.5}


def ticking(step: float) -> Callable[[], float]:
    """A clock that moves on by `step` whenever someone looks."""
    ticks = count()
    return lambda: next(ticks) * step


def weigh(candidate: Candidate, *, scorer: Callable[[], object] = FakeScorer, step: float = 0.001) -> Candidate:
    return weighed(candidate, scorer=scorer, false_holds=0.02, clock=ticking(step))  # type: ignore[arg-type]


@pytest.mark.parametrize(("score", "held"), [(0.49, False), (0.5, True), (float("nan"), True)])
def test_a_score_at_its_threshold_holds_and_one_that_is_no_number_too(score: float, held: bool) -> None:
    candidate = Candidate("نص", scores={"toxic": score, "spam": score}, thresholds=AT_HALF)

    assert (looks_toxic(candidate) is not None) is held
    assert (looks_like_spam(candidate) is not None) is held


def test_a_label_without_a_threshold_holds_nothing() -> None:
    candidate = Candidate("نص", scores={"toxic": 0.99, "insult": 0.99}, thresholds={"spam": 0.5})

    assert looks_toxic(candidate) is None


@pytest.mark.parametrize(
    ("scores", "label"),
    [
        ({"toxic": 0.9, "insult": 0.8, "threat": 0.1}, "insult"),
        ({"toxic": 0.9, "insult": 0.2, "threat": 0.3}, "toxic"),
        ({"toxic": 0.9}, "toxic"),
    ],
)
def test_the_finding_names_the_likeliest_kind_of_harm_if_it_is_likely(scores: dict[str, float], label: str) -> None:
    finding = looks_toxic(Candidate("نص", scores=scores, thresholds=AT_HALF))

    assert finding == Finding("looks_toxic", Outcome.HOLD, data={"label": label, "score": "0.90"})


def test_a_held_text_points_at_what_carries_the_score() -> None:
    candidate = weigh(Candidate("أنت حقير فعلاً", name="عمر"))

    finding = looks_toxic(candidate)

    assert finding is not None
    assert (finding.spans, finding.data["label"]) == ((Span(4, 8),), "insult")


def test_a_text_that_passes_is_not_explained() -> None:
    candidate = weigh(Candidate("الرصيف عالٍ على كبار السن", name="ليلى"))

    assert candidate.carriers == {}
    assert screen(candidate).findings == screen(Candidate("الرصيف عالٍ على كبار السن", name="ليلى")).findings


def test_the_name_is_weighed_too() -> None:
    candidate = weigh(Candidate("شكراً", name="حقير", trusted=True, starter=False))

    assert screen(candidate).findings == (name_looks_toxic(candidate),)
    assert name_looks_toxic(candidate).field == "name"  # type: ignore[union-attr]


def test_an_advertisement_waits_as_one() -> None:
    finding = looks_like_spam(weigh(Candidate("راسلني واتساب")))

    assert finding == Finding(
        "looks_like_spam", Outcome.HOLD, spans=(Span(7, 13),), data={"label": "spam", "score": "0.95"}
    )


def _no_model() -> FakeScorer:
    raise FileNotFoundError("weights")


@pytest.mark.parametrize(
    ("scorer", "step", "why"),
    [(_no_model, 0.0, "missing"), (BrokenScorer, 0.0, "failed"), (FakeScorer, BUDGET_SECONDS * 1.01, "late")],
)
def test_without_scores_in_time_a_person_looks(scorer: Callable[[], object], step: float, why: str) -> None:
    candidate = weigh(Candidate("شكراً لكم", trusted=True), scorer=scorer, step=step)

    verdict = screen(candidate)

    assert verdict.outcome is Outcome.HOLD
    assert verdict.findings == (Finding("not_scored", Outcome.HOLD, data={"why": why}),)


def test_the_first_comment_is_not_late_because_the_starter_list_is_compiled() -> None:
    starter_list.cache_clear()

    found = weighed(
        Candidate("مقال جميل"),
        scorer=FakeScorer,
        false_holds=0.02,
        clock=lambda: starter_list.cache_info().currsize * BUDGET_SECONDS * 2,
    )

    assert found.unscored == ""


def test_scores_that_came_late_still_say_what_they_found() -> None:
    candidate = weigh(Candidate("أنت حقير", trusted=True, starter=False), step=BUDGET_SECONDS * 1.01)

    assert [finding.rule for finding in screen(candidate).findings] == ["looks_toxic", "not_scored"]


def test_reading_the_model_from_disk_is_not_a_comments_fault() -> None:
    seconds = [0.0]

    def slow() -> FakeScorer:
        seconds[0] += 2.0
        return FakeScorer()

    candidate = weighed(Candidate("شكراً"), scorer=slow, false_holds=0.02, clock=lambda: seconds[0])

    assert candidate.unscored == ""


def test_what_cannot_be_explained_is_held_with_its_score() -> None:
    class Speechless(FakeScorer):
        def explain(self, text: str, label: str = "toxic", limit: int = 5) -> tuple[()]:
            raise RuntimeError(text)

    candidate = weigh(Candidate("أنت حقير", trusted=True, starter=False), scorer=Speechless)

    (finding,) = screen(candidate).findings
    assert (finding.rule, finding.data["score"], finding.spans) == ("looks_toxic", "0.95", ())


def test_a_site_sets_its_own_thresholds() -> None:
    text = Candidate("أكرههم", trusted=True)

    lenient = weigh(text, scorer=lambda: SiteScorer(FakeScorer(), name="1", threshold=lambda rate, label: 0.99))

    assert is_not_scored(lenient) is None
    assert screen(lenient).outcome is Outcome.PUBLISH
    assert screen(weigh(text)).outcome is Outcome.HOLD


def test_a_text_too_long_to_be_read_to_its_end_waits() -> None:
    candidate = weigh(Candidate("كلام هادئ. " * 6_000, trusted=True))

    assert is_not_scored(candidate) == Finding("not_scored", Outcome.HOLD, data={"why": "long"})


CALM = "قرأت المقال كاملاً وأشكر الكاتب على جمع الأرقام في مكان واحد. الطريق إلى المدرسة ما زال مقطوعاً منذ شهرين. "


@pytest.mark.parametrize("harm", ["يا كلب", "يا ابن الكلب", "اقتلوهم كلهم", "قرض فوري بدون كفيل، للتواصل واتساب"])
@pytest.mark.parametrize("calm", [0, 1, 2, 4])
@pytest.mark.parametrize("last", [False, True])
def test_no_calm_words_around_what_is_listed_let_it_pass(harm: str, calm: int, last: bool) -> None:
    text = f"{CALM * calm}{harm}" if last else f"{harm}. {CALM * calm}"

    candidate = weighed(Candidate(text, hold_first=False), scorer=shipped_scorer, false_holds=0.02, clock=lambda: 0.0)

    assert screen(candidate).outcome is Outcome.HOLD


class CountingScorer(FakeScorer):
    """Counts how often it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        self.times += 1
        return super().scores(texts)


@pytest.mark.parametrize(("text", "times"), [("يا كلب يا حقير", 1), ("يا كلب", 2), ("قرض فوري بدون كفيل", 2)])
def test_the_words_around_are_weighed_only_if_they_could_overrule_the_list(text: str, times: int) -> None:
    scorer = CountingScorer()

    weighed(Candidate(text, hold_first=False), scorer=lambda: scorer, false_holds=0.02, clock=lambda: 0.0)

    assert scorer.times == times


@pytest.mark.parametrize(
    "text",
    [
        "قال له «يا كلب» وهذا عيب لا يليق بأحد",
        "نهر الكلب في لبنان جميل في الربيع",
        "انتبهوا، القروض بدون كفيل مصيدة، والبنك حذّر منها",
    ],
)
def test_a_listed_word_in_a_harmless_frame_is_published(text: str) -> None:
    candidate = weighed(Candidate(text, hold_first=False), scorer=shipped_scorer, false_holds=0.02, clock=lambda: 0.0)

    assert screen(candidate).outcome is Outcome.PUBLISH
