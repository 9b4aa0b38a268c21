"""Similar comments are shown as one, decided as one and taken back as one; each keeps its own decision."""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.models import Assignment, Role
from hiwar.discussions.models import Comment, State, Thread
from hiwar.moderation.models import Action, Decision
from hiwar.moderation.queries import members as inside
from hiwar.moderation.queries.groups import FAMILY, SOURCE, Group, waiting_groups
from hiwar.moderation.queries.members import members_of
from hiwar.moderation.roles import Seat
from hiwar.moderation.services import approve_comment, chain_is_whole, mark_spam
from tests.factories.discussions import LAYLA, a_held_comment, a_thread
from tests.factories.newsroom import NOON

pytestmark = pytest.mark.django_db

OFFER = "فرصة للجميع: دخل يومي من المنزل، راسلونا على واتساب والباقي علينا"
WARNING = f"انتبهوا، هذا احتيال: {OFFER}"
HONEST = "متى تفتح المحطة الجديدة أبوابها؟ الموعد تأجّل ثلاث مرات ولم نسمع شيئًا من الإدارة"
ROOM = "/desk/similar/"


def browser(number: int) -> ReaderKey:
    """Return one of many browsers."""
    return ReaderKey(number.to_bytes(32, "big"))


def flood(thread: Thread, count: int, text: str = OFFER, *, first: int = 100) -> list[Comment]:
    """Return so many waiting comments of one text, each from a browser of its own, a minute after the other."""
    return [
        a_held_comment(
            thread, text, key=browser(first + place), name=f"قارئ {place}", at=NOON + timedelta(minutes=place)
        )
        for place in range(count)
    ]


def page_of(desk: Client, address: str) -> str:
    answer = desk.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def seen_on(page: str) -> dict[str, str]:
    """Return what the form of a group says was seen."""
    return {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("upto", "seen", "anchor")}


def settle(desk: Client, comment: Comment, **fields: object):
    """Send the form of a comment's family as it is shown now."""
    address = f"{ROOM}{comment.family}/"
    return desk.post(f"{address}settle/", {**seen_on(page_of(desk, address)), **fields})


@pytest.fixture
def family(thread) -> list[Comment]:
    """Six offers in three wordings, under two articles."""
    other = a_thread(site=thread.site, subject="article:13")
    same = flood(thread, 2) + flood(other, 1, first=400)
    return (
        same + flood(thread, 2, OFFER.replace("ا", "ااا"), first=200) + flood(thread, 1, f"{OFFER} يا شباب", first=300)
    )


def test_a_family_is_shown_with_its_size_its_browsers_and_its_articles(desk, thread, family):
    a_held_comment(thread, HONEST, key=browser(1))

    page = page_of(desk, ROOM)

    assert page.count('class="pane clu"') == 1
    assert re.search(r'<h3 id="g-1">[^<]*[6٦]', page)
    assert [bool(re.search(f"<li>[^<]*{digit}", page)) for digit in ("[6٦]", "على مقالين")] == [True, True]
    assert '<svg class="came"' in page
    assert OFFER in page
    assert HONEST not in page
    assert f"{ROOM}{family[0].family}/" in page


def test_nothing_of_who_wrote_is_on_any_page_of_the_room(desk, family):
    pages = page_of(desk, ROOM) + page_of(desk, f"{ROOM}?by=browser") + page_of(desk, f"{ROOM}{family[0].family}/")
    pages += page_of(desk, f"{ROOM}browser/{family[0].public_id}/")

    tags = {getattr(one, name) for one in family for name in ("author_link", "owner_tag", "trust_tag")}

    assert all(tags)
    assert not [tag for tag in tags if tag in pages]


def test_two_alike_are_no_group(desk, thread):
    flood(thread, 2)

    page = page_of(desk, ROOM)

    assert 'class="pane clu"' not in page
    assert OFFER not in page


def test_the_frame_counts_families(desk, thread, family):
    flood(thread, 3, HONEST, first=500)

    page = page_of(desk, "/desk/log/")

    assert re.search(rf'href="{ROOM}"[^>]*>[^<]*<b class="num" data-count="desk-brigades">[2٢]</b>', page)


def test_a_family_is_rejected_in_one_act_and_each_keeps_its_own_decision(desk, yusuf, thread, family):
    warning = a_held_comment(thread, WARNING, key=browser(2))
    assert warning.family == family[0].family

    answer = settle(desk, family[0], action="reject", reason="other", note="حملة إعلانية", message="لا ننشر العروض.")

    decisions = Decision.objects.filter(batch__gt="")
    assert answer.status_code == 302
    assert {one.comment_id for one in decisions} == {one.public_id for one in family}
    assert len({one.batch for one in decisions}) == 1
    assert {(one.by, one.action, one.reason, one.note, one.message, one.state_before, one.state_after)
            for one in decisions} == {
        (yusuf, "reject", "other", "حملة إعلانية", "لا ننشر العروض.", "held", "rejected")
    }  # fmt: skip
    assert set(Comment.objects.exclude(pk=warning.pk).values_list("state", flat=True)) == {State.REJECTED}
    assert chain_is_whole()
    warning.refresh_from_db()
    assert warning.state == State.HELD
    told = page_of(desk, answer.url)
    assert reverse("desk-batch-undo") in told
    assert decisions[0].batch in told


