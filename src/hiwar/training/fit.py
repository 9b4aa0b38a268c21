"""The fit: weights for all heads from lessons, by logistic regression over hashed features.

Belongs here: the matrix of a list of texts, the objective, its minimum. Not here: which texts (`corpus`, `lessons`),
calibration and files (`archive`). Needs the extra `train` (SciPy).

Each feature is scaled by its log-count ratio before the fit (Wang and Manning, "Baselines and bigrams", ACL 2012), and
each source has an intercept of its own that is thrown away: what is learned is what tells comments apart within a
source, not which source is ruder. Steps are AdaGrad's (Duchi, Hazan and Singer, 2011). All three were measured
(`docs/reference/model.md`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hiwar.arabic.fold import FoldedBatch, fold_batch
from hiwar.screening.model.features import BUCKET_BITS, features_of, stream
from hiwar.training.corpus import Lesson
from hiwar.training.truths import HEADS

Floats = NDArray[np.float64]
Progress = Callable[[str], None]
_BATCH = 4096
_SMOOTHING = 1.0
_MOST_KNOWN = 0.6
_FIRST_SQUARE = 0.01  # AdaGrad's first steps would be wild without it.


class Pace(NamedTuple):
    """How long to learn and how fast: passes over the lessons, the rate, how many lessons make a step, the seed."""

    epochs: int = 12
    rate: float = 1.5
    batch: int = 1024
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights (heads, buckets), all for texts whose sum is divided by the square root of their feature count."""

    weights: NDArray[np.float32]

    def logits(self, matrix: sparse.csr_matrix) -> Floats:
        """Return the logits of rows of `matrix_of`, without any bias."""
        return np.asarray(matrix @ self.weights.T.astype(np.float32), np.float64)


def matrix_of(
    texts: Sequence[str], fold: Callable[[Sequence[str]], FoldedBatch] = fold_batch, *, bits: int = BUCKET_BITS
) -> sparse.csr_matrix:
    """Return one row a text and one column a bucket, each feature counted and divided by the root of their number.

    With fewer `bits` several buckets are one from the start. Adding up their weights after a fit cost up to 0.06 AUC.
    """
    parts, lengths = [], []
    for first in range(0, len(texts), _BATCH):
        found = features_of(stream(fold(texts[first : first + _BATCH])))
        parts.append((found.buckets >> np.uint32(BUCKET_BITS - bits)).astype(np.int32))
        lengths.append(np.diff(found.starts))
    counts = np.concatenate(lengths) if lengths else np.zeros(0, np.int64)
    values = np.repeat((1 / np.sqrt(np.maximum(counts, 1))).astype(np.float32), counts)
    places = np.concatenate(parts) if parts else np.zeros(0, np.int32)
    matrix = sparse.csr_matrix(
        (values, places, np.concatenate(([0], np.cumsum(counts)))), shape=(len(texts), 1 << bits)
    )
    matrix.sum_duplicates()
    return matrix


def fitted(
    matrix: sparse.csr_matrix,
    lessons: Sequence[Lesson],
    pace: Pace,
    say: Progress,
    heads: Sequence[int] = range(len(HEADS)),
) -> Linear:
    """Return the weights of the asked heads, zeros for others. Heads share nothing but the matrix."""
    answers = np.array([[-1 if answer is None else int(answer) for answer in lesson.answers] for lesson in lessons])
    weights = np.array([lesson.weight for lesson in lessons])
    # All sentences of ours are one source: a family that is all clean must still teach what clean is.
    names = [lesson.source.partition(":")[0] for lesson in lessons]
    sources = np.unique(names, return_inverse=True)[1]
    whole = _Rows(matrix, matrix.T.tocsr())
    rows = np.zeros((answers.shape[1], matrix.shape[1]), np.float32)
    for head in heads:
        known = np.flatnonzero(answers[:, head] >= 0)
        # Where most rows are silent about a head, every round is cheaper without them.
        some = whole if len(known) > _MOST_KNOWN * len(answers) else _Rows(matrix[known], matrix[known].T.tocsr())
        kept = np.arange(len(answers)) if some is whole else known
        weighed = np.where(answers[kept, head] >= 0, weights[kept], 0.0)
        problem = _Problem(some, answers[kept, head] == 1, weighed, sources[kept])
        rows[head] = problem.solved(pace)
        say(f"head {head + 1} of {answers.shape[1]}")
    return Linear(rows)


class _Rows(NamedTuple):
    """A matrix both ways round."""

    matrix: sparse.csr_matrix
    transposed: sparse.csr_matrix

    def counted(self, weights: Floats) -> NDArray[np.float32]:
        """Return the summed weights of the rows in which each bucket occurs."""
        ones = np.ones(len(self.transposed.data), np.float32)
        present = sparse.csr_matrix((ones, self.transposed.indices, self.transposed.indptr), self.transposed.shape)
        summed: NDArray[np.float32] = present @ weights.astype(np.float32)
        return summed


class _Problem:
    """Logistic regression of one head."""

    def __init__(self, rows: _Rows, positive: NDArray[np.bool_], weights: Floats, sources: NDArray[np.int64]) -> None:
        self._matrix = rows.matrix
        self._signs = np.where(positive, 1.0, -1.0).astype(np.float32)
        self._weights = (weights * np.count_nonzero(weights) / max(weights.sum(), 1e-9)).astype(np.float32)
        self._sources = np.unique(sources, return_inverse=True)[1]
        self._ratios = _log_count_ratios(rows, positive * weights, ~positive * weights)

    def solved(self, pace: Pace) -> NDArray[np.float32]:
        """Return the weights after so many passes; sources' intercepts are forgotten."""
        draw = np.random.default_rng(pace.seed)
        count = int(self._sources.max(initial=0)) + 1
        weights = np.zeros(self._matrix.shape[1], np.float32)
        squares = np.full_like(weights, _FIRST_SQUARE)
        bias, bias_squares = np.zeros(count), np.ones(count)
        known = np.flatnonzero(self._weights)
        for _ in range(pace.epochs):
            order = draw.permutation(known)
            for first in range(0, len(order), pace.batch):
                rows = order[first : first + pace.batch]
                some, sources = self._matrix[rows], self._sources[rows]
                margins = self._signs[rows] * (some @ (weights * self._ratios) + bias[sources])
                slopes = -self._weights[rows] * self._signs[rows] / (1 + np.exp(np.clip(margins, -30, 30)))
                # A sum over the root of the batch: the rate then means the same for batches of any size.
                slopes = (slopes / np.sqrt(pace.batch)).astype(np.float32)
                step = (some.T @ slopes) * self._ratios
                squares += step * step
                weights -= pace.rate * step / np.sqrt(squares)
                bias_step = np.bincount(sources, slopes, count)
                bias_squares += bias_step * bias_step
                bias -= pace.rate * bias_step / np.sqrt(bias_squares)
        found: NDArray[np.float32] = weights * self._ratios
        return found


def _log_count_ratios(rows: _Rows, positive: Floats, negative: Floats) -> NDArray[np.float32]:
    """Return how much more often each feature occurs on one side than on the other, 0 where it never occurs."""
    yes, no = rows.counted(positive) + _SMOOTHING, rows.counted(negative) + _SMOOTHING
    ratios: NDArray[np.float32] = np.abs(np.log((yes / yes.sum()) / (no / no.sum()))).astype(np.float32)
    ratios[(yes + no) <= 2 * _SMOOTHING] = 0
    return ratios
