"""What a decision does: to the comment, to the page, to the author's trust, and to the log."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.models import ReaderTrust
from hiwar.discussions.models import Comment, DiscussionSettings, State
from hiwar.discussions.queries import conversation
from hiwar.discussions.services import withdraw_comment
from hiwar.moderation.models import Action, Decision, DecisionChanged, Reason
from hiwar.moderation.services import (
    REVEALS_A_DAY,
    AlreadyDecided,
    NoContact,
    NothingToUndo,
    TooManyReveals,
    approve_comment,
    chain_is_whole,
    mark_spam,
    reject_comment,
    reveal_contact,
    undo_decision,
)
from tests.factories.discussions import LAYLA, OMAR, a_held_comment, posted
from tests.factories.newsroom import NOON
from tests.integration.moderation.conftest import unguarded

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1, seconds=41)


def again(comment: Comment) -> Comment:
    """Return the comment as it stands now, as the next request would read it."""
    return Comment.objects.select_related("thread").get(pk=comment.pk)


def shown(comment: Comment) -> tuple[int, list[str]]:
    """Return the count and the texts that readers see in the comment's thread."""
    thread = again(comment).thread
    talk = conversation(thread, settings=DiscussionSettings.for_site(thread.site), now=LATER)
    return talk.count, [str(view.text.shown) for view in talk.comments]


def test_what_is_approved_is_on_the_page_at_once(thread, yusuf):
    comment = a_held_comment(thread, "الخريطة واضحة.")
    version = again(comment).thread.version

    decision = approve_comment(comment=comment, by=yusuf, now=LATER)

    assert shown(comment) == (1, ['<p dir="rtl">الخريطة واضحة.</p>'])
    assert again(comment).thread.version > version
    assert (decision.by, decision.action, decision.state_before, decision.state_after) == (
        yusuf,
        Action.APPROVE,
        State.HELD,
        State.PUBLISHED,
    )
    assert decision.at == LATER.replace(second=0)


def test_approving_twice_returns_the_first_decision(thread, yusuf, salma):
    comment = a_held_comment(thread)

    first = approve_comment(comment=comment, by=yusuf, now=LATER)
    second = approve_comment(comment=comment, by=salma, now=LATER)

    assert second == first
    assert Decision.objects.count() == 1
    assert shown(comment)[0] == 1


def test_rejecting_a_published_comment_takes_it_off_the_page_and_out_of_the_count(thread, yusuf):
    comment = a_held_comment(thread)
    approve_comment(comment=comment, by=yusuf, now=LATER)

    reject_comment(comment=again(comment), by=yusuf, reason=Reason.PRIVACY, now=LATER, note="فيه رقم هاتف")

    assert shown(comment) == (0, [])
    assert again(comment).number == 1
    assert Decision.objects.latest("pk").reason == Reason.PRIVACY


def test_rejecting_needs_a_reason_of_the_policy(thread, yusuf):
    comment = a_held_comment(thread)

    with pytest.raises(ValueError, match="because"):
        reject_comment(comment=comment, by=yusuf, reason="because", now=LATER)

    assert again(comment).state == State.HELD


def test_spam_is_set_aside(thread, yusuf):
    comment = a_held_comment(thread)

    mark_spam(comment=comment, by=yusuf, now=LATER)

    assert again(comment).state == State.SPAM
    assert shown(comment) == (0, [])


def test_undo_restores_state_count_number_and_trust(thread, yusuf):
    comment = a_held_comment(thread)
    approved = approve_comment(comment=comment, by=yusuf, now=LATER)

    undone = undo_decision(decision=approved, by=yusuf, now=LATER)

    assert (again(comment).state, again(comment).decided_at) == (State.HELD, None)
    assert shown(comment) == (0, [])
    assert ReaderTrust.objects.get().approved == 0
    assert undone.undoes == approved


def test_undoing_a_rejection_puts_a_published_comment_back_under_its_number(thread, yusuf):
    comment = a_held_comment(thread)
    approve_comment(comment=comment, by=yusuf, now=LATER)
    a_held_comment(thread, "تعليق آخر", key=OMAR, name="عمر")
    rejected = reject_comment(comment=again(comment), by=yusuf, reason=Reason.OTHER, now=LATER)

    undo_decision(decision=rejected, by=yusuf, now=LATER)

    assert (again(comment).state, again(comment).number) == (State.PUBLISHED, 1)
    assert shown(comment)[0] == 1
    assert ReaderTrust.objects.get().approved == 1


def test_an_undone_decision_cannot_be_undone_again(thread, yusuf):
    decision = approve_comment(comment=a_held_comment(thread), by=yusuf, now=LATER)
    undo = undo_decision(decision=decision, by=yusuf, now=LATER)

    for one in (decision, undo):
        with pytest.raises(NothingToUndo):
            undo_decision(decision=one, by=yusuf, now=LATER)


def test_a_decision_another_stands_on_cannot_be_undone(thread, yusuf):
    comment = a_held_comment(thread)
    first = approve_comment(comment=comment, by=yusuf, now=LATER)
    mark_spam(comment=again(comment), by=yusuf, now=LATER)

    with pytest.raises(NothingToUndo):
        undo_decision(decision=first, by=yusuf, now=LATER)


def test_what_its_author_withdrew_can_be_neither_decided_nor_undone(thread, yusuf):
    comment = a_held_comment(thread)
    decision = mark_spam(comment=comment, by=yusuf, now=LATER)
    withdraw_comment(comment=comment)

    with pytest.raises(AlreadyDecided):
        approve_comment(comment=comment, by=yusuf, now=LATER)
    with pytest.raises(NothingToUndo):
        undo_decision(decision=decision, by=yusuf, now=LATER)


