"""The classifier: hashed n-grams, small integer weights, NumPy and nothing else.

Belongs here: scoring and explaining a comment. Not here: making the weights (`hiwar.training`), what a score leads to
(`hiwar.screening.rules`).
"""

from hiwar.screening.model.carriers import Carrier
from hiwar.screening.model.labels import LABELS, UnreadableModel
from hiwar.screening.model.scorer import Scorer
from hiwar.screening.model.shipped import shipped_scorer
from hiwar.screening.model.weights import Weights

__all__ = ["LABELS", "Carrier", "Scorer", "UnreadableModel", "Weights", "shipped_scorer"]
