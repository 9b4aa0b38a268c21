"""What a hostile teacher can do to the model we ship (threats, row M3), measured on the functional suite."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
import pytest

from hiwar.screening.learning.exam import figures
from hiwar.screening.learning.examples import Example
from hiwar.screening.learning.learn import NOTHING, Knowledge, Material, learn
from hiwar.screening.model import shipped_scorer
from hiwar.screening.model.local import COLUMNS, SiteScorer
from hiwar.training.phrases import criticism, insults, violence
from hiwar.training.phrases.grammar import Family, expand
from hiwar.training.suite import read_cases
from simulated_newsroom import days

CASES = Path(__file__).resolve().parents[3] / "cases" / "policy"
CAREFUL = 0.02


def sentences(*, violating: bool) -> Iterator[str]:
    """Written sentences, of many families in turn, that should be held or published."""
    families: list[Family] = [*insults.FAMILIES, *violence.FAMILIES, *criticism.FAMILIES]
    for seed in range(1000):
        for family in families:
            for example in expand(family, count=1, seed=seed):
                if bool(example.labels) is violating:
                    yield example.text


def honest(count: int) -> list[Example]:
    teachers = ("yusuf", "salma")
    clean = islice(sentences(violating=False), count // 2)
    bad = islice(sentences(violating=True), count // 2)
    made = [Example(text, "clean", teachers[number % 2]) for number, text in enumerate(clean)]
    made += [Example(text, "toxic", teachers[number % 2]) for number, text in enumerate(bad)]
    return shuffled(made)


def shuffled(examples: list[Example]) -> list[Example]:
    Random(4).shuffle(examples)
    return examples


def auc(knowledge: Knowledge) -> float:
    scorer = SiteScorer(shipped_scorer(), knowledge.vector, name="1")
    cases = read_cases(CASES)
    scores = scorer.scores([case.text for case in cases])[:, list(COLUMNS)].astype(np.float64)
    answers = np.array([case.expect == "hold" for case in cases])
    return figures(scores, answers, scorer.threshold, CAREFUL).auc


def after(decisions: list[Example]) -> float:
    standing = tuple(islice(sentences(violating=False), 900, 1300))
    outcome = learn(Material(decisions, standing), scorer=shipped_scorer(), current=NOTHING, false_holds=CAREFUL)
    return auc(outcome.knowledge)


@pytest.fixture(scope="module")
def before() -> float:
    return auc(NOTHING)


def test_an_account_that_approves_abuse_changes_nothing(before: float) -> None:
    abuse = islice(sentences(violating=True), 1000, 1600)

    poisoned = shuffled([*honest(600), *(Example(text, "clean", "karim") for text in abuse)])

    assert after(poisoned) >= before - 0.005


def test_a_brigade_whose_copies_a_tired_moderator_waves_through_changes_nothing(before: float) -> None:
    (copy,) = islice(sentences(violating=True), 2000, 2001)

    flooded = shuffled([*honest(600), *(Example(f"{copy}{'!' * n}", "clean", "karim") for n in range(2000))])

    assert after(flooded) >= before - 0.005


def test_one_who_rejects_what_is_fair_changes_nothing(before: float) -> None:
    fair = islice(sentences(violating=False), 1500, 2100)

    poisoned = shuffled([*honest(600), *(Example(text, "toxic", "karim") for text in fair)])

    assert after(poisoned) >= before - 0.005


def test_the_shipped_model_learns_a_quarrel_it_never_heard_of() -> None:
    evenings = [evening.figures for evening, _ in days(shipped_scorer(), count=12)]

    recall = [figures.recall for figures in evenings]
    assert recall == sorted(recall)
    assert recall[-1] > recall[0] + 0.3
    assert max(figures.false_rate for figures in evenings) <= CAREFUL