def test_whoever_quotes_the_offer_to_warn_is_shown_to_be_read_alone(desk, thread, family):
    warning = a_held_comment(thread, WARNING, key=browser(2))

    page = page_of(desk, f"{ROOM}{warning.family}/")

    apart = page.split('id="apart"')[2 if page.count('id="apart"') > 1 else 1]
    assert WARNING in apart
    assert f'name="leave" value="{warning.public_id}"' not in page
    assert seen_on(page)["seen"] == "6"


def test_a_family_can_be_published_in_one_act(desk, family):
    settle(desk, family[0], action="approve")

    published = Comment.objects.filter(state=State.PUBLISHED)
    assert published.count() == 6
    assert len({(one.thread_id, one.number) for one in published}) == 6
    assert {one.comment_count for one in Thread.objects.all()} == {5, 1}
    assert chain_is_whole()


def test_more_than_one_act_can_settle_is_said_and_goes_on_waiting(desk, family, monkeypatch):
    monkeypatch.setattr(inside, "MOST", 4)
    page = page_of(desk, f"{ROOM}{family[0].family}/")

    settle(desk, family[0], action="approve")

    assert re.search(r'value="approve">[^<]*[4٤]', page)
    assert Comment.objects.filter(state=State.PUBLISHED).count() == 4
    assert Comment.objects.filter(state=State.HELD).count() == 2


def test_a_family_can_be_marked_as_advertising_and_a_reason_for_rejecting_goes_nowhere(desk, family):
    settle(desk, family[0], action="spam", reason="insult", message="سبب لا يُقال")

    assert set(Decision.objects.values_list("action", "reason", "message")) == {("spam", "", "")}
    assert set(Comment.objects.values_list("state", flat=True)) == {State.SPAM}


def test_what_is_ticked_is_left_out_and_goes_on_waiting(desk, family):
    kept = family[3]

    answer = settle(desk, family[0], action="spam", leave=kept.public_id)

    assert list(Comment.objects.filter(state=State.HELD)) == [kept]
    assert "left=0" in answer.url


def test_what_came_after_the_page_was_shown_is_not_decided(desk, thread, family):
    seen = seen_on(page_of(desk, f"{ROOM}{family[0].family}/"))
    late = flood(thread, 1, first=900)[0]

    desk.post(f"{ROOM}{family[0].family}/settle/", {**seen, "action": "spam"})

    assert list(Comment.objects.filter(state=State.HELD)) == [late]


def test_those_a_colleague_decided_meanwhile_are_left_and_counted(desk, salma, family):
    seen = seen_on(page_of(desk, f"{ROOM}{family[0].family}/"))
    for one in family[:2]:
        approve_comment(comment=one, by=salma, now=NOON)

    answer = desk.post(f"{ROOM}{family[0].family}/settle/", {**seen, "action": "reject", "reason": "other"})

    assert "left=2" in answer.url
    assert Comment.objects.filter(state=State.PUBLISHED).count() == 2
    assert Comment.objects.filter(state=State.REJECTED).count() == 4


def test_one_that_was_edited_after_the_page_was_shown_is_not_published_unread(desk, family):
    page = page_of(desk, f"{ROOM}{family[0].family}/")
    read = re.search(r'name="read" value="([0-9]+)"', page)[1]
    Comment.objects.filter(pk=family[0].pk).update(edited_at=timezone.now())

    answer = desk.post(
        f"{ROOM}{family[0].family}/settle/", {**seen_on(page), "action": "approve", "read": str(int(read) - 1)}
    )

    assert "left=1" in answer.url
    assert list(Comment.objects.filter(state=State.HELD)) == [family[0]]


def test_the_wording_that_was_seen_decides_who_goes_along(desk, salma, thread):
    offers, longer = flood(thread, 4), flood(thread, 2, f"{OFFER} واسألوا عن تفاصيل التسجيل مجانا", first=700)
    seen = seen_on(page_of(desk, f"{ROOM}{offers[0].family}/"))
    for one in offers[:3]:
        mark_spam(comment=one, by=salma, now=NOON)

    desk.post(f"{ROOM}{offers[0].family}/settle/", {**seen, "action": "spam"})

    assert {one.state for one in Comment.objects.filter(pk__in=[one.pk for one in longer])} == {State.HELD}
    assert Comment.objects.get(pk=offers[3].pk).state == State.SPAM


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "reject"},
        {"action": "reject", "reason": "unheard-of"},
        {"action": "reveal", "reason": "other"},
        {"action": "spam", "upto": "1e9"},
        {"action": "spam", "seen": ""},
        {},
    ],
)
def test_a_decision_that_cannot_be_read_changes_nothing(desk, family, fields):
    answer = settle(desk, family[0], **fields)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Decision.objects.exists()
    assert set(Comment.objects.values_list("state", flat=True)) == {State.HELD}


