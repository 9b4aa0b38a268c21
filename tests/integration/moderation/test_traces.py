"""What a rejection leaves on the page: a line that says so, or nothing, its replies standing on their own."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from hiwar.accounts.models import User
from hiwar.discussions.models import Comment, DiscussionSettings, Thread
from hiwar.discussions.queries import conversation
from hiwar.discussions.windows import FIRST, WHOLE, Order, Window
from hiwar.moderation.models import Decision, Reason
from hiwar.moderation.services import Grounds, approve_comment, decide_comment, undo_decision
from tests.factories.discussions import a_held_comment, an_imported_comment
from tests.factories.newsroom import NOON

pytestmark = pytest.mark.django_db


def again(comment: Comment) -> Comment:
    return Comment.objects.select_related("thread").get(pk=comment.pk)


def reject(comment: Comment, by: User, *, leaves_trace: bool) -> Decision:
    grounds = Grounds(by=by, now=NOON, reason=Reason.INSULT, leaves_trace=leaves_trace)
    return decide_comment(comment=again(comment), action="reject", grounds=grounds)


@pytest.fixture
def answered(thread: Thread) -> tuple[Comment, Comment]:
    """A published comment and the reply to it."""
    root = an_imported_comment(thread, "الأصل", key="1")
    reply = an_imported_comment(thread, "الردّ", key="2", parent_key="1")
    an_imported_comment(thread, "غيره", key="3")
    return root, reply


def talk_of(thread: Thread, window: Window = FIRST):
    thread = Thread.objects.get(pk=thread.pk)
    return conversation(thread, settings=DiscussionSettings.for_site(thread.site), now=NOON, window=window)


def outline(views) -> list[object]:
    """Return what stands on the page: a number for each comment, negative if it is gone, with its replies behind it."""
    return [
        number if not view.replies else (number, outline(view.replies))
        for view in views
        for number in [-view.number if view.gone else view.number]
    ]


def test_what_leaves_a_trace_says_so_where_it_has_replies(thread, answered, yusuf):
    reject(answered[0], yusuf, leaves_trace=True)

    assert outline(talk_of(thread).comments) == [(-1, [2]), 3]


def test_what_leaves_no_trace_leaves_its_replies_in_its_place(thread, answered, yusuf):
    reject(answered[0], yusuf, leaves_trace=False)

    talk = talk_of(thread)
    assert outline(talk.comments) == [2, 3]
    assert talk.comments[0].answers is None
    assert talk.count == 2


def test_a_reply_in_the_middle_goes_without_a_trace_too(thread, answered, yusuf):
    an_imported_comment(thread, "ردّ على الردّ", key="4", parent_key="2")

    reject(answered[1], yusuf, leaves_trace=False)

    assert outline(talk_of(thread).comments) == [(1, [4]), 3]


def test_undoing_shows_it_again_and_undoing_an_approval_takes_it_off_as_it_was(thread, answered, yusuf):
    root = answered[0]
    rejected = reject(root, yusuf, leaves_trace=False)
    approved = approve_comment(comment=again(root), by=yusuf, now=NOON)
    shown = outline(talk_of(thread).comments)

    undo_decision(decision=approved, by=yusuf, now=NOON)
    without = outline(talk_of(thread).comments)
    undo_decision(decision=rejected, by=yusuf, now=NOON)

    assert (shown, without) == ([(1, [2]), 3], [2, 3])
    assert outline(talk_of(thread).comments) == [(1, [2]), 3]
    assert again(root).leaves_trace


def test_what_the_next_rejection_leaves_is_its_own_choice(thread, answered, yusuf):
    root = answered[0]
    undo_decision(decision=reject(root, yusuf, leaves_trace=False), by=yusuf, now=NOON)

    reject(root, yusuf, leaves_trace=True)

    assert outline(talk_of(thread).comments) == [(-1, [2]), 3]
    assert list(Decision.objects.order_by("pk").values_list("leaves_trace", flat=True)) == [False, True, True]


def test_the_box_on_the_form_takes_the_trace_away_and_only_of_what_was_public(desk: Client, thread, answered):
    root, held = again(answered[0]), a_held_comment(thread)
    page = desk.get(f"/desk/published/?open={root.public_id}").content.decode()

    for comment in (root, held):
        sent = {"action": "reject", "reason": "insult", "seen": comment.state, "trace": "none"}
        desk.post(reverse("desk-decide", kwargs={"public_id": comment.public_id}), sent)

    assert 'name="trace" value="none"' in page
    assert 'name="trace"' not in desk.get("/desk/").content.decode()
    assert (again(root).leaves_trace, again(held).leaves_trace) == (False, True)


@pytest.fixture
def long_thread(thread: Thread) -> Thread:
    """A discussion that is shown in windows: its first comment has eight replies, of which some answer replies."""
    an_imported_comment(thread, "الأصل", key="root")
    for number in range(8):
        parent = "r0" if number == 1 else "root"
        an_imported_comment(thread, f"ردّ {number}", key=f"r{number}", parent_key=parent)
    for number in range(3):
        an_imported_comment(thread, f"غيره {number}", key=f"o{number}")
    Thread.objects.filter(pk=thread.pk).update(last_number=WHOLE + 1)
    return thread


@pytest.mark.parametrize("order", [Order.OLDEST, Order.NEWEST, Order.ANSWERED])
def test_in_a_window_of_every_order_the_first_replies_stand_in_its_place_and_lead_to_the_rest(
    long_thread, yusuf, order
):
    root = Comment.objects.get(thread=long_thread, number=1)

    reject(root, yusuf, leaves_trace=False)

    talk = talk_of(long_thread, Window(order=order))
    promoted = [view for view in talk.comments if view.number in range(2, 10)]
    assert outline(promoted) == [(2, [3]), 4]
    assert [view.folded for view in promoted] == [0, 5]
    assert promoted[-1].rest == "after=3&branch=1"
    assert not any(view.gone for view in talk.comments)


def test_the_rest_of_a_branch_without_its_root_says_whom_it_answers(long_thread, yusuf):
    root = Comment.objects.get(thread=long_thread, number=1)
    an_imported_comment(long_thread, "متأخّر", key="late", parent_key="r2")
    last = Comment.objects.get(thread=long_thread, source_key="late")

    reject(root, yusuf, leaves_trace=False)

    views = talk_of(long_thread, Window(after=3, branch=1)).comments
    assert [view.number for view in views] == [5, 6, 7, 8, 9, last.number]
    assert views[0].answers is None
    assert views[-1].answers.number == 4


def test_where_no_reply_of_the_page_can_be_read_something_still_leads_to_the_others(long_thread, yusuf):
    for number in (2, 3, 4, 1):
        reject(Comment.objects.get(thread=long_thread, number=number), yusuf, leaves_trace=False)
    # Five are left below the root: not enough to fold, so more come.
    for number in range(2):
        an_imported_comment(long_thread, f"جديد {number}", key=f"n{number}", parent_key="root")

    views = talk_of(long_thread).comments

    assert (views[0].number, views[0].gone, views[0].folded) == (1, True, 7)
