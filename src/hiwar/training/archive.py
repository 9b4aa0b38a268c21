"""The archive: learned numbers rounded to bytes, calibrated, named and written as the file that ships.

Belongs here: rounding, the mixture of vector and network, quantiles of clean comments, the file. Not here: learning
(`fit`, `network`), reading the file (`hiwar.screening.model.weights`).
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from hiwar.screening.model.credence import credence
from hiwar.screening.model.labels import FORMAT, HEADS, LABELS
from hiwar.training.corpus import WRITTEN, Lesson
from hiwar.training.lexicon.read import lexicon

Arrays = dict[str, NDArray[Any]]
Floats = NDArray[np.float64]
_STEPS = 63
_TOP = 0.9999
_VECTOR_STEPS = 7
_VECTOR_TOP = 0.99
QUANTILES = 1001
# How many of the news comments that nobody judged to violate the policy do so all the same: of 30,000 that we drew by
# score and judged, 0.3% did below a score of 0.2 and half above 0.9; for those that were not drawn, that makes one in a
# hundred.
_VIOLATING = 0.01
_OWN_SHARE = 0.5


class Mixture(NamedTuple):
    """How the logits of vector and network become one: a slope for each (heads), and an offset (heads)."""

    slopes: Floats
    network_slopes: Floats
    offsets: Floats


def vector_arrays(toxic: NDArray[np.float32], others: NDArray[np.float32], mixture: Mixture, *, name: str) -> Arrays:
    """Return weights as they are stored; `toxic` is (buckets), `others` (heads - 1, buckets), perhaps fewer of them."""
    (toxic,), first = rounded(toxic[None])
    others, rest = rounded(others)
    scales = np.concatenate((first, rest)).astype(np.float32)
    return {
        f"{name}_toxic": toxic, f"{name}_others": others, f"{name}_scales": scales,
        f"{name}_mixture": np.array(mixture, np.float32),
    }  # fmt: skip


def rounded(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], Floats]:
    """Return weights (heads, buckets) in 127 steps, and one scale a head.

    The scale is a high percentile over the widest step: a few huge weights must not make all others coarse. Bytes hold
    255 steps, but the file deflates much better with half of them.
    """
    tops = [np.quantile(np.abs(row[row != 0]), _TOP) if row.any() else 1.0 for row in weights]
    scales = np.array(tops, np.float64) / _STEPS
    whole = np.clip(np.rint(weights / scales[:, None]), -_STEPS, _STEPS).astype(np.int8)
    return whole, scales


def network_arrays(parameters: Mapping[str, NDArray[np.float32]]) -> Arrays:
    """Return the network's parameters as they are stored: word vectors in a few steps, layers in half precision.

    A word adds up the vectors of some ten buckets, and their roundings cancel out: fifteen steps cost no AUC that could
    be measured, and deflate to half of what 255 of them take.
    """
    vectors = parameters["vectors"]
    scales = np.maximum(np.quantile(np.abs(vectors), _VECTOR_TOP, axis=0), 1e-6) / _VECTOR_STEPS
    whole = np.clip(np.rint(vectors / scales), -_VECTOR_STEPS, _VECTOR_STEPS).astype(np.int8)
    layers = {f"network_{name}": value.astype(np.float16) for name, value in parameters.items() if name != "vectors"}
    return {"network_vectors": whole, "network_scales": scales.astype(np.float32), **layers, **lexicon()}


def restored(arrays: Arrays) -> dict[str, NDArray[np.float32]]:
    """Return the parameters that stored arrays stand for: what `network_arrays` left of them."""
    prefix = "network_"
    parameters = {name.removeprefix(prefix): value for name, value in arrays.items() if name.startswith(prefix)}
    scales = parameters.pop("scales")
    found = {name: value.astype(np.float32) for name, value in parameters.items()}
    found["vectors"] *= scales
    return found


def mixed(linear: Floats, network: Floats, lessons: Sequence[Lesson], known: Floats) -> Mixture:
    """Return the mixture that explains lessons that taught neither; logits are (lessons, heads).

    `known` (lessons): the share of a lesson's words that the lexicon knows. Slopes are those of both parts as they are;
    offsets, of both parts as far as they are believed (`hiwar.screening.model.credence`).

    Sources count by the root of their size, and an answer of either kind counts half: a probability of 0.5 means that
    the comment is as like the one kind as the other. How rare violations are in a newsroom is for its thresholds.
    """
    mixture, believed = np.zeros((3, HEADS)), np.stack(credence(known), axis=1)
    for head in range(HEADS):
        answers = np.array([-1 if lesson.answers[head] is None else int(lesson.answers[head]) for lesson in lessons])
        told = np.flatnonzero(answers >= 0)
        weights = _balanced([lessons[place].source for place in told], answers[told])
        columns = np.stack((linear[told, head], network[told, head], np.ones(len(told))), axis=1)
        slopes = _logistic(columns, answers[told], weights)[:2]
        given = (columns[:, :2] * believed[told]) @ slopes
        mixture[:, head] = *slopes, *_logistic(columns[:, 2:], answers[told], weights, given=given)
    return Mixture(*mixture)


def _balanced(sources: Sequence[str], answers: NDArray[np.int64]) -> Floats:
    names = [source.partition(":")[0] for source in sources]
    groups = np.unique(names, return_inverse=True)[1] * 2 + answers
    counts = np.bincount(groups)
    # Square roots: a source of twenty rows must not say as much as one of two thousand.
    weights = 1 / np.sqrt(counts[groups])
    # Our own sentences are like nobody's comments; at full weight the network, which learned them, would be believed
    # more than it deserves on comments from elsewhere.
    weights *= np.where([name == WRITTEN for name in names], _OWN_SHARE, 1.0)
    for answer in (0, 1):
        side = answers == answer
        if side.any():
            weights[side] /= 2 * weights[side].sum()
    return np.asarray(weights, np.float64)


def _logistic(columns: Floats, answers: NDArray[np.int64], weights: Floats, *, given: Floats | float = 0.0) -> Floats:
    """Return the coefficients of the columns, the last of which is an intercept, beside logits that are given."""
    signs = np.where(answers == 1, 1.0, -1.0)

    def objective(point: Floats) -> tuple[float, Floats]:
        margins = signs * (columns @ point + given)
        slope = -weights * signs / (1 + np.exp(np.clip(margins, -50, 50)))
        penalty = 1e-6 * point
        return float(weights @ np.logaddexp(0, -margins) + point @ penalty / 2), columns.T @ slope + penalty

    # A part that speaks against its own head would make explanations read backwards.
    bounds = [(0.0, None)] * (columns.shape[1] - 1) + [(None, None)]
    found = minimize(objective, np.array([1.0] * (columns.shape[1] - 1) + [0.0]), jac=True, bounds=bounds)
    return np.asarray(found.x, np.float64)


def clean_quantiles(probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return evenly spaced quantiles, from 0 to 1, of the probabilities that clean comments get.

    Unlabelled comments are not all clean. The probabilities hold where half of the comments violate the policy; moved
    to a share of `_VIOLATING` (Saerens, Latinne and Decaestecker, Neural Computation 14, 2002), they say how likely
    each comment is to be clean, and it counts as much.
    """
    given = np.clip(np.sort(probabilities.astype(np.float64)), 1e-6, 1 - 1e-6)
    odds = given / (1 - given) * _VIOLATING / (1 - _VIOLATING)
    weights = 1 / (1 + odds)
    ranks = (np.cumsum(weights) - weights / 2) / weights.sum()
    quantiles: NDArray[np.float32] = np.interp(np.linspace(0, 1, QUANTILES), ranks, given).astype(np.float32)
    return quantiles


def written_to(path: Path, arrays: Arrays, release: str) -> str:
    """Write the archive and return the model's name, which is the release and a digest of every number in it."""
    digest = sha256()
    for key in sorted(arrays):
        digest.update(key.encode() + np.ascontiguousarray(arrays[key]).tobytes())
    name = f"hiwar-{release}-{digest.hexdigest()[:8]}"
    known = {"format": np.array(FORMAT), "labels": np.array(LABELS), "name": np.array(name)}
    with path.open("wb") as file:
        np.savez_compressed(file, **known, **arrays)
    return name
