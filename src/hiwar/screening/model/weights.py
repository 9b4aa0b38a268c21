"""Weights: what was learned, as a file holds it and as the scorer adds it up.

Belongs here: the shapes, checking them, packing them for one gather. Not here: fitting (`hiwar.training`), hashing
(`features`), sums (`scorer`).

A file is a NumPy archive without pickled objects: `labels`, and for each of the two vectors (`plain`, and `dotless` for
text without dots) `weights` int8 (heads, buckets), `scales` float32 (heads), `biases` float32 (heads), `slopes` and
`offsets` float32 (heads) of the calibration, and `clean` float32 (heads, quantiles).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hiwar.screening.model.features import BUCKET_BITS

LABELS = ("toxic", "insult", "identity", "sectarian", "obscene", "threat", "spam")
HEADS = len(LABELS)
FORMAT = 1
MIDDLE = 128  # What a byte holds for a weight of zero, so that bytes can be added without a sign.

Table = NDArray[np.uint64]
Heads = NDArray[np.float32]


class UnreadableModel(ValueError):
    """The file is no model that this version can read."""


@dataclass(frozen=True, slots=True)
class Vector:
    """One set of weights for all heads.

    `table` has one 64-bit word a bucket: seven bytes of weights around `MIDDLE`, and in the last byte 1, which counts
    features; bucket 0, no feature, counts 0. `shift` drops the bits of a bucket that this vector does not use.
    """

    table: Table
    shift: int
    scales: Heads
    biases: Heads
    slopes: Heads
    offsets: Heads

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], name: str) -> "Vector":
        """Return the vector `name` of an archive; raises `UnreadableModel` if a shape or type is not as promised."""
        weights = _checked(arrays, f"{name}_weights", np.dtype(np.int8), 2)
        buckets = weights.shape[1]
        if weights.shape[0] != HEADS or buckets & (buckets - 1) or buckets > 1 << BUCKET_BITS or not buckets:
            raise UnreadableModel(f"{name}_weights: shape {weights.shape}")
        rows = np.empty((buckets, 8), np.uint8)
        rows[:, :HEADS] = (weights.T.astype(np.int16) + MIDDLE).astype(np.uint8)
        rows[:, HEADS] = 1
        rows[0] = [MIDDLE] * HEADS + [0]
        numbers = [_heads(arrays, f"{name}_{part}") for part in ("scales", "biases", "slopes", "offsets")]
        return cls(rows.view("<u8").ravel().astype(np.uint64), BUCKET_BITS - buckets.bit_length() + 1, *numbers)


@dataclass(frozen=True, slots=True)
class Weights:
    """A model: its name, a vector for text with dots and one for text without, the scores of clean comments.

    `clean` (heads, quantiles): probabilities of clean, news-like comments at evenly spaced quantiles from 0 to 1.
    """

    name: str
    plain: Vector
    dotless: Vector
    clean: Heads

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "Weights":
        """Return the model of an archive; raises `UnreadableModel`."""
        if "format" not in arrays or int(arrays["format"]) != FORMAT:
            raise UnreadableModel("format")
        if tuple(str(label) for label in arrays["labels"]) != LABELS:
            raise UnreadableModel("labels")
        clean = _checked(arrays, "clean", np.dtype(np.float32), 2)
        if clean.shape[0] != HEADS or clean.shape[1] < 2:
            raise UnreadableModel("clean")
        plain, dotless = (Vector.from_arrays(arrays, name) for name in ("plain", "dotless"))
        return cls(str(arrays["name"]), plain, dotless, clean)


def _checked(arrays: Mapping[str, NDArray[Any]], key: str, dtype: np.dtype[Any], dimensions: int) -> NDArray[Any]:
    if key not in arrays or arrays[key].dtype != dtype or arrays[key].ndim != dimensions:
        raise UnreadableModel(key)
    return arrays[key]


def _heads(arrays: Mapping[str, NDArray[Any]], key: str) -> Heads:
    numbers: Heads = _checked(arrays, key, np.dtype(np.float32), 1)
    if len(numbers) != HEADS or not np.isfinite(numbers).all():
        raise UnreadableModel(key)
    return numbers
