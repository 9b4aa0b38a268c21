"""One training, from a folder of comments to the file that ships.

Belongs here: the order of the steps. Not here: any of them. `hiwar train` is its door (`hiwar.config.shell`).

Tests of the parts stand beside them; what the whole is worth is what `make evaluate` prints.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.fold import FoldedBatch, fold_batch
from hiwar.arabic.rasm import rasm_batch
from hiwar.screening.model.labels import FORMAT, HEADS, LABELS
from hiwar.screening.model.scorer import Scorer
from hiwar.screening.model.weights import Weights
from hiwar.training.archive import (
    Arrays,
    clean_quantiles,
    mixed,
    network_arrays,
    restored,
    vector_arrays,
    written_to,
)
from hiwar.training.corpus import CLEAR_LICENCES, UNLABELLED, WRITTEN, Lesson, read_rows
from hiwar.training.fit import Pace, fitted, matrix_of
from hiwar.training.lessons import Lessons, Recipe, noisy, prepared
from hiwar.training.network import Examples, Schedule, examples_of, joined, known_share, predicted, trained
from hiwar.training.teachers import teachers_of, thoughts
from hiwar.training.variants import varied

Say = Callable[[str], None]
Fold = Callable[[Sequence[str]], FoldedBatch]
# The linear part is there for what collected comments are like; our own sentences are the network's to learn. So it
# sees one in so many of them, each at a share of its weight.
LINEAR_SHARE = 0.07
_LINEAR_WRITTEN = 6
# One lesson in so many is shown to the network without dots too.
_UNDOTTED = 6
_MOST_NEWS = 30_000
# How much a text counts of which only the teachers say something.
_UNANSWERED_WEIGHT = 0.5
# Bits of a bucket, for the overall head and for the others, which lean on the network more.
_BITS = {"plain": (20, 17), "dotless": (18, 15)}
_TOXIC, _OTHERS = (0,), tuple(range(1, HEADS))
# The overall head gets twice as many disguised copies, each at this many times the usual weight.
_NOISE_FACTOR = 2.0


class Training(NamedTuple):
    """What one training was asked to do; the defaults are the shipped model's."""

    recipe: Recipe = Recipe()
    pace: Pace = Pace()
    schedule: Schedule = Schedule()
    clear_licences: bool = False
    release: str = "2026.11"


class Trained(NamedTuple):
    """What came out: the name, what taught it by source, and how many texts calibrated it and its thresholds."""

    name: str
    taught: dict[str, int]
    calibrated: int
    news: int


def train(folder: Path, out: Path, training: Training, say: Say) -> Trained:
    """Train a model on a folder and write it to `out`; the same folder, training and machine give the same file."""
    rows = [row for row in read_rows(folder) if not training.clear_licences or row.source in CLEAR_LICENCES]
    say(f"{len(rows)} rows of {len({row.source for row in rows})} sources")
    lessons = prepared(rows, training.recipe)
    noise = noisy(lessons.teaching, training.recipe.seed)
    say(f"{len(lessons.teaching)} lessons, {len(noise)} disguised, {len(lessons.calibrating)} to calibrate")
    arrays = network_arrays(_network(lessons, noise, training, say))
    arrays |= vectors(lessons, noise, arrays, training, say)
    arrays["clean"] = _clean_scores(arrays, lessons)
    name = written_to(out, arrays, training.release)
    taught: dict[str, int] = {}
    for lesson in lessons.teaching:
        source = lesson.source.partition(":")[0]
        taught[source] = taught.get(source, 0) + 1
    return Trained(name, taught, len(lessons.calibrating), min(len(lessons.news), _MOST_NEWS))


def _rasm(texts: Sequence[str]) -> FoldedBatch:
    return rasm_batch(fold_batch(texts))


