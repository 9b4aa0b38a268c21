"""The lessons of one training: which texts, disguised how, and which are kept back to calibrate.

Belongs here: the split, the noise, the mixture of collected and written text. Not here: reading and writing sentences
(`corpus`), learning from them (`fit`, `network`).
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from random import Random
from types import MappingProxyType
from typing import NamedTuple

from hiwar.arabic.fold import fold_batch
from hiwar.training.corpus import (
    KEPT_BACK,
    UNLABELLED,
    WRITTEN,
    Lesson,
    is_kept_back,
    judged_lesson,
    lesson,
    written_lessons,
)
from hiwar.training.evasions import disguised
from hiwar.training.judgments import UNSURE, judged
from hiwar.training.truths import Row, are_test

# How often a text is taught a second time in a disguise that folding cannot undo.
NOISE: Mapping[str, float] = MappingProxyType({"swapped": 0.25, "dropped": 0.5, "arabizi": 0.15})
_BATCH = 4096


class Recipe(NamedTuple):
    """What a training is made of: how many written sentences, how much one counts, and the seed of every choice.

    `tests_too`: rows kept for testing teach as well; only for trainings that are measured on a source left out.
    """

    written: int = 400_000
    written_weight: float = 0.7
    seed: int = 1
    tests_too: bool = False


class Lessons(NamedTuple):
    """What teaches, what calibrates, and unlabelled news comments to measure false holds on."""

    teaching: list[Lesson]
    calibrating: list[Lesson]
    news: list[str]


def prepared(rows: Iterable[Row], recipe: Recipe) -> Lessons:
    """Return the lessons of a recipe. Rows for testing are in none of them; the same rows give the same lessons."""
    collected: list[Lesson] = []
    news: list[str] = []
    for row in rows:
        labels = judged(row.text)
        if labels is not None and labels != UNSURE:
            collected.append(judged_lesson(row, labels))
        elif row.label != UNLABELLED:
            collected.append(lesson(row))
        # What is known to be no clean comment must not say what clean comments are like.
        if row.label == UNLABELLED and not labels:
            news.append(row.text)
    teaching, calibrating = [], []
    testing = are_test([found.text for found in collected])
    for found, number, tests in zip(collected, _numbers(collected), testing, strict=True):
        if recipe.tests_too or not tests:
            (calibrating if number % KEPT_BACK == 0 else teaching).append(found)
    written = written_lessons(recipe.written, recipe.seed, recipe.written_weight)
    # Sentences of one template must not stand on both sides, or calibration would measure memory: families part as one.
    for found in written:
        (calibrating if is_kept_back(found.source) else teaching).append(found)
    return Lessons(teaching, calibrating, news)


def noisy(lessons: Sequence[Lesson], seed: int, shares: Mapping[str, float] = NOISE) -> list[Lesson]:
    """Return disguised copies of a share of the lessons, each at half the weight of its plain twin."""
    draw = Random(seed)  # noqa: S311 - noise, not secrets
    copies = []
    # Disguises are learned from collected comments; of our own sentences every second one is enough.
    written = [found for found in lessons if found.source.startswith(WRITTEN)]
    collected = [found for found in lessons if not found.source.startswith(WRITTEN)]
    for found in collected + written[::2]:
        for evasion, share in shares.items():
            if draw.random() < share:
                text = disguised(found.text, evasion=evasion, seed=seed)
                if text != found.text:
                    copies.append(found._replace(text=text, weight=found.weight / 2))
    return copies


def _numbers(lessons: Sequence[Lesson]) -> Iterable[int]:
    """Return a number for each text that depends on its folded form alone, and not on what `truths` looks at."""
    for first in range(0, len(lessons), _BATCH):
        folded = fold_batch([found.text for found in lessons[first : first + _BATCH]])
        for index in range(len(folded)):
            digest = blake2b(folded.folded(index).text.encode(), digest_size=8, salt=b"kept back").digest()
            yield int.from_bytes(digest, "big")
