"""What is read around a listed word: a few words and its own sentence, however long comment and sentences are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from hiwar.screening.candidate import Candidate
from hiwar.screening.modes import thresholds
from hiwar.screening.screen import screen
from hiwar.screening.verdict import Outcome
from hiwar.screening.weighing import own_sentences, surroundings, weighed
from hiwar.screening.words import Match, WordEntry
from tests.fakes.scorer import FakeScorer

words = some.lists(some.sampled_from(["كلمة", "طيبة.", "لماذا؟", "3.5", "نعم!", "سطر\nآخر", "…"]), max_size=60)


def found_at(text: str, start: int) -> Match:
    return Match(WordEntry("كلب"), start, start + 3)


@given(words, words)
def test_a_sentence_holds_its_word_and_lies_within_the_words_around(before: list[str], after: list[str]) -> None:
    text = " ".join([*before, "كلب", *after])
    match = found_at(text, len(" ".join([*before, ""])) if before else 0)

    (around,) = surroundings(text, [match])
    alone = own_sentences(text, [match])

    assert "كلب" in around and len(around.split()) <= 25
    assert all("كلب" in one and one in around and len(one) < len(around) for one in alone)


def test_a_comment_without_a_stop_has_no_sentence_to_read_again() -> None:
    text = "كلب " * 900

    assert own_sentences(text, [found_at(text, 4 * place) for place in range(900)]) == []


class Doubting(FakeScorer):
    """Scores each text by what it is told of it."""

    def __init__(self, **toxic: float) -> None:
        self._toxic = toxic

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        rows = super().scores(texts) * 0
        rows[:, 0] = [self._toxic["alone" if len(text.split()) < 4 else "around"] for text in texts]
        return rows


LIMITS = thresholds(FakeScorer().threshold, false_holds=0.02)
# Enough for a listed word, and not for words alone.
BETWEEN = (LIMITS.listed["toxic"] + LIMITS.text["toxic"]) / 2


@pytest.mark.parametrize(
    ("toxic", "outcome"),
    [
        ({"alone": 0.999, "around": 0.2}, Outcome.HOLD),
        ({"alone": BETWEEN, "around": 0.2}, Outcome.PUBLISH),
        ({"alone": 0.2, "around": BETWEEN}, Outcome.HOLD),
        ({"alone": float("nan"), "around": 0.2}, Outcome.HOLD),
    ],
)
def test_a_sentence_alone_counts_where_it_would_be_held_and_its_surroundings_sooner(
    toxic: dict[str, float], outcome: Outcome
) -> None:
    text = "يا كلب. شكراً للكاتب على المقال الطيب والأرقام الواضحة"

    candidate = weighed(
        Candidate(text, hold_first=False), scorer=lambda: Doubting(**toxic), false_holds=0.02, clock=lambda: 0.0
    )

    assert screen(candidate).outcome is outcome
