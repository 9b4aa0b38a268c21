"""What the desk forgets, and when: each kind of row stays its time and goes after it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from wagtail.models import Site

from hiwar.accounts.models import Assignment, Measure, MeasureKind, Role, Target, User
from hiwar.config import housekeeping
from hiwar.discussions.models import Comment
from hiwar.moderation.log_tables import record
from hiwar.moderation.models import (
    Action,
    Appeal,
    AuthorNote,
    Channel,
    Claim,
    Decision,
    Event,
    EventKind,
    Evidence,
    Notice,
    Reason,
    Review,
    ReviewKind,
)
from hiwar.moderation.queries.entries import entries
from hiwar.moderation.roles import seat_of
from hiwar.moderation.services import (
    Happening,
    approve_comment,
    chain_is_whole,
    events_are_whole,
    mark_spam,
    reject_comment,
    sweeping,
    undo_decision,
    write_down,
)
from hiwar.moderation.services.evidence import answer_hold, ask_hold, keep_evidence
from hiwar.moderation.services.sweeping import LOG_KEPT, sweep_desk
from tests.factories.discussions import KARIM, OMAR, a_held_comment
from tests.factories.newsroom import NOON

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# Everything here happens in 2014: today's database lets rows of that age go.
YEARS_LATER = NOON + LOG_KEPT + DAY


def again(comment: Comment) -> Comment:
    return Comment.objects.select_related("thread").get(pk=comment.pk)


def swept(now: datetime) -> dict[str, int]:
    """Return what went, without what did not."""
    return {name: count for name, count in sweep_desk(now=now).items() if count}


# --- the log


def test_decisions_and_events_stay_two_years_and_go_after_them(thread, site, yusuf):
    mark_spam(comment=a_held_comment(thread), by=yusuf, now=NOON)
    write_down(Happening(EventKind.ROLE), site=site, by=yusuf, now=NOON)
    young = swept(NOON + timedelta(days=730))

    old = swept(YEARS_LATER)

    assert young == {}
    assert old == {"decisions deleted": 1, "events deleted": 1}
    assert swept(YEARS_LATER) == {}


def test_what_stays_is_a_whole_chain(thread, site, yusuf):
    for days, (name, key) in enumerate([("ليلى", OMAR), ("عمر", KARIM)]):
        mark_spam(comment=a_held_comment(thread, name, key=key, name=name), by=yusuf, now=NOON + days * 30 * DAY)
        write_down(Happening(EventKind.ROLE), site=site, by=yusuf, now=NOON + days * 30 * DAY)

    swept(YEARS_LATER)

    assert (Decision.objects.count(), Event.objects.count()) == (1, 1)
    assert chain_is_whole()
    assert events_are_whole()


def test_a_decision_stays_while_the_one_that_undid_it_does(thread, yusuf):
    other = mark_spam(comment=a_held_comment(thread, "قبله", name="عمر", key=OMAR), by=yusuf, now=NOON)
    decision = mark_spam(comment=a_held_comment(thread), by=yusuf, now=NOON)
    after = mark_spam(comment=a_held_comment(thread, "بعده", name="كريم", key=KARIM), by=yusuf, now=NOON)
    undone = undo_decision(decision=decision, by=yusuf, now=NOON + 60 * DAY)

    first = swept(YEARS_LATER)
    left = set(Decision.objects.values_list("pk", flat=True))
    second = swept(YEARS_LATER + 60 * DAY)

    assert first == {"decisions deleted": 1}
    assert left == {decision.pk, after.pk, undone.pk}
    assert other.pk not in left
    assert second == {"decisions deleted": 3}


@pytest.fixture
def rejected(thread, yusuf) -> Decision:
    return reject_comment(comment=a_held_comment(thread), by=yusuf, reason=Reason.INSULT, now=NOON)


def an_appeal(site: Site, *, decided_at: datetime | None, by: User, **against: object) -> Appeal:
    state = "denied" if decided_at else "open"
    return Appeal.objects.create(
        site=site, public_id="appeal", comment_id="gone", text="لم أشتم أحدًا", at=NOON, state=state,
        decided_at=decided_at, decided_by=by if decided_at else None, **against,
    )  # fmt: skip


def test_an_answered_objection_goes_two_years_after_its_answer_and_its_decision_with_it(rejected, site, salma):
    an_appeal(site, decided_at=NOON + 10 * DAY, by=salma, decision=rejected)
    young = swept(YEARS_LATER)

    old = swept(YEARS_LATER + 10 * DAY)

    assert young == {}
    assert old == {"objections deleted": 1, "decisions deleted": 1}


def test_an_objection_nobody_answered_stays_and_keeps_its_decision(rejected, site, salma):
    an_appeal(site, decided_at=None, by=salma, decision=rejected)

    assert swept(YEARS_LATER) == {}
    assert Decision.objects.get() == rejected


def test_a_second_look_goes_after_two_years_with_its_decision(rejected, site):
    comment = Comment.objects.get()
    Review.objects.create(site=site, comment=comment, kind=ReviewKind.BLIND, decision=rejected, drawn_at=NOON)

    assert swept(NOON + LOG_KEPT) == {}
    assert swept(YEARS_LATER) == {"second looks deleted": 1, "decisions deleted": 1}


# --- measures


def a_measure(site: Site, by: User, **said: object) -> Measure:
    facts = {"kind": MeasureKind.MUTE, "target": Target.BROWSER, "tag": "a", "comment_id": "gone", "reason": "insult"}
    return Measure.objects.create(**{**facts, "site": site, "by": by, "at": NOON, **said})


GOES, UNTIED, STAYS = {"measures deleted": 1}, {"measures untied": 1}, {}


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ({"ends_at": NOON}, GOES),
        ({"ends_at": NOON + 2 * DAY}, UNTIED),
        ({"kind": MeasureKind.BAN}, STAYS),
        ({"kind": MeasureKind.BAN, "lifted_at": NOON}, GOES),
        ({"kind": MeasureKind.WARNING}, GOES),
        ({"kind": MeasureKind.WARNING, "at": NOON + 2 * DAY}, STAYS),
    ],
    ids=["ended", "ended later", "in force", "lifted", "warned", "warned later"],
)
def test_a_measure_goes_two_years_after_its_end(site, yusuf, said, becomes):
    a_measure(site, yusuf, **said)

    assert swept(YEARS_LATER) == becomes


def test_a_measure_somebody_objects_to_stays_until_that_is_answered(site, yusuf, salma):
    measure = a_measure(site, yusuf, ends_at=NOON, tag="")
    appeal = an_appeal(site, decided_at=None, by=salma, measure=measure)
    waiting = swept(YEARS_LATER)

    Appeal.objects.filter(pk=appeal.pk).update(state="denied", decided_at=YEARS_LATER, decided_by=salma)

    assert waiting == {}
    # The objection goes with the measure it is against.
    assert swept(YEARS_LATER) == {"measures deleted": 2}


# --- evidence


@pytest.fixture
def kept(thread, yusuf) -> Evidence:
    return keep_evidence(comment=a_held_comment(thread), by=yusuf, reason="طلب النيابة", now=NOON)


def test_a_copy_goes_after_its_year_and_the_log_says_both_that_it_was_kept_and_that_it_went(kept):
    young = swept(NOON + 365 * DAY)

    old = swept(NOON + 366 * DAY)

    made, went = Event.objects.order_by("pk")
    assert (young, old) == ({}, {"evidence deleted": 1})
    assert (made.kind, went.kind) == (EventKind.EVIDENCE, EventKind.EVIDENCE)
    assert (made.is_by_itself, went.is_by_itself) == (False, True)
    assert went.subject == kept.comment_id
    assert went.after == {"evidence": kept.public_id, "deleted": "by_age"}
    assert went.before == {"kept_until": "2015-01-19", "digest": kept.digest}
    assert events_are_whole()
    assert swept(NOON + 367 * DAY) == {}


def test_no_person_is_said_to_have_deleted_what_went_by_its_age(kept, site, yusuf):
    Assignment.objects.create(site=site, user=yusuf, role=Role.SENIOR)
    swept(NOON + 366 * DAY)
    seat = seat_of(yusuf, site=site)
    went = Event.objects.order_by("pk").last()

    (shown,) = entries([went], seat=seat)

    assert shown.by != str(yusuf)
    assert record(went)["by"] == ""


def test_a_copy_that_cannot_be_told_of_stays(kept, monkeypatch):
    monkeypatch.setattr(sweeping, "tell_of_end", lambda **_: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        sweep_desk(now=NOON + 366 * DAY)

    assert Evidence.objects.filter(pk=kept.pk).exists()


def test_a_confirmed_hold_keeps_a_copy_until_its_end(kept, yusuf, salma):
    ask_hold(evidence=kept, by=yusuf, reason="دعوى", until=NOON + 500 * DAY, now=NOON)
    answer_hold(evidence=kept, by=salma, confirms=True, now=NOON)

    assert swept(NOON + 499 * DAY) == {}
    assert swept(NOON + 501 * DAY) == {"evidence deleted": 1}


def test_a_hold_that_one_person_asked_for_keeps_nothing(kept, yusuf):
    ask_hold(evidence=kept, by=yusuf, reason="دعوى", until=NOON + 500 * DAY, now=NOON)

    assert swept(NOON + 366 * DAY) == {"evidence deleted": 1}


def test_a_hold_shorter_than_the_year_shortens_nothing(kept, yusuf, salma):
    ask_hold(evidence=kept, by=yusuf, reason="دعوى", until=NOON + 5 * DAY, now=NOON)
    answer_hold(evidence=kept, by=salma, confirms=True, now=NOON)

    assert swept(NOON + 300 * DAY) == {}


# --- what lives for days


def test_a_note_about_a_writer_goes_after_thirty_days(thread, site, yusuf):
    link = again(a_held_comment(thread)).author_link
    AuthorNote.objects.create(site=site, author_link=link, text="يكتب كل ساعة", by=yusuf, at=NOON)

    assert swept(NOON + 30 * DAY) == {}
    assert swept(NOON + 31 * DAY) == {"notes about writers forgotten": 1}


def test_a_note_goes_at_once_with_the_last_comment_that_bears_its_link(thread, site, yusuf):
    comment = a_held_comment(thread)
    AuthorNote.objects.create(site=site, author_link=comment.author_link, text="ملاحظة", by=yusuf, at=NOON)

    Comment.objects.filter(pk=comment.pk).update(author_link="")

    assert swept(NOON + DAY) == {"notes about writers forgotten": 1}


def test_a_claim_goes_once_it_ran_out(thread, yusuf):
    Claim.objects.create(comment=a_held_comment(thread), by=yusuf, until=NOON)

    assert swept(NOON) == {}
    assert swept(NOON + timedelta(minutes=1)) == {"claims put down": 1}


@pytest.mark.parametrize(
    ("said", "goes"),
    [({"sent_at": NOON}, True), ({"failed": "500"}, True), ({}, False), ({"sent_at": NOON + 2 * DAY}, False)],
    ids=["told", "given up", "still to be told", "told later"],
)
def test_a_notice_goes_thirty_days_after_it_was_told_or_given_up(site, said, goes):
    channel = Channel.objects.create(site=site, name="بريد", kind="mail", sealed_target=b"x")
    Notice.objects.create(channel=channel, trigger="appeal", public_id="n", made_at=NOON, due_at=NOON, **said)

    assert swept(NOON + 31 * DAY) == ({"notices forgotten": 1} if goes else {})


# --- and who does it


def test_the_night_forgets_at_the_desk_too(kept, monkeypatch):
    monkeypatch.setattr(housekeeping, "is_due", lambda site: False)
    # The night's thread leaves its connection; this test has one to go on with.
    monkeypatch.setattr(housekeeping, "close_old_connections", lambda: None)
    Evidence.objects.update(kept_until=NOON)

    assert housekeeping.keep_house()

    assert not Evidence.objects.exists()


def test_a_comment_that_was_decided_and_forgotten_leaves_its_decision_standing(thread, yusuf):
    decision = approve_comment(comment=a_held_comment(thread), by=yusuf, now=NOON)
    Comment.objects.all().delete()

    swept(NOON + DAY)

    assert Decision.objects.get(action=Action.APPROVE) == decision
