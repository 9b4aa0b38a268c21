"""Second looks: what the lot draws, what the second reader is shown, what becomes of her opinion."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hiwar.accounts.models import Assignment, Role
from hiwar.discussions.models import Comment
from hiwar.moderation.models import Action, Decision, DeskSettings, Event, EventKind, Review, ReviewKind
from hiwar.moderation.queries.agreement import agreement, missed
from hiwar.moderation.queries.second_looks import waiting_looks
from hiwar.moderation.roles import seat_of
from hiwar.moderation.services import approve_comment, events_are_whole, mark_spam, reject_comment, undo_decision
from hiwar.moderation.services.second_looks import Opinion, draw_reviews, give_opinion, is_drawn
from tests.factories.discussions import (
    INSULT,
    KARIM,
    LAYLA,
    OMAR,
    a_held_comment,
    a_thread,
    an_imported_comment,
    posted,
)
from tests.integration.moderation.conftest import a_colleague

pytestmark = pytest.mark.django_db
WORDS = "الموعد تأخّر ساعة كاملة."


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def everything(site):
    """Draw every comment and every decision."""
    return DeskSettings.objects.create(site=site, review_published_percent=100, review_decisions_percent=100)


@pytest.fixture
def layla_is_trusted(thread, yusuf, now) -> None:
    """Layla's first comment was approved, so that the next one publishes itself."""
    approve_comment(comment=a_held_comment(thread, at=now), by=yusuf, now=now)


@pytest.fixture
def by_itself(thread, everything, layla_is_trusted, now) -> Comment:
    """A comment that nobody has read before it was published."""
    comment = posted(thread, WORDS, at=now).comment
    assert comment.state == "published"
    return comment


@pytest.fixture
def zaynab(site, as_user) -> Client:
    """The browser of a senior moderator, who has decided nothing yet."""
    colleague = a_colleague("zaynab", name="زينب", group="Moderators")
    Assignment.objects.create(site=site, user=colleague, role=Role.SENIOR)
    return as_user(colleague)


def look_at(comment: Comment, kind: str) -> Review:
    return Review.objects.get(comment=comment, kind=kind)


def say(browser: Client, look: Review, action: str, reason: str = ""):
    return browser.post("/desk/second/say/", {"look": look.pk, "action": action, "reason": reason})


def test_what_published_itself_is_drawn_once(by_itself, now):
    draw_reviews(now=now)

    again = draw_reviews(now=now)

    assert again == 0
    assert look_at(by_itself, ReviewKind.MISSED).decision is None


def test_no_second_of_a_comment_can_be_read_off_its_draw(by_itself, now):
    draw_reviews(now=now.replace(second=41, microsecond=7))

    assert look_at(by_itself, ReviewKind.MISSED).drawn_at == now.replace(second=0, microsecond=0)


def test_imported_waiting_and_approved_comments_are_not_drawn_as_missed(thread, everything, layla_is_trusted, now):
    an_imported_comment(thread)
    a_held_comment(thread, key=OMAR, name="عمر", at=now)

    draw_reviews(now=now)

    assert not Review.objects.filter(kind=ReviewKind.MISSED).exists()


def test_what_is_older_than_two_days_is_left_alone(by_itself, now):
    drawn = draw_reviews(now=now + timedelta(days=3))

    assert drawn == 0


def test_the_lot_falls_on_about_the_share_that_was_set(site):
    ids = [f"comment-{number}" for number in range(4000)]

    drawn = [one for one in ids if is_drawn(one, kind=ReviewKind.MISSED, site_id=site.pk, percent=10)]
    for_decisions = [one for one in ids if is_drawn(one, kind=ReviewKind.BLIND, site_id=site.pk, percent=10)]

    assert 300 < len(drawn) < 500
    assert drawn != for_decisions
    assert not any(is_drawn(one, kind=ReviewKind.MISSED, site_id=site.pk, percent=0) for one in ids)


def test_the_lot_hangs_on_the_secret_of_the_installation(site, settings):
    ids = [f"comment-{number}" for number in range(400)]
    before = [is_drawn(one, kind=ReviewKind.MISSED, site_id=site.pk, percent=50) for one in ids]

    settings.HIWAR_IDENTITY_SECRET = "another" * 8
    after = [is_drawn(one, kind=ReviewKind.MISSED, site_id=site.pk, percent=50) for one in ids]

    assert before != after


def test_a_site_that_has_set_nothing_has_the_defaults_and_gets_no_row(site, now):
    draw_reviews(now=now)

    kept = DeskSettings.of(site)
    assert (kept.review_published_percent, kept.review_decisions_percent) == (2, 5)
    assert not DeskSettings.objects.exists()