def test_a_family_nothing_of_which_waits_any_more_says_so(desk, salma, family):
    seen = seen_on(page_of(desk, f"{ROOM}{family[0].family}/"))
    for one in family:
        mark_spam(comment=one, by=salma, now=NOON)

    answer = desk.post(f"{ROOM}{family[0].family}/settle/", {**seen, "action": "spam"})

    assert answer.status_code == 409
    assert Decision.objects.count() == 6


def test_turning_a_page_takes_along_who_is_ticked_and_decides_nothing(desk, family):
    answer = settle(desk, family[0], turn="2", leave=[family[1].public_id, family[2].public_id], action="spam")

    assert answer.status_code == 302
    assert f"page=2&leave={family[1].public_id}&leave={family[2].public_id}" in answer.url
    assert not Decision.objects.exists()


def test_members_are_turned_fifty_by_fifty(desk, thread):
    comments = flood(thread, 52)
    address = f"{ROOM}{comments[0].family}/"

    first, second = page_of(desk, address), page_of(desk, f"{address}?page=2&leave={comments[0].public_id}")

    assert (first.count('name="leave"'), second.count('type="checkbox" name="leave"')) == (50, 2)
    assert f'type="hidden" name="leave" value="{comments[0].public_id}"' in second


def test_one_undo_takes_the_whole_act_back(desk, family):
    settle(desk, family[0], action="reject", reason="other")
    batch = Decision.objects.latest("pk").batch

    answer = desk.post(f"{ROOM}undo/", {"batch": batch})

    assert "undone=6&left=0" in answer.url
    assert set(Comment.objects.values_list("state", "decided_at")) == {(State.HELD, None)}
    assert Decision.objects.filter(action=Action.UNDO, undoes__batch=batch).count() == 6
    assert chain_is_whole()
    assert OFFER in page_of(desk, ROOM)


def test_what_was_decided_again_since_is_left_by_the_undo(desk, salma, family):
    settle(desk, family[0], action="spam")
    batch = Decision.objects.latest("pk").batch
    overruled = Comment.objects.get(pk=family[0].pk)
    approve_comment(comment=overruled, by=salma, now=NOON)

    answer = desk.post(f"{ROOM}undo/", {"batch": batch})

    assert "undone=5&left=1" in answer.url
    assert Comment.objects.get(pk=overruled.pk).state == State.PUBLISHED


def test_an_act_is_undone_once(desk, family):
    settle(desk, family[0], action="spam")
    batch = Decision.objects.latest("pk").batch
    desk.post(f"{ROOM}undo/", {"batch": batch})

    assert desk.post(f"{ROOM}undo/", {"batch": batch}).status_code == 404
    assert desk.post(f"{ROOM}undo/", {"batch": ""}).status_code == 404


def test_what_one_browser_wrote_is_a_group_of_its_own(desk, thread):
    texts = (OFFER, HONEST, "لا جديد في هذا الخبر.")
    mine = [a_held_comment(thread, text, key=LAYLA) for text in texts]
    flood(thread, 2, first=800)

    by_text, by_browser = page_of(desk, ROOM), page_of(desk, f"{ROOM}?by=browser")
    address = f"{ROOM}browser/{mine[0].public_id}/"
    seen = seen_on(page_of(desk, address))
    desk.post(f"{address}settle/", {**seen, "action": "reject", "reason": "insult"})

    assert by_text.count('class="pane clu"') == by_browser.count('class="pane clu"') == 1
    assert address in by_browser
    assert {one.comment_id for one in Decision.objects.all()} == {one.public_id for one in mine}
    assert Comment.objects.filter(state=State.HELD).count() == 2


def test_a_comment_that_nothing_connects_to_others_has_no_group(desk, thread):
    comment = a_held_comment(thread, OFFER)
    Comment.objects.update(author_link="")

    assert desk.get(f"{ROOM}browser/{comment.public_id}/").status_code == 404
    assert desk.get(f"{ROOM}browser/{'A' * 16}/").status_code == 404


@pytest.mark.parametrize("family", ["0123456789abcdef", "ABCDEF", "..", "x" * 40])
def test_a_family_that_does_not_exist_is_not_found(desk, thread, family):
    assert desk.get(f"{ROOM}{family}/").status_code == 404
    assert desk.post(f"{ROOM}{family}/settle/", {"action": "spam"}).status_code == 404


