"""Carriers: the words of the original text that carry a score.

Belongs here: dealing a text's weights out to its words and finding those in the original. Not here: the scores
themselves (`scorer`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.fold import Folded, fold_batch
from hiwar.arabic.rasm import is_dotless, rasm_batch
from hiwar.screening.model.features import Stream, planes, stream
from hiwar.screening.model.labels import LABELS
from hiwar.screening.model.weights import Vector, Weights

# A word that adds less than this to the logit explains nothing to a person.
_WORTH_SAYING = 0.1


class Carrier(NamedTuple):
    """A stretch of the original text, in code points, and how much of the label's logit it carries."""

    start: int
    end: int
    weight: float


def carriers(weights: Weights, text: str, *, label: str, limit: int) -> tuple[Carrier, ...]:
    """Return the stretches that speak for a label, strongest first; neighboring words that do are one stretch."""
    folded = fold_batch([text])
    vector = weights.plain
    if is_dotless(text):
        folded, vector = rasm_batch(folded), weights.dotless
    words = stream(folded)
    if len(words.words) < 2:
        return ()
    shares = _shares(words, vector, LABELS.index(label))
    found = [
        Carrier(*_span(folded.folded(0), words, first, last), round(float(shares[first:last].sum()), 3))
        for first, last in _runs(shares > _WORTH_SAYING)
    ]
    return tuple(sorted(found, key=lambda carrier: (-carrier.weight, carrier.start))[:limit])


def _shares(text: Stream, vector: Vector, head: int) -> NDArray[np.float64]:
    """Return what each word adds to the logit; a pair of words shares what it adds."""
    found = planes(text)
    lengths = np.diff(text.words)
    of_places = np.zeros(len(text.codes) - 1)
    for plane in found.letters:
        of_places += _weights(vector, plane, head)
    shares = np.add.reduceat(of_places, text.words[:-1])
    word, pair, leap, letters = (_weights(vector, plane, head) for plane in found.words)
    shares += word + letters
    for added, distance in ((pair, 1), (leap, 2)):
        shares += added / 2
        shares[distance:] += added[:-distance] / 2 if len(added) > distance else 0
    count = sum(int(np.count_nonzero(plane)) for plane in (*found.letters, *found.words))
    scale = float(vector.scales[head]) * float(vector.slopes[head]) / np.sqrt(max(count, 1))
    assert len(shares) == len(lengths)  # noqa: S101 - one share a word, or every span would be a neighbor's
    result: NDArray[np.float64] = shares * scale
    return result


def _weights(vector: Vector, plane: NDArray[np.uint32], head: int) -> NDArray[np.float64]:
    lanes = (vector.table[plane] >> np.uint64(8 * head)) & np.uint64(0xFF)
    signed: NDArray[np.float64] = lanes.astype(np.float64) - 128
    return signed


def _runs(strong: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the first and the one-past-last word of every run of strong words."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], strong, [False])).astype(np.int8)))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def _span(folded: Folded, text: Stream, first: int, last: int) -> tuple[int, int]:
    """Return where words `first` to `last` stand in the original, without the space they lean on."""
    start = int(text.words[first])
    if text.codes[start] == ord(" "):
        start += 1
    end = int(text.words[last])
    return folded.span(int(text.sources[start]), int(text.sources[end - 1]) + 1)
