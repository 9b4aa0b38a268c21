"""Hints: what may be harm, said in words that are also said in kindness, by the label that a classifier is asked about.

Belongs here: the tables. Not here: looking for them and what they lead to (`hiwar.screening.hints`). A hint holds
nothing by itself; it lowers how sure the classifier must be.
"""

from hiwar.screening.lists.hints.insults import INSULTS
from hiwar.screening.lists.hints.tables import Hint
from hiwar.screening.lists.hints.threats import THREATS
from hiwar.screening.lists.hints.violence import VIOLENCE

HINTS: tuple[Hint, ...] = (*THREATS, *VIOLENCE, *INSULTS)
