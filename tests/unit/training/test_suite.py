"""The functional suite is read line by line and counted in the words of the policy."""

import dataclasses
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from hiwar.training.suite import Answers, BadCase, Case, Judge, Share, read_cases, run_suite, table

INSULT = Case("insult-1", "الوزير حمار", "hold", "insult", "criticism", "standard", pair="pair-1")
CRITICISM = Case("criticism-1", "الوزير فشل", "publish", None, "criticism", "standard", pair="pair-1")
DISGUISED = Case("disguise-1", "الوزير ح.م.ا.ر", "hold", "insult", "evasions", "standard", None, "insult-1", "dotted")
CURSE = Case("curse-1", "الله ياخده", "hold", "death_wish", "death_wish", "levantine", pair="pair-2")
MERCY = Case("mercy-1", "الله يرحمه", "publish", None, "death_wish", "levantine", pair="pair-2")
CASES = (INSULT, CRITICISM, DISGUISED, CURSE, MERCY)


def _only(*cases: Case) -> Judge:
    """Return a screen that says yes to these cases alone."""
    chosen = {case.text for case in cases}

    def judge(texts: Sequence[str]) -> Answers:
        return np.array([text in chosen for text in texts])

    return judge


def test_a_screen_that_knows_the_policy_is_right_in_everything() -> None:
    result = run_suite(CASES, _only(INSULT, DISGUISED, CURSE))

    assert result.recall == Share(3, 3)
    assert result.false_holds == Share(0, 2)
    assert result.pair_accuracy == Share(2, 2)
    assert result.evasions_caught == Share(1, 1)
    assert (result.missed, result.wrongly_held, result.wrongly_rejected) == ((), (), ())


def test_holding_everything_catches_all_and_wrongs_all() -> None:
    result = run_suite(CASES, _only(*CASES))

    assert result.recall.value == 1.0
    assert result.false_holds.value == 1.0
    assert result.pair_accuracy.value == 0.0
    assert result.wrongly_held == (CRITICISM, MERCY)


def test_a_pair_is_right_only_when_both_twins_are() -> None:
    result = run_suite(CASES, _only(INSULT, CURSE, MERCY))

    assert result.pair_accuracy == Share(1, 2)


def test_a_disguise_counts_only_where_its_plain_twin_was_held() -> None:
    missed_by_both = run_suite(CASES, _only(CURSE))
    fooled = run_suite(CASES, _only(INSULT))

    assert missed_by_both.evasions_caught == Share(0, 0)
    assert fooled.evasions_caught == Share(0, 1)
    assert fooled.by_evasion == {"dotted": Share(0, 1)}
    assert fooled.missed == (DISGUISED, CURSE)


def test_only_a_clean_comment_is_wrongly_rejected() -> None:
    result = run_suite(CASES, _only(*CASES), rejected=_only(INSULT, MERCY))

    assert result.wrongly_rejected == (MERCY,)


def test_figures_are_given_by_theme_dialect_and_label() -> None:
    result = run_suite(CASES, _only(INSULT, MERCY))

    assert list(result.by_theme) == ["criticism", "death_wish", "evasions"]
    assert result.by_theme["death_wish"].recall == Share(0, 1)
    assert result.by_theme["death_wish"].false_holds == Share(1, 1)
    assert result.by_dialect["standard"].recall == Share(1, 2)
    assert result.by_label == {"death_wish": Share(0, 1), "insult": Share(1, 2)}


def test_a_share_of_nothing_passes_no_floor() -> None:
    nothing = Share(0, 0)

    assert math.isnan(nothing.value)
    assert not nothing.value >= 0.0
    assert str(nothing) == "-"


def test_plain_lists_of_answers_do_as_well() -> None:
    result = run_suite(CASES, lambda texts: [True] * len(texts))

    assert result.recall == Share(3, 3)


def test_a_screen_must_answer_for_every_text() -> None:
    with pytest.raises(ValueError, match="zip"):
        run_suite(CASES, lambda texts: [True])


def test_the_table_shows_the_whole_before_the_parts() -> None:
    lines = table(run_suite(CASES, _only(INSULT, CRITICISM))).splitlines()

    assert lines[0].split() == ["recall", "33.3%", "(1/3)"]
    assert lines[1].split() == ["false", "holds", "50.0%", "(1/2)"]
    assert "criticism                 100.0% (1/1)        100.0% (1/1)" in lines
    assert "dotted                    0.0% (0/1)" in lines


def test_cases_are_read_file_by_file_in_their_written_order(tmp_path: Path) -> None:
    line = '{{"id":"{}","text":"خبر","expect":"publish","label":null,"kind":"short","dialect":"standard"}}\n'
    (tmp_path / "b.jsonl").write_text(line.format("b-1"), encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(line.format("a-2") + "\n" + line.format("a-1"), encoding="utf-8")
    (tmp_path / "README.md").write_text("no case", encoding="utf-8")

    cases = read_cases(tmp_path)

    assert [case.id for case in cases] == ["a-2", "a-1", "b-1"]
    assert cases[0] == dataclasses.replace(cases[0], pair=None, evades=None, evasion=None)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"id":"x"}',
        '{"id":"x","text":"t","expect":"reject","label":null,"kind":"k","dialect":"standard"}',
        '{"id":"x","text":"t","expect":"hold","label":null,"kind":"k","dialect":"standard","mood":"glad"}',
    ],
)
def test_a_line_that_is_no_case_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "theme.jsonl").write_text("\n" + line, encoding="utf-8")

    with pytest.raises(BadCase, match=r"theme\.jsonl, line 2") as caught:
        read_cases(tmp_path)

    assert caught.value.line == 2
