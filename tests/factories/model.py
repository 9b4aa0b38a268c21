"""Models small enough to make in a test: weights by hand, or drawn from a seed."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hiwar.screening.model.features import BUCKET_BITS, features
from hiwar.screening.model.labels import FORMAT, HEADS, LABELS
from hiwar.screening.model.lexicon import hashes_of
from hiwar.screening.model.marks import MARKS
from hiwar.screening.model.network import Layers
from hiwar.screening.model.scorer import Scorer
from hiwar.screening.model.weights import Weights

WIDTH = LAYER = LAST = 8
CLASSES = 3
_NAMED = ("كلب", "حمار", "قطة", "جار")


def arrays(*, seed: int = 1, bits: int = 12) -> dict[str, NDArray[Any]]:
    """Return the arrays of a model with random weights in `2**bits` buckets."""
    draw = np.random.default_rng(seed)

    def real(*shape: int) -> NDArray[np.float32]:
        return draw.normal(size=shape).astype(np.float32)

    def whole(*shape: int) -> NDArray[np.int8]:
        return draw.integers(-127, 128, shape).astype(np.int8)

    found: dict[str, NDArray[Any]] = {
        "format": np.array(FORMAT),
        "labels": np.array(LABELS),
        "name": np.array(f"random-{seed}"),
        "clean": np.sort(draw.random((HEADS, 101)).astype(np.float32), axis=1),
        "network_vectors": whole(1 << bits, WIDTH),
        "network_scales": np.full(WIDTH, 0.01, np.float32),
        "lexicon_words": np.sort(hashes_of(_NAMED)),
        "lexicon_sets": np.array([1, 2, 1, 2], np.uint16),
        "lexicon_members": np.array([[0, 0, 0], [1, 0, 1], [0, 1, 0]], np.uint8),
    }
    for name in ("plain", "dotless"):
        found[f"{name}_toxic"], found[f"{name}_others"] = whole(1 << bits), whole(HEADS - 1, 1 << bits)
        found[f"{name}_scales"] = np.full(HEADS, 0.01, np.float32)
        found[f"{name}_mixture"] = np.array([[1.0] * HEADS, [0.5] * HEADS, [-1.0] * HEADS], np.float32)
    shapes = {
        "marks": (MARKS, WIDTH), "classes": (CLASSES, WIDTH),
        "near": (3 * WIDTH, LAYER), "near_bias": (LAYER,), "far": (3 * LAYER, LAYER),
        "far_bias": (LAYER,), "word": (LAYER, LAST), "mood": (LAYER, LAST), "word_bias": (LAST,),
        "speak": (LAST, HEADS), "overall": (LAYER, HEADS), "bias": (HEADS,),
    }  # fmt: skip
    assert set(shapes) == set(Layers._fields)
    return found | {f"network_{name}": real(*shape).astype(np.float16) for name, shape in shapes.items()}


def random_scorer(seed: int = 1) -> Scorer:
    """Return a scorer with random weights: what it says means nothing, and it always says the same."""
    return Scorer(Weights.from_arrays(arrays(seed=seed)))


def scorer_that_dislikes(*words: str, label: str = "toxic") -> Scorer:
    """Return a scorer whose only opinion is that these words speak for a label."""
    found = arrays(bits=BUCKET_BITS)
    for name in ("plain", "dotless"):
        for part in ("toxic", "others"):
            found[f"{name}_{part}"][:] = 0
        found[f"{name}_mixture"] = np.array([[3.0] * HEADS, [0.0] * HEADS, [-3.0] * HEADS], np.float32)
        row = found[f"{name}_toxic"] if label == "toxic" else found[f"{name}_others"][LABELS.index(label) - 1]
        for word in words:
            row[features([word]).buckets] = 100
    return Scorer(Weights.from_arrays(found))
