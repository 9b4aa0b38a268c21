"""What every scorer promises: the real one on a small model, a newsroom's own on top of one, and the fake of tests.

What the shipped weights are worth is another matter: `make evaluate` says.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.screening.learning.calibration import measured
from hiwar.screening.model import LABELS
from hiwar.screening.model.local import SIZE, SiteScorer, SiteVector
from hiwar.screening.weighing import LONGEST, Scores
from tests.factories.model import scorer_that_dislikes
from tests.fakes.scorer import LABELS as LABELS_OF_FAKE
from tests.fakes.scorer import FakeScorer

TEXTS = ["شكراً على التقرير الواضح", "أنت حقير ولا تفهم", "راسلني واتساب", "", "😀😀", "\u0000\ud800"]


def a_vector() -> SiteVector:
    weights = np.random.default_rng(3).integers(-127, 127, (2, SIZE), dtype=np.int8)
    return SiteVector((0.01, 0.01), weights)


def of_site(shipped: Scores) -> SiteScorer:
    clean = np.linspace(0.01, 0.6, 2000)
    own = measured({"toxic": clean, "spam": clean}).threshold(shipped.threshold)
    return SiteScorer(shipped, a_vector(), name="4", threshold=own)


@pytest.fixture(scope="module", params=["real", "fake", "site over real", "site over fake"])
def scorer(request: pytest.FixtureRequest) -> Scores:
    base = scorer_that_dislikes("حقير") if "real" in request.param else FakeScorer()
    return of_site(base) if "site" in request.param else base


def test_labels_stand_in_one_order_for_all() -> None:
    assert LABELS == LABELS_OF_FAKE


def test_it_says_which_one_it_is(scorer: Scores) -> None:
    assert scorer.name
    assert len(scorer.name) <= 80


def test_each_text_gets_a_row_of_probabilities(scorer: Scores) -> None:
    rows = scorer.scores(TEXTS)

    assert rows.shape == (len(TEXTS), len(LABELS))
    assert rows.dtype == np.float32
    assert ((rows >= 0) & (rows <= 1)).all()
    assert scorer.scores([]).shape == (0, len(LABELS))


def test_neighbors_in_a_batch_change_nothing(scorer: Scores) -> None:
    together = scorer.scores(TEXTS)

    alone = np.concatenate([scorer.scores([text]) for text in TEXTS])

    assert together == pytest.approx(alone, abs=1e-5)


@settings(max_examples=40, deadline=None)
@given(text=st.text(st.characters(codec=None), max_size=80))
def test_no_text_breaks_it_and_every_span_lies_in_the_text(scorer: Scores, text: str) -> None:
    assert np.isfinite(scorer.scores([text])).all()
    for label in LABELS:
        carriers = scorer.explain(text, label, limit=3)
        assert len(carriers) <= 3
        assert all(0 <= one.start < one.end <= len(text) for one in carriers)
        assert [one.weight for one in carriers] == sorted((one.weight for one in carriers), reverse=True)


def test_an_insult_scores_higher_than_thanks_and_is_pointed_at(scorer: Scores) -> None:
    thanks, insult = scorer.scores(TEXTS[:2])[:, 0]

    assert insult > thanks
    assert any(TEXTS[1][one.start : one.end].find("حقير") >= 0 for one in scorer.explain(TEXTS[1]))


@pytest.mark.parametrize("label", LABELS)
def test_fewer_false_holds_mean_a_higher_threshold(scorer: Scores, label: str) -> None:
    thresholds = [scorer.threshold(rate, label) for rate in (0.2, 0.05, 0.02, 0.005, 0.0005)]

    assert thresholds == sorted(thresholds)
    assert 0 < thresholds[0] < thresholds[-1] <= 1.01


@pytest.mark.parametrize("unit", ["كلام هادئ ", "ك ل ب ", "😀", "َ", "a.co ", "\N{ARABIC TATWEEL}"])
def test_a_text_of_a_megabyte_gets_an_answer(scorer: Scores, unit: str) -> None:
    text = (unit * 1_000_000)[:1_000_000]

    assert np.isfinite(scorer.scores([text])).all()
    assert len(text) > LONGEST
