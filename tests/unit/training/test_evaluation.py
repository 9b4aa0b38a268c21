"""Figures mean what their names say: checked on cases small enough to count by hand."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest

from hiwar.training.evaluation import FEWEST, auc, by_evasion, by_head, by_source, calibration_error, recall_at
from hiwar.training.evasions import EVASIONS, FOLDED
from hiwar.training.truths import HEADS, Row
from tests.fakes.scorer import FakeScorer


def test_auc_counts_the_pairs_in_the_right_order() -> None:
    assert auc([1, 2, 3, 4], [False, True, False, True]) == 0.75
    assert auc([4, 3, 2, 1], [False, False, True, True]) == 0.0


def test_ties_count_half() -> None:
    assert auc([1, 1, 1], [True, False, False]) == 0.5


def test_auc_agrees_with_counting_every_pair() -> None:
    draw = Random(4)
    scores = [draw.randrange(30) for _ in range(200)]
    positive = [draw.random() < 0.3 for _ in scores]

    pairs = [
        1.0 if high > low else 0.5 if high == low else 0.0
        for high, yes in zip(scores, positive, strict=True)
        if yes
        for low, no in zip(scores, positive, strict=True)
        if not no
    ]

    assert auc(scores, positive) == pytest.approx(sum(pairs) / len(pairs))


@pytest.mark.parametrize("positive", [[True, True], [False, False]])
def test_one_kind_alone_has_no_auc(positive: list[bool]) -> None:
    assert math.isnan(auc([0.1, 0.2], positive))


def test_recall_never_holds_more_clean_texts_than_allowed() -> None:
    clean, abusive = [0.1] * 98 + [0.8, 0.9], [0.5, 0.85, 0.95]
    scores, positive = clean + abusive, [False] * 100 + [True] * 3

    assert recall_at(scores, positive, false_holds=0.0) == pytest.approx(1 / 3)
    assert recall_at(scores, positive, false_holds=0.01) == pytest.approx(2 / 3)
    assert recall_at(scores, positive, false_holds=0.02) == 1.0


def test_a_tie_at_the_border_holds_nobody() -> None:
    assert recall_at([0.5] * 10 + [0.5], [False] * 10 + [True], false_holds=0.05) == 0.0


def test_probabilities_that_come_true_have_no_error() -> None:
    scores = [0.25] * 4 + [0.75] * 4

    assert calibration_error(scores, [True, False, False, False, True, True, True, False]) == pytest.approx(0)
    assert calibration_error(scores, [False] * 8) == pytest.approx(0.5)


def rows(source: str, count: int = FEWEST) -> list[Row]:
    return [Row(source, f"أنت حقير {number}", "abusive") for number in range(count)] + [
        Row(source, f"شكرا لكم {number}", "ok") for number in range(count)
    ]


def test_the_mean_leaves_out_sources_that_ask_something_else() -> None:
    found = [*rows("lhsab"), *rows("thsab"), *rows("aljazeera_deleted")]
    scores = np.zeros((len(found), len(HEADS)))
    scores[:FEWEST, 0] = 1  # The first source is told apart, the second is not, the third must not count.
    scores[-FEWEST:, 0] = 1

    figures = {figure.name: figure.value for figure in by_source(found, scores)}

    assert figures["sources.lhsab.auc"] == 1.0
    assert figures["sources.aljazeera_deleted.auc"] == 0.0
    assert figures["sources.mean.auc"] == 0.75


def test_a_source_too_small_to_say_anything_has_no_figure() -> None:
    found = rows("lhsab", FEWEST - 1)

    assert by_source(found, np.zeros((len(found), len(HEADS)))) == []


def test_a_head_is_measured_only_where_annotators_looked_for_it() -> None:
    found = rows("lhsab")
    scores = FakeScorer().scores([row.text for row in found])

    figures = {figure.name: figure.value for figure in by_head(found, scores)}

    assert figures["heads.insult.auc"] == 1.0
    assert not any(name.startswith(("heads.threat", "heads.obscene", "heads.sectarian")) for name in figures)


class Folding(FakeScorer):
    """A scorer that folds first, as ours does; the fake reads letters as they come."""

    def scores(self, texts):
        from hiwar.arabic.fold import fold

        return super().scores([fold(text).text for text in texts])


def test_a_disguise_costs_what_the_scorer_loses_by_it() -> None:
    blind = {figure.name: figure.value for figure in by_evasion(rows("lhsab"), FakeScorer())}
    folding = {figure.name: figure.value for figure in by_evasion(rows("lhsab"), Folding())}

    assert blind["evasions.tatweel.loss"] == pytest.approx(0.5, abs=0.05)
    assert all(abs(folding[f"evasions.{name}.loss"]) < 0.2 for name in FOLDED)
    assert {name.split(".")[1] for name in blind} == {"none", *EVASIONS}
