"""Many decisions in one act: the same as one by one, only quicker; each in the chain, all of them undone at once."""

from __future__ import annotations

import pytest

from hiwar.accounts.keys import ReaderKey
from hiwar.discussions.models import Comment, Report, State, Thread
from hiwar.discussions.services import withdraw_comment
from hiwar.moderation.models import Action, Decision
from hiwar.moderation.services import (
    Grounds,
    UnknownReason,
    chain_is_whole,
    decide_all,
    decide_comment,
    mark_spam,
    reopen_comment,
    undo_all,
    undo_decision,
)
from tests.factories.discussions import a_held_comment
from tests.factories.newsroom import NOON

pytestmark = pytest.mark.django_db


def held(thread: Thread, count: int) -> list[Comment]:
    """Return so many waiting comments of different browsers."""
    return [
        a_held_comment(thread, f"سؤال رقم {n} عن القطار", key=ReaderKey(bytes([n]) * 32)) for n in range(1, count + 1)
    ]


def keys(comments: list[Comment]) -> list[int]:
    return [one.pk for one in comments]


def state_of(comment: Comment) -> dict[str, object]:
    """Return what of a comment can differ by how it was decided."""
    ignored = {"id", "public_id", "text", "owner_tag", "author_link", "trust_tag", "screening", "number"}
    row = Comment.objects.filter(pk=comment.pk).values().get()
    return {name: value for name, value in row.items() if name not in ignored}


def decisions_about(comment: Comment) -> list[dict[str, object]]:
    """Return what of its decisions can differ by how they were taken."""
    ignored = {"id", "comment_id", "batch", "previous_digest", "digest", "undoes_id"}
    rows = Decision.objects.filter(comment_id=comment.public_id).order_by("pk")
    return [
        {"takes_back": row["undoes_id"] is not None} | {name: row[name] for name in row if name not in ignored}
        for row in rows.values()
    ]


@pytest.mark.parametrize("action", [Action.REJECT, Action.SPAM, Action.APPROVE])
def test_together_and_one_by_one_leave_the_same(yusuf, thread, action):
    alone, together = held(thread, 2)
    grounds = Grounds(yusuf, NOON, "insult" if action == Action.REJECT else "", "ملاحظة", "رسالة")

    first = decide_comment(comment=alone, action=action, grounds=grounds)
    decide_all(waiting=[together.pk], action=action, grounds=grounds)

    assert state_of(alone) == state_of(together)
    assert decisions_about(alone) == decisions_about(together)

    undo_decision(decision=first, by=yusuf, now=NOON)
    undo_all(decisions=[Decision.objects.get(comment_id=together.public_id).pk], by=yusuf, now=NOON)

    assert state_of(alone) == state_of(together)
    assert decisions_about(alone) == decisions_about(together)
    assert chain_is_whole()


def test_hundreds_are_refused_in_few_statements(yusuf, thread, django_assert_max_num_queries):
    comments = held(thread, 60)

    with django_assert_max_num_queries(20):
        settled = decide_all(waiting=keys(comments), action="spam", grounds=Grounds(yusuf, NOON))

    assert (settled.done, settled.left) == (60, 0)
    assert Decision.objects.filter(batch=settled.batch).count() == 60
    assert chain_is_whole()

    with django_assert_max_num_queries(24):
        undone = undo_all(decisions=list(Decision.objects.values_list("pk", flat=True)), by=yusuf, now=NOON)

    assert undone.done == 60
    assert chain_is_whole()


def test_who_no_longer_waits_is_left(yusuf, salma, thread):
    withdrawn, decided, waiting = held(thread, 3)
    withdraw_comment(comment=withdrawn)
    mark_spam(comment=decided, by=salma, now=NOON)

    settled = decide_all(
        waiting=keys([withdrawn, decided, waiting]), action="reject", grounds=Grounds(yusuf, NOON, "other")
    )

    assert (settled.done, settled.left) == (1, 2)
    assert Comment.objects.get(pk=decided.pk).state == State.SPAM


def test_a_reason_the_site_does_not_give_decides_nothing(yusuf, thread):
    comments = held(thread, 3)

    with pytest.raises(UnknownReason):
        decide_all(waiting=keys(comments), action="reject", grounds=Grounds(yusuf, NOON, "unheard-of"))

    assert not Decision.objects.exists()


def test_one_that_readers_saw_goes_the_long_way(yusuf, thread):
    seen, unseen = held(thread, 2)
    decide_comment(comment=seen, action=Action.APPROVE, grounds=Grounds(yusuf, NOON))
    seen.refresh_from_db()
    reopen_comment(comment=seen, by=yusuf, now=NOON)
    Report.objects.create(comment=seen, tag="a" * 32, reason="insult", at=NOON)
    Comment.objects.filter(pk=seen.pk).update(reports=1)

    settled = decide_all(waiting=keys([seen, unseen]), action="reject", grounds=Grounds(yusuf, NOON, "insult"))

    assert settled.done == 2
    assert Decision.objects.filter(batch=settled.batch, action="reject").count() == 2
    assert not Report.objects.filter(is_open=True).exists()
    assert Comment.objects.get(pk=seen.pk).reports == 0
    assert chain_is_whole()


def test_a_decision_on_which_another_stands_is_not_taken_back(yusuf, thread):
    first, second = held(thread, 2)
    decide_all(waiting=keys([first, second]), action="spam", grounds=Grounds(yusuf, NOON))
    decided = list(Decision.objects.order_by("pk").values_list("pk", flat=True))
    first.refresh_from_db()
    decide_comment(comment=first, action=Action.REJECT, grounds=Grounds(yusuf, NOON, "insult"))

    settled = undo_all(decisions=decided, by=yusuf, now=NOON)

    assert (settled.done, settled.left) == (1, 1)
    assert Comment.objects.get(pk=first.pk).state == State.REJECTED
    assert Comment.objects.get(pk=second.pk).state == State.HELD


def test_nothing_to_decide_is_nothing_done(yusuf, thread):
    settled = decide_all(waiting=[], action="reject", grounds=Grounds(yusuf, NOON, "insult"))

    assert (settled.done, settled.left) == (0, 0)
    assert undo_all(decisions=[], by=yusuf, now=NOON).done == 0
