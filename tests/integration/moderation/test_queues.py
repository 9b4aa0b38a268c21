"""The queues: what stands in which, narrowed to what, in which order, page by page, for whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.utils import timezone

from hiwar.accounts.models import Assignment, Role, User
from hiwar.discussions.models import Comment, State, Thread
from hiwar.discussions.services import publish_comment
from hiwar.moderation.places import EVERYTHING, REPORTED, UNREVIEWED, Narrowed, Place
from hiwar.moderation.queries import next_in, pulse, queue_page
from hiwar.moderation.queries.counts import count_in
from hiwar.moderation.queries.rows import in_order, rows_in
from hiwar.moderation.roles import Seat, seat_of
from hiwar.moderation.services import approve_comment, claim_comment
from tests.factories.discussions import INSULT, KARIM, OMAR, a_held_comment, a_thread, an_imported_comment, posted
from tests.factories.newsroom import NOON, a_section, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(yusuf: User, site) -> Seat:
    found = seat_of(yusuf, site=site)
    assert found is not None
    return found


def ids(seat: Seat, queue: str, **narrowed: str) -> list[str]:
    page = queue_page(seat=seat, place=Place(queue, narrowed=Narrowed(**narrowed)), now=timezone.now())
    return [row.public_id for row in page.rows]


def published(thread: Thread, text: str, **said: object) -> Comment:
    comment = posted(thread, text, **said).comment  # type: ignore[arg-type]
    return publish_comment(comment=comment, now=NOON)


def test_reported_comments_stand_in_their_queue_most_reported_first_until_somebody_decides(seat, thread, yusuf):
    once, often = published(thread, "الأول"), published(thread, "الثاني", key=OMAR, name="عمر")
    Comment.objects.filter(pk=once.pk).update(reports=1)
    Comment.objects.filter(pk=often.pk).update(reports=7)

    before = ids(seat, REPORTED)
    Comment.objects.filter(pk=often.pk).update(reports=0)

    assert before == [often.public_id, once.public_id]
    assert ids(seat, REPORTED) == [once.public_id]


def test_what_nobody_has_read_yet_is_a_queue_and_leaving_it_published_takes_it_out(seat, thread, yusuf):
    unread, read = published(thread, "لم يقرأه أحد"), published(thread, "قرأه يوسف", key=OMAR, name="عمر")
    an_imported_comment(thread, "جاء مع صفحته")

    before = ids(seat, UNREVIEWED)
    approve_comment(comment=read, by=yusuf, now=NOON)

    assert set(before) == {unread.public_id, read.public_id}
    assert ids(seat, UNREVIEWED) == [unread.public_id]
    assert Comment.objects.get(pk=read.pk).state == State.PUBLISHED


def test_a_queue_is_narrowed_to_a_section_an_article_a_language_or_a_finding(seat, site):
    article = an_article(section=a_section())
    local = a_thread(site=site, subject=article.subject, section=article.section_key)
    elsewhere = a_thread(site=site, subject="article:900")
    insult = a_held_comment(local, INSULT, key=KARIM, name="كريم")
    arabizi = a_held_comment(elsewhere, "shu hal 7aki ya jama3a, wallah ma fhemet shi", key=OMAR, name="omar")
    plain = a_held_comment(elsewhere, "أين أجد المحضر؟")

    assert ids(seat, State.HELD, section=article.section_key) == [insult.public_id]
    assert ids(seat, State.HELD, thread=elsewhere.public_id) == [arabizi.public_id, plain.public_id]
    assert ids(seat, State.HELD, language="ar-Latn") == [arabizi.public_id]
    assert ids(seat, State.HELD, kind="insult") == [insult.public_id]
    assert ids(seat, State.HELD, kind="insult", language="ar-Latn") == []


def test_what_many_read_comes_before_what_few_read_though_both_do_the_same_harm(seat, site):
    quiet, busy = a_thread(site=site, subject="article:1"), a_thread(site=site, subject="article:2")
    Thread.objects.filter(pk=busy.pk).update(exposure=9)
    few = a_held_comment(quiet, INSULT, key=KARIM, name="كريم")
    many = a_held_comment(Thread.objects.get(pk=busy.pk), INSULT, key=OMAR, name="عمر")

    page = queue_page(seat=seat, place=Place(by_risk=True), now=timezone.now())

    assert [row.public_id for row in page.rows] == [many.public_id, few.public_id]


def filled(thread: Thread, number: int) -> list[Comment]:
    rows = [
        Comment(thread=thread, text=f"نص {place}", submitted_at=NOON, harm=place % 7, priority=place % 7)
        for place in range(number)
    ]
    return Comment.objects.bulk_create(rows)


@pytest.mark.parametrize("by_risk", [True, False])
def test_pages_of_the_queue_show_each_comment_once_in_one_order(seat, thread, by_risk):
    filled(thread, 120)
    place, seen = Place(by_risk=by_risk), []

    for _ in range(3):
        page = queue_page(seat=seat, place=place, now=timezone.now())
        seen += [row.pk for row in page.rows]
        place = replace(place, after=page.after, level=page.level)

    assert page.after is None
    assert seen == list(in_order(rows_in(seat, State.HELD), Place(by_risk=by_risk)).values_list("pk", flat=True))
    assert len(set(seen)) == 120


@pytest.mark.parametrize("by_risk", [True, False])
def test_after_a_decision_comes_what_follows_and_after_the_last_the_first(seat, thread, by_risk):
    filled(thread, 9)
    place = Place(by_risk=by_risk)
    order = list(in_order(rows_in(seat, State.HELD), place))

    following = [next_in(seat=seat, place=place, comment=one, now=timezone.now()) for one in order]

    assert following == [one.public_id for one in [*order[1:], order[0]]]


def test_what_a_colleague_has_in_hand_is_passed_over(seat, thread, salma):
    first, second, third = filled(thread, 3)
    now = timezone.now()
    claim_comment(comment=second, by=salma, now=now)

    assert next_in(seat=seat, place=Place(), comment=first, now=now) == third.public_id


def test_whoever_sits_for_one_section_sees_and_counts_only_that(yusuf, site):
    article = an_article(section=a_section())
    local = a_thread(site=site, subject=article.subject, section=article.section_key)
    hers = a_held_comment(local, "في المحليات")
    a_held_comment(a_thread(site=site, subject="article:900"), "في غيرها", key=OMAR, name="عمر")
    Assignment.objects.create(site=site, user=yusuf, role=Role.MODERATOR, sections=[article.section_key])

    limited = seat_of(yusuf, site=site)

    assert limited is not None
    assert ids(limited, State.HELD) == [hers.public_id]
    assert count_in(limited, State.HELD) == 1


def test_whoever_sits_for_one_section_is_told_of_the_decisions_there_alone(yusuf, site):
    article = an_article(section=a_section())
    here = a_thread(site=site, subject=article.subject, section=article.section_key)
    there = a_thread(site=site, subject="article:900")
    for thread in (here, there):
        approve_comment(comment=a_held_comment(thread), by=yusuf, now=NOON)
    everywhere = seat_of(yusuf, site=site)
    Assignment.objects.create(site=site, user=yusuf, role=Role.MODERATOR, sections=[article.section_key])
    limited = seat_of(yusuf, site=site)

    told = [pulse(seat=seat, since=NOON, now=NOON).decided_today for seat in (everywhere, limited)]

    assert told == [2, 1]


@pytest.mark.parametrize(
    ("place", "index"),
    [
        (Place(by_risk=True), "comment_queue_by_priority"),
        (Place(), "comment_queue"),
        (Place(REPORTED), "comment_reported"),
        (Place(UNREVIEWED), "comment_unreviewed"),
    ],
)
def test_each_queue_is_read_along_its_index(seat, thread, place, index):
    rows = in_order(rows_in(seat, place.state, EVERYTHING), place)[:51]
    if connection.vendor == "postgresql":
        # A handful of rows is faster read without any index; the question is whether there is a way along one. Between
        # two of them PostgreSQL chooses by what it knows of the rows, and of a handful it knows nothing.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")

    plan = rows.explain()

    assert (index if connection.vendor == "sqlite" else "Index Scan") in plan, plan
    assert "TEMP B-TREE FOR ORDER BY" not in plan
    assert "Sort" not in plan
