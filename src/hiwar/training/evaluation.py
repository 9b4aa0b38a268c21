"""Figures: how well scores tell apart what must be held from what must be published.

Belongs here: the measures themselves and tables of them, by source, by head, by evasion. Not here: what a row's label
means (`truths`), which figures are good enough (`floors`), printing (`scripts/evaluate.py`).

>>> auc([0.1, 0.4, 0.35, 0.8], [False, False, True, True])
0.75
>>> recall_at([0.1, 0.4, 0.35, 0.8], [False, False, True, True], false_holds=0.5)
1.0
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from statistics import fmean
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hiwar.screening.weighing import Scores
from hiwar.training.corpus import answers_of
from hiwar.training.evasions import EVASIONS, disguised
from hiwar.training.judgments import UNSURE, judged
from hiwar.training.truths import APART, HEADS, Row, truth

FALSE_HOLDS = (0.02, 0.05)
FEWEST = 20  # With fewer on one side a figure says more about luck than about the model.
_TOXIC = 0


class Figure(NamedTuple):
    """A measured value under its name, and how many texts of each kind it rests on."""

    name: str
    value: float
    positive: int = 0
    negative: int = 0


def auc(scores: ArrayLike, positive: ArrayLike) -> float:
    """Return the chance that a positive scores higher than a negative; ties count half, one kind alone gives nan."""
    values, is_positive = np.asarray(scores, np.float64), np.asarray(positive, bool)
    count, total = int(is_positive.sum()), len(values)
    if not 0 < count < total:
        return float("nan")
    _, inverse, repeats = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(repeats)
    ranks = (last - (repeats - 1) / 2)[inverse]
    return float((ranks[is_positive].sum() - count * (count + 1) / 2) / (count * (total - count)))


def recall_at(scores: ArrayLike, positive: ArrayLike, *, false_holds: float) -> float:
    """Return the share of positives caught by a threshold that at most this share of negatives reaches."""
    values, is_positive = np.asarray(scores, np.float64), np.asarray(positive, bool)
    clean = np.sort(values[~is_positive])[::-1]
    if not len(clean) or not is_positive.any():
        return float("nan")
    allowed = int(false_holds * len(clean))
    # Ties at the border would hold more than was allowed, so a score must lie above the first one that may not reach.
    limit = clean[allowed] if allowed < len(clean) else -np.inf
    return float((values[is_positive] > limit).mean())


def calibration_error(scores: ArrayLike, positive: ArrayLike, *, bins: int = 15) -> float:
    """Return how far probabilities are from frequencies, on average: 0.1 means that «70%» may mean 60% or 80%."""
    values, is_positive = np.asarray(scores, np.float64), np.asarray(positive, np.float64)
    if not len(values):
        return float("nan")
    cell = np.minimum((values * bins).astype(int), bins - 1)
    weight = np.bincount(cell, minlength=bins)
    gap = np.abs(np.bincount(cell, values, bins) - np.bincount(cell, is_positive, bins))
    return float(gap[weight > 0].sum() / len(values))


def by_source(rows: Sequence[Row], scores: NDArray[np.floating[Any]]) -> list[Figure]:
    """Return AUC and recalls of the overall score for each source, then the means over the sources not kept apart."""
    found: list[Figure] = []
    for source, places in _grouped(rows, lambda row: row.source).items():
        found += _figures(f"sources.{source}", rows, scores, (places, "toxic"))
    kinds = ("auc", *(_recall_name(rate) for rate in FALSE_HOLDS))
    for kind in kinds:
        values = [
            figure.value
            for figure in found
            if figure.name.endswith(f".{kind}") and figure.name.split(".")[1] not in APART
        ]
        if values:
            found.append(Figure(f"sources.mean.{kind}", fmean(values), len(values)))
    return found


def by_head(rows: Sequence[Row], scores: NDArray[np.floating[Any]]) -> list[Figure]:
    """Return AUC, recalls and calibration error of each head, on all rows that say something about it.

    Where we judged a comment ourselves, that counts and not what its source says; see `judgments`.
    """
    about = [(range(len(rows)), head) for head in HEADS]
    return [
        figure
        for everywhere, head in about
        for figure in _figures(f"heads.{head}", rows, scores, (everywhere, head), truth=known_truth)
    ]


def by_judgment(rows: Sequence[Row], scores: NDArray[np.floating[Any]]) -> list[Figure]:
    """Return AUC, recalls and calibration error of the overall score on comments we judged by the house policy."""
    known = [place for place, row in enumerate(rows) if judged(row.text) not in (None, UNSURE)]
    found = []
    for source, places in _grouped([rows[place] for place in known], lambda row: row.source).items():
        about = ([known[place] for place in places], "toxic")
        found += _figures(f"judged.{source}", rows, scores, about, truth=known_truth)
    return found


def known_truth(row: Row, head: str) -> bool | None:
    """Return what is known of a row and a head: our own judgment if there is one, else what its source says."""
    labels = judged(row.text)
    if labels is None:
        return truth(row, head)
    return None if labels == UNSURE else answers_of(labels)[HEADS.index(head)]


def by_evasion(rows: Sequence[Row], scorer: Scores, *, part: str = "evasions", seed: int = 1) -> list[Figure]:
    """Return the mean AUC over sources of plain and of disguised texts, and what each disguise costs."""
    truths = np.array([truth(row, "toxic") is True for row in rows])
    groups = [np.array(places) for places in _grouped(rows, lambda row: row.source).values()]

    def mean_auc(texts: Iterable[str]) -> float:
        scores = np.asarray(scorer.scores(list(texts)))[:, _TOXIC]
        return float(np.nanmean([auc(scores[places], truths[places]) for places in groups]))

    plain = mean_auc(row.text for row in rows)
    found = [Figure(f"{part}.none.auc", plain, int(truths.sum()), int((~truths).sum()))]
    for name in EVASIONS:
        value = mean_auc(disguised(row.text, evasion=name, seed=seed) for row in rows)
        found += [Figure(f"{part}.{name}.auc", value), Figure(f"{part}.{name}.loss", plain - value)]
    return found


def _figures(
    name: str,
    rows: Sequence[Row],
    scores: NDArray[np.floating[Any]],
    about: tuple[Iterable[int], str],
    *,
    truth: Callable[[Row, str], bool | None] = truth,
) -> list[Figure]:
    places, head = about
    known = [(place, said) for place in places if (said := truth(rows[place], head)) is not None]
    positive = np.array([said for _place, said in known], bool)
    counts = int(positive.sum()), int((~positive).sum())
    if min(counts) < FEWEST:
        return []
    values = scores[[place for place, _said in known], HEADS.index(head)]
    return [
        Figure(f"{name}.auc", auc(values, positive), *counts),
        *(
            Figure(f"{name}.{_recall_name(rate)}", recall_at(values, positive, false_holds=rate), *counts)
            for rate in FALSE_HOLDS
        ),
        Figure(f"{name}.calibration_error", calibration_error(values, positive), *counts),
    ]


def _recall_name(false_holds: float) -> str:
    return f"recall_at_{100 * false_holds:.0f}"


def _grouped(rows: Sequence[Row], key: Callable[[Row], str]) -> dict[str, list[int]]:
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        groups[key(row)].append(place)
    return dict(sorted(groups.items()))
