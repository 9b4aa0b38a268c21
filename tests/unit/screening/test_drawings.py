"""An emoji may be the insult: beside it a lower score is reason enough, and alone it is none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from hiwar.screening.candidate import Candidate
from hiwar.screening.drawings import ANGER, CHEER, GRIEF, LAUGHTER, LOVE, SCORN, WEAPONS, WITNESSES, drawn_harms
from hiwar.screening.model import shipped_scorer
from hiwar.screening.modes import thresholds
from hiwar.screening.overrides import Override, Overrides
from hiwar.screening.rules.scores import looks_toxic
from hiwar.screening.verdict import Finding
from hiwar.screening.weighing import weighed
from tests.fakes.scorer import LABELS, Carrier, FakeScorer


class Scoring(FakeScorer):
    """Gives every text the same scores."""

    def __init__(self, **scores: float) -> None:
        self.row = [scores.get(label, 0.01) for label in LABELS]

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([self.row] * len(texts), np.float32)


def found(text: str, scorer: FakeScorer, overrides: Overrides | None = None) -> Finding | None:
    given = {} if overrides is None else {"overrides": overrides}
    return looks_toxic(weighed(Candidate(text), scorer=lambda: scorer, false_holds=0.02, clock=lambda: 0.0, **given))


# A little more than one in fifty clean comments reach, and less than the usual thresholds.
ENOUGH = FakeScorer().threshold(0.02) + 0.001


@pytest.mark.parametrize(("label", "drawing"), [("insult", "🐷"), ("insult", "💩💩"), ("threat", "🔪")])
def test_beside_an_emoji_a_lower_score_of_its_kind_is_enough(label: str, drawing: str) -> None:
    scorer = Scoring(**{label: ENOUGH})

    held = found(f"كاتب المقال {drawing}", scorer)

    assert held is not None
    assert held.data["label"] == label
    assert found("كاتب المقال", scorer) is None
    assert found("كاتب المقال 🌹😂", scorer) is None


def test_what_is_shown_first_is_what_was_drawn() -> None:
    held = found("كاتب المقال 💩💩", Scoring(insult=ENOUGH))

    assert held is not None
    assert [(span.start, span.end) for span in held.spans] == [(12, 14)]


def test_what_lies_inside_a_written_place_is_not_shown_twice() -> None:
    class Pointing(Scoring):
        def explain(self, text: str, label: str = "toxic", limit: int = 5) -> tuple[Carrier, ...]:
            return (Carrier(0, 17, 1.0),)

    held = found("الوزير هذا 🐷 كذاب 🐷", Pointing(insult=ENOUGH))

    assert held is not None
    assert [(span.start, span.end) for span in held.spans] == [(18, 19), (0, 17)]


def test_of_another_kind_it_is_no_witness() -> None:
    assert found("كاتب المقال 🔪", Scoring(insult=ENOUGH)) is None
    assert found("كاتب المقال 🐷", Scoring(threat=ENOUGH)) is None


def test_an_emoji_alone_is_no_reason() -> None:
    assert found("عندنا في المزرعة 🐷 و 🐑", Scoring()) is None


def test_no_emoji_makes_a_threshold_higher() -> None:
    strict = Overrides({"threat": Override(0.1, "fake-1")})

    assert found("نراك قريبا 🔪", Scoring(threat=0.2), strict) is not None


def test_nothing_is_sent_for_two_things() -> None:
    together = SCORN + WEAPONS + ANGER + LAUGHTER + CHEER + LOVE + GRIEF

    assert len(set(together)) == len(together)
    assert all(drawn_harms(drawing) == ["insult"] for drawing in SCORN)
    assert all(drawn_harms(drawing) == ["threat"] for drawing in WEAPONS)
    assert drawn_harms(ANGER + LAUGHTER + CHEER + LOVE + GRIEF + "نص عادي (1)") == []


def test_what_an_emoji_asks_for_is_the_whole_rate_of_the_mode() -> None:
    limits = thresholds(lambda rate, label: 1 - rate, false_holds=0.02)

    assert limits.drawn == {"insult": 0.98, "threat": 0.98}


@pytest.mark.parametrize("text", ["كاتب المقال 💩", "الوزير هذا 🐷", "انت 🫏 وما بتفهم", "بنشوفك قريب 🔪 انت وعيالك"])
def test_the_shipped_model_holds_what_is_drawn(text: str) -> None:
    assert found(text, shipped_scorer()) is not None


@pytest.mark.parametrize(
    "text",
    [
        "كاتب المقال 🌹",
        "الوزير هذا 👏",
        "كلبي الصغير 🐶 مريض، وين ألاقي بيطري؟",
        "سعر الخروف 🐑 هالسنة صار نار",
        "قطعت البصل بالسكين 🔪 والطبخة على النار",
        "الأسعار نار 😡😡",
        "والله صدقت 😂😂",
    ],
)
def test_the_shipped_model_lets_pass_what_is_meant_as_it_is_drawn(text: str) -> None:
    assert found(text, shipped_scorer()) is None


@pytest.mark.parametrize("drawing", sorted(frozenset().union(*WITNESSES.values())))
def test_every_witness_is_seen_in_any_text(drawing):
    assert drawn_harms(f"نص قبلها {drawing} ونص بعدها")
