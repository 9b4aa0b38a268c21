"""A newsroom says how many clean comments it would hold by mistake; thresholds follow."""

from __future__ import annotations

import pytest

from hiwar.screening.modes import FALSE_HOLDS, NAME_SHARES, TEXT_SHARES, Mode, chosen, thresholds
from tests.fakes.scorer import FakeScorer


def test_what_all_scores_may_hold_is_about_the_rate_if_no_two_err_together() -> None:
    together = sum(TEXT_SHARES.values()) + sum(NAME_SHARES.values())

    # Hints and lists hold a little on top.
    assert 0.75 <= together <= 1.0
    assert max(TEXT_SHARES, key=lambda label: TEXT_SHARES[label]) == "toxic"


def test_a_mode_that_may_hold_more_has_lower_thresholds() -> None:
    ordered = [thresholds(FakeScorer().threshold, false_holds=FALSE_HOLDS[mode]) for mode in FALSE_HOLDS]

    assert list(FALSE_HOLDS) == [Mode.OPEN, Mode.CAREFUL, Mode.BREAKING]
    assert ordered[0].text["toxic"] > ordered[1].text["toxic"] > ordered[2].text["toxic"]
    assert ordered[0].text["spam"] > ordered[1].text["spam"] > ordered[2].text["spam"]
    assert ordered[0].name["toxic"] > ordered[1].name["toxic"] > ordered[2].name["toxic"]


@pytest.mark.parametrize(
    ("article", "section", "site", "mode"),
    [
        ("open", "breaking", "careful", Mode.OPEN),
        ("", "breaking", "careful", Mode.BREAKING),
        ("", "", "held", Mode.HELD),
        ("", "", "", Mode.CAREFUL),
        ("", "no such mode", "open", Mode.HELD),
    ],
)
def test_the_nearest_choice_counts_and_doubt_holds(article: str, section: str, site: str, mode: Mode) -> None:
    assert chosen(article, section, site) is mode
