"""Decisions teach: which of them, what is kept of it, and how to go back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command, load_command_class
from django.utils import translation

from hiwar.accounts.models import User
from hiwar.discussions.models import Comment, Lesson, State
from hiwar.discussions.services import scoring, withdraw_comment
from hiwar.moderation.models import Action, Decision, Reason
from hiwar.moderation.queries.examples import MOST_A_DAY, decided_examples, standing_texts
from hiwar.moderation.services import (
    NothingToGoBackTo,
    approve_comment,
    go_back,
    is_due,
    learn_from_decisions,
    mark_spam,
    reject_comment,
    undo_decision,
)
from hiwar.moderation.signals import examples_wanted
from simulated_newsroom import a_day
from tests.factories.discussions import a_held_comment, an_imported_comment
from tests.factories.newsroom import NOON
from tests.fakes.scorer import FakeScorer

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
NIGHT = NOON + timedelta(days=30)
SNEER = "خليكم هناك يا كراتين ورا النهر"


@pytest.fixture
def fake() -> FakeScorer:
    """Give a scorer without doubts: the examination holds plain abuse against it, word by word."""
    return FakeScorer()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Read what the command says as the source has it; the catalog is checked elsewhere."""
    with translation.override("en"):
        yield


def taught(site) -> list[tuple[str, str]]:
    return [(row.example.text, row.example.judgement) for row in decided_examples(site)]


def test_each_kind_of_decision_teaches_what_it_says(thread, site, yusuf):
    first, second, third = (a_held_comment(thread, text) for text in ("أول", "ثانٍ", "ثالث"))

    approve_comment(comment=first, by=yusuf, now=LATER)
    reject_comment(comment=second, by=yusuf, reason=Reason.INSULT, now=LATER)
    mark_spam(comment=third, by=yusuf, now=LATER)

    assert taught(site) == [("أول", "clean"), ("ثانٍ", "toxic"), ("ثالث", "spam")]


@pytest.mark.parametrize("reason", [Reason.OFF_TOPIC, Reason.LAW, Reason.IMPERSONATION, Reason.OTHER, Reason.PRIVACY])
def test_a_reason_that_says_nothing_about_the_words_teaches_nothing(thread, site, yusuf, reason):
    reject_comment(comment=a_held_comment(thread), by=yusuf, reason=reason, now=LATER)

    assert taught(site) == []


def test_an_undone_decision_teaches_nothing_and_the_one_after_it_does(thread, site, yusuf):
    comment = a_held_comment(thread, "نص")
    undo_decision(decision=mark_spam(comment=comment, by=yusuf, now=LATER), by=yusuf, now=LATER)

    undone = taught(site)
    approve_comment(comment=Comment.objects.get(pk=comment.pk), by=yusuf, now=LATER)

    assert undone == []
    assert taught(site) == [("نص", "clean")]


def test_a_withdrawn_comment_teaches_nothing(thread, site, yusuf):
    comment = a_held_comment(thread)
    approve_comment(comment=comment, by=yusuf, now=LATER)

    withdraw_comment(comment=Comment.objects.get(pk=comment.pk))

    assert taught(site) == []


def test_who_lost_the_right_to_moderate_no_longer_teaches(thread, site, yusuf, salma):
    for text, by in (("أول", yusuf), ("ثانٍ", salma)):
        approve_comment(comment=a_held_comment(thread, text, name=text), by=by, now=LATER)

    User.objects.filter(pk=yusuf.pk).update(is_active=False)

    assert taught(site) == [("ثانٍ", "clean")]


def test_clicking_all_day_teaches_no_more_than_reading_all_day(thread, site, yusuf):
    approve_comment(comment=a_held_comment(thread, "أول"), by=yusuf, now=LATER)
    first = Decision.objects.get()
    rows = [
        Decision(site=site, comment_id=f"gone{n}", by=yusuf, action=Action.APPROVE, at=first.at)
        for n in range(MOST_A_DAY)
    ]
    Decision.objects.bulk_create(rows)

    assert taught(site) == []


