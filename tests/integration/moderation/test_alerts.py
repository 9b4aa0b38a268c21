"""Alerts: what is worth telling is noticed, written down in time, and told no more often than it should be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from hiwar.accounts.models import Measure, MeasureKind, Target
from hiwar.discussions.models import Comment, UnscoredCount
from hiwar.discussions.signals import comment_reported
from hiwar.moderation.models import Appeal, Channel, ChannelKind, Notice, Trigger
from hiwar.moderation.services import approve_comment, undo_decision
from hiwar.moderation.services.alerts import MOST_AN_HOUR, raise_alert
from hiwar.moderation.services.channels import Wanted, add_channel
from hiwar.moderation.services.watching import Watch, look_at_queue, look_for_brigades
from tests.factories.discussions import OMAR, a_held_comment, a_thread, an_imported_comment
from tests.factories.newsroom import NOON

pytestmark = pytest.mark.django_db
EVERYTHING = tuple(value for value in Trigger.values if value != Trigger.TEST)


def a_channel(site, by, *, kind: str = ChannelKind.SLACK, triggers=EVERYTHING, queue_length: int = 10) -> Channel:
    """Return a channel that is told of these things."""
    wanted = Wanted("المحرّرون", kind, "https://example.org/hook", "", tuple(triggers), queue_length)
    return add_channel(site=site, wanted=wanted, by=by, now=NOON)[0]


def waiting(thread, count: int, *, at=NOON, family: str = "", source: bool = False) -> None:
    """Put so many comments into the queue, similar ones if a family is named."""
    Comment.objects.bulk_create(
        Comment(
            thread=thread,
            state="held",
            text=f"نص {number}",
            submitted_at=at,
            family=family,
            source_key=f"{family}{number}" if source else None,
        )
        for number in range(count)
    )


def told(**about: object) -> list[dict]:
    return list(Notice.objects.filter(**about).order_by("pk").values_list("data", flat=True))


def test_each_channel_that_wants_to_hear_gets_a_notice(site, salma):
    a_channel(site, salma)
    a_channel(site, salma, triggers=[Trigger.APPEAL])

    written = raise_alert(site=site, trigger=Trigger.BRIGADE, data={"family": "f", "count": 12}, now=NOON)

    notice = Notice.objects.get()
    assert written == 1
    assert (notice.trigger, notice.data) == (Trigger.BRIGADE, {"family": "f", "count": 12})


def test_a_notice_knows_no_second(site, salma):
    a_channel(site, salma)

    raise_alert(site=site, trigger=Trigger.APPEAL, data={"appeal": "a"}, now=NOON + timedelta(seconds=41))

    notice = Notice.objects.get()
    assert (notice.made_at, notice.due_at) == (NOON, NOON)


def test_what_was_taken_back_is_not_told(site, salma):
    a_channel(site, salma)

    with pytest.raises(RuntimeError), transaction.atomic():
        raise_alert(site=site, trigger=Trigger.APPEAL, data={"appeal": "a"}, now=NOON)
        raise RuntimeError

    assert not Notice.objects.exists()


@pytest.mark.parametrize("word", ["text", "name", "email", "tag", "author_link"])
def test_words_and_identities_cannot_be_put_into_a_notice(site, salma, word):
    a_channel(site, salma)

    with pytest.raises(ValueError, match=word):
        raise_alert(site=site, trigger=Trigger.APPEAL, data={word: "ليلى"}, now=NOON)


def test_a_channel_that_is_off_hears_nothing(site, salma):
    channel = a_channel(site, salma)
    Channel.objects.filter(pk=channel.pk).update(is_on=False)

    assert raise_alert(site=site, trigger=Trigger.APPEAL, data={"appeal": "a"}, now=NOON) == 0


def test_a_flood_is_told_of_twenty_times_an_hour_and_says_so_at_last(site, salma):
    a_channel(site, salma)

    for number in range(50):
        raise_alert(site=site, trigger=Trigger.REPORTED, data={"comment": f"c{number}"}, now=NOON)
    later = raise_alert(site=site, trigger=Trigger.REPORTED, data={"comment": "c51"}, now=NOON + timedelta(minutes=61))

    assert later == 1
    data = told()
    assert len(data) == MOST_AN_HOUR + 1
    assert [one["comment"] for one in data if one.get("last")] == [f"c{MOST_AN_HOUR - 1}"]


def test_a_digest_is_due_at_eight_in_the_newsroom(site, salma):
    wanted = Wanted("الموجز", ChannelKind.DIGEST, "salma@example.org", "", (Trigger.APPEAL,))
    add_channel(site=site, wanted=wanted, by=salma, now=NOON)
    # Damascus is two hours ahead in January.
    before = datetime(2014, 1, 19, 5, 59, tzinfo=UTC)

    for moment in (before, before + timedelta(minutes=1)):
        raise_alert(site=site, trigger=Trigger.APPEAL, data={"appeal": "a"}, now=moment)

    due = list(Notice.objects.order_by("pk").values_list("due_at", flat=True))
    assert due == [datetime(2014, 1, 19, 6, 0, tzinfo=UTC), datetime(2014, 1, 20, 6, 0, tzinfo=UTC)]


def test_a_long_queue_is_told_once_until_it_was_short(site, thread, salma):
    a_channel(site, salma, queue_length=10)
    waiting(thread, 10)

    assert [look_at_queue(site=site, now=NOON) for _ in range(3)] == [1, 0, 0]
    Comment.objects.filter(pk__in=Comment.objects.values_list("pk", flat=True)[:1]).delete()
    assert look_at_queue(site=site, now=NOON) == 0  # Nine of ten: not short yet.
    waiting(thread, 1)
    assert look_at_queue(site=site, now=NOON) == 0
    Comment.objects.filter(pk__in=list(Comment.objects.values_list("pk", flat=True)[:3])).delete()
    assert look_at_queue(site=site, now=NOON) == 0  # Seven: short.
    waiting(thread, 5)
    assert look_at_queue(site=site, now=NOON) == 1
    assert told() == [{"count": 10, "limit": 10}, {"count": 12, "limit": 10}]


def test_each_channel_has_a_limit_of_its_own(site, thread, salma):
    a_channel(site, salma, queue_length=3)
    a_channel(site, salma, queue_length=30)
    waiting(thread, 5)

    look_at_queue(site=site, now=NOON)

    assert told() == [{"count": 5, "limit": 3}]


def test_ten_similar_comments_within_an_hour_are_a_brigade_told_once(site, thread, salma):
    a_channel(site, salma)
    waiting(thread, 10, family="storm")
    waiting(thread, 9, family="breeze")
    waiting(thread, 12, family="yesterday", at=NOON - timedelta(hours=2))
    waiting(thread, 12, family="archive", source=True)
    waiting(thread, 12)

    found = [look_for_brigades(site=site, now=NOON + timedelta(minutes=minutes)) for minutes in (1, 2)]

    assert found == [1, 0]
    assert told() == [{"family": "storm", "count": 10}]


def test_a_model_that_fails_is_told_of_once_an_hour(site, salma):
    a_channel(site, salma)
    watch, count = Watch(), UnscoredCount.objects.create(site=site, day=NOON.date(), why="absent", count=100)
    found = [watch.look(now=NOON)]

    for minutes, unscored in ((1, 104), (2, 105), (3, 110), (63, 130)):
        count.count = unscored
        count.save()
        found.append(watch.look(now=NOON + timedelta(minutes=minutes)))

    assert found == [0, 0, 1, 0, 1]
    assert [one["count"] for one in told()] == [5, 20]


def test_a_new_day_of_the_model_is_no_surprise(site, salma):
    a_channel(site, salma)
    watch, midnight = Watch(), datetime(2014, 1, 20, 0, 0, tzinfo=UTC)
    UnscoredCount.objects.create(site=site, day=date(2014, 1, 19), why="absent", count=100)
    watch.look(now=midnight - timedelta(minutes=1))
    UnscoredCount.objects.create(site=site, day=date(2014, 1, 20), why="absent", count=2)

    assert watch.look(now=midnight) == 0


def test_nothing_is_asked_where_nobody_wants_to_know(site, thread, django_assert_num_queries):
    waiting(thread, 20, family="storm")

    with django_assert_num_queries(1):
        assert Watch().look(now=NOON) == 0


@pytest.fixture
def approved(thread, yusuf) -> Comment:
    """A comment that Yusuf approved."""
    now = timezone.now()
    comment = a_held_comment(thread, at=now)
    approve_comment(comment=comment, by=yusuf, now=now)
    return Comment.objects.get(pk=comment.pk)


def test_a_report_of_what_a_moderator_approved_is_told_once_a_day(site, approved, salma):
    a_channel(site, salma)

    for _ in range(2):
        comment_reported.send(sender=Comment, comment=approved)

    assert told() == [{"comment": approved.public_id, "reports": 0}]


def test_a_report_of_what_nobody_approved_is_left_to_the_queue(site, thread, salma):
    a_channel(site, salma)

    comment_reported.send(sender=Comment, comment=an_imported_comment(thread))

    assert told() == []


def test_a_report_after_the_approval_was_taken_back_is_left_to_the_queue(site, approved, yusuf, salma):
    a_channel(site, salma)
    decision = approve_comment(comment=approved, by=yusuf, now=timezone.now())
    undo_decision(decision=decision, by=yusuf, now=timezone.now())

    comment_reported.send(sender=Comment, comment=Comment.objects.get(pk=approved.pk))

    assert told() == []


def test_an_objection_is_told_with_its_ids_and_not_with_its_words(site, approved, yusuf, salma):
    a_channel(site, salma)
    measure = Measure.objects.create(
        site=site, kind=MeasureKind.MUTE, target=Target.BROWSER, tag="t", comment_id=approved.public_id,
        reason="insult", by=yusuf, at=NOON,
    )  # fmt: skip

    appeal = Appeal.objects.create(
        site=site, public_id="appeal-1", measure=measure, comment_id=approved.public_id, text="لم أشتم أحدًا", at=NOON
    )
    appeal.answer = "صحيح"
    appeal.save()

    assert told() == [{"appeal": "appeal-1", "comment": approved.public_id}]


def test_a_neighbours_alert_is_not_told_here(site, thread, salma):
    other = type(site).objects.create(hostname="other.example", port=80, root_page=site.root_page)
    a_channel(other, salma, queue_length=1)
    waiting(thread, 12, family="storm")

    assert Watch().look(now=NOON) == 0


def test_a_comment_of_another_thread_of_the_site_counts_too(site, thread, salma):
    a_channel(site, salma, queue_length=2)
    a_held_comment(thread)
    a_held_comment(a_thread(site=site, subject="article:13"), key=OMAR, name="عمر")

    assert look_at_queue(site=site, now=NOON) == 1
