"""The model that comes with Hiwar. It is data of the package, read once a process, when first asked for.

Belongs here: finding and reading the file. Not here: what is in it (`weights`).
"""

from functools import cache
from importlib.resources import files

import numpy as np

from hiwar.screening.model.scorer import Scorer
from hiwar.screening.model.weights import Weights

FILE = "hiwar.npz"


@cache
def shipped_scorer() -> Scorer:
    """Return the scorer that ships with this version; about 0.1 s the first time.

    Raises `UnreadableModel`, or `OSError` if the file is gone: callers hold what they cannot score.
    """
    with files("hiwar.screening.model").joinpath(FILE).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        scorer = Scorer(Weights.from_arrays({key: arrays[key] for key in arrays.files}))
    # Tables that reading makes on first use belong to the start as well, not to the first comment's budget.
    scorer.scores(("حوار",))
    return scorer