def test_a_colleagues_decision_is_not_overruled_unread(thread, yusuf, salma):
    seen_by_yusuf = a_held_comment(thread)
    reject_comment(comment=again(seen_by_yusuf), by=salma, reason=Reason.INSULT, now=LATER)

    with pytest.raises(AlreadyDecided) as refused:
        approve_comment(comment=seen_by_yusuf, by=yusuf, now=LATER)

    assert refused.value.state == State.REJECTED
    assert again(seen_by_yusuf).state == State.REJECTED


def test_one_approval_lets_the_same_browser_and_name_appear_at_once(thread, yusuf):
    approve_comment(comment=a_held_comment(thread, name="ليلى"), by=yusuf, now=LATER)

    same = posted(thread, "الرصيف عالٍ على كبار السن.", name="ليلى", at=LATER)

    assert same.is_published


@pytest.mark.parametrize(
    ("key", "name"), [(ReaderKey(b"o" * 32), "ليلى"), (LAYLA, "عمر")], ids=["another browser", "another name"]
)
def test_approval_gives_nothing_to_another_browser_or_name(thread, yusuf, key, name):
    approve_comment(comment=a_held_comment(thread, name="ليلى"), by=yusuf, now=LATER)

    other = posted(thread, "الرصيف عالٍ على كبار السن.", key=key, name=name, at=LATER)

    assert other.comment.state == State.HELD


def test_a_rejected_comment_costs_the_trust_it_was_published_on(thread, yusuf):
    comment = a_held_comment(thread)
    approve_comment(comment=comment, by=yusuf, now=LATER)

    reject_comment(comment=again(comment), by=yusuf, reason=Reason.INSULT, now=LATER)

    assert posted(thread, "كلام جديد", at=LATER).comment.state == State.HELD


def test_looking_at_an_address_leaves_a_row(thread, yusuf):
    comment = a_held_comment(thread, email="layla@example.org")

    address = reveal_contact(comment=comment, by=yusuf, note="بلاغ قضائي", now=LATER)

    row = Decision.objects.get()
    assert address == "layla@example.org"
    assert (row.action, row.by, row.note) == (Action.REVEAL, yusuf, "بلاغ قضائي")
    assert "layla@" not in str(list(Decision.objects.values()))


def test_nobody_looks_without_a_reason_or_more_than_ten_times_a_day(thread, yusuf):
    comment = a_held_comment(thread, email="layla@example.org")
    with pytest.raises(ValueError, match="reason"):
        reveal_contact(comment=comment, by=yusuf, note="  ", now=LATER)
    for _ in range(REVEALS_A_DAY):
        reveal_contact(comment=comment, by=yusuf, note="بلاغ", now=LATER)

    with pytest.raises(TooManyReveals):
        reveal_contact(comment=comment, by=yusuf, note="بلاغ", now=LATER)

    assert Decision.objects.count() == REVEALS_A_DAY


def test_without_an_address_there_is_nothing_to_look_at(thread, yusuf):
    with pytest.raises(NoContact):
        reveal_contact(comment=a_held_comment(thread), by=yusuf, note="بلاغ", now=LATER)

    assert not Decision.objects.exists()


def test_looking_at_an_address_does_not_stand_in_the_way_of_undo(thread, yusuf):
    comment = a_held_comment(thread, email="layla@example.org")
    decision = mark_spam(comment=comment, by=yusuf, now=LATER)
    reveal_contact(comment=again(comment), by=yusuf, note="بلاغ", now=LATER)

    undo_decision(decision=decision, by=yusuf, now=LATER)

    assert again(comment).state == State.HELD


def test_the_model_refuses_to_change_or_remove_a_decision(thread, yusuf):
    decision = mark_spam(comment=a_held_comment(thread), by=yusuf, now=LATER)
    decision.note = "لم أقل هذا"

    with pytest.raises(DecisionChanged):
        decision.save()
    with pytest.raises(DecisionChanged):
        decision.delete()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE moderation_decision SET note = 'x'", "DELETE FROM moderation_decision"],
    ids=["change", "remove"],
)
def test_the_database_refuses_to_change_or_remove_a_young_decision(thread, yusuf, statement):
    mark_spam(comment=a_held_comment(thread), by=yusuf, now=timezone.now())

    with pytest.raises(DatabaseError, match="decisions are"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Decision.objects.get().note == ""


def test_a_decision_older_than_two_years_may_be_deleted_by_age(thread, yusuf):
    mark_spam(comment=a_held_comment(thread), by=yusuf, now=LATER)

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM moderation_decision")

    assert not Decision.objects.exists()


@pytest.fixture
def three_decisions(thread, yusuf) -> list[Decision]:
    return [
        mark_spam(comment=a_held_comment(thread, f"تعليق {number}"), by=yusuf, now=LATER, note=f"{number}")
        for number in range(3)
    ]


def test_an_untouched_chain_is_whole(three_decisions):
    assert chain_is_whole()
    assert chain_is_whole(latest=2)


def test_a_changed_word_breaks_the_chain(three_decisions):
    unguarded("UPDATE moderation_decision SET note = 'x' WHERE id = %s", three_decisions[1].pk)

    assert not chain_is_whole()
    assert chain_is_whole(latest=1)


def test_a_row_taken_out_breaks_the_chain(three_decisions):
    unguarded("DELETE FROM moderation_decision WHERE id = %s", three_decisions[1].pk)

    assert not chain_is_whole()


def test_the_oldest_rows_may_go_by_age(three_decisions):
    unguarded("DELETE FROM moderation_decision WHERE id = %s", three_decisions[0].pk)

    assert chain_is_whole()
