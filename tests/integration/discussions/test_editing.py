"""An author changes her words: in time, from her own browser, and never past the screening."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.limits import PACE
from hiwar.accounts.models import ReaderTrust, User
from hiwar.discussions import cookies
from hiwar.discussions.models import Comment, ListedWord, ListKind, Mode, Restraint, Revision, Scope, State, Thread
from hiwar.discussions.queries.own import may_edit
from hiwar.discussions.queries.revisions import earlier_texts
from hiwar.discussions.services import (
    NoLinksNow,
    Reader,
    ThreadClosed,
    publish_comment,
    set_aside_comment,
    withdraw_comment,
)
from hiwar.discussions.services.editing import EDITS, Edited, edit_comment
from hiwar.discussions.services.refusals import EditedTooOften, EditTooLate
from hiwar.discussions.services.sweeping import sweep
from hiwar.discussions.signals import comment_edited
from tests.factories.discussions import INSULT
from tests.integration.discussions.conftest import NOON, OURS

pytestmark = pytest.mark.django_db
KEY = ReaderKey(b"k" * 32)
SOON = NOON + timedelta(minutes=4)
FIRST, BETTER = "الرصيف عالٍ.", "الرصيف عالٍ على كبار السن، فمن المسؤول؟"


@pytest.fixture
def free(rules):
    """A site that publishes first comments at once."""
    rules.hold_first = False
    rules.save()
    return rules


@pytest.fixture
def published(free, write) -> Comment:
    return write(FIRST, name="ليلى", key=KEY).comment


@pytest.fixture
def held(write) -> Comment:
    return write(FIRST, name="ليلى", key=KEY).comment


def edited(comment: Comment, text: str = BETTER, *, now=SOON) -> Edited:
    fresh = Comment.objects.select_related("thread").get(pk=comment.pk)
    return edit_comment(comment=fresh, text=text, reader=Reader(key=KEY), now=now)


def test_clean_words_stay_published_and_readers_are_told_the_minute(published, client):
    version = Thread.objects.get().version

    found = edited(published)

    comment = Comment.objects.get()
    assert found.is_published
    assert (comment.text, comment.number, comment.edited_at) == (BETTER, 1, SOON.replace(second=0))
    assert Thread.objects.get().version == version + 1
    page = client.get(reverse("talk", args=[comment.thread.public_id])).content.decode()
    assert "15:04" in page
    assert BETTER in page
    assert FIRST + "</p>" not in page


def test_what_must_be_held_leaves_the_page(published):
    found = edited(published, INSULT)

    comment = Comment.objects.get()
    assert not found.is_published
    assert (comment.state, comment.text, comment.number) == (State.HELD, INSULT, 1)
    assert Thread.objects.get().comment_count == 0


def test_it_is_sorted_as_what_it_says_now(published):
    edited(published, f"{INSULT} ولن نسكت على هذا الكلام")

    before, after = published, Comment.objects.get()
    assert after.harm > before.harm
    assert after.kinds != before.kinds
    assert after.priority == after.harm * after.thread.exposure
    assert after.family and after.family != before.family
    assert after.screening["findings"]


def test_a_listed_word_refuses_an_edit_as_it_refuses_a_comment(published, site):
    ListedWord.objects.create(site=site, kind=ListKind.BANNED, text="الشركة")

    edited(published, "الشركة وحدها المسؤولة عن الرصيف.")

    assert Comment.objects.get().state == State.REJECTED


def test_what_waited_waits_on_however_clean_it_becomes(write, free):
    comment = write(INSULT, key=KEY).comment
    assert comment.state == State.HELD

    edited(comment)

    assert Comment.objects.get().state == State.HELD


def test_what_was_refused_by_itself_is_edited_like_what_waits(write, free, site):
    ListedWord.objects.create(site=site, kind=ListKind.BANNED, text="الشركة")
    comment = write("الشركة وحدها المسؤولة.", key=KEY).comment
    assert comment.state == State.REJECTED

    edited(comment)

    assert Comment.objects.get().state == State.HELD


def test_the_desk_reads_what_stood_there_before(published):
    edited(published, INSULT)
    edited(published, BETTER, now=SOON + timedelta(minutes=1))

    texts = earlier_texts(Comment.objects.get())

    assert [one.text for one in texts] == [INSULT, FIRST]
    assert texts[0].screening["findings"]


def test_nobody_has_read_the_new_words_of_what_a_moderator_published(held):
    publish_comment(comment=held, now=NOON)
    Comment.objects.update(decided_at=NOON)
    ReaderTrust.objects.create(site=held.thread.site, tag=held.trust_tag, approved=1, last_seen_on=NOON.date())

    edited(held)

    comment = Comment.objects.get()
    assert (comment.state, comment.decided_at) == (State.PUBLISHED, None)


def test_an_approval_of_other_words_is_taken_back_with_them(held):
    publish_comment(comment=held, now=NOON)
    ReaderTrust.objects.create(site=held.thread.site, tag=held.trust_tag, approved=1, last_seen_on=NOON.date())

    edited(held, INSULT)

    assert ReaderTrust.objects.get().approved == 0


def test_the_same_words_change_nothing(published):
    version = Thread.objects.get().version

    edited(published, FIRST)

    assert Comment.objects.get().edited_at is None
    assert Thread.objects.get().version == version
    assert not Revision.objects.exists()


@pytest.mark.parametrize(("minutes", "in_time"), [(15, True), (16, False)])
def test_the_time_is_a_quarter_of_an_hour_to_its_last_second(published, free, minutes, in_time):
    assert may_edit(published, free, now=NOON + timedelta(minutes=minutes)) is in_time


def test_after_it_nothing_is_changed(published):
    with pytest.raises(EditTooLate):
        edited(published, now=NOON + timedelta(minutes=17))

    assert Comment.objects.get().text == FIRST


def test_a_newsroom_may_allow_no_edits(published, free):
    free.edit_minutes = 0
    free.save()

    with pytest.raises(EditTooLate):
        edited(published)


@pytest.mark.parametrize("state", [State.REJECTED, State.SPAM])
def test_what_a_person_refused_is_edited_no_more(held, state):
    set_aside_comment(comment=held, state=state)
    Comment.objects.update(decided_at=NOON)

    with pytest.raises(EditTooLate):
        edited(held)


def test_a_closed_discussion_takes_no_new_words(published):
    Thread.objects.update(mode=Mode.CLOSED)

    with pytest.raises(ThreadClosed):
        edited(published)


def test_what_is_asked_for_a_while_is_asked_of_edits(published):
    salma = User.objects.create_user("salma")
    Restraint.objects.create(
        site=published.thread.site, scope=Scope.SITE, no_links=True, hold_all=True, by=salma, since=NOON
    )

    with pytest.raises(NoLinksNow):
        edited(published, "اقرأوا https://example.org/x")
    edited(published)

    assert Comment.objects.get().state == State.HELD


def test_words_cannot_be_tried_out_for_ever(published):
    for number in range(EDITS):
        edited(published, f"{BETTER} {number}")

    with pytest.raises(EditedTooOften):
        edited(published, "مرة أخرى")


def test_who_decided_meanwhile_is_not_overruled(held):
    read = Comment.objects.select_related("thread").get(pk=held.pk)
    set_aside_comment(comment=held, state=State.REJECTED)
    Comment.objects.update(decided_at=NOON)

    with pytest.raises(EditTooLate):
        edit_comment(comment=read, text=BETTER, reader=Reader(key=KEY), now=SOON)

    assert Comment.objects.get().text == FIRST
    assert not Revision.objects.exists()


def test_whoever_listens_hears_what_it_said_before(published):
    heard: list[tuple[str, str]] = []

    def hear(comment: Comment, text_before: str, **_: object) -> None:
        heard.append((text_before, comment.text))

    comment_edited.connect(hear)
    try:
        edited(published)
    finally:
        comment_edited.disconnect(hear)

    assert heard == [(FIRST, BETTER)]


def test_earlier_words_go_with_the_later_ones(published, write):
    edited(published)
    other = write("تعليق آخر.", key=KEY).comment
    edited(other, INSULT)

    withdraw_comment(comment=other)
    assert [row.comment_id for row in Revision.objects.all()] == [published.pk]

    set_aside_comment(comment=published, state=State.REJECTED)
    Comment.objects.filter(pk=published.pk).update(decided_at=NOON)
    sweep(now=NOON + timedelta(days=91))
    assert not Revision.objects.exists()


# --- The door.


@pytest.fixture
def at_noon(monkeypatch):
    for module in ("edit_views", "views", "report_views"):
        monkeypatch.setattr(f"hiwar.discussions.{module}.timezone.now", lambda: SOON)
    monkeypatch.setattr("hiwar.delivery.views.timezone.now", lambda: SOON)


@pytest.fixture
def layla(send, at_noon, free) -> Client:
    """Layla's browser, which has just written."""
    browser = Client()
    assert send(comment=FIRST, author="ليلى", browser=browser).status_code == 303
    return browser


