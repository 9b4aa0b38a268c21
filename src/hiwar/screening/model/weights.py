"""Weights: what was learned, as a file holds it and as the scorer adds it up.

Belongs here: the shapes, checking them, packing them for one gather. Not here: fitting (`hiwar.training`), hashing
(`features`), sums (`scorer`).

A file is a NumPy archive without pickled objects: `labels`; for each of the two vectors (`plain`, and `dotless` for
text without dots) `toxic` int8 (buckets) and `others` int8 (heads - 1, buckets), which may have fewer buckets, `scales`
float32 (heads) and `mixture` float32 (3, heads); `clean` float32 (heads, quantiles); and the network's arrays
(`network`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hiwar.screening.model.features import BUCKETS
from hiwar.screening.model.labels import FORMAT, HEADS, LABELS, MIDDLE, UnreadableModel
from hiwar.screening.model.network import Network

Table = NDArray[np.uint64]
Heads = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vector:
    """One set of weights for all heads.

    `table` (buckets) has one 64-bit word a bucket: seven bytes of weights around `MIDDLE`, and in the last byte 1,
    which counts features; bucket 0, no feature, counts 0. The logit of a label is its sum times `scales` times
    `slopes`, plus the network's logit times `network_slopes`, each as far as it is believed (`credence`), plus
    `offsets`, all float32 (heads).
    """

    table: Table
    scales: Heads
    slopes: Heads
    network_slopes: Heads
    offsets: Heads

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], name: str) -> "Vector":
        """Return the vector `name` of an archive; raises `UnreadableModel` if a shape or type is not as promised."""
        toxic = _checked(arrays, f"{name}_toxic", np.dtype(np.int8), 1)
        others = _checked(arrays, f"{name}_others", np.dtype(np.int8), 2)
        mixture = _checked(arrays, f"{name}_mixture", np.dtype(np.float32), 2)
        scales = _checked(arrays, f"{name}_scales", np.dtype(np.float32), 1)
        shapes = others.shape[0], mixture.shape, scales.shape
        if shapes != (HEADS - 1, (3, HEADS), (HEADS,)) or not (
            np.isfinite(mixture).all() and np.isfinite(scales).all()
        ):
            raise UnreadableModel(name)
        rows = np.empty((BUCKETS, 8), np.uint8)
        for head, weights in enumerate((toxic, *others)):
            if not len(weights) or BUCKETS % len(weights):
                raise UnreadableModel(name)
            rows[:, head] = np.repeat((weights.astype(np.int16) + MIDDLE).astype(np.uint8), BUCKETS // len(weights))
        rows[:, HEADS] = 1
        rows[0] = [MIDDLE] * HEADS + [0]
        return cls(rows.view("<u8").ravel().astype(np.uint64), scales, *mixture)


@dataclass(frozen=True, slots=True)
class Weights:
    """A model: its name, a vector for text with dots and one for text without, the network, what clean comments score.

    `clean` (heads, quantiles): probabilities of clean, news-like comments at evenly spaced quantiles from 0 to 1.
    """

    name: str
    plain: Vector
    dotless: Vector
    network: Network
    clean: Heads

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "Weights":
        """Return the model of an archive; raises `UnreadableModel`."""
        if "format" not in arrays or int(arrays["format"]) != FORMAT:
            raise UnreadableModel("format")
        if tuple(str(label) for label in arrays.get("labels", ())) != LABELS:
            raise UnreadableModel("labels")
        if "name" not in arrays:
            raise UnreadableModel("name")
        clean = _checked(arrays, "clean", np.dtype(np.float32), 2)
        if clean.shape[0] != HEADS or clean.shape[1] < 2:
            raise UnreadableModel("clean")
        plain, dotless = (Vector.from_arrays(arrays, name) for name in ("plain", "dotless"))
        return cls(str(arrays["name"]), plain, dotless, Network.from_arrays(arrays), clean)


def _checked(arrays: Mapping[str, NDArray[Any]], key: str, dtype: np.dtype[Any], dimensions: int) -> NDArray[Any]:
    if key not in arrays or arrays[key].dtype != dtype or arrays[key].ndim != dimensions:
        raise UnreadableModel(key)
    return arrays[key]