def test_another_sites_decisions_teach_nothing_here(thread, site, yusuf):
    approve_comment(comment=a_held_comment(thread), by=yusuf, now=LATER)
    elsewhere = type(site).objects.create(hostname="other.example", root_page=site.root_page)

    assert taught(elsewhere) == []


def test_what_was_left_standing_for_two_days_counts_as_clean(thread, site):
    an_imported_comment(thread, "قديم", key="1", submitted_at=NOON)
    an_imported_comment(thread, "جديد", key="2", submitted_at=NIGHT - timedelta(hours=3))

    assert standing_texts(site, now=NIGHT) == ["قديم"]


@pytest.fixture
def decided(thread, yusuf, salma) -> None:
    """Three weeks of decisions in the simulated newsroom, and what was left standing meanwhile."""
    draw, number = Random(5), 0
    comments, decisions = [], []
    for day in range(21):
        at = NOON + timedelta(days=day)
        for comment in a_day(draw):
            number += 1
            judged = comment.is_violating or draw.random() < 0.5
            row = Comment(thread=thread, text=comment.text, submitted_at=at, public_id=f"sim{number}", number=number)
            row.state = State.REJECTED if comment.is_violating else State.PUBLISHED
            row.published_at, row.decided_at = at, at if judged else None
            comments.append(row)
            if judged:
                decisions.append(_decision(row, by=(yusuf, salma)[number % 2], at=at))
    Comment.objects.bulk_create(comments)
    Decision.objects.bulk_create(decisions)


def _decision(comment: Comment, *, by: User, at: datetime) -> Decision:
    rejected = comment.state == State.REJECTED
    return Decision(
        site=comment.thread.site,
        comment_id=comment.public_id,
        by=by,
        action=Action.REJECT if rejected else Action.APPROVE,
        reason=Reason.INSULT if rejected else "",
        state_before=State.HELD,
        state_after=comment.state,
        at=at,
    )


def score_of(site, text: str) -> float:
    return float(scoring.scorer_of(site).scores([text])[0, 0])


def test_what_was_learned_is_in_use_at_once(decided, site):
    before = score_of(site, SNEER)

    outcome = learn_from_decisions(site=site, now=NIGHT)

    lesson = Lesson.objects.get()
    assert (outcome.kept, lesson.kept, lesson.is_used, lesson.number) == ("vector", "vector", True, 1)
    assert score_of(site, SNEER) > before
    assert scoring.scorer_of(site).name == "fake-1+1"
    assert lesson.report["vector"]["held"] > lesson.report["now"]["held"]


def test_nothing_anybody_wrote_stands_in_a_lesson(decided, site):
    learn_from_decisions(site=site, now=NIGHT)

    kept = repr(Lesson.objects.values().get()).encode()

    assert len(Lesson.objects.get().vector) < 64 * 1024
    for word in ("كراتين", "النهر", "السقيفة"):
        assert word.encode() not in kept + bytes(Lesson.objects.get().vector)


def test_a_dry_run_keeps_nothing(decided, site):
    outcome = learn_from_decisions(site=site, now=NIGHT, dry_run=True)

    assert outcome.kept == "vector"
    assert not Lesson.objects.exists()


def test_a_lesson_for_another_model_is_not_used(decided, site, known_scorer, monkeypatch):
    learn_from_decisions(site=site, now=NIGHT)

    monkeypatch.setattr(FakeScorer, "name", "fake-2")

    assert scoring.scorer_of(site) is known_scorer


def test_a_lesson_that_cannot_be_read_holds_and_can_be_gone_back_from(decided, site):
    learn_from_decisions(site=site, now=NIGHT)
    Lesson.objects.update(vector=b"torn")
    scoring.with_lesson.cache_clear()

    with pytest.raises(ValueError, match="no site vector"):
        scoring.scorer_of(site)
    go_back(site=site, now=NIGHT)

    assert scoring.scorer_of(site).name == "fake-1"


