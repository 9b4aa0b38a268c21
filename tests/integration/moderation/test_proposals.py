"""A repeat of a text that people refused is proposed for the same refusal, with its reason; never decided by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from wagtail.models import Site

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.models import Role
from hiwar.discussions.models import Comment, State, Thread
from hiwar.moderation.models import Decision, ReasonCode
from hiwar.moderation.places import Place
from hiwar.moderation.queries import reason_labels
from hiwar.moderation.queries.proposals import Proposal, proposal
from hiwar.moderation.roles import Seat
from hiwar.moderation.services import approve_comment, mark_spam, reject_comment, undo_decision
from tests.factories.discussions import a_held_comment, a_thread
from tests.factories.newsroom import NOON

pytestmark = pytest.mark.django_db

OFFER = "فرصة للجميع: دخل يومي من المنزل، راسلونا على واتساب والباقي علينا"
SHORT = "يا حمار"


@pytest.fixture
def seat(site, yusuf) -> Seat:
    return Seat(site, yusuf, Role.MODERATOR)


def waiting(thread: Thread, text: str = OFFER, number: int = 9) -> Comment:
    """Return a waiting comment of a browser of its own."""
    return a_held_comment(thread, text, key=ReaderKey(bytes([number]) * 32), name=f"قارئ {number}")


@pytest.fixture
def rejected_twice(thread, yusuf) -> list[Decision]:
    """The offer, rejected as an insult by two decisions."""
    return [
        reject_comment(
            comment=waiting(thread, OFFER, number), by=yusuf, reason="insult", now=NOON + timedelta(minutes=number)
        )
        for number in (1, 2)
    ]


def test_a_repeat_is_proposed_with_reason_and_how_often(thread, seat, rejected_twice):
    again = waiting(thread, OFFER.replace("ا", "اااا").replace("واتساب", "و ا ت س ا ب"))

    label = reason_labels(seat.site)["insult"]
    assert proposal(again, seat=seat) == Proposal("reject", "insult", label, 2, rejected_twice[1].at)


def test_nothing_is_proposed_for_a_new_text(thread, seat, rejected_twice):
    assert proposal(waiting(thread, "متى تفتح المحطة الجديدة أبوابها للناس؟ الموعد تأجّل ثلاث مرات"), seat=seat) is None


@pytest.mark.parametrize("text", [f"انتبهوا، هذا احتيال: {OFFER}", f"هل رأيتم «{OFFER}» تحت كل مقال؟"])
def test_a_warning_is_not_proposed_for_the_offers_refusal(thread, seat, rejected_twice, text):
    warning = waiting(thread, text)
    assert warning.family == Comment.objects.filter(state=State.REJECTED).first().family

    assert proposal(warning, seat=seat) is None


def test_the_refusal_of_a_warning_is_not_proposed_for_the_offer(thread, seat, yusuf):
    reject_comment(comment=waiting(thread, f"كذابين: {OFFER}", 1), by=yusuf, reason="insult", now=NOON)

    assert proposal(waiting(thread), seat=seat) is None


def test_the_proposal_goes_with_the_decision_that_is_taken_back(thread, seat, yusuf, rejected_twice):
    again = waiting(thread)
    for decision in rejected_twice:
        undo_decision(decision=decision, by=yusuf, now=NOON)

    assert proposal(again, seat=seat) is None


def test_what_was_published_more_often_is_not_proposed(thread, seat, yusuf, rejected_twice):
    for comment in [waiting(thread, OFFER, number) for number in (3, 4)]:
        approve_comment(comment=comment, by=yusuf, now=NOON)

    assert proposal(waiting(thread), seat=seat) is None


def test_advertising_is_proposed_as_advertising(thread, seat, yusuf):
    mark_spam(comment=waiting(thread, OFFER, 1), by=yusuf, now=NOON)

    found = proposal(waiting(thread), seat=seat)

    assert found is not None
    assert (found.action, found.reason, found.times) == ("spam", "", 1)


def test_the_most_frequent_reason_is_proposed(thread, seat, yusuf, rejected_twice):
    reject_comment(comment=waiting(thread, OFFER, 3), by=yusuf, reason="off_topic", now=NOON)

    found = proposal(waiting(thread), seat=seat)

    assert found is not None
    assert (found.reason, found.times) == ("insult", 2)


@pytest.mark.parametrize("text", [SHORT, "يا حمااار!!", "يَا حِمَار", "يا ح م ا ر"])
def test_a_short_text_without_a_family_is_found_by_its_letters(thread, seat, yusuf, text):
    reject_comment(comment=waiting(thread, SHORT, 1), by=yusuf, reason="insult", now=NOON)
    again = waiting(thread, text, 2)
    assert again.family == ""

    found = proposal(again, seat=seat)

    assert found is not None
    assert (found.reason, found.times) == ("insult", 1)


def test_a_short_text_of_other_letters_is_not_found(thread, seat, yusuf):
    reject_comment(comment=waiting(thread, SHORT, 1), by=yusuf, reason="insult", now=NOON)

    assert proposal(waiting(thread, "يا جماعة", 2), seat=seat) is None
    assert proposal(waiting(thread, "😂😂", 3), seat=seat) is None


def test_a_rejection_by_a_word_list_is_no_persons_decision(thread, seat):
    rejected = waiting(thread, OFFER, 1)
    Comment.objects.filter(pk=rejected.pk).update(state=State.REJECTED)

    assert proposal(waiting(thread), seat=seat) is None


def test_only_what_waits_is_proposed_for(thread, seat, yusuf, rejected_twice):
    published = waiting(thread)
    approve_comment(comment=published, by=yusuf, now=NOON)
    published.refresh_from_db()

    assert proposal(published, seat=seat) is None


def test_other_sites_and_sections_propose_nothing(thread, site, yusuf, rejected_twice):
    elsewhere = Site.objects.create(hostname="other.example", root_page=site.root_page)
    there = waiting(a_thread(site=elsewhere, subject="article:9"))
    Comment.objects.filter(pk=there.pk).update(family=Comment.objects.filter(state=State.REJECTED).first().family)
    there.refresh_from_db()
    section = a_thread(site=site, subject="article:21")
    Thread.objects.filter(pk=section.pk).update(section="section:7")
    mine = waiting(section, number=8)

    assert proposal(there, seat=Seat(elsewhere, yusuf, Role.MODERATOR)) is None
    assert proposal(mine, seat=Seat(site, yusuf, Role.MODERATOR, frozenset({"section:7"}))) is None
    assert proposal(mine, seat=Seat(site, yusuf, Role.MODERATOR)) is not None


@pytest.mark.parametrize(("text", "most"), [(OFFER, 4), (SHORT, 6)])
def test_a_proposal_costs_a_few_queries(thread, seat, yusuf, text, most, django_assert_max_num_queries):
    for number in (1, 2, 3):
        reject_comment(comment=waiting(thread, text, number), by=yusuf, reason="insult", now=NOON)
    again = waiting(thread, text)

    with django_assert_max_num_queries(most):
        assert proposal(again, seat=seat) is not None


def test_one_press_of_its_button_repeats_the_refusal(desk, site, thread, seat, rejected_twice):
    again = waiting(thread)
    request = RequestFactory().get("/desk/", headers={"host": "127.0.0.1:8000"})
    found = proposal(again, seat=seat)
    context = {"proposal": found, "opened": again, "place": Place(), "icon": lambda name: ""}

    drawn = render_to_string("moderation/_proposal.html", context, request)
    answer = desk.post(
        f"/desk/comment/{again.public_id}/decide/", {"action": "reject", "reason": "insult", "seen": "held"}
    )

    assert 'name="reason" value="insult"' in drawn
    assert 'name="action" value="reject"' in drawn
    assert 'name="seen" value="held"' in drawn
    assert answer.status_code == 302
    assert Comment.objects.get(pk=again.pk).state == State.REJECTED


def test_a_reason_that_is_no_longer_given_is_not_proposed(thread, seat, site, rejected_twice):
    again = waiting(thread)
    ReasonCode.objects.create(site=site, code="insult", label="إهانة", means="insult", is_offered=False)
    ReasonCode.objects.create(site=site, code="other", label="سبب آخر", means="other")

    assert proposal(again, seat=seat) is None
