"""A newsroom's own vector: it learns what it is shown, says no more than it may, and is read back as it was written."""

from __future__ import annotations

import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.screening.model.local import (
    HEADS,
    HIGHEST,
    LOWEST,
    SIZE,
    Lessons,
    SiteScorer,
    SiteVector,
    fit,
    minimized,
)
from tests.fakes.scorer import FakeScorer

SNEER = ["يا كراتين ارجعوا خلف النهر", "كلهم كراتين لا تتعبوا معهم", "لا ترد عليه هذا كرتون من الكراتين"] * 8
PRAISE = ["شكراً على الخريطة", "متى يفتح الجسر أمام الناس", "الرصيف عال على كبار السن"] * 8
NO_LESSONS = Lessons([], np.zeros(0), np.zeros(0), np.zeros(0))


def lessons(*, weight: float = 1.0) -> Lessons:
    texts = SNEER + PRAISE
    answers = np.array([1.0] * len(SNEER) + [0.0] * len(PRAISE))
    return Lessons(texts, np.full(len(texts), -3.0), answers, np.full(len(texts), weight))


@pytest.fixture(scope="module")
def vector() -> SiteVector:
    return fit([lessons(), NO_LESSONS])


def test_what_was_shown_moves_apart(vector: SiteVector) -> None:
    toxic = vector.shifts(["خليكم هناك يا كراتين", "شكراً للفريق على الجسر"])[:, HEADS.index("toxic")]

    assert toxic[0] > 0.5
    assert toxic[1] < 0


def test_a_head_without_lessons_stays_silent(vector: SiteVector) -> None:
    assert not vector.shifts(SNEER + PRAISE)[:, HEADS.index("spam")].any()


def test_a_text_without_letters_is_not_moved(vector: SiteVector) -> None:
    assert not vector.shifts(["", "   ", "😀😀"]).any()


def test_however_loudly_it_is_taught_it_moves_no_score_further_than_it_may() -> None:
    loud = fit([lessons(weight=100_000.0), NO_LESSONS])

    moved = loud.shifts(SNEER + PRAISE)

    assert moved.max() == HIGHEST
    assert moved.min() == LOWEST


def test_the_same_lessons_give_the_same_bytes(vector: SiteVector) -> None:
    assert fit([lessons(), NO_LESSONS]).to_bytes() == vector.to_bytes()


def test_it_is_read_back_as_it_was_written_and_is_small(vector: SiteVector) -> None:
    stored = vector.to_bytes()

    back = SiteVector.from_bytes(stored)

    assert np.array_equal(back.shifts(SNEER + PRAISE), vector.shifts(SNEER + PRAISE))
    assert len(stored) < 64 * 1024


def test_no_word_of_what_taught_it_stands_in_it(vector: SiteVector) -> None:
    kept = vector.weights.tobytes() + vector.to_bytes()

    for word in {word for text in SNEER for word in text.split() if len(word) > 2}:
        assert word.encode("utf-8") not in kept
        assert word.encode("utf-16-le") not in kept
        assert word.encode("utf-32-le") not in kept


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 60))
def test_what_is_no_vector_is_refused_and_nothing_else_happens(raw: bytes, cut: int) -> None:
    for stored in (raw, SiteVector((1.0, 1.0), np.ones((2, SIZE), np.int8)).to_bytes()[:cut]):
        with pytest.raises(ValueError, match="no site vector"):
            SiteVector.from_bytes(stored)


def test_a_header_that_promises_more_than_it_may_is_refused() -> None:
    whole = SiteVector((1.0, 1.0), np.ones((2, SIZE), np.int8)).to_bytes()
    header = whole[: -len(zlib.compress(bytes([1]) * 2 * SIZE, 6))]

    with pytest.raises(ValueError, match="no site vector"):
        SiteVector.from_bytes(header + zlib.compress(bytes(50_000_000)))


def test_the_least_of_a_bowl_is_found() -> None:
    bottom, widths = np.array([3.0, -2.0, 0.5]), np.array([1.0, 10.0, 0.1])

    def bowl(point: np.ndarray) -> tuple[float, np.ndarray]:
        away = point - bottom
        return float((widths * away * away).sum()), 2 * widths * away

    assert minimized(bowl, np.zeros(3), most_rounds=100) == pytest.approx(bottom, abs=1e-2)


def test_the_sites_scorer_lifts_what_was_taught_and_points_at_the_word(vector: SiteVector) -> None:
    site, text = SiteScorer(FakeScorer(), vector, name="3"), "ارجعوا يا كراتين"

    before, after = (scorer.scores([text])[0, 0] for scorer in (FakeScorer(), site))
    words = [text[carrier.start : carrier.end] for carrier in site.explain(text)]

    assert after > before
    assert words[0] == "كراتين"
    assert site.name == "fake-1+3"


def test_the_sites_scorer_leaves_other_labels_as_they_are(vector: SiteVector) -> None:
    texts = ["ارجعوا يا كراتين", "أنت حقير", ""]
    site = SiteScorer(FakeScorer(), vector, name="3")

    assert np.array_equal(site.scores(texts)[:, 1:6], FakeScorer().scores(texts)[:, 1:6])
