"""The reasons a newsroom gives: its own words, its own order, and what they teach; the message."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from hiwar.accounts.models import Assignment, Role, User
from hiwar.discussions.models import Comment, State
from hiwar.moderation.models import Decision, Event, EventKind, Reason, ReasonCode
from hiwar.moderation.queries import offered_reasons, reasons_of
from hiwar.moderation.queries.examples import decided_examples
from hiwar.moderation.queries.reasons import OfferedReason, built_in_reasons
from hiwar.moderation.services import edit_reasons, reject_comment
from hiwar.moderation.services.reasons import NoReasonLeft, ReasonExists, ReasonInUse
from tests.factories.discussions import OMAR, a_held_comment
from tests.factories.newsroom import NOON

pytestmark = pytest.mark.django_db
PRAISE = OfferedReason("paid_praise", "مديح مدفوع", "تعليقك إعلان مدفوع.", Reason.OTHER)
SLANDER = OfferedReason("slander", "قذف", "في تعليقك قذف.", Reason.INSULT)


@pytest.fixture
def senior(yusuf: User, site) -> User:
    Assignment.objects.create(site=site, user=yusuf, role=Role.SENIOR)
    return yusuf


@pytest.fixture
def room(senior: User, as_user) -> Client:
    """The browser of someone who may edit reasons."""
    return as_user(senior)


def form_of(site, **changed: str) -> dict[str, str]:
    """Return the room's form as its page has it, with some fields changed."""
    sent: dict[str, str] = {"new-one-means": "other"}
    for place, one in enumerate(reasons_of(site), start=1):
        words = {"label": one.label, "sentence": one.sentence, "means": one.means, "place": str(place)}
        sent |= {f"{one.code}-{name}": value for name, value in words.items()}
        if one.is_offered:
            sent[f"{one.code}-is_offered"] = "on"
    return {name: value for name, value in (sent | changed).items() if value is not None}


def edit(room: Client, site, **changed):
    return room.post(reverse("desk-reasons-edit"), form_of(site, **changed))


def again(comment: Comment) -> Comment:
    return Comment.objects.select_related("thread").get(pk=comment.pk)


# --- the room


def test_every_built_in_reason_has_a_sentence_an_author_can_be_told():
    assert [one.code for one in built_in_reasons()] == Reason.values
    assert all(one.sentence for one in built_in_reasons())


def test_the_first_edit_writes_the_built_in_reasons_down_and_leaves_one_event(room, site, senior):
    answer = edit(room, site, **{"insult-label": "شتيمة"})

    event = Event.objects.get()
    assert answer.status_code == 302
    assert ReasonCode.objects.filter(site=site).count() == len(Reason.values)
    assert reasons_of(site)[0].label == "شتيمة"
    assert (event.kind, event.by, event.subject) == (EventKind.REASONS, senior, "insult")
    assert event.before["insult"]["label"] != event.after["insult"]["label"] == "شتيمة"


def test_saving_what_stands_there_changes_nothing_and_leaves_nothing(room, site):
    edit(room, site)

    assert not ReasonCode.objects.exists()
    assert not Event.objects.exists()


def test_the_order_is_the_one_the_form_gives(room, site):
    edit(room, site, **{"law-place": "1", "insult-place": "2", "death_wish-place": "3"})

    assert [one.code for one in offered_reasons(site)][:3] == ["law", "insult", "death_wish"]


def test_what_is_no_longer_offered_is_not_on_the_form_but_keeps_its_name_in_the_log(room, site, thread, yusuf):
    reject_comment(comment=a_held_comment(thread), by=yusuf, reason=Reason.LAW, now=NOON)
    edit(room, site, **{"law-is_offered": None, "law-label": "سبب من القانون"})
    a_held_comment(thread, "متى يصل القطار إلى الحدود؟", key=OMAR, name="عمر")

    desk, log = (room.get(address).content.decode() for address in ("/desk/", "/desk/log/"))

    assert 'name="reason" value="insult"' in desk
    assert 'name="reason" value="law"' not in desk
    assert "سبب من القانون" in log


def test_a_reason_of_ones_own_is_offered_with_its_sentence(room, site, thread):
    a_held_comment(thread)

    edit(
        room,
        site,
        **{"new-one-code": "paid_praise", "new-one-label": "مديح مدفوع", "new-one-sentence": "تعليقك إعلان."},
    )

    page = room.get("/desk/").content.decode()
    assert re.search(r'value="paid_praise" data-sentence="تعليقك إعلان\."', page)


