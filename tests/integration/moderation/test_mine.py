"""What a commenter may know: her own comments and what a person decided about them, and nothing of anybody else's."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hiwar.accounts.models import Measure
from hiwar.discussions.models import Comment, State
from hiwar.discussions.services import set_aside_comment, withdraw_comment
from hiwar.moderation.services import Grounds, decide_comment, undo_decision
from tests.factories.discussions import KARIM, LAYLA, OMAR
from tests.integration.moderation.readers import browser_of, written

pytestmark = pytest.mark.django_db
WORDS = "سؤالٌ عن موعد القطار."
MESSAGE = "نرجو مخاطبة الكاتب بغير هذا."


@pytest.fixture
def layla() -> Client:
    """Layla's browser."""
    return browser_of(LAYLA)


@pytest.fixture
def comment(layla, thread) -> Comment:
    return written(layla, thread, WORDS)


def reject(comment: Comment, by, *, message: str = MESSAGE):
    """Reject a comment as it stands now, with a message to its author and a note that is not for her."""
    current = Comment.objects.select_related("thread__site").get(pk=comment.pk)
    grounds = Grounds(by, timezone.now(), reason="insult", message=message, note="للزملاء وحدهم")
    return decide_comment(comment=current, action="reject", grounds=grounds)


def page(browser: Client) -> str:
    answer = browser.get("/talk/mine/")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    return answer.content.decode()


def test_a_waiting_comment_is_shown_to_its_author_as_waiting(layla, comment):
    shown = page(layla)

    assert WORDS in shown
    assert "badge wait" in shown
    assert "own-appeal" not in shown and "/talk/mine/appeal/" not in shown


def test_what_waits_is_withdrawn_from_there_and_what_is_published_is_not(layla, comment, thread, yusuf):
    read = written(layla, thread, "وسؤال آخر عن الرصيف.")
    decide_comment(comment=read, action="approve", grounds=Grounds(yusuf, timezone.now()))
    (door,) = re.findall(r'action="(/discussion/withdraw/[^"]+)"', page(layla))

    answer = layla.post(door, {"from": "own"}, headers={"Sec-Fetch-Site": "same-origin"}, follow=True)

    shown = answer.content.decode()
    assert answer.redirect_chain == [("/talk/mine/?sent=withdrawn#said", 303)]
    assert "سُحب تعليقك" in shown
    assert WORDS not in shown
    assert Comment.objects.get(pk=comment.pk).state == State.WITHDRAWN


def test_what_was_public_once_is_not_offered_for_withdrawing_while_it_waits_again(layla, comment, yusuf):
    decide_comment(comment=comment, action="approve", grounds=Grounds(yusuf, timezone.now()))
    set_aside_comment(comment=comment, state=State.HELD)

    shown = page(layla)

    assert "badge wait" in shown
    assert "/discussion/withdraw/" not in shown


def test_a_published_comment_leads_to_its_place(layla, comment, yusuf):
    decide_comment(comment=comment, action="approve", grounds=Grounds(yusuf, timezone.now()))

    assert f'href="{comment.thread.url}#c1"' in page(layla)


def test_a_refusal_by_a_person_is_told_with_its_reason_and_message_and_no_more(layla, comment, yusuf):
    reject(comment, yusuf)

    shown = page(layla)

    assert "إهانة شخص" in shown
    assert MESSAGE in shown
    assert 'action="/talk/mine/appeal/"' in shown
    for secret in ("للزملاء وحدهم", yusuf.display_name, yusuf.username, comment.author_link, comment.owner_tag):
        assert secret not in shown


def test_a_refusal_by_the_program_looks_like_waiting(layla, comment):
    waiting = page(layla)

    Comment.objects.filter(pk=comment.pk).update(state=State.REJECTED)

    assert page(layla) == waiting


def test_a_decision_that_was_undone_is_not_told(layla, comment, yusuf):
    waiting = page(layla)

    undo_decision(decision=reject(comment, yusuf), by=yusuf, now=timezone.now())

    assert page(layla) == waiting


def test_another_browser_and_none_see_nothing_of_it(comment, yusuf):
    reject(comment, yusuf)

    for browser in (Client(), browser_of(OMAR)):
        shown = page(browser)
        assert WORDS not in shown
        assert MESSAGE not in shown


def test_the_mark_of_thirty_days_alone_shows_nothing(layla, comment, thread):
    """A row with her link that her key did not sign is not hers: only the owner's tag proves it."""
    forged = written(browser_of(KARIM), thread, "ليس لها.")
    Comment.objects.filter(pk=forged.pk).update(author_link=comment.author_link)

    assert "ليس لها." not in page(layla)


def test_a_held_comment_of_hers_costs_as_many_queries_as_none(layla, site, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page(layla)


def test_what_is_older_than_thirty_days_or_withdrawn_is_not_shown(layla, comment, thread):
    other = written(layla, thread, "سأسحبه.")
    withdraw_comment(comment=other)
    Comment.objects.filter(pk=comment.pk).update(submitted_at=timezone.now() - timedelta(days=31))

    shown = page(layla)

    assert "سأسحبه." not in shown and WORDS not in shown


def test_the_notice_after_posting_leads_there_and_is_in_no_page_for_everybody(layla, comment, client, desk):
    noticed = layla.get(reverse("talk", args=[comment.thread.public_id]) + "?sent=held")
    public = client.get(reverse("talk", args=[comment.thread.public_id]))

    assert noticed["Cache-Control"] == "private, no-store"
    assert noticed.content.decode().count('href="/talk/mine/"') == 2
    assert public.content.decode().count('href="/talk/mine/"') == 1
    assert WORDS not in public.content.decode()


class TestWarnings:
    @pytest.fixture
    def warned(self, desk, comment) -> Comment:
        desk.post(f"/desk/comment/{comment.public_id}/warn/", {"reason": "off_topic", "message": "التزمي بالموضوع."})
        return comment

    def form(self, browser: Client, comment: Comment) -> str:
        return browser.get(reverse("comment-compose", args=[comment.thread.public_id])).content.decode()

    def test_a_warning_stands_above_the_form_until_it_was_read(self, layla, warned):
        before = self.form(layla, warned)
        read = page(layla)
        after = self.form(layla, warned)

        assert "التزمي بالموضوع." in before
        assert "التزمي بالموضوع." in read
        assert "التزمي بالموضوع." not in after
        assert Measure.objects.get().seen_at is not None

    def test_nobody_else_is_shown_it(self, warned):
        for browser in (Client(), browser_of(OMAR)):
            assert "التزمي بالموضوع." not in self.form(browser, warned) + page(browser)

    def test_a_warned_writer_may_write(self, layla, warned, thread):
        assert written(layla, thread, "في صلب الموضوع.").state == "held"


class TestMeasuresTold:
    def test_a_mute_is_told_with_reason_and_end(self, layla, comment, desk, yusuf):
        desk.post(f"/desk/comment/{comment.public_id}/mute/", {"hours": "24", "reason": "insult", "note": "سرّ"})

        shown = page(layla)

        assert "إهانة شخص" in shown
        assert "سرّ" not in shown
        assert yusuf.display_name not in shown
        assert 'name="measure"' in shown

    def test_a_name_measure_over_another_ones_comment_is_not_told(self, layla, comment, desk, thread):
        other = written(browser_of(KARIM), thread, "باسمها.", name="ليلى")
        desk.post(
            f"/desk/comment/{other.public_id}/mute/",
            {"hours": "24", "reason": "insult", "target": "name", "message": "انتحال"},
        )

        assert "انتحال" not in page(layla)
        assert "انتحال" in page(browser_of(KARIM))