def _network(given: Lessons, noise: Sequence[Lesson], training: Training, say: Say) -> dict[str, NDArray[np.float32]]:
    teaching = given.teaching + list(noise)
    undotted = teaching[::_UNDOTTED]
    plain, bare = examples_of([lesson.text for lesson in teaching]), examples_of([x.text for x in undotted], _rasm)
    examples, lessons = joined(plain, bare), teaching + undotted
    teachers = teachers_of(examples, lessons, training.schedule, say)
    if not teachers:
        return trained(examples, lessons, training.schedule, say)
    asked = joined(_variants(given.teaching, plain, training.recipe.seed), examples_of(given.news))
    unanswered = Lesson("", (None,) * HEADS, _UNANSWERED_WEIGHT, UNLABELLED)
    examples, lessons = joined(examples, asked), lessons + [unanswered] * len(asked.lengths)
    say("pupil")
    return trained(examples, lessons, training.schedule, say, told=thoughts(teachers, examples))


def _variants(teaching: Sequence[Lesson], plain: Examples, seed: int) -> Examples:
    """Return variants of our own sentences and of every second collected one."""
    ours = np.array([lesson.source.startswith(WRITTEN) for lesson in teaching])
    rows = np.concatenate((np.flatnonzero(ours), np.flatnonzero(~ours)[::2]))
    return varied(plain.rows(rows), seed)


def vectors(lessons: Lessons, noise: Sequence[Lesson], network: Arrays, training: Training, say: Say) -> Arrays:
    """Return both vectors, calibrated together with the network as it ships, which is rounded."""
    more = noisy(lessons.teaching, training.recipe.seed + 1)
    teaching = _for_the_linear_part(lessons.teaching, 1.0)
    usual = teaching + _for_the_linear_part(noise, 1.0)
    # The overall score must survive slips of the finger; the others share the network's experience of them.
    strong = teaching + _for_the_linear_part([*noise, *more], _NOISE_FACTOR)
    parameters = restored(network)
    arrays: Arrays = {}
    for name, fold in (("plain", fold_batch), ("dotless", _rasm)):
        say(f"vector for {name} text")
        calibrating = [lesson.text for lesson in lessons.calibrating]
        weights, logits = [], np.zeros((len(calibrating), HEADS))
        for taught, bits, heads in zip((strong, usual), _BITS[name], (_TOXIC, _OTHERS), strict=True):
            matrix = matrix_of([lesson.text for lesson in taught], fold, bits=bits)
            linear = fitted(matrix, taught, training.pace, say, heads=heads)
            weights.append(linear.weights[list(heads)])
            logits[:, heads] = linear.logits(matrix_of(calibrating, fold, bits=bits))[:, heads]
        examples = examples_of(calibrating, fold)
        said = predicted(parameters, examples).astype(np.float64)
        mixture = mixed(logits, said, lessons.calibrating, known_share(examples))
        arrays |= vector_arrays(weights[0][0], weights[1], mixture, name=name)
    return arrays


def _for_the_linear_part(lessons: Sequence[Lesson], factor: float) -> list[Lesson]:
    """Return collected lessons at `factor` times their weight, and some of our own sentences at a small one."""
    collected = [lesson for lesson in lessons if not lesson.source.startswith(WRITTEN)]
    written = [lesson for lesson in lessons if lesson.source.startswith(WRITTEN)][::_LINEAR_WRITTEN]
    return [lesson._replace(weight=lesson.weight * factor) for lesson in collected] + [
        lesson._replace(weight=lesson.weight * LINEAR_SHARE * _LINEAR_WRITTEN) for lesson in written
    ]


def _clean_scores(arrays: dict[str, NDArray[Any]], lessons: Lessons) -> NDArray[np.float32]:
    """Return quantiles of each label's probability over clean, news-like comments, shape (labels, quantiles)."""
    unscaled = np.zeros((len(LABELS), 2), np.float32)
    known = {"format": np.array(FORMAT), "labels": np.array(LABELS), "name": np.array("unnamed"), "clean": unscaled}
    scorer = Scorer(Weights.from_arrays({**known, **arrays}))
    step = max(len(lessons.news) // _MOST_NEWS, 1)
    texts = lessons.news[::step][:_MOST_NEWS] or [found.text for found in lessons.calibrating if not any(found.answers)]
    scores = np.concatenate([scorer.scores(texts[first : first + 256]) for first in range(0, len(texts), 256)])
    return np.stack([clean_quantiles(column) for column in scores.T])