@pytest.mark.parametrize(
    "changed",
    [
        {"insult-label": "  "},
        {"insult-means": "nonsense"},
        {"insult-place": "x"},
        {"insult-sentence": "ا" * 301},
        {"new-one-code": "Paid Praise", "new-one-label": "مديح"},
        {"new-one-code": "paid_praise", "new-one-label": ""},
        {"new-one-code": "insult", "new-one-label": "مرة أخرى"},
        {f"{code}-is_offered": None for code in Reason.values},
        {"insult-remove": "on"},
    ],
    ids=["no label", "no meaning", "no place", "long", "odd code", "no name", "twice", "none offered", "built in gone"],
)
def test_a_form_that_makes_no_sense_comes_back_and_changes_nothing(room, site, changed):
    answer = edit(room, site, **changed)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not ReasonCode.objects.exists()
    assert not Event.objects.exists()


def test_what_was_typed_is_still_there_after_a_refusal(room, site):
    page = edit(room, site, **{"insult-label": "شتيمة", "law-label": ""}).content.decode()

    assert 'value="شتيمة"' in page
    assert 'id="law-label-error"' in page


def test_a_reason_that_a_decision_speaks_of_is_retired_and_never_deleted(site, thread, yusuf):
    own = [*built_in_reasons(), PRAISE, SLANDER]
    edit_reasons(site=site, reasons=own, by=yusuf, now=NOON)
    reject_comment(comment=a_held_comment(thread), by=yusuf, reason="paid_praise", now=NOON)

    edit_reasons(site=site, reasons=own[:-1], by=yusuf, now=NOON)
    with pytest.raises(ReasonInUse):
        edit_reasons(site=site, reasons=own[:-2], by=yusuf, now=NOON)

    assert [one.code for one in reasons_of(site)][-1] == "paid_praise"


def test_the_service_refuses_what_would_leave_nothing_to_choose_or_two_of_a_kind(site, yusuf):
    nothing = [OfferedReason(one.code, one.label, "", one.means, is_offered=False) for one in built_in_reasons()]

    with pytest.raises(NoReasonLeft):
        edit_reasons(site=site, reasons=nothing, by=yusuf, now=NOON)
    with pytest.raises(ReasonExists):
        edit_reasons(site=site, reasons=[*built_in_reasons(), PRAISE, PRAISE], by=yusuf, now=NOON)


def test_one_sites_reasons_are_not_anothers(site, yusuf):
    edit_reasons(site=site, reasons=[*built_in_reasons(), PRAISE], by=yusuf, now=NOON)
    elsewhere = type(site).objects.create(hostname="other.example", root_page=site.root_page)

    assert [one.code for one in reasons_of(elsewhere)] == Reason.values


# --- what it teaches


def test_the_learner_goes_by_what_a_reason_of_ones_own_means(site, thread, yusuf):
    edit_reasons(site=site, reasons=[*built_in_reasons(), PRAISE, SLANDER], by=yusuf, now=NOON)
    for text, reason in (("قذف صريح", "slander"), ("مديح طويل", "paid_praise")):
        reject_comment(comment=a_held_comment(thread, text, name=text), by=yusuf, reason=reason, now=NOON)

    taught = [(row.example.text, row.example.judgement) for row in decided_examples(site)]

    assert taught == [("قذف صريح", "toxic")]


# --- the message and the note


def decide(desk: Client, comment: Comment, **fields: str):
    sent = {"action": "reject", "reason": "insult", "seen": comment.state, "tab": comment.state, **fields}
    return desk.post(reverse("desk-decide", kwargs={"public_id": comment.public_id}), sent)


def test_the_message_to_the_author_is_kept_cleaned(desk, thread):
    decide(desk, a_held_comment(thread), message=" تعليقك \N{RIGHT-TO-LEFT OVERRIDE}يسيء\nإلى شخص. ")

    assert Decision.objects.get().message == "تعليقك يسيء إلى شخص."


@pytest.mark.parametrize("message", ["ا" * 501, "\x00نص"])
def test_a_message_that_cannot_be_kept_comes_back_with_its_field_marked(desk, thread, message):
    comment = a_held_comment(thread)

    answer = decide(desk, comment, message=message)

    assert answer.status_code == 422
    assert 'id="message-error"' in answer.content.decode()
    assert again(comment).state == State.HELD


def test_whoever_is_published_is_told_nothing_of_a_refusal_that_was_not_taken(desk, thread):
    comment = a_held_comment(thread)

    decide(desk, comment, action="approve", message="تعليقك يسيء إلى شخص.")

    decision = Decision.objects.get()
    assert (decision.action, decision.reason, decision.message) == ("approve", "", "")