def test_the_first_decider_is_not_shown_her_own_decision(thread, everything, yusuf, desk, zaynab, now):
    mark_spam(comment=a_held_comment(thread, WORDS, at=now), by=yusuf, now=now)
    draw_reviews(now=now)

    hers, anothers = desk.get("/desk/second/"), zaynab.get("/desk/second/")

    assert WORDS not in hers.content.decode()
    assert WORDS in anothers.content.decode()


def test_the_first_decider_cannot_judge_herself_by_address(thread, everything, yusuf, desk, now):
    comment = a_held_comment(thread, at=now)
    approve_comment(comment=comment, by=yusuf, now=now)
    draw_reviews(now=now)

    answer = say(desk, look_at(comment, ReviewKind.BLIND), "approve")

    assert answer.status_code == 404
    assert look_at(comment, ReviewKind.BLIND).opinion == ""


def test_a_second_reader_is_told_nothing_of_the_first(thread, everything, yusuf, zaynab, now):
    comment = a_held_comment(thread, INSULT, key=KARIM, name="كريم", at=now)
    reject_comment(comment=comment, by=yusuf, reason="insult", now=now, note="سبق التحذير")
    draw_reviews(now=now)

    page = zaynab.get("/desk/second/").content.decode()

    look = page.partition('id="look"')[2].partition('id="shares"')[0]
    assert INSULT in look.replace('<mark class="k1">', "").replace("</mark>", "")
    assert [word for word in ("يوسف", "سبق التحذير", comment.public_id, "مرفوض") if word in look] == []
    assert "checked" not in look


def test_published_and_rejected_ones_look_alike(thread, everything, yusuf, zaynab, now):
    kept, refused = (
        a_held_comment(thread, f"{WORDS} {name}", key=key, name="", at=now) for key, name in ((LAYLA, "أ"), (OMAR, "ب"))
    )
    approve_comment(comment=kept, by=yusuf, now=now)
    reject_comment(comment=refused, by=yusuf, reason="other", now=now)
    draw_reviews(now=now)
    first, second = (look_at(one, ReviewKind.BLIND) for one in (kept, refused))

    pages = [zaynab.get("/desk/second/", {"after": one.pk - 1}).content.decode() for one in (first, second)]

    alike = [
        re.sub(r'value="[\w-]{64}"', "", page.partition('id="look"')[2])
        .replace(one.text, "")
        .replace(f'value="{look.pk}"', "")
        .replace(f"after={look.pk}", "")
        for page, one, look in zip(pages, (kept, refused), (first, second), strict=True)
    ]
    assert alike[0] == alike[1]


def test_an_opinion_is_written_down_with_an_event_and_changes_nothing(by_itself, zaynab, now):
    draw_reviews(now=now)
    look = look_at(by_itself, ReviewKind.MISSED)

    answer = say(zaynab, look, "approve")

    look.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, f"/desk/second/?after={look.pk}&said={look.pk}")
    assert (look.opinion, look.by.username, look.reason) == (Action.APPROVE, "zaynab", "")
    assert Comment.objects.get(pk=by_itself.pk).state == "published"
    assert Event.objects.get(kind=EventKind.REVIEW).subject == by_itself.public_id
    assert events_are_whole()


def test_no_opinion_is_taken_down_about_words_that_changed_after_they_were_read(by_itself, zaynab, now):
    draw_reviews(now=now)
    look = look_at(by_itself, ReviewKind.MISSED)
    page = zaynab.get("/desk/second/").content.decode()
    read = int(page.split('name="read" value="')[1].split('"')[0])
    Comment.objects.filter(pk=by_itself.pk).update(edited_at=timezone.now(), text="كلام آخر تماماً.")

    sent = {"look": look.pk, "action": "approve", "read": read - 1}
    answer = zaynab.post("/desk/second/say/", sent)

    assert answer.status_code == 409
    assert "كلام آخر تماماً." in answer.content.decode()
    assert look_at(by_itself, ReviewKind.MISSED).opinion == ""


def test_rejecting_needs_a_reason(by_itself, zaynab, now):
    draw_reviews(now=now)
    look = look_at(by_itself, ReviewKind.MISSED)

    answer = say(zaynab, look, "reject")

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert look_at(by_itself, ReviewKind.MISSED).opinion == ""


def test_a_reason_that_the_site_does_not_give_is_refused(by_itself, zaynab, now):
    draw_reviews(now=now)

    answer = say(zaynab, look_at(by_itself, ReviewKind.MISSED), "reject", "boredom")

    assert answer.status_code == 422
    assert not Event.objects.exists()


def test_a_colleague_who_was_faster_is_not_overruled(by_itself, zaynab, salma, as_user, now):
    draw_reviews(now=now)
    look = look_at(by_itself, ReviewKind.MISSED)
    say(zaynab, look, "approve")

    answer = say(as_user(salma), look, "spam")

    look.refresh_from_db()
    assert answer.status_code == 409
    assert look.opinion == Action.APPROVE


