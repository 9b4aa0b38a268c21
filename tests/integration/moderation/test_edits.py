"""Edits of published comments: read by a person before readers read them, decided, and told to their author."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.models import Assignment, User
from hiwar.discussions.models import Comment, Revision, State, WaitingEdit
from hiwar.discussions.services import Reader, set_aside_comment
from hiwar.discussions.services.editing import edit_comment
from hiwar.discussions.services.wording import EditGone
from hiwar.moderation.models import Decision, Event, EventKind
from hiwar.moderation.roles import seat_of
from hiwar.moderation.services import approve_comment, events_are_whole
from hiwar.moderation.services.edits import EditAnswer, answer_edit
from tests.factories.discussions import INSULT, LAYLA, a_held_comment
from tests.integration.moderation.readers import browser_of

pytestmark = pytest.mark.django_db
FIRST, BETTER = "الرصيف عالٍ جداً.", "الرصيف عالٍ على كبار السن."


@pytest.fixture
def published(thread, yusuf) -> Comment:
    """A comment of Layla's that Yusuf published a moment ago."""
    comment = a_held_comment(thread, FIRST, at=timezone.now())
    approve_comment(comment=comment, by=yusuf, now=timezone.now())
    return fresh(comment)


def fresh(comment: Comment) -> Comment:
    return Comment.objects.select_related("thread__site").get(pk=comment.pk)


def edits(comment: Comment, text: str = BETTER) -> WaitingEdit:
    """Let Layla edit her comment; return what waits."""
    edit_comment(comment=fresh(comment), text=text, reader=Reader(LAYLA), now=timezone.now())
    return WaitingEdit.objects.select_related("comment").get()


def decides(browser: Client, edit: WaitingEdit, verdict: str, **fields: str):
    said = {"verdict": verdict, "seen": edit.mark, **fields}
    return browser.post(f"/desk/edits/{edit.comment.public_id}/", said)


def told() -> Event:
    return Event.objects.get(kind=EventKind.REVISION)


def test_the_desk_shows_word_by_word_what_would_change(desk, published):
    edits(published)

    page = desk.get("/desk/edits/").content.decode()

    assert "<del>جداً.</del>" in page
    assert "<ins>على كبار السن.</ins>" in page
    assert 'desk/edits/"' in page.split("</nav>")[0]


def test_what_was_found_in_the_new_words_is_said(desk, published):
    edits(published, INSULT)

    page = desk.get("/desk/edits/").content.decode()

    assert 'class="why"' in page


def test_markup_in_an_edit_is_text(desk, published):
    edits(published, "الرصيف <img src=x onerror=alert(1)> عالٍ.")

    page = desk.get("/desk/edits/").content.decode()

    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_accepted_words_stand_on_the_page_and_the_act_in_the_log(desk, published, yusuf):
    edit = edits(published)

    answer = decides(desk, edit, "accept", note="خطأ إملائي")

    comment = Comment.objects.get()
    assert answer["Location"] == f"/desk/edits/?done=accepted&c={comment.public_id}"
    assert (comment.text, comment.state) == (BETTER, State.PUBLISHED)
    assert Revision.objects.get().text == FIRST
    event = told()
    assert (event.by, event.subject, event.note) == (yusuf, comment.public_id, "خطأ إملائي")
    assert (event.before, event.after) == ({"edit": "waiting"}, {"edit": "accepted"})
    assert events_are_whole()
    # No decision about the comment: the one that stands is still the approval.
    assert Decision.objects.count() == 1


def test_a_refusal_leaves_the_page_as_it_is_and_tells_the_author_why(desk, published):
    edit = edits(published, INSULT)

    answer = decides(desk, edit, "refuse", reason="insult", message="بلا إهانة من فضلك")
    page = browser_of(LAYLA).get("/talk/mine/").content.decode()

    assert answer["Location"] == f"/desk/edits/?done=refused&c={published.public_id}"
    assert (Comment.objects.get().text, Comment.objects.get().state) == (FIRST, State.PUBLISHED)
    assert told().after == {"edit": "refused", "reason": "insult"}
    assert "بلا إهانة من فضلك" in page
    assert INSULT in page
    assert f"edit-{published.public_id}" not in desk.get("/desk/edits/").content.decode()


def test_its_author_sees_that_it_waits_and_a_stranger_nothing(published):
    edits(published)

    own = browser_of(LAYLA).get("/talk/mine/").content.decode()
    strangers = Client().get(f"/talk/{published.thread.public_id}/").content.decode()

    assert BETTER in own
    assert BETTER not in strangers


