"""Hints: words that may be harm make a lower score enough, in order and near each other; alone they hold nothing."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.arabic.fold import fold
from hiwar.screening.candidate import Candidate
from hiwar.screening.hints import hint_list, hints_among
from hiwar.screening.lists.hints import HINTS
from hiwar.screening.lists.hints.tables import Alone
from hiwar.screening.modes import HINTED_FACTORS, PLAINLY_HINTED_FACTOR, thresholds
from hiwar.screening.overrides import Override, Overrides
from hiwar.screening.rules.scores import KINDS, looks_toxic
from hiwar.screening.verdict import Finding
from hiwar.screening.weighing import weighed
from tests.fakes.scorer import LABELS, FakeScorer

TABLES = {table for hint in HINTS for table in ((hint.table,) if isinstance(hint, Alone) else (hint.first, hint.then))}
CUES = sorted(form.replace("~", "").replace("…", " ") for table in TABLES for form in table.forms)


class Scoring(FakeScorer):
    """Gives every text the same scores."""

    def __init__(self, **scores: float) -> None:
        self.row = [scores.get(label, 0.01) for label in LABELS]

    def scores(self, texts: list[str]) -> np.ndarray:
        return np.array([self.row] * len(texts), np.float32)


def hints(text: str) -> dict[str, list[str]]:
    """Return the places that hint at each label, as they are written."""
    found = hints_among(text, hint_list().find(text)).places
    return {label: [text[start:end] for start, end in spans] for label, spans in found.items()}


def held(text: str, scorer: FakeScorer, overrides: Overrides | None = None) -> Finding | None:
    given_too = {} if overrides is None else {"overrides": overrides}
    candidate = Candidate(text, starter=False)
    return looks_toxic(weighed(candidate, scorer=lambda: scorer, false_holds=0.02, clock=lambda: 0.0, **given_too))


def enough(label: str) -> float:
    """Return a score that is enough beside a hint."""
    return FakeScorer().threshold(0.02 * HINTED_FACTORS[label], label) + 0.001


@pytest.mark.parametrize(
    ("text", "label", "place"),
    [
        ("نحن نعرف وين بيتك يا أستاذ", "threat", "نعرف وين بيتك"),
        ("يسلمو يلي حرقوا الخيم", "threat", "يسلمو يلي حرقوا"),
        ("وزيرنا طلع مطي", "insult", "وزيرنا طلع مطي"),
        ("الجاموسة عندنا بتفهم أسرع منك", "insult", "الجاموسة عندنا بتفهم"),
    ],
)
def test_a_hint_is_found_where_it_stands(text: str, label: str, place: str) -> None:
    assert any(found.startswith(place) for found in hints(text)[label])


@pytest.mark.parametrize(
    "text",
    [
        "بيتك جميل ونعرف صاحبه",  # The other way round.
        "نعرف كم تعب الناس في السوق كل يوم وبيتك",  # Too far apart.
        "الوزير زار سوق المواشي، وسعر الخروف ارتفع كثيراً",
        "شكراً لرجال الإطفاء على شجاعتهم",
        "",
    ],
)
def test_what_is_far_apart_or_turned_round_is_no_hint(text: str) -> None:
    assert hints(text) == {}


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("threat", "لازم نحرق بيوتهم"),
        ("insult", "وزيرنا طلع مطي"),
    ],
)
def test_beside_a_hint_a_lower_score_of_its_kind_is_enough(label: str, text: str) -> None:
    scorer = Scoring(**{label: enough(label)})

    finding = held(text, scorer)

    assert finding is not None and finding.data["label"] == label
    assert finding.spans[0] == hints_among(text, hint_list().find(text)).places[label][0]
    assert held("طريق المطار مغلق اليوم", scorer) is None
    assert held(text, Scoring(**{label: 0.9 * enough(label)})) is None


@pytest.mark.parametrize(
    ("label", "plain", "other"),
    [("threat", "يسلمو يلي حرقوا الخيم", "لازم نحرق الفحم"), ("insult", "حمار اللي كتب هذا", "وزيرنا طلع مطي")],
)
def test_beside_a_plain_hint_much_less_is_enough(label: str, plain: str, other: str) -> None:
    scorer = Scoring(**{label: FakeScorer().threshold(0.02 * PLAINLY_HINTED_FACTOR, label) + 0.001})

    assert held(plain, scorer) is not None
    assert held(other, scorer) is None


def test_a_hint_of_another_kind_is_no_witness() -> None:
    assert held("وزيرنا طلع مطي", Scoring(threat=enough("threat"))) is None


def test_no_hint_makes_a_threshold_higher() -> None:
    strict = Overrides({"threat": Override(0.1, "fake-1")})

    assert held("نعرف وين بيتك يا أستاذ", Scoring(threat=0.2), strict) is not None


def test_a_mode_that_may_hold_more_asks_for_less_beside_a_hint() -> None:
    strict, free = (thresholds(FakeScorer().threshold, false_holds=rate).hinted for rate in (0.05, 0.005))

    assert set(strict) == set(HINTED_FACTORS) == {hint.label for hint in HINTS} <= set(KINDS)
    assert all(strict[label] < free[label] for label in HINTED_FACTORS)


def test_every_form_of_a_table_is_a_word_and_the_first_ones_differ() -> None:
    firsts = [table.forms[0] for table in TABLES]

    assert len(set(firsts)) == len(firsts)  # A list tells its entries apart by them.
    assert all(fold(form).text.strip("~… ") for table in TABLES for form in table.forms)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(CUES) | st.sampled_from([".", "…", "\n", "كلمة", "😂"]), max_size=12).map(" ".join))
def test_whatever_stands_side_by_side_the_places_lie_in_the_text(text: str) -> None:
    for spans in hints_among(text, hint_list().find(text)).places.values():
        assert all(0 <= start < end <= len(text) for start, end in spans)


def test_a_text_full_of_hints_costs_no_more_than_its_length() -> None:
    def spent(times: int) -> float:
        text = "نعرف وين بيتك ويسلمو يلي حرقوا والوزير مطي " * times
        started = time.process_time()
        hints_among(text, hint_list().find(text))
        return time.process_time() - started

    spent(2)
    short, long = min(spent(100) for _ in range(3)), min(spent(400) for _ in range(3))

    assert long < 10 * short + 0.02
