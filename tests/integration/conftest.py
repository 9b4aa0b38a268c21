"""The classifier in integration tests is one whose scores can be told from the words; the shipped one has its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hiwar.discussions.services import scoring
from hiwar.screening.rules.starter_words import starter_list
from tests.fakes.scorer import DoubtfulScorer, FakeScorer


@pytest.fixture
def fake() -> FakeScorer:
    """Give the scorer that a test's comments meet; a module with another one in mind has a fixture of this name."""
    return DoubtfulScorer()


@pytest.fixture(autouse=True)
def known_scorer(fake: FakeScorer, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeScorer]:
    """Score with the fake; forget lessons of the test before, whose keys are given again."""
    starter_list()  # Compiled before the clock runs: a server has done it at its start.
    monkeypatch.setattr(scoring, "shipped_scorer", lambda: fake)
    scoring.with_lesson.cache_clear()
    yield fake
    scoring.with_lesson.cache_clear()