def test_what_slipped_through_can_be_taken_down_at_once(by_itself, zaynab, now):
    draw_reviews(now=now)
    look = look_at(by_itself, ReviewKind.MISSED)
    page = zaynab.get(say(zaynab, look, "reject", "off_topic").url).content.decode()

    answer = zaynab.post("/desk/second/take-down/", {"look": look.pk})

    decision = Decision.objects.get(comment_id=by_itself.public_id)
    assert "/desk/second/take-down/" in page
    assert answer.status_code == 302
    assert (decision.action, decision.reason, decision.by.username) == (Action.REJECT, "off_topic", "zaynab")
    assert Comment.objects.get(pk=by_itself.pk).state == "rejected"
    assert "/desk/second/take-down/" not in zaynab.get(answer.url).content.decode()


def test_only_she_who_would_have_stopped_it_takes_it_down_here(by_itself, zaynab, salma, as_user, now):
    draw_reviews(now=now)
    look = look_at(by_itself, ReviewKind.MISSED)
    say(zaynab, look, "reject", "off_topic")

    answer = as_user(salma).post("/desk/second/take-down/", {"look": look.pk})

    assert answer.status_code == 404
    assert Comment.objects.get(pk=by_itself.pk).state == "published"


def test_what_she_would_have_published_is_not_taken_down_here(by_itself, zaynab, now):
    draw_reviews(now=now)
    look = look_at(by_itself, ReviewKind.MISSED)
    say(zaynab, look, "approve")

    answer = zaynab.post("/desk/second/take-down/", {"look": look.pk})

    assert answer.status_code == 409
    assert Comment.objects.get(pk=by_itself.pk).state == "published"


def test_skipping_leads_on_and_leaves_it_waiting(thread, everything, yusuf, zaynab, now):
    for key, words in ((LAYLA, "الأول"), (OMAR, "الثاني")):
        approve_comment(comment=a_held_comment(thread, words, key=key, name="", at=now), by=yusuf, now=now)
    draw_reviews(now=now)
    first = Review.objects.order_by("pk").first()

    following = zaynab.get("/desk/second/", {"after": first.pk}).content.decode()
    end = zaynab.get("/desk/second/", {"after": first.pk + 1}).content.decode()

    assert "الثاني" in following
    assert 'href="/desk/second/"' in end
    assert Review.objects.filter(opinion="").count() == 2


def test_a_moderator_of_one_section_looks_at_nothing_else(site, everything, yusuf, now, as_user):
    local, world = (a_thread(site=site, subject=f"article:{number}") for number in (1, 2))
    type(local).objects.filter(pk=local.pk).update(section="section:1")
    type(world).objects.filter(pk=world.pk).update(section="section:2")
    for thread, key, words in ((local, LAYLA, "هنا محليات"), (world, OMAR, "هنا العالم")):
        approve_comment(comment=a_held_comment(thread, words, key=key, name="", at=now), by=yusuf, now=now)
    nour = a_colleague("nour", name="نور", group="Moderators")
    Assignment.objects.create(site=site, user=nour, role=Role.MODERATOR, sections=["section:2"])
    draw_reviews(now=now)
    foreign = Review.objects.get(comment__thread=local)

    page, answer = as_user(nour).get("/desk/second/").content.decode(), say(as_user(nour), foreign, "approve")

    assert "هنا العالم" in page
    assert "هنا محليات" not in page
    assert answer.status_code == 404


def test_a_look_at_a_decision_that_was_taken_back_waits_for_nobody(thread, everything, yusuf, zaynab, now):
    decision = approve_comment(comment=a_held_comment(thread, WORDS, at=now), by=yusuf, now=now)
    draw_reviews(now=now)
    undo_decision(decision=decision, by=yusuf, now=now)

    page = zaynab.get("/desk/second/").content.decode()

    assert WORDS not in page


@pytest.fixture
def dispute(thread, everything, yusuf, salma, now) -> Review:
    """Yusuf published what Salma would have rejected."""
    comment = a_held_comment(thread, WORDS, at=now)
    approve_comment(comment=comment, by=yusuf, now=now)
    draw_reviews(now=now)
    look = look_at(comment, ReviewKind.BLIND)
    return give_opinion(review=look, opinion=Opinion("reject", "off_topic"), by=salma, now=now)


