"""Abuse story 6, «The teachers»: for a week 300 fresh browsers report mild comments and one moderator approves abuse.

No comment changes its state by it, what would be learned from it fails the floors, one command takes back what was
learned, and the owner is told. Readers cannot vote, so reports are all they have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import call_command
from django.utils import translation

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.models import User
from hiwar.discussions.models import Comment, Lesson, Report, State
from hiwar.discussions.services import Reader, scoring
from hiwar.discussions.services.reporting import Complaint, report_comment
from hiwar.moderation.models import Action, Channel, Decision, Notice, Reason, Trigger
from hiwar.moderation.queries.examples import MOST_A_DAY, decided_examples
from hiwar.moderation.queries.lessons import knowledge_of
from hiwar.moderation.services import learn_from_decisions
from hiwar.newsroom.services.newsroom import MODERATORS
from simulated_newsroom import INSULTS, PLACES, SNEERS, a_day, comments, examined, the_exam
from tests.factories.newsroom import NOON
from tests.fakes.scorer import FakeScorer
from tests.integration.moderation.conftest import a_colleague

pytestmark = pytest.mark.django_db
BEFORE, WEEK, BROWSERS = 21, 7, 300
MILD = 40
FEWER_THAN_A_DAY = 60
NIGHT = NOON + timedelta(days=BEFORE)
LAST_NIGHT = NIGHT + timedelta(days=WEEK)


@pytest.fixture
def fake() -> FakeScorer:
    """Give a scorer without doubts: the examination holds plain abuse against it, word by word."""
    return FakeScorer()


@pytest.fixture
def rogue(site) -> User:
    """A colleague who has the right to moderate, and other aims."""
    return a_colleague("jaber", name="جابر", group=MODERATORS)


@pytest.fixture
def owners_channel(site) -> Channel:
    """Where the owner hears of reports and of lessons."""
    triggers = [Trigger.REPORTED.value, Trigger.LESSON.value]
    return Channel.objects.create(site=site, name="المالكة", kind="mail", sealed_target=b"x", triggers=triggers)


@pytest.fixture
def newsroom(thread, site, yusuf, salma, owners_channel) -> Lesson:
    """Three honest weeks: what Yusuf and Salma decided, what was left standing, and the lesson learned from it."""
    draw = Random(5)
    for day in range(BEFORE):
        honest_day(thread, draw, day=day, by=(yusuf, salma))
    assert learn_from_decisions(site=site, now=NIGHT).kept == "vector"
    return Lesson.objects.get()


def keep(thread, said: list[tuple[str, bool, bool, User]], *, at: datetime, label: str) -> None:
    """Store comments of one day as the desk leaves them: text, whether rejected, whether a person decided, and who."""
    rows, decisions = [], []
    for number, (text, rejected, decided, by) in enumerate(said):
        row = Comment(
            thread=thread,
            text=text,
            submitted_at=at,
            public_id=f"{label}-{number}",
            state=State.REJECTED if rejected else State.PUBLISHED,
            published_at=at,
            number=Comment.objects.count() + number + 1,
            decided_at=at if decided else None,
        )
        rows.append(row)
        if decided:
            decisions.append(
                Decision(
                    site=thread.site,
                    comment_id=row.public_id,
                    by=by,
                    action=Action.REJECT if rejected else Action.APPROVE,
                    reason=Reason.INSULT if rejected else "",
                    state_before=State.HELD,
                    state_after=row.state,
                    at=at,
                )
            )
    Comment.objects.bulk_create(rows)
    Decision.objects.bulk_create(decisions)


def abuse(count: int) -> list[str]:
    """Return so many different texts that nobody should approve, none of them decided by anybody before."""
    known = [one.text for kind in (INSULTS, SNEERS) for one in comments(kind, places=PLACES, violating=True)]
    known = Random(6).sample(known, len(known))
    return [f"{known[number % len(known)]} أقولها {number}" for number in range(count)]


def honest_day(thread, draw: Random, *, day: int, by: tuple[User, User]) -> None:
    """Let readers write for a day, and two colleagues decide about what is abuse and half of what is not."""
    said = [
        (one.text, one.is_violating, one.is_violating or draw.random() < 0.5, by[number % 2])
        for number, one in enumerate(a_day(draw))
    ]
    keep(thread, said, at=NOON + timedelta(days=day), label=f"h{day}")


def the_week(thread, rogue: User, *, honest: tuple[User, User], approves: int) -> None:
    """Let the rogue approve so much abuse on every day of a week on which the others go on as before."""
    words, draw = abuse(WEEK * approves), Random(8)
    for day in range(WEEK):
        honest_day(thread, draw, day=BEFORE + day, by=honest)
        said = [(text, False, True, rogue) for text in words[day * approves : (day + 1) * approves]]
        keep(thread, said, at=NIGHT + timedelta(days=day, hours=1), label=f"r{day}")


def reports_of_a_week() -> None:
    """Let 300 fresh browsers report: each two comments, from networks of their own."""
    mild = list(
        Comment.objects.filter(state=State.PUBLISHED, decided_at__isnull=False)
        .select_related("thread__site")
        .order_by("pk")[:MILD]
    )
    assert len(mild) == MILD
    for number in range(BROWSERS):
        reader = Reader(ReaderKey.fresh(), net_token=f"network-{number // 10}")
        now = NIGHT + timedelta(days=number % WEEK, minutes=number)
        for comment in (mild[number % MILD], mild[(number + 1) % MILD]):
            report_comment(comment=comment, complaint=Complaint("insult"), reader=reader, now=now)


def standing() -> dict[str, tuple[str, str]]:
    return {one: (state, text) for one, state, text in Comment.objects.values_list("public_id", "state", "text")}


def auc(site) -> float:
    """Return how well the newsroom's scorer tells abuse from what is clean, on comments nobody learned from."""
    shipped = scoring.shipped_scorer()
    return examined(shipped, knowledge_of(site, model=shipped.name), the_exam()).auc


