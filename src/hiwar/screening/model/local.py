"""What one newsroom has learned: a small vector over the same hashed features, added to the shipped model's logits.

Belongs here: fitting it, adding it up, writing it down. Not here: which decisions teach and whether the result is any
good (`hiwar.screening.learning`).

The vector holds sums over buckets and nothing else. A bucket of `SIZE` is shared by thousands of different n-grams and
every n-gram by all texts that contain it; weights are rounded to a byte. So no text can be read out of it; who holds it
can guess at most that some word was frequent in what was rejected. However wrong it is, it moves no logit beyond
`LOWEST` and `HIGHEST`.
"""

import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiwar.screening.model.carriers import Carrier
from hiwar.screening.model.features import Features, features
from hiwar.screening.modes import Threshold

HEADS = ("toxic", "spam")
COLUMNS = (0, 6)  # Where they stand among the scorer's labels.
SIZE = 1 << 15
# How far a logit moves at most. Down less than up: friendly words around an insult must not hide it.
HIGHEST, LOWEST = 3.0, -1.5
STRICTNESS = 0.3
_FORMAT = b"hiwar-site-1"
_HEADER = struct.Struct(f"<{len(_FORMAT)}sI{len(HEADS)}f")
_SCALE = 127
_LONGEST = 20_000  # Nothing beyond is read, as in the shipped scorer.
_WORTH_SAYING = 0.3  # A logit moved by less changes no verdict.
_word = re.compile(r"\S+")
_MEMORY = 8  # How many steps L-BFGS remembers.

Vector = NDArray[np.float64]


class Lessons(NamedTuple):
    """What to fit: texts, what the shipped model thinks (logits), what was decided (0 to 1), how much each counts."""

    texts: Sequence[str]
    logits: Vector
    answers: Vector
    weights: Vector


@dataclass(frozen=True)
class SiteVector:
    """Weights by head and bucket, as bytes times one scale a head."""

    scales: tuple[float, ...]
    weights: NDArray[np.int8]

    def shifts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return how far each text's logits move, one row a text, columns as `HEADS`, from `LOWEST` to `HIGHEST`."""
        found = _folded_features(texts)
        columns = [
            _sums(found, head.astype(np.float64)) * scale for head, scale in zip(self.weights, self.scales, strict=True)
        ]
        return np.clip(np.stack(columns, axis=1), LOWEST, HIGHEST).astype(np.float32)

    def to_bytes(self) -> bytes:
        """Return the vector as it is stored: a header, and the weights deflated; about 20 KB."""
        return _HEADER.pack(_FORMAT, SIZE, *self.scales) + zlib.compress(self.weights.tobytes(), 6)

    @classmethod
    def from_bytes(cls, stored: bytes) -> "SiteVector":
        """Return a stored vector; raises `ValueError` for anything else, and never unpacks more than its own size."""
        count = len(HEADS) * SIZE
        try:
            format_, size, *scales = _HEADER.unpack_from(stored)
            inflated = zlib.decompressobj()
            raw = inflated.decompress(stored[_HEADER.size :], count + 1)
        except (struct.error, zlib.error) as error:
            raise ValueError("no site vector") from error
        whole = inflated.eof and (format_, size, len(raw)) == (_FORMAT, SIZE, count)
        if not whole or not np.isfinite(scales).all():
            raise ValueError("no site vector")
        return cls(tuple(scales), np.frombuffer(raw, np.int8).reshape(len(HEADS), SIZE))


class _Folded(NamedTuple):
    """Features in `SIZE` buckets, where each text begins, and how much one feature of it counts."""

    buckets: NDArray[np.uint32]
    starts: NDArray[np.int64]
    unit: Vector


def _folded_features(texts: Sequence[str]) -> _Folded:
    found: Features = features([text[:_LONGEST] for text in texts])
    lengths = np.diff(found.starts)
    return _Folded(found.buckets & np.uint32(SIZE - 1), found.starts, 1 / np.sqrt(np.maximum(lengths, 1)))


def _sums(found: _Folded, weights: Vector) -> Vector:
    # A running sum instead of `add.reduceat`, which answers with a neighbor's feature for a text without any.
    running = np.concatenate(([0.0], np.cumsum(weights[found.buckets])))
    return (running[found.starts[1:]] - running[found.starts[:-1]]) * found.unit


def fit(by_head: Sequence[Lessons], *, strictness: float = STRICTNESS, most_rounds: int = 60) -> SiteVector:
    """Return the vector that explains what people decided beyond the shipped model, one head after another.

    Logistic regression with the shipped logits as offsets; `strictness` is the L2 penalty, without which a handful of
    decisions would move everything. An intercept is fitted and thrown away: how often a newsroom rejects is a matter of
    its thresholds. A head without lessons stays silent. The same lessons give the same vector.
    """
    rows = [_fit_head(lessons, strictness, most_rounds) for lessons in by_head]
    # As the header will hold them: what is read back must score as what was examined.
    scales = tuple(float(np.float32(np.abs(row).max() / _SCALE)) for row in rows)
    quantized = [np.rint(row / scale) if scale else row for row, scale in zip(rows, scales, strict=True)]
    return SiteVector(scales, np.array(quantized).astype(np.int8))