@pytest.mark.parametrize(
    "fields",
    [
        {"verdict": "refuse"},
        {"verdict": "refuse", "reason": "no-such"},
        {"verdict": "perhaps"},
        {"verdict": "accept", "seen": "x"},
        {},
    ],
)
def test_a_form_at_fault_changes_nothing_and_says_so(desk, published, fields):
    edit = edits(published)

    answer = desk.post(f"/desk/edits/{published.public_id}/", {"seen": edit.mark, **fields})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert Comment.objects.get().text == FIRST
    assert WaitingEdit.objects.get().refused_at is None
    assert not Event.objects.exists()


def test_words_that_changed_after_they_were_read_are_not_published_unread(desk, published):
    seen = edits(published)
    edits(published, INSULT)

    answer = decides(desk, seen, "accept")

    assert answer.status_code == 409
    assert Comment.objects.get().text == FIRST
    assert not Event.objects.exists()


def test_a_colleagues_faster_answer_stands(desk, published, salma, as_user):
    edit = edits(published)
    decides(desk, edit, "accept")

    answer = decides(as_user(salma), edit, "refuse", reason="insult")

    assert answer.status_code == 409
    assert Comment.objects.get().text == BETTER
    assert told().after == {"edit": "accepted"}


def test_an_edit_of_what_left_the_page_waits_until_it_is_back(desk, published, yusuf):
    edit = edits(published)
    set_aside_comment(comment=published, state=State.REJECTED)

    away = desk.get("/desk/edits/").content.decode()
    refused = decides(desk, edit, "accept")
    approve_comment(comment=fresh(published), by=yusuf, now=timezone.now())
    back = desk.get("/desk/edits/").content.decode()

    mark = f'id="edit-{published.public_id}"'
    assert mark not in away
    assert refused.status_code == 409
    assert mark in back


def test_whoever_sits_for_another_section_meets_none_of_it(published, site, yusuf, as_user):
    Assignment.objects.create(site=site, user=yusuf, role="moderator", sections=["section:999"])
    edit, browser = edits(published), as_user(User.objects.get(pk=yusuf.pk))

    page = browser.get("/desk/edits/").content.decode()

    assert FIRST not in page
    assert decides(browser, edit, "accept").status_code == 404
    assert Comment.objects.get().text == FIRST


def test_a_failure_midway_leaves_neither_new_words_nor_an_entry(published, yusuf, site, monkeypatch):
    edit = edits(published)
    seat = seat_of(yusuf, site=site)

    def torn(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("hiwar.moderation.services.edits.write_down", torn)
    with pytest.raises(RuntimeError):
        answer_edit(comment=published, answer=EditAnswer(True, edit.mark), seat=seat, now=timezone.now())

    assert Comment.objects.get().text == FIRST
    assert not Event.objects.exists()


def test_the_comments_own_page_at_the_desk_leads_to_its_edit(desk, published):
    edits(published)

    page = desk.get(f"/desk/published/?open={published.public_id}").content.decode()

    assert f"/desk/edits/#edit-{published.public_id}" in page
    assert "<ins>على كبار السن.</ins>" in page


def test_what_was_edited_while_it_waited_is_shown_word_by_word(desk, thread):
    comment = a_held_comment(thread, FIRST, at=timezone.now())
    edit_comment(comment=fresh(comment), text=BETTER, reader=Reader(LAYLA), now=timezone.now())

    page = desk.get(f"/desk/?open={comment.public_id}").content.decode()

    assert "<del>جداً.</del>" in page


def test_the_log_leads_to_the_comment_whose_edit_was_decided(desk, published):
    decides(desk, edits(published), "accept")

    page = desk.get("/desk/log/?act=revision").content.decode()

    assert f'href="/desk/comment/{published.public_id}/"' in page


def test_more_than_a_page_is_read_page_by_page(desk, thread, yusuf, django_assert_max_num_queries):
    now = timezone.now()
    for number in range(27):
        comment = a_held_comment(thread, f"{FIRST} {number}", at=now, key=ReaderKey.fresh())
        approve_comment(comment=comment, by=yusuf, now=now)
        WaitingEdit.objects.create(comment_id=comment.pk, text=f"{BETTER} {number}", at=now)

    with django_assert_max_num_queries(60):
        first = desk.get("/desk/edits/").content.decode()
    after = first.split("edits/?after=")[1].split('"')[0]
    second = desk.get(f"/desk/edits/?after={after}").content.decode()

    assert (first.count('id="edit-'), second.count('id="edit-')) == (50, 4)


def test_no_edit_is_decided_twice_under_one_mark(published, yusuf, site):
    edit, seat = edits(published), seat_of(yusuf, site=site)
    later = timezone.now() + timedelta(minutes=1)
    answer_edit(comment=published, answer=EditAnswer(False, edit.mark, "insult"), seat=seat, now=later)

    with pytest.raises(EditGone):
        answer_edit(comment=published, answer=EditAnswer(True, edit.mark), seat=seat, now=later)

    assert Comment.objects.get().text == FIRST
