"""Teachers: networks that learn first, and tell the one that ships what they think.

Belongs here: what they are told apart by, the mean of what they say. Not here: how a network learns (`network`), which
texts teach it (`lessons`), what they are asked besides those (`variants`).

Networks that learned the same lessons from other beginnings err in other places, and the mean of several is right more
often than any (docs/adr/0043-a-network-taught-by-others.md). Several do not fit the file, nor the microseconds.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from hiwar.screening.model.labels import HEADS
from hiwar.training.corpus import Lesson
from hiwar.training.network import Examples, Schedule, predicted, trained

Teacher = dict[str, NDArray[Any]]


def teachers_of(
    examples: Examples, lessons: Sequence[Lesson], schedule: Schedule, say: Callable[[str], None]
) -> list[Teacher]:
    """Return as many networks as a schedule wants, each of a seed of its own."""
    found = []
    for number in range(1, schedule.teachers + 1):
        say(f"teacher {number} of {schedule.teachers}")
        # Their seeds lie apart from the pupil's, whatever seed is asked for next.
        found.append(trained(examples, lessons, schedule._replace(seed=schedule.seed * 1000 + number), say))
    return found


def thoughts(teachers: Sequence[Teacher], examples: Examples) -> NDArray[np.float16]:
    """Return what teachers think of each example together, as probabilities (examples, heads)."""
    logits = np.zeros((len(examples.lengths), HEADS), np.float32)
    for teacher in teachers:
        logits += predicted(teacher, examples)
    return np.asarray(expit(logits / len(teachers)), np.float16)
