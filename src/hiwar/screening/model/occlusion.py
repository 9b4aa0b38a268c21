"""Occlusion: what the network would say without a word.

Belongs here: reading a window once for each of its words with that word left out. Not here: the linear part, whose
shares are exact (`carriers`). The idea is old: Zeiler and Fergus covered parts of pictures (2014).
"""

import numpy as np
from numpy.typing import NDArray

from hiwar.screening.model.network import Network, Reals, Windows


def shares_of_words(network: Network, vectors: Reals, head: int) -> NDArray[np.float64]:
    """Return how much each word of one window adds to a head's logit: the logit, less that of the window without it.

    A window has at most as many words as the scorer reads together, so this reads some two thousand rows at once.
    """
    count = len(vectors)
    whole = float(network.read(vectors, Windows(np.array([0]), np.array([count])))[0, head])
    if count == 1:
        return np.array([whole - float(network.layers.bias[head])])
    others = np.arange(count - 1)
    kept = others[None] + (others[None] >= np.arange(count)[:, None])
    starts = np.arange(count) * (count - 1)
    without = network.read(vectors.take(kept.ravel(), axis=0), Windows(starts, starts + count - 1))
    shares: NDArray[np.float64] = whole - without[:, head].astype(np.float64)
    return shares
