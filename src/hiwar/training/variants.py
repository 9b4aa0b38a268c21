"""Variants: examples that nobody wrote, made of others by putting words of the same meanings in each other's place.

Belongs here: which words change places. Not here: what a variant teaches, which is what the teachers think of it
(`teachers`). What they think of lessons they learned by heart says little more than the lessons do; here they must
apply what they learned.
"""

import numpy as np
from numpy.typing import NDArray

from hiwar.training.network import Examples

SWAPPED = 0.3


def varied(examples: Examples, seed: int, swapped: float = SWAPPED) -> Examples:
    """Return as many examples, in each of which a share of the words the lexicon knows is another of its set.

    The words to choose from are those of the examples, each as often as any other.
    """
    draw = np.random.default_rng(seed)
    known = np.argwhere(examples.sets > 0)
    sets = examples.sets[tuple(known.T)]
    words = examples.buckets[tuple(known.T)]
    # A set and the bucket of the whole word tell two words apart, but for one pair in thousands.
    keys = sets.astype(np.uint64) << np.uint64(16) | words[:, 0]
    kinds, firsts = np.unique(keys, return_index=True)
    kind_sets = kinds >> np.uint64(16)
    changed = draw.random(len(known)) < swapped
    mine = sets[changed].astype(np.uint64)
    begins, ends = np.searchsorted(kind_sets, mine, "left"), np.searchsorted(kind_sets, mine, "right")
    chosen: NDArray[np.int64] = firsts[begins + (draw.random(len(mine)) * (ends - begins)).astype(np.int64)]
    buckets = examples.buckets.copy()
    buckets[tuple(known[changed].T)] = words[chosen]
    return examples._replace(buckets=buckets)
