"""A scorer small enough to know by heart: a comment's scores follow from the words in it and from nothing else.

It keeps the promises of the shipped one (`tests/unit/screening/test_scorer_contract.py` runs on both).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log
from typing import NamedTuple

import numpy as np

from hiwar.screening.rules.starter_words import starter_list

LABELS = ("toxic", "insult", "identity", "sectarian", "obscene", "threat", "spam")
QUIET = -3.0
DOUBT = 0.31  # Between what one and a half and what one in a hundred clean comments reach.
WORDS: Mapping[str, Mapping[str, float]] = {
    "حقير": {"toxic": 6, "insult": 6},
    "سأقتلك": {"toxic": 7, "threat": 7},
    "أكرههم": {"toxic": 3.5, "identity": 4},
    "واتساب": {"spam": 6},
}


class Carrier(NamedTuple):
    start: int
    end: int
    weight: float


class FakeScorer:
    """Words have fixed weights; clean comments are thought of as spread so that `threshold` is plain arithmetic."""

    name = "fake-1"

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.full((len(texts), len(LABELS)), QUIET)
        for row, text in enumerate(texts):
            for carrier, label in self._hits(text):
                rows[row, LABELS.index(label)] += carrier.weight
        return (1 / (1 + np.exp(-rows))).astype(np.float32)

    def explain(self, text: str, label: str = "toxic", limit: int = 5) -> tuple[Carrier, ...]:
        hits = [carrier for carrier, of in self._hits(text) if of == label]
        return tuple(sorted(hits, key=lambda carrier: -carrier.weight)[:limit])

    def threshold(self, false_holds: float, label: str = "toxic") -> float:
        rate = min(max(false_holds, 1e-6), 0.5)
        # Half of the clean comments are said to lie at QUIET, and each e-fold rarer one a little higher.
        return 1 / (1 + exp(-(QUIET + 0.5 * -log(rate))))

    def _hits(self, text: str) -> list[tuple[Carrier, str]]:
        found = []
        for word, weights in WORDS.items():
            start = text.find(word)
            while start >= 0:
                found += [(Carrier(start, start + len(word), weight), label) for label, weight in weights.items()]
                start = text.find(word, start + 1)
        return found


class DoubtfulScorer(FakeScorer):
    """Leaves a word of the starter list in doubt: too little to hold by itself, too much to overrule the list."""

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        rows = super().scores(texts)
        doubtful = [bool(starter_list().find(text)) for text in texts]
        rows[doubtful, 0] = np.maximum(rows[doubtful, 0], DOUBT)
        return rows


class BrokenScorer(FakeScorer):
    """Finds its model and then fails on every text."""

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        raise FloatingPointError("سرّ لا يُنقل")
