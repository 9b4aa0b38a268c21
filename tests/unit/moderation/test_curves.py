"""What a setting costs is counted, not guessed: who waits, who waits for nothing, what goes through."""

from __future__ import annotations

import pytest

from hiwar.moderation.curves import BINS, FEW, STEPS, Curve, Judgment, Point, Weighed, curve
from hiwar.moderation.heads import HEADS
from hiwar.screening.modes import TEXT_SHARES

LIMITS = {"toxic": 0.6, "spam": 0.9}
APPROVED, REJECTED = Judgment.APPROVED, Judgment.REJECTED


def scored(toxic: float, judgment: Judgment = Judgment.NONE, *, spam: float = 0.0, otherwise: bool = False) -> Weighed:
    return Weighed({"toxic": toxic, "spam": spam}, judgment, otherwise)


def curve_of(*comments: Weighed, days: float = 1.0) -> Curve:
    return curve("toxic", comments, limits=LIMITS, days=days)


def test_there_is_a_point_for_every_place_of_the_slider() -> None:
    points = curve_of(scored(0.5)).points

    assert tuple(point.threshold for point in points) == STEPS
    assert len(STEPS) == 99


def test_a_comment_waits_from_its_own_score_down() -> None:
    found = curve_of(scored(0.5))

    assert [found.at(step).waiting for step in (0.49, 0.5, 0.51)] == [1, 1, 0]


def test_what_people_published_waits_wrongly_and_what_they_rejected_goes_through() -> None:
    found = curve_of(scored(0.3, APPROVED), scored(0.7, APPROVED), scored(0.4, REJECTED), scored(0.8, REJECTED))

    assert found.at(0.5) == Point(0.5, waiting=2, by_score=2, wrongly=1, missed=1)
    assert found.at(0.9) == Point(0.9, waiting=0, by_score=0, wrongly=0, missed=2)


def test_what_a_word_or_another_head_holds_waits_at_every_setting_and_is_never_missed() -> None:
    found = curve_of(scored(0.1, REJECTED, otherwise=True), scored(0.1, REJECTED, spam=0.95), scored(0.1, REJECTED))

    assert found.at(0.99) == Point(0.99, waiting=2, by_score=0, wrongly=0, missed=1)


def test_the_other_heads_hold_by_the_thresholds_in_use() -> None:
    below, at = curve_of(scored(0.1, spam=0.89)), curve_of(scored(0.1, spam=0.9))

    assert (below.at(0.99).waiting, at.at(0.99).waiting) == (0, 1)


def test_waiting_never_rises_and_missing_never_falls_as_the_threshold_goes_up() -> None:
    found = curve_of(*(scored(step / 37, (APPROVED, REJECTED)[step % 2]) for step in range(37)))

    waiting = [point.waiting for point in found.points]
    missed = [point.missed for point in found.points]
    assert waiting == sorted(waiting, reverse=True)
    assert missed == sorted(missed)
    assert waiting[0] == 36
    assert missed[-1] == 18


def test_days_make_rates_and_less_than_one_day_counts_as_one() -> None:
    month = curve_of(*(scored(0.9) for _ in range(60)), days=30)
    hour = curve_of(scored(0.9), days=0.04)

    assert month.a_day(month.at(0.5).waiting) == 2.0
    assert hour.a_day(hour.at(0.5).waiting) == 1.0


def test_bars_hold_what_was_judged_the_highest_score_in_the_last() -> None:
    found = curve_of(scored(0.0, APPROVED), scored(1.0, REJECTED), scored(0.5), scored(0.99, REJECTED, otherwise=True))

    assert (found.approved_bins[0], found.rejected_bins[-1]) == (1, 2)
    assert sum(found.approved_bins) + sum(found.rejected_bins) == found.judged == 3
    assert len(found.approved_bins) == BINS
    assert found.scored == 4


@pytest.mark.parametrize(("judged", "thin"), [(FEW - 1, True), (FEW, False)])
def test_few_decisions_are_called_few(judged: int, thin: bool) -> None:
    assert curve_of(*(scored(0.9, REJECTED) for _ in range(judged))).is_thin is thin


def test_a_comment_without_the_heads_score_is_not_counted() -> None:
    assert curve_of(Weighed({"spam": 0.99})).scored == 0


def test_every_score_that_can_hold_has_a_name() -> None:
    assert set(HEADS) == set(TEXT_SHARES)
