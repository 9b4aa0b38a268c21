"""The scorer: comments in, calibrated probabilities out, one row a comment and one column a label.

Belongs here: adding weights up over a batch, long texts, probabilities, thresholds. Not here: what a feature is
(`features`), what the weights are (`weights`), which words carried a score (`carriers`).

A logit is the sum of its text's weights over the square root of their number (dividing by a count instead of the
length of the vector costs 0.01 AUC and saves finding equal features; `docs/reference/model.md`). One gather serves all
heads: a 64-bit word holds the bytes of seven of them, and two masked halves add up without touching each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.fold import FoldedBatch, fold_batch
from hiwar.arabic.rasm import dotless_flags, rasm_batch
from hiwar.screening.model.carriers import Carrier, carriers
from hiwar.screening.model.features import Stream, planes, stream
from hiwar.screening.model.weights import HEADS, LABELS, MIDDLE, Vector, Weights

Scores = NDArray[np.float32]
Sums = NDArray[np.int64]

# One violation in a long, good comment is enough to hold. So a text of more than `WINDOW` words is also read in
# windows of so many words, each beginning in the middle of the one before, and its worst window speaks for it.
WINDOW = 48
STRIDE = 24
# At most this much of a text is read, its beginning and its end: the longest comment a site can allow, and far less
# than the time budget takes.
LONGEST = 20_000

_EVEN = np.uint64(0x00FF00FF00FF00FF)
_BYTE = np.uint64(8)


@dataclass(frozen=True, slots=True)
class Scorer:
    """A model that scores."""

    weights: Weights

    @property
    def name(self) -> str:
        """Return the name of the model, different for every fit."""
        return self.weights.name

    def scores(self, texts: Sequence[str]) -> Scores:
        """Return calibrated probabilities, shape (texts, labels); never raises, whatever the texts hold."""
        if not texts:
            return np.zeros((0, HEADS), np.float32)
        shortened = [text if len(text) <= LONGEST else text[: LONGEST // 2] + text[-LONGEST // 2 :] for text in texts]
        folded = fold_batch(shortened)
        scores = _probabilities(folded, self.weights.plain)
        dotless = np.flatnonzero(dotless_flags(shortened))
        if len(dotless):
            folded = rasm_batch(fold_batch([shortened[index] for index in dotless]))
            scores[dotless] = _probabilities(folded, self.weights.dotless)
        return scores

    def explain(self, text: str, label: str = "toxic", limit: int = 5) -> tuple[Carrier, ...]:
        """Return the spans of the original text that carry a label's score, strongest first, at most `limit`."""
        return carriers(self.weights, text[:LONGEST], label=label, limit=limit)

    def threshold(self, false_holds: float, label: str = "toxic") -> float:
        """Return the score that only this share of clean, news-like comments reaches.

        Beyond the rarest share that was measured it is the highest score a clean comment got, and a little more.
        """
        clean = self.weights.clean[LABELS.index(label)]
        at = (1 - min(max(false_holds, 0.0), 1.0)) * (len(clean) - 1)
        return float(np.interp(at, np.arange(len(clean)), clean)) + 1e-6


class WordSums(NamedTuple):
    """Integer weights summed over each word (W, heads), and how many features each word has (W)."""

    weights: Sums
    counts: Sums


def word_sums(text: Stream, vector: Vector) -> WordSums:
    """Return what each word of a stream adds to each head, before scaling."""
    found = planes(text)
    shift = np.uint32(vector.shift)
    even = np.zeros(len(text.codes) - 1, np.uint64)
    odd = np.zeros_like(even)
    for plane in found.letters:
        gathered = vector.table[plane >> shift] if shift else vector.table[plane]
        even += gathered & _EVEN
        odd += (gathered >> _BYTE) & _EVEN
    lengths = np.diff(text.words)
    even, odd = np.add.reduceat(even, text.words[:-1]), np.add.reduceat(odd, text.words[:-1])
    for plane in found.words:
        gathered = vector.table[plane >> shift]
        even += gathered & _EVEN
        odd += (gathered >> _BYTE) & _EVEN
    lanes = np.empty((len(lengths), 8), np.int64)
    lanes[:, 0::2] = even.astype("<u8").view("<u2").reshape(-1, 4)
    lanes[:, 1::2] = odd.astype("<u8").view("<u2").reshape(-1, 4)
    gathers = len(found.letters) * lengths + len(found.words)
    return WordSums(lanes[:, :HEADS] - MIDDLE * gathers[:, None], lanes[:, HEADS])


def _probabilities(folded: FoldedBatch, vector: Vector) -> Scores:
    logits = _logits(stream(folded), vector) * vector.slopes + vector.offsets
    probabilities: Scores = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
    return probabilities


def _logits(text: Stream, vector: Vector) -> NDArray[np.float64]:
    """Return the logits of each text, its worst window's if it is long."""
    begins, ends = text.documents[:-1], text.documents[1:]
    if len(text.words) < 2:
        return np.tile(vector.biases.astype(np.float64), (len(begins), 1))
    sums = word_sums(text, vector)
    weights = np.concatenate((np.zeros((1, HEADS), np.int64), np.cumsum(sums.weights, axis=0)))
    counts = np.concatenate(([0], np.cumsum(sums.counts)))

    def between(first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.float64]:
        features = np.maximum(counts[last] - counts[first], 1)
        scaled = (weights[last] - weights[first]) * vector.scales / np.sqrt(features)[:, None]
        return np.asarray(scaled + vector.biases, np.float64)

    logits = between(begins, ends)
    for index in np.flatnonzero(ends - begins > WINDOW):
        first = np.arange(begins[index], ends[index] - STRIDE, STRIDE)
        windows = between(first, np.minimum(first + WINDOW, ends[index]))
        logits[index] = np.maximum(logits[index], windows.max(axis=0))
    return logits