def door(comment: Comment) -> str:
    return f"{reverse('comment-edit', args=[comment.thread.public_id])}?comment={comment.public_id}"


def save(browser: Client, comment: Comment, text: str, *, headers: dict[str, str] = OURS):
    return browser.post(
        door(comment), data=f"comment={text}", content_type="application/x-www-form-urlencoded", headers=headers
    )


def test_her_browser_finds_the_way_to_edit_what_it_published(layla, thread):
    comment = Comment.objects.get()
    assert comment.state == State.PUBLISHED

    page = layla.get(f"/talk/{thread.public_id}/?sent=published").content.decode()
    others = Client().get(f"/talk/{thread.public_id}/?sent=published").content.decode()

    assert door(comment) in page
    assert "/edit/" not in others.split("<template")[0]
    assert comment.public_id not in others


def test_her_waiting_comment_has_the_way_beside_it(layla, send, thread):
    send(comment=INSULT, author="ليلى", browser=layla)
    waiting = Comment.objects.get(state=State.HELD)

    page = layla.get(f"/talk/{thread.public_id}/").content.decode()

    assert door(waiting) in page


def test_the_form_holds_her_words(layla):
    page = layla.get(door(Comment.objects.get()))

    assert page.status_code == 200
    assert f"\n{FIRST}</textarea>" in page.content.decode()
    assert 'content="noindex"' in page.content.decode()