def _fit_head(lessons: Lessons, strictness: float, most_rounds: int) -> Vector:
    if not len(lessons.texts):
        return np.zeros(SIZE)
    problem = _Problem(_folded_features(lessons.texts), lessons, strictness)
    return minimized(problem, np.zeros(SIZE + 1), most_rounds=most_rounds)[:SIZE]


class _Problem:
    """The penalized loss of one head and its gradient; the last coordinate is the intercept, free of charge."""

    def __init__(self, found: _Folded, lessons: Lessons, strictness: float) -> None:
        self._found, self._lessons, self._strictness = found, lessons, strictness
        self._lengths = np.diff(found.starts)

    def __call__(self, point: Vector) -> tuple[float, Vector]:
        lessons, weights = self._lessons, point[:SIZE]
        margins = lessons.logits + point[SIZE] + _sums(self._found, weights)
        # log(1 + exp(m)) - answer * m, without overflow.
        losses = np.logaddexp(0, margins) - lessons.answers * margins
        errors = lessons.weights * (1 / (1 + np.exp(-np.clip(margins, -40, 40))) - lessons.answers)
        spread = np.repeat(errors * self._found.unit, self._lengths)
        gradient = np.empty(SIZE + 1)
        gradient[:SIZE] = np.bincount(self._found.buckets, weights=spread, minlength=SIZE) + self._strictness * weights
        gradient[SIZE] = errors.sum()
        return _dot(lessons.weights, losses) + self._strictness / 2 * _dot(weights, weights), gradient


def minimized(problem: Any, start: Vector, *, most_rounds: int) -> Vector:
    """Return about where a smooth convex function is least: L-BFGS (Nocedal and Wright, algorithm 7.5), bounded."""
    point, (value, gradient) = start, problem(start)
    steps: list[tuple[Vector, Vector]] = []
    for _ in range(most_rounds):
        direction = _downhill(gradient, steps)
        length = 1.0 if steps else 1.0 / max(1.0, _dot(gradient, gradient) ** 0.5)
        slope = _dot(gradient, direction)
        for _halving in range(20):
            there = point + length * direction
            value_there, gradient_there = problem(there)
            if value_there <= value + 1e-4 * length * slope:
                break
            length /= 2
        else:
            return point
        step, change = there - point, gradient_there - gradient
        point, gradient, gained, value = there, gradient_there, value - value_there, value_there
        if _dot(step, change) > 1e-12:
            steps = [*steps[-_MEMORY + 1 :], (step, change)]
        if gained < 1e-6 * max(1.0, abs(value)):
            break
    return point


def _downhill(gradient: Vector, steps: list[tuple[Vector, Vector]]) -> Vector:
    direction, used = -gradient, []
    for step, change in reversed(steps):
        amount = _dot(step, direction) / _dot(step, change)
        direction = direction - amount * change
        used.append(amount)
    if steps:
        step, change = steps[-1]
        direction = direction * (_dot(step, change) / _dot(change, change))
    for (step, change), amount in zip(steps, reversed(used), strict=True):
        direction = direction + (amount - _dot(change, direction) / _dot(step, change)) * step
    return direction


def _dot(one: Vector, other: Vector) -> float:
    # BLAS would wake a thread for every core: on a busy machine that takes a hundred times as long, and its order of
    # summing is nobody's promise.
    return float(np.sum(one * other))


class SiteScorer:
    """The shipped scorer with a newsroom's vector and thresholds; what it promises, this promises too."""

    def __init__(
        self, shipped: Any, vector: SiteVector | None = None, *, name: str, threshold: Threshold | None = None
    ) -> None:
        self._shipped, self._vector = shipped, vector
        self._threshold = threshold or shipped.threshold
        self.name = f"{shipped.name}+{name}"

    def scores(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the shipped probabilities, those of `HEADS` moved."""
        rows = np.array(self._shipped.scores(texts), np.float32)
        if len(texts) and self._vector is not None:
            known = np.clip(rows[:, list(COLUMNS)].astype(np.float64), 1e-6, 1 - 1e-6)
            moved = np.log(known / (1 - known)) + self._vector.shifts(texts)
            rows[:, list(COLUMNS)] = 1 / (1 + np.exp(-moved))
        return rows

    def explain(self, text: str, label: str = "toxic", limit: int = 5) -> tuple[Any, ...]:
        """Return the shipped carriers and the words the newsroom taught, strongest first."""
        carriers = [*self._shipped.explain(text, label, limit=limit)]
        if label in HEADS and self._vector is not None:
            carriers += _taught(self._vector, text, HEADS.index(label))
        return tuple(sorted(carriers, key=lambda carrier: -carrier.weight)[:limit])

    def threshold(self, false_holds: float, label: str = "toxic") -> float:
        """Return the score that only this share of clean comments reaches, the newsroom's own where they are known."""
        return float(self._threshold(false_holds, label))


def _taught(vector: SiteVector, text: str, head: int) -> list[Carrier]:
    words = [Carrier(*found.span(), 0.0) for found in _word.finditer(text[:_LONGEST])]
    if not words or float(vector.shifts([text])[0, head]) < _WORTH_SAYING:
        return []
    weights = vector.shifts([text[word.start : word.end] for word in words])[:, head]
    return [word._replace(weight=float(w)) for word, w in zip(words, weights, strict=True) if w > _WORTH_SAYING]
