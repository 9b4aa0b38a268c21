"""A newsroom learns what the shipped model gets wrong, and neither a brigade nor one colleague can make it unlearn."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from hiwar.screening.learning import anchors
from hiwar.screening.learning.exam import Figures, anchor_texts, harms_someone, held_by, is_better, keeps_anchors
from hiwar.screening.learning.examples import LEAST_SHARE, Example, fair
from hiwar.screening.learning.learn import NOTHING, SHIPPED, Knowledge, Material, Outcome, learn
from hiwar.screening.model.local import COLUMNS, SiteScorer
from simulated_newsroom import CAREFUL, a_day, days, examined, the_exam
from tests.fakes.scorer import FakeScorer

DAYS = 15


@pytest.fixture(scope="module")
def evenings():
    return list(days(FakeScorer(), count=DAYS))


def lesson(decisions: list[Example], *, standing: tuple[str, ...] = (), current: Knowledge = NOTHING) -> Outcome:
    return learn(Material(decisions, standing), scorer=FakeScorer(), current=current, false_holds=CAREFUL)


def test_recall_rises_day_by_day_and_false_holds_do_not(evenings) -> None:
    figures = [evening.figures for evening, _ in evenings]

    assert figures[0].recall < 0.05
    assert figures[-1].recall > 0.45
    assert all(one.false_rate <= CAREFUL for one in figures)
    assert [one.recall for one in figures] == sorted(one.recall for one in figures)


def test_before_there_is_enough_nothing_is_learned(evenings) -> None:
    assert [evening.kept for evening, _ in evenings[:5]] == [""] * 5
    assert evenings[3][0].why == "too_few"


def test_the_same_days_teach_the_same(evenings) -> None:
    again = list(days(FakeScorer(), count=8))[-1][1]

    assert again.vector is not None
    assert again.vector.to_bytes() == evenings[8][1].vector.to_bytes()


def newsroom_decisions(*, teachers: tuple[str, ...] = ("yusuf", "salma")) -> tuple[list[Example], tuple[str, ...]]:
    """Three weeks of just decisions, taken in turn, and what was left standing."""
    draw, decisions, standing = Random(5), [], []
    for comment in (comment for _ in range(21) for comment in a_day(draw)):
        if comment.is_violating or draw.random() < 0.5:
            judgement = "toxic" if comment.is_violating else "clean"
            decisions.append(Example(comment.text, judgement, teacher=teachers[len(decisions) % len(teachers)]))
        else:
            standing.append(comment.text)
    return decisions, tuple(standing)


def test_a_thousand_copies_are_one_example() -> None:
    copies = [Example("يا  حقـيـر" + "!" * number, "clean", teacher="yusuf") for number in range(3)]
    single = Example("شكراً", "clean", teacher="yusuf")

    assert [example.text for example in fair([*copies * 300, single])][-1] == "شكراً"
    assert len(fair([*copies * 300, single])) <= 4


def test_copies_judged_differently_are_a_doubtful_example() -> None:
    decisions = [Example("نص", judgement, teacher="yusuf") for judgement in ("toxic", "toxic", "clean")]

    (example,) = fair(decisions)

    assert example.toxic == pytest.approx(2 / 3)
    assert example.is_violating


def test_the_busiest_teacher_counts_no_more_than_the_others_together() -> None:
    busy = [Example(f"كلام رقم {number}", "clean", teacher="karim") for number in range(40)]
    others = [Example(f"قول آخر {number}", "clean", teacher="yusuf") for number in range(20)]

    weights = {example.teacher: example.weight for example in fair(busy + others)}

    assert weights == {"karim": pytest.approx(0.5), "yusuf": 1.0}


def test_the_busiest_teacher_is_not_silenced_either() -> None:
    busy = [Example(f"كلام رقم {number}", "clean", teacher="yusuf") for number in range(40)]

    weights = {example.weight for example in fair([*busy, Example("قول آخر", "clean", teacher="salma")])}

    assert weights == {LEAST_SHARE, 1.0}


def test_who_approves_abuse_teaches_nothing() -> None:
    """One moderator's account approves every insult for three weeks (threats, row M3 and story 6)."""
    decisions, standing = newsroom_decisions()
    insults = [text for text, _ in _abuse(200)]
    poisoned = [one for pair in zip(decisions, _looped(insults, len(decisions)), strict=True) for one in pair]

    outcome = lesson(poisoned, standing=standing)

    assert _holds_insults(outcome.knowledge) == _holds_insults(NOTHING)