def test_saving_leads_back_to_the_comment(layla, thread):
    answer = save(layla, Comment.objects.get(), BETTER)

    assert answer.status_code == 303
    assert answer["Location"].endswith("?sent=edited#c1")
    assert Comment.objects.get().text == BETTER


def test_an_edit_that_must_wait_says_what_every_waiting_comment_says(layla, thread):
    answer = save(layla, Comment.objects.get(), INSULT)

    page = layla.get(f"/talk/{thread.public_id}/?sent=held").content.decode()
    assert answer["Location"].endswith("?sent=held#mine")
    assert 'id="mine"' in page
    assert INSULT in page


def test_a_script_is_answered_with_data(layla):
    comment = Comment.objects.get()

    answer = layla.post(
        door(comment),
        json.dumps({"comment": BETTER}),
        content_type="application/json",
        headers={**OURS, "Accept": "application/json"},
    )

    assert (answer.status_code, answer.json()["state"]) == (200, "published")
    assert cookies.MINE in answer.cookies


@pytest.mark.parametrize("text", ["", "ن" * 3001])
def test_words_at_fault_come_back(layla, text):
    answer = save(layla, Comment.objects.get(), text)

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert Comment.objects.get().text == FIRST


def test_a_strangers_browser_and_none_find_nothing(layla, send):
    comment, omar = Comment.objects.get(), Client()
    send(comment="تعليق عمر.", browser=omar)

    for browser in (omar, Client()):
        assert browser.get(door(comment)).status_code == 404
        assert save(browser, comment, BETTER).status_code == 404
    assert Comment.objects.get(pk=comment.pk).text == FIRST


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {}])
def test_another_sites_page_edits_nothing(layla, headers):
    comment = Comment.objects.get()

    assert save(layla, comment, BETTER, headers=headers).status_code == 403
    assert Comment.objects.get().text == FIRST


def test_a_limiter_that_cannot_count_takes_no_edits(layla, monkeypatch):
    monkeypatch.setattr(PACE, "allows", lambda **_: None)

    answer = save(layla, Comment.objects.get(), BETTER)

    assert answer.status_code == 429
    assert BETTER in answer.content.decode()


def test_too_late_is_said_at_the_door(layla):
    Comment.objects.update(submitted_at=NOON - timedelta(hours=1))

    answer = layla.get(door(Comment.objects.get()))

    assert answer.status_code == 403
