"""Keeping a comment for the law: what a copy holds, how long, who may hold it longer, how it leaves the house."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hiwar.accounts.models import Assignment, Role, User
from hiwar.discussions.models import Comment
from hiwar.discussions.services import withdraw_comment
from hiwar.moderation.models import Event, EventKind, Evidence, Reason
from hiwar.moderation.services import reject_comment, reveal_contact
from hiwar.moderation.services.evidence import (
    HoldTooLong,
    NothingAsked,
    NothingToKeep,
    SamePerson,
    answer_hold,
    ask_hold,
    digest_of,
    is_unchanged,
    keep_evidence,
)
from tests.factories.discussions import INSULT, KARIM, a_held_comment, a_thread
from tests.factories.newsroom import HEADLINE, NOON

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1, seconds=41)


@pytest.fixture
def senior(yusuf: User, site) -> User:
    Assignment.objects.create(site=site, user=yusuf, role=Role.SENIOR)
    return yusuf


@pytest.fixture
def second(salma: User, site) -> User:
    """Another person who answers for evidence."""
    Assignment.objects.create(site=site, user=salma, role=Role.SENIOR)
    return salma


@pytest.fixture
def room(senior: User, as_user) -> Client:
    return as_user(senior)


@pytest.fixture
def insult(thread) -> Comment:
    return a_held_comment(thread, INSULT, key=KARIM, name="كريم", email="karim@example.org")


@pytest.fixture
def kept(insult, senior) -> Evidence:
    reject_comment(comment=insult, by=senior, reason=Reason.INSULT, note="إهانة صريحة", now=NOON)
    comment = Comment.objects.select_related("thread").get(pk=insult.pk)
    return keep_evidence(comment=comment, by=senior, reason="طلب النيابة 12", now=LATER)


def address(name: str, kept: Evidence) -> str:
    return reverse(f"desk-evidence-{name}", kwargs={"public_id": kept.public_id})


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


# --- the copy


def test_a_copy_says_what_stood_where_when_and_what_was_decided(kept, insult, thread):
    record = kept.record

    assert (record["name"], record["text"], record["state"]) == ("كريم", INSULT, "rejected")
    assert record["thread"] == {"title": HEADLINE, "url": thread.url, "site": thread.site.hostname}
    assert record["submitted_at"] == insult.submitted_at.isoformat(timespec="minutes")
    assert record["screening"]["version"]
    assert record["screening"]["findings"][0]["rule"]
    assert [(one["by"], one["action"], one["reason"], one["note"]) for one in record["decisions"]] == [
        ("يوسف", "reject", "insult", "إهانة صريحة")
    ]
    assert kept.kept_until - kept.at == timedelta(days=365)
    assert kept.at == LATER.replace(second=0)


def test_a_copy_says_nothing_else_of_who_wrote(trusted_with_addresses, insult, senior):
    reveal_contact(comment=insult, by=trusted_with_addresses, note="بلاغ", now=NOON)
    comment = Comment.objects.select_related("thread").get(pk=insult.pk)

    kept = keep_evidence(comment=comment, by=senior, reason="طلب النيابة", now=LATER)

    told = json.dumps(kept.record)
    assert all((comment.owner_tag, comment.author_link))
    for secret in (comment.owner_tag, comment.author_link, comment.trust_tag or "-" * 9, "karim@", "reveal"):
        assert secret not in told


def test_keeping_leaves_an_event_about_the_comment(kept, insult, senior):
    event = Event.objects.get()

    assert (event.kind, event.by, event.subject, event.note) == (
        EventKind.EVIDENCE, senior, insult.public_id, "طلب النيابة 12"
    )  # fmt: skip
    assert event.after == {"evidence": kept.public_id, "kept_until": "2015-01-19", "digest": kept.digest}


def test_the_digest_is_of_the_words_and_finds_a_changed_one(kept):
    shuffled = dict(reversed(list(kept.record.items())))
    whole = is_unchanged(kept)

    kept.record["text"] = "نص آخر"

    assert whole
    assert digest_of(shuffled) == kept.digest
    assert not is_unchanged(kept)


def test_a_copy_stays_as_it_was_whatever_becomes_of_the_comment(kept, insult, room):
    insult.delete()

    page = room.get(address("item", kept)).content.decode()

    assert INSULT in page
    assert "كريم" in page


def test_what_its_author_withdrew_cannot_be_kept_and_nothing_without_a_reason(thread, senior):
    comment, other = a_held_comment(thread), a_held_comment(thread, INSULT, key=KARIM, name="كريم")
    withdraw_comment(comment=comment)

    with pytest.raises(NothingToKeep):
        keep_evidence(comment=comment, by=senior, reason="طلب", now=LATER)
    with pytest.raises(ValueError, match="reason"):
        keep_evidence(comment=other, by=senior, reason="  ", now=LATER)

    assert not Evidence.objects.exists()


# --- through the doors


def test_the_open_comment_is_kept_with_a_reason(room, insult):
    page = room.get(f"/desk/?open={insult.public_id}").content.decode()
    keep = reverse("desk-evidence-keep", kwargs={"public_id": insult.public_id})

    without = room.post(keep, {"reason": " "})
    answer = room.post(keep, {"reason": "طلب النيابة 12"})

    kept = Evidence.objects.get()
    assert f'action="{keep}#ctx"' in page
    assert without.status_code == 422
    assert 'role="alert"' in without.content.decode()
    assert answer.url == address("item", kept)
    assert "طلب النيابة 12" in room.get("/desk/evidence/").content.decode()


def test_a_moderator_is_not_offered_it(desk, insult):
    assert "/keep/" not in desk.get(f"/desk/?open={insult.public_id}").content.decode()


def test_a_text_is_never_markup_in_its_copy(room, thread, senior):
    comment = a_held_comment(thread, "<script>alert(1)</script> يا حمار", key=KARIM, name="<b>كريم</b>")
    kept = keep_evidence(comment=comment, by=senior, reason="<i>طلب</i>", now=LATER)

    page = room.get(address("item", kept)).content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<b>كريم" not in page
    assert "<i>طلب" not in page


def test_the_page_says_when_a_copy_was_changed(room, kept):
    whole = room.get(address("item", kept)).content.decode()
    Evidence.objects.update(record=kept.record | {"text": "نص آخر"})

    changed = room.get(address("item", kept)).content.decode()

    assert ("why fine" in whole, "why fine" in changed) == (True, False)


def test_a_copy_is_taken_out_with_its_digest_and_that_is_written_down(room, kept, senior):
    answer = room.post(address("take-out", kept))

    told = json.loads(answer.content)
    assert answer["Content-Disposition"] == f'attachment; filename="evidence-{kept.public_id}.json"'
    assert told["digest"] == f"sha256:{digest_of(told['record'])}"
    assert (told["is_unchanged"], told["kept_because"]) == (True, "طلب النيابة 12")
    assert "@" not in answer.content.decode()
    event = Event.objects.latest("pk")
    assert (event.by, event.after) == (senior, {"evidence": kept.public_id, "taken_out": "json"})


def test_another_sites_copies_are_not_here(room, kept, site):
    elsewhere = type(site).objects.create(hostname="other.example", root_page=site.root_page)
    Evidence.objects.update(site=elsewhere)

    assert room.get(address("item", kept)).status_code == 404
    assert room.post(address("take-out", kept)).status_code == 404
    assert kept.public_id not in room.get("/desk/evidence/").content.decode()


def test_another_sites_comment_cannot_be_kept(room, site):
    elsewhere = type(site).objects.create(hostname="other.example", root_page=site.root_page)
    comment = a_held_comment(a_thread(site=elsewhere))

    answer = room.post(reverse("desk-evidence-keep", kwargs={"public_id": comment.public_id}), {"reason": "طلب"})

    assert answer.status_code == 404
    assert not Evidence.objects.exists()


def test_fifty_copies_stand_on_a_page(room, kept, senior, site):
    for number in range(50):
        Evidence.objects.create(
            site=site, public_id=f"copy{number:012}", comment_id="gone", record=kept.record, digest=kept.digest,
            reason="طلب", by=senior, at=NOON, kept_until=NOON,
        )  # fmt: skip

    first = room.get("/desk/evidence/").content.decode()
    cursor = first.split("/desk/evidence/?before=")[1].split('"')[0]
    second = room.get(f"/desk/evidence/?before={cursor}").content.decode()

    assert kept.public_id not in first
    assert kept.public_id in second


# --- a hold, by two persons


def test_a_hold_counts_once_somebody_else_has_confirmed_it(kept, senior, second):
    until = LATER + timedelta(days=700)
    asked = ask_hold(evidence=kept, by=senior, reason="دعوى قائمة", until=until, now=LATER)
    with pytest.raises(SamePerson):
        answer_hold(evidence=kept, by=senior, confirms=True, now=LATER)
    before = (asked.held_until, asked.hold_by)

    held = answer_hold(evidence=kept, by=second, confirms=True, now=LATER)

    assert before == (None, None)
    assert (held.hold_by, held.hold_confirmed_by, held.hold_reason, held.held_until) == (
        senior, second, "دعوى قائمة", until
    )  # fmt: skip
    assert (held.asked_by, held.asked_until) == (None, None)
    assert [event.by for event in Event.objects.order_by("pk")][1:] == [senior, second]


def test_a_hold_that_stands_goes_on_while_a_longer_one_is_asked_for(kept, senior, second):
    until = LATER + timedelta(days=700)
    ask_hold(evidence=kept, by=senior, reason="دعوى", until=until, now=LATER)
    answer_hold(evidence=kept, by=second, confirms=True, now=LATER)

    ask_hold(evidence=kept, by=second, reason="استئناف", until=until + timedelta(days=90), now=LATER)
    declined = answer_hold(evidence=kept, by=senior, confirms=False, now=LATER)

    assert (declined.held_until, declined.hold_reason) == (until, "دعوى")
    assert declined.asked_by is None


def test_who_asked_may_take_it_back(kept, senior):
    ask_hold(evidence=kept, by=senior, reason="دعوى", until=LATER + timedelta(days=9), now=LATER)

    answer_hold(evidence=kept, by=senior, confirms=False, now=LATER)

    with pytest.raises(NothingAsked):
        answer_hold(evidence=kept, by=senior, confirms=False, now=LATER)


@pytest.mark.parametrize("days", [0, -1, 6 * 365])
def test_a_hold_ends_on_a_day_to_come_within_five_years(kept, senior, days):
    with pytest.raises(HoldTooLong):
        ask_hold(evidence=kept, by=senior, reason="دعوى", until=LATER + timedelta(days=days), now=LATER)


def test_a_request_that_ran_out_cannot_be_confirmed(kept, senior, second):
    ask_hold(evidence=kept, by=senior, reason="دعوى", until=LATER + timedelta(days=1), now=LATER)

    with pytest.raises(NothingAsked):
        answer_hold(evidence=kept, by=second, confirms=True, now=LATER + timedelta(days=2))


def test_two_people_hold_a_copy_through_the_room(room, kept, second, as_user):
    asked = room.post(address("hold", kept), {"reason": "دعوى قائمة", "until": in_days(400)})
    own = room.get(address("item", kept)).content.decode()
    alone = room.post(address("confirm", kept), {"answer": "confirm"})
    other = as_user(second)
    offered = other.get(address("item", kept)).content.decode()

    confirmed = other.post(address("confirm", kept), {"answer": "confirm"})

    assert (asked.status_code, alone.status_code, confirmed.status_code) == (302, 409, 302)
    assert 'value="confirm"' not in own
    assert 'value="confirm"' in offered
    page = room.get(address("item", kept)).content.decode()
    assert "سلمى درويش" in page
    assert "دعوى قائمة" in page
    assert Evidence.objects.get().hold_confirmed_by == second


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"reason": " ", "until": "2027-01-01"},
        {"reason": "دعوى", "until": "soon"},
        {"reason": "دعوى", "until": "2001-01-01"},
        {"reason": "دعوى", "until": "9999-12-31"},
    ],
)
def test_a_request_that_makes_no_sense_changes_nothing(room, kept, sent):
    answer = room.post(address("hold", kept), sent)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert Evidence.objects.get().asked_by is None


@pytest.mark.parametrize(("sent", "status"), [({}, 422), ({"answer": "x"}, 422), ({"answer": "confirm"}, 409)])
def test_an_answer_to_nothing_changes_nothing(room, kept, sent, status):
    assert room.post(address("confirm", kept), sent).status_code == status
    assert Event.objects.count() == 1
