"""Many decisions in one act: the same as one by one, only quicker; each in the chain, all of them undone at once."""

from __future__ import annotations

import pytest
from wagtail.models import Site

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.models import ReaderTrust
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
from tests.factories.discussions import a_held_comment, a_thread, an_imported_comment
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


def a_talk(site: Site, subject: str) -> tuple[Thread, list[Comment]]:
    """Return a discussion in which waiting comments begin branches, answer published ones, and were imported."""
    thread = a_thread(site=site, subject=subject)
    root = an_imported_comment(thread, "أصل الحديث")
    reply = an_imported_comment(thread, "جواب قديم", key="2", parent_key="1")
    words = [(None, "سؤال أول عن القطار"), (root.number, "جواب على الأصل"), (reply.number, "جواب على الجواب")]
    waiting = [
        a_held_comment(thread, f"{said} {subject}", key=ReaderKey(bytes([place]) * 32), name="قارئ", reply_to=number)
        for place, (number, said) in enumerate(words * 2, start=40)
    ]
    return thread, [*waiting, an_imported_comment(thread, "جاء ينتظر", key="3", approved=False)]


def shape_of(thread: Thread) -> list[tuple[object, ...]]:
    """Return what of a discussion readers and staff can tell apart, and the trust of those who wrote there."""
    thread.refresh_from_db()
    columns = ("number", "state", "place", "answers", "root__number", "published_at", "decided_at", "leaves_trace")
    comments = Comment.objects.filter(thread=thread).order_by("pk")
    trust = dict(ReaderTrust.objects.values_list("tag", "approved"))
    return [
        (thread.comment_count, thread.last_number),
        *comments.values_list(*columns),
        tuple(trust.get(one.trust_tag, 0) for one in comments),
    ]


def test_many_are_published_together_as_they_would_be_one_by_one(yusuf, site):
    grounds = Grounds(yusuf, NOON)
    (alone, one_by_one), (together, at_once) = a_talk(site, "article:21"), a_talk(site, "article:22")
    # The same browser comes twice, so that trust is counted and not set.
    first = [decide_comment(comment=one, action=Action.APPROVE, grounds=grounds) for one in one_by_one]
    after_one_by_one = shape_of(alone)

    settled = decide_all(waiting=keys(at_once), action=Action.APPROVE, grounds=grounds)

    assert (settled.done, settled.left) == (7, 0)
    published = shape_of(together)
    assert published[:-1] == after_one_by_one[:-1]
    assert set(published[-1]) == {0, 2}
    for one in reversed(first):
        undo_decision(decision=one, by=yusuf, now=NOON)
    undo_all(
        decisions=list(Decision.objects.filter(batch=settled.batch).values_list("pk", flat=True)), by=yusuf, now=NOON
    )
    assert shape_of(together) == shape_of(alone)
    assert not ReaderTrust.objects.filter(approved__gt=0).exists()
    assert chain_is_whole()


def test_publishing_many_moves_a_discussion_once_and_takes_few_statements(yusuf, thread, django_assert_max_num_queries):
    comments = held(thread, 60)
    thread.refresh_from_db()
    before = thread.version

    with django_assert_max_num_queries(24):
        settled = decide_all(waiting=keys(comments), action="approve", grounds=Grounds(yusuf, NOON))

    thread.refresh_from_db()
    assert (settled.done, thread.version, thread.comment_count) == (60, before + 1, 60)
    assert sorted(Comment.objects.values_list("number", flat=True)) == list(range(1, 61))

    with django_assert_max_num_queries(30):
        undone = undo_all(decisions=list(Decision.objects.values_list("pk", flat=True)), by=yusuf, now=NOON)

    thread.refresh_from_db()
    assert (undone.done, thread.version, thread.comment_count) == (60, before + 2, 0)
    assert chain_is_whole()


def test_an_answer_to_what_still_waits_is_published_after_it(yusuf, thread):
    above = an_imported_comment(thread, "ينتظر هو أيضًا", approved=False)
    answer = an_imported_comment(thread, "جواب عليه", key="2", parent_key="1", approved=False)

    settled = decide_all(waiting=keys([above, answer]), action="approve", grounds=Grounds(yusuf, NOON))

    assert settled.done == 2
    answer.refresh_from_db()
    assert (answer.root_id, answer.place, answer.number) == (above.pk, 1, 2)
    assert chain_is_whole()


def test_trust_that_was_spent_meanwhile_does_not_fall_below_nothing(yusuf, thread):
    comments = held(thread, 2)
    settled = decide_all(waiting=keys(comments), action="approve", grounds=Grounds(yusuf, NOON))
    ReaderTrust.objects.filter(tag=comments[0].trust_tag).update(approved=0)

    undo_all(
        decisions=list(Decision.objects.filter(batch=settled.batch).values_list("pk", flat=True)), by=yusuf, now=NOON
    )

    assert set(ReaderTrust.objects.values_list("approved", flat=True)) == {0}
