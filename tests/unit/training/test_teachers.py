"""Teachers differ, and who was taught by them says more of what they say."""

from __future__ import annotations

import numpy as np
import pytest

from hiwar.training.corpus import Lesson
from hiwar.training.network import Schedule, examples_of, predicted, trained
from hiwar.training.teachers import teachers_of, thoughts

SCHEDULE = Schedule(epochs=6, rate=0.01, teachers=2)
LESSONS = [
    lesson
    for number in range(60)
    for lesson in (
        Lesson(f"يا أحمق رقم {number} اسكت", (True,) + (False,) * 6, 1.0, "one"),
        Lesson(f"شكراً على المقال رقم {number}", (False,) * 7, 1.0, "two"),
        Lesson(f"لا أدري ما أقول عن {number}", (None,) * 7, 1.0, "two"),
    )
]
EXAMPLES = examples_of([lesson.text for lesson in LESSONS])
SILENT = np.array([lesson.answers[0] is None for lesson in LESSONS])


def quiet(_: str) -> None:
    """Say nothing."""


def test_teachers_think_something_of_every_example() -> None:
    heard = thoughts(teachers_of(EXAMPLES, LESSONS, SCHEDULE, quiet), EXAMPLES)

    assert heard.shape == (len(LESSONS), 7)
    assert ((heard >= 0) & (heard <= 1)).all()
    assert heard[0::3, 0].min() > heard[1::3, 0].max()


def test_a_schedule_may_have_no_teachers() -> None:
    assert teachers_of(EXAMPLES, LESSONS, SCHEDULE._replace(teachers=0), quiet) == []


def test_teachers_are_not_the_same_and_not_the_pupil() -> None:
    said = [
        predicted(trained(EXAMPLES, LESSONS, SCHEDULE._replace(seed=seed), quiet), EXAMPLES) for seed in (1, 1001, 1002)
    ]

    both = 1 / (1 + np.exp(-(said[1] + said[2]) / 2))
    heard = thoughts(teachers_of(EXAMPLES, LESSONS, SCHEDULE._replace(seed=1), quiet), EXAMPLES)
    np.testing.assert_allclose(heard, both, atol=1e-3)
    assert np.abs(said[1] - said[2]).max() > 0.01
    assert np.abs(said[0] - said[1]).max() > 0.01


@pytest.mark.parametrize("thought", [0.05, 0.95])
def test_what_no_answer_says_is_learned_from_what_others_think(thought: float) -> None:
    heard = np.full((len(LESSONS), 7), 0.5, np.float16)
    heard[SILENT, 0] = thought

    pupil = trained(EXAMPLES, LESSONS, SCHEDULE, quiet, told=heard)

    said = predicted(pupil, EXAMPLES)[SILENT, 0]
    assert ((said > 1) if thought > 0.5 else (said < -1)).all()
