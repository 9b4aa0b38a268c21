"""The classifier in integration tests is one whose scores can be told from the words; the shipped one has its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hiwar.discussions.services import scoring
from tests.fakes.scorer import FakeScorer


@pytest.fixture(autouse=True)
def known_scorer(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeScorer]:
    """Score with the fake; forget lessons of the test before, whose keys are given again."""
    fake = FakeScorer()
    monkeypatch.setattr(scoring, "shipped_scorer", lambda: fake)
    scoring.with_lesson.cache_clear()
    yield fake
    scoring.with_lesson.cache_clear()
