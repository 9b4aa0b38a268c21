"""A flood at the desk: many that say the same are one row, and nobody who says something else is buried."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from hiwar.accounts.models import Assignment, Role, User
from hiwar.discussions.models import Comment, State, Thread
from hiwar.discussions.services import withdraw_comment
from hiwar.discussions.services.sweeping import sweep
from hiwar.moderation.models import Decision
from hiwar.moderation.places import Place
from hiwar.moderation.queries import next_in, queue_page
from hiwar.moderation.queries.counts import count_in
from hiwar.moderation.queries.folds import unfolded
from hiwar.moderation.queries.groups import FAMILY, FEWEST, FOLDED_FROM, KEPT, groups_waiting
from hiwar.moderation.queries.opened import author_record
from hiwar.moderation.queries.rows import in_order
from hiwar.moderation.roles import Seat, seat_of
from hiwar.moderation.services import Grounds, NothingToUndo, decide_all, reopen_comment, undo_decision
from tests.factories.discussions import a_thread
from tests.factories.newsroom import NOON

pytestmark = pytest.mark.django_db

OFFER = "فرصة للجميع: دخل يومي من المنزل"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Each test begins with nothing found before."""
    KEPT.outdate()


@pytest.fixture
def seat(yusuf: User, site: Site) -> Seat:
    found = seat_of(yusuf, site=site)
    assert found is not None
    return found


def waiting(thread: Thread, count: int, family: str = "", **columns: object) -> list[Comment]:
    """Return so many waiting comments of one family, or of none."""
    rows = [
        Comment(thread=thread, text=f"{OFFER} {family} {place}", submitted_at=NOON, family=family, **columns)
        for place in range(count)
    ]
    return Comment.objects.bulk_create(rows)


def shown(seat: Seat, place: Place) -> list[str]:
    return [row.public_id for row in queue_page(seat=seat, place=place, now=timezone.now()).rows]


@pytest.mark.parametrize("by_risk", [True, False])
def test_a_family_of_many_is_one_row_and_buries_nobody(seat, thread, by_risk):
    flood = waiting(thread, 60, "a" * 16, priority=9, harm=9)
    few = waiting(thread, FOLDED_FROM - 1, "b" * 16, priority=5, harm=5)
    honest = waiting(thread, 2)

    page = queue_page(seat=seat, place=Place(by_risk=by_risk), now=timezone.now())

    assert [row.public_id for row in page.rows] == [one.public_id for one in (*few, *honest)]
    assert [(fold.family, fold.waiting, fold.text) for fold in page.folds] == [("a" * 16, 60, flood[0].text)]
    assert shown(seat, Place(by_risk=by_risk, each=True)) == [one.public_id for one in flood[:50]]
    assert count_in(seat, State.HELD) == 60 + FOLDED_FROM - 1 + 2


def test_the_next_comment_is_none_of_a_family_that_is_one_row(seat, thread):
    first, *_ = waiting(thread, 1)
    flood = waiting(thread, FOLDED_FROM, "a" * 16)
    (second,) = waiting(thread, 1)
    now = timezone.now()

    assert next_in(seat=seat, place=Place(), comment=first, now=now) == second.public_id
    assert next_in(seat=seat, place=Place(), comment=flood[3], now=now) == second.public_id
    assert next_in(seat=seat, place=Place(each=True), comment=first, now=now) == flood[0].public_id


def test_a_family_whose_first_comment_is_just_decided_keeps_its_row_and_one_that_is_settled_has_none(seat, thread):
    flood, settled = waiting(thread, 30, "a" * 16), waiting(thread, 30, "b" * 16)
    kept = groups_waiting(seat, FAMILY)
    Comment.objects.filter(pk__in=[flood[0].pk, *(one.pk for one in settled)]).update(state=State.SPAM)

    # As a process sees it that has counted a moment before.
    KEPT._found[(seat.site.pk, seat.sections, FAMILY)] = (KEPT._clock(), kept)
    waiting(thread, 1001)
    page = queue_page(seat=seat, place=Place(), now=timezone.now())

    assert [(fold.family, fold.text) for fold in page.folds] == [("a" * 16, flood[1].text)]


def recount(seat: Seat) -> list[tuple[str, int]]:
    """Return the families that wait, read comment by comment."""
    held = [one.family for one in seat.comments().filter(state=State.HELD) if one.family]
    found = [(family, count) for family, count in Counter(held).items() if count >= FEWEST]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def test_what_is_told_of_families_is_what_a_recount_finds_whatever_became_of_them(seat, yusuf, salma, thread, site):
    dice = Random(7)
    other = a_thread(site=site, subject="article:900", section="section:9")
    for place in range(4):
        waiting(thread, 5 + place, f"{place:016x}")
        waiting(other, 4, f"{place:016x}")
    limited = Seat(site, salma, Role.MODERATOR, frozenset({"section:9"}))

    for _ in range(40):
        one = dice.choice(Comment.objects.exclude(state=State.WITHDRAWN).order_by("pk"))
        match dice.choice(["decide", "undo", "reopen", "withdraw", "sweep"]):
            case "decide" if one.state == State.HELD:
                action = dice.choice(["spam", "approve", "reject"])
                decide_all(waiting=[one.pk], action=action, grounds=Grounds(yusuf, NOON, "other"))
            case "undo" if last := Decision.objects.filter(undone_by__isnull=True).exclude(action="undo").last():
                with suppress(NothingToUndo):
                    undo_decision(decision=last, by=yusuf, now=NOON)
            case "reopen" if one.state != State.HELD:
                reopen_comment(comment=one, by=yusuf, now=NOON)
            case "withdraw" if one.state == State.HELD and dice.random() < 0.3:
                withdraw_comment(comment=one)
            case "sweep" if dice.random() < 0.2:
                sweep(now=NOON + timedelta(days=91))
        for whose in (seat, limited):
            assert [(group.key, group.count) for group in groups_waiting(whose, FAMILY)] == recount(whose)