def test_who_rejects_everything_does_not_raise_false_holds() -> None:
    decisions, standing = newsroom_decisions()
    angry = [Example(text + f" {number}", "toxic", teacher="karim") for number, text in enumerate(standing)]

    outcome = lesson([*decisions, *angry], standing=standing)

    assert _false_holds(outcome.knowledge) <= CAREFUL


def test_what_is_not_better_is_not_kept() -> None:
    draw = Random(1)
    noise = [
        Example(f"{example.text} {draw.randrange(10**6)}", draw.choice(("toxic", "clean")), teacher="yusuf")
        for example in newsroom_decisions()[0]
    ]

    outcome = lesson(noise)

    assert outcome.knowledge.vector is None


def _abuse(count: int) -> list[tuple[str, int]]:
    return [(f"أنت حقير يا رقم {number} ولا تفهم", number) for number in range(count)]


def _looped(texts: list[str], count: int) -> list[Example]:
    return [Example(texts[number % len(texts)], "clean", teacher="karim") for number in range(count)]


def _scorer(knowledge: Knowledge) -> SiteScorer | FakeScorer:
    return SiteScorer(FakeScorer(), knowledge.vector, name="1") if knowledge.vector else FakeScorer()


def _holds_insults(knowledge: Knowledge) -> int:
    threshold = (knowledge.calibration or SHIPPED).threshold(FakeScorer().threshold)
    scores = _scorer(knowledge).scores([text for text, _ in _abuse(50)])[:, list(COLUMNS)]
    return int(held_by(scores, threshold, CAREFUL).sum())


def _false_holds(knowledge: Knowledge) -> float:
    return examined(FakeScorer(), knowledge, the_exam()).false_rate


NOW = Figures(violating=100, clean=1000, held=50, false_holds=20, auc=0.9)


@pytest.mark.parametrize(
    ("held", "false_holds", "auc", "better"),
    [
        (51, 28, 0.9, True),
        (51, 29, 0.9, False),
        (60, 20, 0.89, False),
        (50, 19, 0.9, True),
        (50, 20, 0.9, False),
        (50, 20, 0.92, True),
        (49, 10, 0.95, False),
    ],
)
def test_better_is_more_recall_without_more_false_holds(held: int, false_holds: int, auc: float, better: bool) -> None:
    new = Figures(violating=100, clean=1000, held=held, false_holds=false_holds, auc=auc)

    assert is_better(new, NOW, rate=0.02) is better


def test_a_broken_promise_is_mended_even_if_recall_falls() -> None:
    wild = Figures(violating=100, clean=1000, held=90, false_holds=80, auc=0.9)
    mended = Figures(violating=100, clean=1000, held=60, false_holds=20, auc=0.9)

    assert is_better(mended, wild, rate=0.02)


@pytest.mark.parametrize(
    ("lost", "wronged", "kept"), [(0, 0, True), (3, 1, True), (4, 0, False), (0, 3, True), (0, 4, False)], ids=str
)
def test_what_is_plain_stays_plain(lost: int, wronged: int, kept: bool) -> None:
    count = len(anchors.VIOLATING)
    shipped = np.arange(len(anchor_texts())) < count
    new = shipped.copy()
    new[:lost] = False
    new[count : count + wronged] = True

    assert keeps_anchors(new, shipped) is kept


def test_what_only_its_own_teacher_finds_better_harms_the_others() -> None:
    examples = [Example("ن", "toxic", teacher=name, toxic=1.0) for name in ("karim", "yusuf") for _ in range(10)]
    examples += [Example("ن", "clean", teacher=name) for name in ("karim", "yusuf") for _ in range(10)]
    old = np.array([True] * 20 + [False] * 20)
    new = old.copy()
    new[10:14] = False  # Four of Yusuf's are lost.

    assert harms_someone(examples, old, old, fewest=8) == ""
    assert harms_someone(examples, new, old, fewest=8) == "karim"
