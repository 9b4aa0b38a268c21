"""Texts made to cost time or to slip through: an answer, soon, and whatever was not read to its end is held."""

from __future__ import annotations

import subprocess
import sys
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.config.shell.answers import Judge, Words
from hiwar.config.shell.lines import Comment
from hiwar.screening.candidate import Candidate
from hiwar.screening.model.features import features
from hiwar.screening.model.labels import LABELS
from hiwar.screening.rules.listed_words import outside
from hiwar.screening.screen import screen
from hiwar.screening.verdict import Outcome
from hiwar.screening.weighing import LONG, LONGEST, weighed
from hiwar.screening.words import Match, WordEntry, WordList
from tests.factories.model import random_scorer

SCORER = random_scorer()
LIGATURE = "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}"
anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)


def weighed_by_all(text: str) -> Candidate:
    candidate = Candidate(text, hold_first=False)
    return weighed(candidate, scorer=lambda: SCORER, false_holds=0.02, clock=lambda: 0.0)


@settings(max_examples=60, deadline=None)
@given(anything)
def test_any_text_gets_a_verdict_with_scores(text: str) -> None:
    candidate = weighed_by_all(text)

    verdict = screen(candidate)

    assert set(candidate.scores) == set(LABELS)
    assert "rule_failed" not in {finding.rule for finding in verdict.findings}
    assert all(0 <= span.start <= span.end <= len(text) for one in verdict.findings for span in one.spans)


@pytest.mark.parametrize(
    "unit", ["يا كلب ", LIGATURE, "\N{ARABIC FATHA}\N{COMBINING ACUTE ACCENT}", "😀", "\ud800", "ك ل ب ", "a.co ", "«»"]
)
def test_no_repetition_costs_more_than_its_length(unit: str) -> None:
    def spent(length: int) -> float:
        text = (unit * length)[:length]
        started = time.process_time()
        screen(Candidate(text))
        SCORER.scores([text])
        SCORER.explain(text)
        return time.process_time() - started

    spent(100)
    short, long = min(spent(5_000) for _ in range(3)), min(spent(20_000) for _ in range(3))

    # Four times the text: quadratic work would take sixteen times as long.
    assert long < 10 * short + 0.02


def test_ligatures_that_become_more_than_is_read_are_held() -> None:
    middle = f"{LIGATURE * 700} يا حقير {LIGATURE * 700}"

    candidate = weighed_by_all(middle)

    assert len(middle) < LONGEST
    assert candidate.unscored == LONG
    assert screen(candidate).outcome is Outcome.HOLD


def test_honest_ligatures_are_read() -> None:
    assert weighed_by_all(f"قال {LIGATURE} " * 60).unscored == ""


def test_features_of_very_many_texts_are_those_of_each() -> None:
    texts = ["سلام", "", "ك"] * 6000

    found = features(texts)

    assert len(found.starts) == len(texts) + 1
    last = found.buckets[found.starts[-4] : found.starts[-3]]
    assert np.array_equal(np.sort(last), np.sort(features(["سلام"]).buckets))


def test_a_match_inside_an_allowed_one_is_left_out_however_they_lie() -> None:
    entry = WordEntry("كلب")
    allowed = tuple(Match(entry, *span) for span in [(0, 30), (5, 10), (40, 50)])
    found = tuple(Match(entry, *span) for span in [(0, 4), (12, 20), (25, 35), (40, 50), (45, 51)])

    assert [(one.start, one.end) for one in outside(found, allowed)] == [(25, 35), (45, 51)]


def test_comments_judged_together_are_judged_as_alone() -> None:
    words = Words(banned=WordList.compile([WordEntry("قلم")]), suspect=WordList.compile([WordEntry("يا كلب")]))
    texts = ["يا كلب", "", "قلم ثم يا كلب", "شكراً", "😀", "يا كـلـب 20 مرة", "\ud800", "كلمة " * 30, "كلب " * 25]
    comments = [Comment(number, number, text) for number, text in enumerate(texts)]
    judge = Judge(lambda: SCORER, words=words)

    together = [judged.verdict for judged in judge.judged(comments)]

    assert together == [next(judge.judged([comment])).verdict for comment in comments]
    alone = [Candidate(text, hold_first=False, banned=words.banned, suspect=words.suspect) for text in texts]
    listed = [[one for one in verdict.findings if one.rule == "banned_word"] for verdict in together]
    assert listed == [[one for one in screen(each).findings if one.rule == "banned_word"] for each in alone]


def test_importing_compiles_no_list() -> None:
    asked = (
        "import hiwar.screening.screen, hiwar.screening.rules.starter_words as s; print(s.starter_list.cache_info())"
    )

    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout

    assert "misses=0" in told
