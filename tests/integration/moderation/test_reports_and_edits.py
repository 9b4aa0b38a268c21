"""What readers do meets the desk: reports are answered by a decision, and nobody publishes words she has not read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hiwar.accounts.keys import ReaderKey
from hiwar.discussions.models import Comment, Report, State
from hiwar.discussions.queries.reports import open_reports
from hiwar.discussions.services import Reader
from hiwar.discussions.services.editing import edit_comment
from hiwar.discussions.services.reporting import Complaint, report_comment
from hiwar.moderation.models import Action, Decision
from hiwar.moderation.services import approve_comment, mark_spam, reject_comment, undo_decision
from tests.factories.discussions import INSULT, LAYLA, a_held_comment
from tests.factories.newsroom import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def reported(thread, yusuf) -> Comment:
    """A comment that Yusuf has published, and that three readers have reported since."""
    comment = a_held_comment(thread)
    approve_comment(comment=comment, by=yusuf, now=NOON)
    comment = Comment.objects.select_related("thread").get(pk=comment.pk)
    for _ in range(3):
        report_comment(comment=comment, complaint=Complaint("insult"), reader=Reader(ReaderKey.fresh()), now=NOON)
    return Comment.objects.select_related("thread").get(pk=comment.pk)


def test_to_let_a_reported_comment_stand_is_a_decision_and_answers_the_reports(reported, yusuf):
    assert reported.reports == 3

    decision = approve_comment(comment=reported, by=yusuf, now=NOON + timedelta(minutes=5))

    comment = Comment.objects.get()
    assert Decision.objects.count() == 2
    assert (decision.action, decision.state_before, decision.state_after) == ("approve", "published", "published")
    assert (comment.state, comment.reports, open_reports(comment).total) == (State.PUBLISHED, 0, 0)


def test_without_new_reports_approving_twice_is_one_decision(reported, yusuf):
    first = approve_comment(comment=reported, by=yusuf, now=NOON)
    again = approve_comment(comment=Comment.objects.get(), by=yusuf, now=NOON)

    assert again == first


@pytest.mark.parametrize("decide", [mark_spam, lambda **how: reject_comment(reason="insult", **how)])
def test_taking_it_down_answers_them_too_and_undoing_does_not_ask_again(reported, yusuf, decide):
    decision = decide(comment=reported, by=yusuf, now=NOON)
    undo_decision(decision=decision, by=yusuf, now=NOON)

    comment = Comment.objects.get()
    assert (comment.state, comment.reports) == (State.PUBLISHED, 0)
    assert not Report.objects.filter(is_open=True).exists()


def test_a_new_report_of_what_was_let_stand_is_open_again(reported, yusuf):
    approve_comment(comment=reported, by=yusuf, now=NOON)

    current = Comment.objects.select_related("thread").get()
    report_comment(comment=current, complaint=Complaint("law"), reader=Reader(ReaderKey.fresh()), now=NOON)

    found = open_reports(Comment.objects.get())
    assert [(code, times) for code, _, times in found.reasons] == [("law", 1)]


@pytest.fixture
def fresh(thread) -> Comment:
    """A comment that was written just now, and waits."""
    return a_held_comment(thread, at=timezone.now())


def approve(desk, comment: Comment, *, read: int, **headers: str):
    fields = {"action": "approve", "seen": "held", "read": str(read)}
    return desk.post(reverse("desk-decide", kwargs={"public_id": comment.public_id}), fields, headers=headers)


def minutes(moment) -> int:
    return int(moment.timestamp()) // 60


def edit(comment: Comment, text: str = INSULT) -> None:
    fresh = Comment.objects.select_related("thread").get(pk=comment.pk)
    edit_comment(comment=fresh, text=text, reader=Reader(LAYLA), now=timezone.now())


def test_words_that_changed_after_they_were_read_are_not_published_unread(desk, fresh):
    before = minutes(timezone.now()) - 5
    edit(fresh)

    answer = approve(desk, fresh, read=before)

    assert answer.status_code == 409
    assert "اقرأ العقد قبل أن تكتب" in answer.content.decode()
    assert Comment.objects.get().state == State.HELD
    assert not Decision.objects.exists()


def test_words_read_after_they_were_changed_are_published(desk, fresh):
    edit(fresh, "الرصيف عالٍ على كبار السن.")

    answer = approve(desk, fresh, read=minutes(timezone.now()) + 2)

    assert answer.status_code == 302
    assert Comment.objects.get().state == State.PUBLISHED


def test_what_was_edited_is_refused_all_the_same(desk, fresh):
    edit(fresh)

    address = reverse("desk-decide", kwargs={"public_id": fresh.public_id})
    answer = desk.post(address, {"action": "spam", "seen": "held", "read": "1"})

    assert answer.status_code == 302
    assert Comment.objects.get().state == State.SPAM


def test_of_those_ticked_together_the_edited_one_is_left(desk, fresh):
    edit(fresh)

    fields = {"action": "approve", "seen": "held", "comment": fresh.public_id, "read": str(minutes(NOON))}
    answer = desk.post(reverse("desk-bulk"), fields)

    assert "left=1" in answer["Location"]
    assert Comment.objects.get().state == State.HELD


def test_the_desk_says_in_its_forms_when_it_was_read(desk, fresh):
    page = desk.get("/desk/").content.decode()

    read = page.split('name="read" value="')[1].split('"')[0]
    assert abs(int(read) - minutes(timezone.now())) <= 1
    assert page.count('name="read"') >= 2


@pytest.mark.parametrize("read", ["", "x", "-4", "9" * 17])
def test_a_form_that_says_nonsense_of_it_is_taken_as_one_that_says_nothing(desk, fresh, read):
    fields = {"action": "approve", "seen": "held", "read": read}

    answer = desk.post(reverse("desk-decide", kwargs={"public_id": fresh.public_id}), fields)

    assert answer.status_code == 302
    assert Decision.objects.get().action == Action.APPROVE


def test_the_desk_shows_what_readers_reported_and_in_which_words(desk, reported):
    words = Complaint("privacy", "يسمّي جاري باسمه <b>")
    report_comment(comment=reported, complaint=words, reader=Reader(ReaderKey.fresh()), now=NOON)

    page = desk.get(f"/desk/reported/?open={reported.public_id}").content.decode()

    assert "يسمّي جاري باسمه &lt;b&gt;" in page


def test_the_desk_shows_what_an_edited_comment_said_before(desk, fresh):
    edit(fresh)

    page = desk.get(f"/desk/?open={fresh.public_id}").content.decode()

    assert fresh.text in page
    assert "اقرأ العقد قبل أن تكتب" in page


def test_an_authors_own_page_leads_to_editing_while_there_is_time(client, fresh):
    client.cookies["hiwar_reader"] = f"{LAYLA.to_cookie()}.kept"

    in_time = client.get(reverse("own-comments")).content.decode()
    Comment.objects.update(submitted_at=timezone.now() - timedelta(hours=1))
    too_late = client.get(reverse("own-comments")).content.decode()

    address = f"/talk/{fresh.thread.public_id}/edit/?comment={fresh.public_id}"
    assert address in in_time
    assert address not in too_late
