"""What is rounded stays nearly what it was, and unlabelled comments are not taken for clean ones."""

import numpy as np
import pytest

from hiwar.training.archive import clean_quantiles, mixed, rounded
from hiwar.training.corpus import Lesson


def test_rounded_weights_stand_within_half_a_step() -> None:
    weights = np.random.default_rng(1).normal(size=(2, 256)).astype(np.float32)

    whole, scales = rounded(weights)

    inside = np.abs(weights) < np.abs(weights).max(axis=1, keepdims=True) * 0.98
    assert whole.dtype == np.int8
    assert (np.abs(whole * scales[:, None] - weights)[inside] <= 0.51 * scales.max()).all()


def test_a_few_violations_among_the_clean_do_not_move_their_quantiles() -> None:
    draw = np.random.default_rng(2)
    # Logits of these two spreads say exactly how much likelier a violation is than a clean comment.
    clean = 1 / (1 + np.exp(-draw.normal(-2, 2, 30_000)))
    others = 1 / (1 + np.exp(-draw.normal(2, 2, 600)))

    found = clean_quantiles(np.concatenate((clean, others)).astype(np.float32))

    for share in (0.05, 0.02, 0.01):
        expected = np.quantile(clean, 1 - share)
        measured = found[round((1 - share) * (len(found) - 1))]
        assert measured == pytest.approx(expected, abs=0.03)
    assert (np.diff(found) >= 0).all()


def test_the_mixture_trusts_the_part_that_knows() -> None:
    draw = np.random.default_rng(3)
    answers = draw.random(400) < 0.5
    lessons = [Lesson("نص", (bool(answer),) * 7, 1.0, "somewhere") for answer in answers]
    knowing = np.repeat((answers * 2.0 - 1 + draw.normal(size=400))[:, None], 7, axis=1)
    guessing = draw.normal(size=(400, 7))

    mixture = mixed(knowing, guessing, lessons, np.full(400, 0.9))

    assert (mixture.slopes > 5 * np.maximum(mixture.network_slopes, 0.05)).all()
    assert (mixture.network_slopes >= 0).all()