def test_going_back_leads_to_the_lesson_before_and_then_to_the_shipped_model(decided, site):
    learn_from_decisions(site=site, now=NIGHT)
    first = Lesson.objects.get()
    Lesson.objects.update(is_used=False)
    Lesson.objects.create(
        site=site,
        number=2,
        kept="calibration",
        model="fake-1",
        calibration=first.calibration,
        is_used=True,
        made_at=NIGHT,
    )

    back = go_back(site=site, now=NIGHT)
    shipped = go_back(site=site, now=NIGHT)

    assert (back, shipped) == (first, None)
    assert not Lesson.objects.filter(is_used=True).exists()
    with pytest.raises(NothingToGoBackTo):
        go_back(site=site, now=NIGHT)


def test_what_was_gone_back_from_is_never_used_again(decided, site):
    learn_from_decisions(site=site, now=NIGHT)
    go_back(site=site, now=NIGHT)
    learn_from_decisions(site=site, now=NIGHT)

    assert go_back(site=site, now=NIGHT) is None


def test_the_night_waits_for_new_decisions_and_rests_after_going_back(decided, site, thread, yusuf):
    before = is_due(site=site)
    learn_from_decisions(site=site, now=NIGHT)
    learned = is_due(site=site)
    go_back(site=site, now=NIGHT)
    for number in range(20):
        mark_spam(comment=a_held_comment(thread, f"جديد {number}"), by=yusuf, now=NIGHT + timedelta(days=1))

    assert (before, learned, is_due(site=site)) == (True, False, False)


def test_enough_new_decisions_are_a_reason_to_learn_again(decided, site, thread, yusuf):
    learn_from_decisions(site=site, now=NIGHT)

    for number in range(20):
        mark_spam(comment=a_held_comment(thread, f"جديد {number}"), by=yusuf, now=NIGHT + timedelta(days=1))

    assert is_due(site=site)


@pytest.fixture
def offered() -> Iterator[list]:
    """Let a test offer examples as another package would."""
    rows: list = []

    def receiver(site, **_) -> list:
        return rows

    examples_wanted.connect(receiver)
    yield rows
    examples_wanted.disconnect(receiver)


def test_what_others_offer_is_learned_from(decided, site, offered):
    offered += decided_examples(site)
    Decision.objects.all()._raw_delete("default")

    assert learn_from_decisions(site=site, now=NIGHT).kept == "vector"


def called(*arguments: str) -> str:
    out = StringIO()
    call_command("learn", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_what_came_of_it(decided, site):
    tried, learned, status = called("--dry-run"), called(), called("--status")

    assert "Nothing was changed" in tried
    assert "are in use" in learned
    assert "* " in status
    assert "the shipped model" in called("--back")


def test_the_command_says_when_there_is_too_little(site):
    assert "too few decisions" in called()
    assert Lesson.objects.get().kept == "nothing"


def test_at_night_the_command_does_nothing_without_need(site, monkeypatch):
    monkeypatch.setattr("hiwar.moderation.management.commands.learn.os.nice", lambda _: 0)

    assert called("--if-due") == ""
    assert not Lesson.objects.exists()


@pytest.mark.parametrize(("arguments", "code"), [(["--back"], 2), (["--site", "no.such"], 2)])
def test_what_cannot_be_done_is_said_with_its_exit_code(site, arguments, code):
    with pytest.raises(CommandError) as refusal:
        called(*arguments)

    assert refusal.value.returncode == code


def test_a_model_that_cannot_be_read_is_a_failure(site, monkeypatch):
    def gone():
        raise FileNotFoundError("hiwar.npz")

    monkeypatch.setattr(scoring, "shipped_scorer", gone)

    with pytest.raises(CommandError) as refusal:
        called()

    assert refusal.value.returncode == 1


@pytest.mark.parametrize("command", ["learn", "check_decisions"])
def test_each_command_explains_itself(command):
    explained = load_command_class("hiwar.moderation", command).create_parser("hiwar", command).format_help()

    assert "decision" in explained