def test_a_moderator_of_sections_sees_and_decides_only_theirs(desk, yusuf, site, thread):
    here = a_thread(site=site, subject="article:20")
    Thread.objects.filter(pk=here.pk).update(section="section:7")
    Assignment.objects.create(site=site, user=yusuf, role=Role.MODERATOR, sections=["section:7"])
    mine, others = flood(here, 3), flood(thread, 4, first=600)
    assert mine[0].family == others[0].family

    page = page_of(desk, f"{ROOM}{mine[0].family}/")
    settle(desk, mine[0], action="spam")

    assert seen_on(page)["seen"] == "3"
    assert not [one.public_id for one in others if one.public_id in page]
    assert {one.comment_id for one in Decision.objects.all()} == {one.public_id for one in mine}


def test_a_group_or_an_act_of_another_section_or_site_is_not_found(desk, yusuf, salma, as_user, site, thread, settings):
    comments = flood(thread, 3)
    Assignment.objects.create(site=site, user=yusuf, role=Role.MODERATOR, sections=["section:7"])
    settle(as_user(salma), comments[0], action="spam")
    Site.objects.create(hostname="other.example", root_page=site.root_page)
    batch = Decision.objects.latest("pk").batch
    settings.ALLOWED_HOSTS = ["*"]
    address, writer = f"{ROOM}{comments[0].family}/", f"{ROOM}browser/{comments[0].public_id}/"

    for host, who in (("127.0.0.1:8000", desk), ("other.example", as_user(salma))):
        for answer in (
            who.get(address, headers={"host": host}),
            who.post(f"{address}settle/", {"action": "spam"}, headers={"host": host}),
            who.get(writer, headers={"host": host}),
            who.post(f"{ROOM}undo/", {"batch": batch}, headers={"host": host}),
        ):
            assert answer.status_code == 404, (host, answer.request["PATH_INFO"])
    assert Comment.objects.filter(state=State.SPAM).count() == 3


def test_the_room_costs_the_same_for_three_comments_and_for_thirty(desk, thread, django_assert_max_num_queries):
    flood(thread, 3)
    flood(thread, 30, HONEST, first=500)
    page_of(desk, ROOM)

    with django_assert_max_num_queries(60) as small:
        page_of(desk, ROOM)
    flood(thread, 20, first=1000)

    with django_assert_max_num_queries(len(small.captured_queries)):
        page_of(desk, ROOM)


def test_groups_are_told_largest_first(site, yusuf, thread):
    few, many = flood(thread, 3), flood(thread, 5, HONEST, first=500)
    seat = Seat(site, yusuf, Role.MODERATOR)

    assert waiting_groups(seat, FAMILY) == (many[0].family, few[0].family)
    assert waiting_groups(seat, SOURCE) == ()


def test_wordings_are_counted_and_say_how_they_differ(site, yusuf, thread, family):
    seat = Seat(site, yusuf, Role.MODERATOR)

    members = members_of(Group(FAMILY, family[0].family), seat=seat)

    assert members is not None
    assert members.common == OFFER
    assert [(one.count, one.is_common) for one in members.variants] == [(3, True), (2, False), (1, False)]
    assert members.variants[1].share == 100
    assert [(piece.how, piece.text) for piece in members.variants[2].pieces][-1] == ("added", "يا شباب")


def test_what_became_of_the_family_before_is_said_with_its_reasons(desk, thread, family):
    settle(desk, family[0], action="reject", reason="insult")
    flood(thread, 3, first=1000)

    page = page_of(desk, ROOM)

    before = re.search(r'<p class="before">(.*?)</p>', page, re.DOTALL)[1]
    assert re.search(r"[6٦]", before)
    assert reverse("desk-family", args=[family[0].family]) in page


def test_a_flood_is_settled_a_family_an_act_and_the_honest_ones_remain(desk, thread):
    dice = Random(5)
    words = f"{HONEST} {OFFER} القطار الساحل الميناء البلدية العقد الجسر الوزير الصيف المطر السوق".split()
    families = [" ".join(dice.sample(words, 12)) for _ in range(6)]
    floods = [flood(thread, 5, text, first=100 * place) for place, text in enumerate(families, start=1)]
    honest = [a_held_comment(thread, f"سؤالي الأول هنا {place}", key=browser(5000 + place)) for place in range(4)]

    shown = page_of(desk, ROOM).count('class="pane clu"')
    for comments in floods:
        assert settle(desk, comments[0], action="spam").status_code == 302

    assert shown == len({comments[0].family for comments in floods}) == 6
    assert set(Comment.objects.filter(state=State.HELD)) == set(honest)
    assert 'class="pane clu"' not in page_of(desk, ROOM)
    assert chain_is_whole()
