"""Train without one source at a time and measure on all of it: what a newsroom nobody has seen may expect.

make leave-one-out DATASETS=folder            every source that annotates abuse, and two apart
make leave-one-out DATASETS=folder ARGS=dziriofn

The overall score only, with fewer written sentences and rounds than the shipped model: thirteen trainings must fit an
hour. Mixture of both parts as calibrated in each training.
"""

import argparse
import sys
from pathlib import Path
from statistics import fmean
from time import monotonic

import numpy as np

from hiwar.screening.model.credence import credence
from hiwar.training.archive import mixed
from hiwar.training.corpus import UNLABELLED, WRITTEN, lesson, read_rows
from hiwar.training.evaluation import auc, recall_at
from hiwar.training.fit import Pace, fitted, matrix_of
from hiwar.training.lessons import Recipe, noisy, prepared
from hiwar.training.network import Schedule, examples_of, known_share, predicted, trained
from hiwar.training.train import LINEAR_SHARE
from hiwar.training.truths import Row

ABUSE = (
    "alakrot_youtube", "darija_offensive", "dziriofn", "egyptian5", "lhsab", "mlma", "mubarak_tweets", "omcd",
    "osact4", "osact5", "sohateful", "thsab",
)  # fmt: skip
APART = ("aref_sectarian", "aljazeera_deleted")
RECIPE = Recipe(written=40_000, tests_too=True)
# Slips of the finger are measured elsewhere; whole sources are in Latin letters.
NOISE = {"arabizi": 0.15}
SCHEDULE = Schedule(epochs=3)
PACE = Pace(epochs=12)
TOXIC = 0


def main() -> int:
    """Print a line for each source left out and the mean over those that annotate abuse."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("datasets", type=Path, help="folder of *.jsonl(.gz)")
    parser.add_argument("sources", nargs="*", default=[*ABUSE, *APART], help="default: all of them")
    options = parser.parse_args()
    rows = [row for row in read_rows(options.datasets) if row.label != UNLABELLED]
    found: dict[str, float] = {}
    print(f"{'left out':<20}{'linear':>9}{'network':>9}{'both':>9}{'R@5':>9}{'texts':>9}{'seconds':>9}")
    for source in options.sources:
        started = monotonic()
        linear, network, both, recall, count = left_out(rows, source)
        found[source] = both
        seconds = monotonic() - started
        print(
            f"{source:<20}{linear:>9.4f}{network:>9.4f}{both:>9.4f}{recall:>9.4f}{count:>9,}{seconds:>9.0f}", flush=True
        )
    if means := [value for source, value in found.items() if source in ABUSE]:
        print(f"{'mean over abuse':<20}{'':>18}{fmean(means):>9.4f}{'':>9}{len(means):>9}")
    return 0


def left_out(rows: list[Row], source: str) -> tuple[float, float, float, float, int]:
    """Return AUC of either part and of both, recall at 5% false holds, and how many texts they rest on."""
    lessons = prepared((row for row in rows if row.source != source), RECIPE)
    teaching = lessons.teaching + noisy(lessons.teaching, RECIPE.seed, NOISE)
    parameters = trained(examples_of([one.text for one in teaching]), teaching, SCHEDULE, _quiet)
    weighed = [
        one._replace(weight=one.weight * LINEAR_SHARE) if one.source.startswith(WRITTEN) else one for one in teaching
    ]
    vector = fitted(matrix_of([one.text for one in teaching]), weighed, PACE, _quiet, heads=(TOXIC,))
    calibrating = lessons.calibrating
    texts = [one.text for one in calibrating]
    examples = examples_of(texts)
    logits = vector.logits(matrix_of(texts)), predicted(parameters, examples).astype(np.float64)
    mixture = mixed(*logits, calibrating, known_share(examples))
    tested = [one for row in rows if row.source == source and (one := lesson(row)).answers[TOXIC] is not None]
    texts = [one.text for one in tested]
    linear = vector.logits(matrix_of(texts))[:, TOXIC]
    examples = examples_of(texts)
    network = predicted(parameters, examples)[:, TOXIC]
    letters, meanings = credence(known_share(examples))
    both = letters * linear * mixture.slopes[TOXIC] + meanings * network * mixture.network_slopes[TOXIC]
    held = [bool(one.answers[TOXIC]) for one in tested]
    recall = recall_at(both, held, false_holds=0.05)
    return auc(linear, held), auc(network, held), auc(both, held), recall, len(tested)


def _quiet(_step: str) -> None:
    """Say nothing: the table is the progress."""


if __name__ == "__main__":
    sys.exit(main())
