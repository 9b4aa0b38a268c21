"""Credence: how far each part of the model is believed about a text, by how many of its words the lexicon knows.

Belongs here: the two factors. Not here: what the parts say (`scorer`, `network`), and the slopes that calibration gives
them (`hiwar.training.archive`).

Calibration knows the sources that taught the model, where letters say much; about cases of strangers the network, which
knows what words mean, is right more often. Where words are misspelt it is the other way: letters are all there is. So
the factors follow the share of known words. With one pair of factors for all texts either the blind suites or comments
with dropped letters were worse off (`docs/reference/model.md`).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# At this share of known words and below, and where all are known: nine in ten words of a usual comment are.
_FEW, _ALL = 0.8, 1.0
_LETTERS, _MEANINGS = (1.2, 0.6), (0.8, 1.2)


class Credence(NamedTuple):
    """Factors of the linear part's logit and of the network's, each (texts) or (windows)."""

    letters: NDArray[np.float64]
    meanings: NDArray[np.float64]


def credence(known: NDArray[np.float64]) -> Credence:
    """Return how far the parts are believed at each share of known words.

    >>> letters, meanings = credence(np.array([0.5, 0.9, 1.0]))
    >>> letters.round(3).tolist(), meanings.round(3).tolist()
    ([1.2, 0.9, 0.6], [0.8, 1.0, 1.2])
    """
    share = np.minimum(np.maximum((known - _FEW) / (_ALL - _FEW), 0), 1)
    return Credence(*(few + (every - few) * share for few, every in (_LETTERS, _MEANINGS)))
