"""Comments that are weighed together get what each would have got alone, and one of them spoils nobody's scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from hiwar.screening.candidate import Candidate
from hiwar.screening.model import shipped_scorer
from hiwar.screening.screen import screen
from hiwar.screening.weighing import BUDGET_SECONDS, FAILED, LATE, MISSING, weighed, weighed_together
from hiwar.screening.words import WordEntry, WordList

BANNED = WordList.compile([WordEntry("ممنوعة")])
SUSPECT = WordList.compile([WordEntry("مشبوهة")])
WRITTEN = tuple(
    replace(candidate, hold_first=False)
    for candidate in (
        Candidate("متى تُفتح المحطة الجديدة؟", name="ليلى"),
        Candidate("كلمة ممنوعة وأخرى مشبوهة.", name="عمر", banned=BANNED, suspect=SUSPECT),
        Candidate("شكرًا للمراسل.", name="كلمة مشبوهة", suspect=SUSPECT),
        Candidate("يا غبي أنت وأهلك كلاب."),
        Candidate("اشترك الآن واربح ألف دولار في اليوم، راسلنا على واتساب 0501234567", name="عروض"),
        Candidate("ألله يحرق قلوبهم وقلوب عوائلهم كلهم", name="سامر"),
        Candidate("", name=""),
        Candidate("مىى ٮڡٮح المحطه؟", name="نورة"),
        Candidate("كلام طويل عن الرصيف والموعد والتذكرة. " * 120, name="حسن", starter=False),
    )
)


class Spoiled:
    """A scorer that cannot read one word, and needs long for another."""

    name = "spoiled"

    def __init__(self) -> None:
        self._scorer = shipped_scorer()
        self.seconds = 0.0

    def scores(self, texts: Sequence[str]) -> Any:
        if any("لغم" in text for text in texts):
            raise FloatingPointError
        self.seconds += sum(BUDGET_SECONDS * 2 for text in texts if "سلحفاة" in text)
        return self._scorer.scores(texts)

    def explain(self, text: str, label: str = "toxic", limit: int = 5) -> Any:
        return self._scorer.explain(text, label, limit)

    def threshold(self, false_holds: float, label: str = "toxic") -> float:
        return self._scorer.threshold(false_holds, label)


def together(candidates: Sequence[Candidate], scorer: Any) -> list[Candidate]:
    return weighed_together(
        candidates, scorer=lambda: scorer, false_holds=0.02, clock=lambda: getattr(scorer, "seconds", 0.0)
    )


def alone(candidate: Candidate) -> Candidate:
    return weighed(candidate, scorer=shipped_scorer, false_holds=0.02, clock=lambda: 0.0)


def rounded(candidate: Candidate) -> Candidate:
    """Return a candidate without what a sum in another order leaves in the seventh place."""
    scores, name_scores, listed = (
        {label: round(score, 5) for label, score in found.items()}
        for found in (candidate.scores, candidate.name_scores, candidate.listed_scores)
    )
    return replace(candidate, scores=scores, name_scores=name_scores, listed_scores=listed)


def test_each_gets_what_it_would_have_got_alone():
    found = together(WRITTEN, shipped_scorer())

    assert [rounded(one) for one in found] == [rounded(alone(one)) for one in WRITTEN]


def test_each_is_judged_as_it_would_have_been_alone():
    found = together(WRITTEN, shipped_scorer())

    assert [screen(one) for one in found] == [screen(alone(one)) for one in WRITTEN]
    assert len({screen(one).outcome for one in found}) == 3


def test_a_text_that_cannot_be_read_waits_and_the_others_are_read():
    found = together((*WRITTEN[:3], Candidate("لغم")), Spoiled())

    assert [one.unscored for one in found] == ["", "", "", FAILED]
    assert all(one.scores for one in found[:3])


def test_a_text_that_takes_too_long_waits_and_the_others_do_not():
    found = together((*WRITTEN[:3], Candidate("سلحفاة")), Spoiled())

    assert [one.unscored for one in found] == ["", "", "", LATE]


def test_without_a_model_all_of_them_wait():
    def missing() -> Any:
        raise FileNotFoundError

    found = weighed_together(WRITTEN[:2], scorer=missing, false_holds=0.02, clock=lambda: 0.0)

    assert [one.unscored for one in found] == [MISSING, MISSING]


@pytest.mark.parametrize("count", [0, 1])
def test_none_and_one_are_no_crowd(count):
    found = together(WRITTEN[:count], shipped_scorer())

    assert [rounded(one) for one in found] == [rounded(alone(one)) for one in WRITTEN[:count]]