def test_reports_change_no_state_and_their_comments_wait_for_one_decision(newsroom):
    before = standing()

    reports_of_a_week()

    assert standing() == before
    assert Report.objects.count() == 2 * BROWSERS
    assert sorted(Counter(Comment.objects.filter(reports__gt=0).values_list("state", flat=True))) == [State.PUBLISHED]
    # The owner is told of each comment once a day at most, and not more than twenty times an hour.
    told = Counter(Notice.objects.filter(trigger=Trigger.REPORTED).values_list("made_at__date", "made_at__hour"))
    assert 0 < max(told.values()) <= 20


def test_what_the_week_would_teach_fails_and_the_owner_is_told(newsroom, thread, site, rogue, yusuf, salma):
    known = auc(site)
    reports_of_a_week()
    the_week(thread, rogue, honest=(yusuf, salma), approves=FEWER_THAN_A_DAY)

    outcome = learn_from_decisions(site=site, now=LAST_NIGHT)

    assert outcome.kept == ""
    assert outcome.why in {"anchors", "one_teacher"}, outcome
    assert Lesson.objects.get(is_used=True) == newsroom
    assert auc(site) >= known - 0.005
    notice = Notice.objects.get(trigger=Trigger.LESSON)
    assert notice.data == {"lesson": 2}


def test_clicking_faster_teaches_no_more(newsroom, thread, site, rogue, yusuf, salma):
    known = auc(site)
    the_week(thread, rogue, honest=(yusuf, salma), approves=MOST_A_DAY + 100)

    by = Counter(taught.example.teacher for taught in decided_examples(site))
    outcome = learn_from_decisions(site=site, now=LAST_NIGHT)

    assert by[f"user:{rogue.pk}"] <= WEEK * MOST_A_DAY
    assert outcome.kept != "vector"
    assert auc(site) >= known - 0.005


def test_one_command_takes_back_what_was_learned_and_the_owner_is_told(newsroom, site, in_english):
    out = StringIO()

    call_command("learn", "--back", stdout=out)

    assert "now in use: the shipped model" in out.getvalue()
    assert not Lesson.objects.filter(is_used=True).exists()
    assert Notice.objects.get(trigger=Trigger.LESSON).data == {"lesson": newsroom.number, "taken_back": 1}


@pytest.fixture
def in_english() -> Iterator[None]:
    """Read what the command says as the source has it."""
    with translation.override("en"):
        yield