def test_a_senior_moderator_settles_a_dispute_and_is_led_to_the_comment(dispute, zaynab):
    listed = zaynab.get("/desk/second/disputes/").content.decode()

    answer = zaynab.post("/desk/second/settle/", {"look": dispute.pk, "right": "reject"})

    dispute.refresh_from_db()
    assert WORDS in listed
    assert answer.url == f"/desk/comment/{dispute.comment.public_id}/"
    assert (dispute.settled, dispute.settled_by.username) == (Action.REJECT, "zaynab")
    assert WORDS not in zaynab.get("/desk/second/disputes/").content.decode()
    assert Event.objects.filter(kind=EventKind.REVIEW, after={"settled": "reject"}).exists()


def test_settling_twice_changes_nothing(dispute, zaynab):
    zaynab.post("/desk/second/settle/", {"look": dispute.pk, "right": "approve"})

    answer = zaynab.post("/desk/second/settle/", {"look": dispute.pk, "right": "reject"})

    dispute.refresh_from_db()
    assert answer.status_code == 409
    assert dispute.settled == Action.APPROVE


@pytest.mark.parametrize("right", ["spam", "undo", ""])
def test_a_judgment_that_neither_gave_settles_nothing(dispute, zaynab, right):
    answer = zaynab.post("/desk/second/settle/", {"look": dispute.pk, "right": right})

    dispute.refresh_from_db()
    assert answer.status_code == 422
    assert dispute.settled == ""


def test_one_of_the_two_does_not_settle_their_dispute(dispute, site, salma, as_user):
    Assignment.objects.create(site=site, user=salma, role=Role.SENIOR)

    answer = as_user(salma).post("/desk/second/settle/", {"look": dispute.pk, "right": "reject"})

    dispute.refresh_from_db()
    assert answer.status_code == 409
    assert dispute.settled == ""


def test_a_moderator_settles_nothing(dispute, desk):
    assert desk.get("/desk/second/disputes/").status_code == 403
    assert desk.post("/desk/second/settle/", {"look": dispute.pk, "right": "reject"}).status_code == 403


def test_agreement_is_told_with_what_it_rests_on(dispute, thread, yusuf, salma, site, now):
    comment = a_held_comment(thread, INSULT, key=KARIM, name="كريم", at=now)
    reject_comment(comment=comment, by=yusuf, reason="insult", now=now)
    draw_reviews(now=now)
    look = look_at(comment, ReviewKind.BLIND)
    give_opinion(review=look, opinion=Opinion("reject", "insult"), by=salma, now=now)

    found = agreement(site, now - timedelta(days=1))

    assert (found.n, found.same, found.share) == (2, 1, 0.5)
    assert found.kappa == 0
    assert agreement(site, now + timedelta(days=1)).kappa is None


def test_what_slips_through_is_told_with_its_bounds(by_itself, salma, site, now):
    draw_reviews(now=now)
    look = look_at(by_itself, ReviewKind.MISSED)
    give_opinion(review=look, opinion=Opinion("spam"), by=salma, now=now)

    found = missed(site, now - timedelta(days=1))

    assert (found.n, found.missed, found.share) == (1, 1, 1)
    assert 0.2 < found.low < 0.21
    assert found.high == 1


def test_the_shares_are_set_at_the_desk_and_written_down(site, zaynab):
    answer = zaynab.post("/desk/second/shares/", {"published": "7", "decisions": "0"})

    kept = DeskSettings.objects.get(site=site)
    assert answer.status_code == 302
    assert (kept.review_published_percent, kept.review_decisions_percent) == (7, 0)
    assert Event.objects.get().after == {"published": 7, "decisions": 0}


@pytest.mark.parametrize("share", ["101", "-1", "viel", ""])
def test_a_share_that_is_none_changes_nothing(zaynab, share):
    answer = zaynab.post("/desk/second/shares/", {"published": share, "decisions": "5"})

    assert answer.status_code == 422
    assert not DeskSettings.objects.exists()


def test_a_look_that_nobody_took_in_a_month_is_forgotten(by_itself, now):
    draw_reviews(now=now)

    draw_reviews(now=now + timedelta(days=31))

    assert not Review.objects.exists()


def test_who_has_no_seat_for_all_sections_sees_no_shares(desk, zaynab):
    assert 'id="shares"' not in desk.get("/desk/second/").content.decode()
    assert 'id="shares"' in zaynab.get("/desk/second/").content.decode()


def test_drawing_costs_the_same_however_much_was_written(
    thread, everything, layla_is_trusted, now, django_assert_max_num_queries
):
    for number in range(12):
        posted(thread, f"{WORDS} {number}", at=now)

    with django_assert_max_num_queries(9):
        draw_reviews(now=now)


def test_the_count_at_the_door_is_of_what_she_may_look_at(by_itself, yusuf, site, now):
    draw_reviews(now=now)

    waiting = waiting_looks(seat_of(yusuf, site=site), now)

    assert Review.objects.count() == 2
    assert waiting == 1
