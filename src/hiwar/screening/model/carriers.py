"""Carriers: the words of the original text that carry a score.

Belongs here: dealing the linear weights out to words, and finding strong words in the original. Not here: the scores
themselves (`scorer`), what the network thinks of a word (`occlusion`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.fold import Folded
from hiwar.screening.model.features import Stream, planes
from hiwar.screening.model.weights import Vector

# A word that adds less than this to the logit explains nothing to a person.
_WORTH_SAYING = 0.1


class Carrier(NamedTuple):
    """A stretch of the original text, in code points, and how much of the label's logit it carries."""

    start: int
    end: int
    weight: float


def carriers(
    folded: Folded, text: Stream, first: int, shares: NDArray[np.float64], *, limit: int
) -> tuple[Carrier, ...]:
    """Return the stretches that speak for a label, strongest first; neighboring words that do are one stretch.

    `shares` are of the words from `first` on.
    """
    found = [
        Carrier(*_span(folded, text, first + begin, first + end), round(float(shares[begin:end].sum()), 3))
        for begin, end in _runs(shares > _WORTH_SAYING)
    ]
    return tuple(sorted(found, key=lambda carrier: (-carrier.weight, carrier.start))[:limit])


def linear_shares(text: Stream, vector: Vector, head: int) -> NDArray[np.float64]:
    """Return what each word adds to the linear part's sum, calibrated; a pair of words shares what it adds."""
    found = planes(text)
    of_places = np.zeros(len(text.codes) - 1)
    for plane in found.letters:
        of_places += _weights(vector, plane, head)
    shares = np.add.reduceat(of_places, text.words[:-1])
    word, pair, leap, letters = (_weights(vector, plane, head) for plane in found.words)
    shares += word + letters
    for added, distance in ((pair, 1), (leap, 2)):
        shares += added / 2
        shares[distance:] += added[:-distance] / 2 if len(added) > distance else 0
    result: NDArray[np.float64] = shares * (float(vector.scales[head]) * float(vector.slopes[head]))
    return result


def _weights(vector: Vector, plane: NDArray[np.uint32], head: int) -> NDArray[np.float64]:
    lanes = (vector.table.take(plane) >> np.uint64(8 * head)) & np.uint64(0xFF)
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