def test_a_seat_of_some_sections_sees_its_share_and_nothing_of_another_site(yusuf, thread, site):
    own = a_thread(site=site, subject="article:900", section="section:9")
    there = a_thread(site=Site.objects.create(hostname="other.example", root_page=site.root_page), subject="article:1")
    for where, count in ((thread, 30), (own, 21), (there, 40)):
        waiting(where, count, "a" * 16)
    waiting(there, 50, "b" * 16)
    Assignment.objects.create(site=site, user=yusuf, role=Role.MODERATOR, sections=["section:9"])

    limited, whole = seat_of(yusuf, site=site), Seat(site, yusuf, Role.EDITOR)

    assert limited is not None
    assert [(group.key, group.count) for group in groups_waiting(limited, FAMILY)] == [("a" * 16, 21)]
    assert [(group.key, group.count) for group in groups_waiting(whole, FAMILY)] == [("a" * 16, 51)]
    assert count_in(whole, State.HELD) == 51
    assert [fold.waiting for fold in queue_page(seat=limited, place=Place(), now=timezone.now()).folds] == [21]


def test_the_page_leads_to_the_family_and_to_every_single_comment(desk: Client, thread):
    waiting(thread, FOLDED_FROM, "a" * 16)
    (honest,) = waiting(thread, 1)

    page = desk.get("/desk/?order=risk").content.decode()
    each = desk.get("/desk/?order=risk&similar=each").content.decode()

    assert re.findall(r'class="q-item[^"]*" data-id="([^"]+)"', page) == [honest.public_id]
    assert re.search(rf'<a href="/desk/similar/{"a" * 16}/"[^>]*>[^<]*(20|٢٠)', page)
    assert 'href="/desk/?order=risk&amp;similar=each"' in page
    assert each.count('class="q-item') == FOLDED_FROM + 1
    assert 'name="similar" value="each"' in each
    assert 'href="/desk/?order=risk"' in each


def test_where_only_similar_ones_wait_the_queue_does_not_say_that_nothing_does(desk: Client, thread):
    waiting(thread, FOLDED_FROM, "a" * 16)

    page = desk.get("/desk/").content.decode()

    assert 'class="folds"' in page
    assert 'class="empty-q"' in page
    assert "Nothing waits" not in page
    assert "لا شيء ينتظر" not in page


def test_deciding_goes_on_in_the_way_the_queue_is_shown(desk: Client, thread):
    first, second, *_ = waiting(thread, FOLDED_FROM, "a" * 16)

    answer = desk.post(
        reverse("desk-decide", args=[first.public_id]),
        {"action": "spam", "seen": "held", "tab": "held", "order": "oldest", "similar": "each"},
    )

    assert answer.status_code == 302
    assert f"similar=each&open={second.public_id}" in answer.url


def plan_of(rows: object) -> str:
    """Return how the database reads these."""
    if connection.vendor == "postgresql":
        # A handful of rows is faster read without any index; the question is whether there is a way along one.
        with connection.cursor() as cursor:
            for way in ("seqscan", "sort", "bitmapscan", "hashagg"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
            cursor.execute("ANALYZE discussions_comment")
    return str(rows.explain())  # type: ignore[attr-defined]


def test_families_are_counted_along_their_index_alone(seat, thread, django_assert_num_queries):
    waiting(thread, 30, "a" * 16)
    waiting(thread, 2000, "b" * 16, state=State.SPAM)
    rows = Comment.objects.held().exclude(family="").order_by().values_list("family").annotate(waiting=Count("pk"))

    plan = plan_of(rows)

    assert ("COVERING INDEX comment_families" if connection.vendor == "sqlite" else "comment_families") in plan, plan
    assert "TEMP B-TREE" not in plan
    with django_assert_num_queries(1):
        groups_waiting(seat, FAMILY)
    waiting(thread, 1001)
    with django_assert_num_queries(3):
        # Whether many wait, whether she sees them all, and the families.
        groups_waiting(seat, FAMILY)


@pytest.mark.parametrize(
    ("place", "index"), [(Place(by_risk=True), "comment_queue_by_priority"), (Place(), "comment_queue")]
)
def test_what_stands_for_itself_is_found_without_reading_the_flood(seat, thread, place, index):
    waiting(thread, 2000, "b" * 16, state=State.SPAM)
    waiting(thread, 30, "a" * 16)
    rows, _ = unfolded(seat, place)

    plan = plan_of(in_order(rows, place).values("pk")[:51])

    assert (f"COVERING INDEX {index}" if connection.vendor == "sqlite" else f"{index} on") in plan, plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_what_a_browser_wrote_is_found_by_its_index(seat, thread):
    one, *_ = waiting(thread, 3, author_link="f" * 32)

    record = author_record(one, seat=seat)

    assert record.total == 2
    link = seat.comments().filter(author_link=one.author_link).exclude(pk=one.pk).exclude(author_link="")
    plan = plan_of(link.order_by("-pk").values("state")[:300])
    assert "comment_by_author" in plan or connection.vendor == "postgresql", plan
    assert "SCAN discussions_comment" not in plan
