"""Objections: once, by whoever it concerns; answered by somebody else than who decided; the answer reaches her."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from hiwar.accounts.limits import PACE
from hiwar.accounts.models import Assignment, Measure, User
from hiwar.discussions.models import Comment, State
from hiwar.discussions.services import withdraw_comment
from hiwar.moderation.models import Appeal, Decision, Event, EventKind
from hiwar.moderation.services import Grounds, chain_is_whole, decide_comment, events_are_whole, undo_decision
from hiwar.newsroom.services.newsroom import MODERATORS
from tests.factories.discussions import LAYLA, OMAR
from tests.integration.moderation.conftest import a_colleague
from tests.integration.moderation.readers import OURS, browser_of, says, written

pytestmark = pytest.mark.django_db
WHY = "كنت أنقل كلام غيري لا كلامي."
ANSWER = "أعدنا القراءة، ومعكِ حق."


@pytest.fixture
def layla() -> Client:
    return browser_of(LAYLA)


@pytest.fixture
def rejected(layla, thread, yusuf) -> Comment:
    """A comment of Layla's that Yusuf rejected."""
    comment = written(layla, thread, "تعليق يُختلف فيه.")
    decide_comment(comment=comment, action="reject", grounds=Grounds(yusuf, timezone.now(), reason="insult"))
    return comment


@pytest.fixture
def muted(layla, thread, desk) -> Measure:
    """A mute that Yusuf took against Layla."""
    comment = written(layla, thread, "تعليق حادّ.")
    desk.post(f"/desk/comment/{comment.public_id}/mute/", {"hours": "72", "reason": "insult"})
    return Measure.objects.get()


@pytest.fixture
def colleague(salma, as_user) -> Client:
    """The browser of Salma, who did not decide."""
    return as_user(salma)


def objects(browser: Client, text: str = WHY, **against: object):
    return browser.post("/talk/mine/appeal/", {"text": text, **against})


def answers(browser: Client, verdict: str = "grant", answer: str = ANSWER):
    appeal = Appeal.objects.get()
    return browser.post(f"/desk/appeals/{appeal.public_id}/", {"verdict": verdict, "answer": answer})


class TestObjecting:
    def test_an_objection_waits_in_the_queue_and_its_author_sees_that(self, layla, rejected, desk):
        answer = objects(layla, comment=rejected.public_id)

        assert (answer.status_code, answer["Location"]) == (303, "/talk/mine/?sent=appeal#said")
        assert WHY in layla.get("/talk/mine/").content.decode()
        queue = desk.get("/desk/appeals/").content.decode()
        assert WHY in queue and rejected.text in queue and "يوسف" in queue
        assert '<b class="num" data-count="desk-appeals">1</b>' in queue

    def test_one_objection_is_heard(self, layla, rejected):
        objects(layla, comment=rejected.public_id)

        again = objects(layla, "وأيضاً.", comment=rejected.public_id)

        assert again.status_code == 409
        assert Appeal.objects.get().text == WHY

    def test_after_a_new_decision_one_may_object_again(self, layla, rejected, yusuf):
        objects(layla, comment=rejected.public_id)
        undo_decision(decision=Decision.objects.get(), by=yusuf, now=timezone.now())
        current = Comment.objects.select_related("thread__site").get(pk=rejected.pk)
        decide_comment(comment=current, action="spam", grounds=Grounds(yusuf, timezone.now()))

        assert objects(layla, "ليس إعلاناً.", comment=rejected.public_id).status_code == 303
        assert Appeal.objects.count() == 2

    @pytest.mark.parametrize("text", ["", "   ", "؟!", "ن" * 1001, "\N{ZERO WIDTH SPACE}"])
    def test_an_objection_needs_words_and_gives_them_back(self, layla, rejected, text):
        answer = objects(layla, text, comment=rejected.public_id)

        assert answer.status_code == 422
        assert text.strip() in answer.content.decode()
        assert not Appeal.objects.exists()

    def test_what_is_not_hers_and_what_is_not_there_answer_alike(self, layla, rejected, muted, thread):
        waiting = written(browser_of(OMAR), thread, "ينتظر.")
        by_program = written(browser_of(OMAR), thread, "رفضه البرنامج.")
        Comment.objects.filter(pk=by_program.pk).update(state=State.REJECTED)
        omar = browser_of(OMAR)

        tried = [
            objects(omar, comment=rejected.public_id), objects(omar, comment="x" * 16), objects(omar, measure=muted.pk),
            objects(omar, measure=987654), objects(omar, comment=waiting.public_id),
            objects(omar, comment=by_program.public_id), objects(omar), objects(Client(headers=OURS), comment="x" * 16),
            objects(omar, comment=rejected.public_id, measure=muted.pk),
        ]  # fmt: skip

        assert {answer.status_code for answer in tried} == {404}
        assert len({answer.content for answer in tried}) == 1
        assert not Appeal.objects.exists()

    def test_another_sites_page_cannot_object_for_her(self, layla, rejected):
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "", "Origin": "https://evil.example"}):
            answer = layla.post("/talk/mine/appeal/", {"text": WHY, "comment": rejected.public_id}, headers=headers)
            assert answer.status_code == 403

        assert not Appeal.objects.exists()

    def test_objecting_without_end_is_paced(self, layla, rejected, monkeypatch):
        monkeypatch.setattr(PACE, "allows", lambda **_asked: False)

        answer = objects(layla, comment=rejected.public_id)

        assert answer.status_code == 429
        assert WHY in answer.content.decode()
        assert not Appeal.objects.exists()


class TestAnswering:
    def test_whoever_decided_first_does_not_judge(self, layla, rejected, desk):
        objects(layla, comment=rejected.public_id)

        answer = answers(desk)

        assert answer.status_code == 403
        assert Appeal.objects.get().state == "open"
        assert Comment.objects.get(pk=rejected.pk).state == "rejected"

    def test_a_colleague_grants_it_and_the_comment_is_published(self, layla, rejected, colleague, salma):
        objects(layla, comment=rejected.public_id)

        answer = answers(colleague)

        appeal = Appeal.objects.get()
        assert (answer.status_code, appeal.state, appeal.decided_by) == (302, "upheld", salma)
        assert Comment.objects.get(pk=rejected.pk).state == "published"
        assert ANSWER in layla.get("/talk/mine/").content.decode()
        event = Event.objects.get()
        assert (event.kind, event.by, event.after) == (
            EventKind.APPEAL, salma, {"state": "upheld", "against": "decision"},
        )  # fmt: skip
        assert events_are_whole() and chain_is_whole()

    def test_words_that_changed_after_they_were_read_are_not_published_unread(self, layla, rejected, colleague):
        objects(layla, comment=rejected.public_id)
        page = colleague.get("/desk/appeals/").content.decode()
        read = int(page.split('name="read" value="')[1].split('"')[0])
        Comment.objects.filter(pk=rejected.pk).update(edited_at=timezone.now())

        appeal = Appeal.objects.get()
        said = {"verdict": "grant", "answer": ANSWER, "read": read - 1}
        answer = colleague.post(f"/desk/appeals/{appeal.public_id}/", said)

        assert answer.status_code == 409
        assert Appeal.objects.get().state == "open"
        assert Comment.objects.get(pk=rejected.pk).state == "rejected"
        assert not Event.objects.exists()

    def test_a_colleague_turns_it_down_and_she_reads_why(self, layla, rejected, colleague):
        objects(layla, comment=rejected.public_id)

        answers(colleague, "deny", "الإهانة باقية ولو نُقلت.")

        assert Comment.objects.get(pk=rejected.pk).state == "rejected"
        shown = layla.get("/talk/mine/").content.decode()
        assert "الإهانة باقية ولو نُقلت." in shown
        assert 'action="/talk/mine/appeal/"' not in shown

    def test_an_owner_may_judge_what_she_decided_herself(self, layla, rejected, yusuf, as_user):
        User.objects.filter(pk=yusuf.pk).update(is_superuser=True)
        objects(layla, comment=rejected.public_id)

        assert answers(as_user(User.objects.get(pk=yusuf.pk))).status_code == 302
        assert Appeal.objects.get().state == "upheld"

    def test_it_is_answered_once(self, layla, rejected, colleague):
        objects(layla, comment=rejected.public_id)
        answers(colleague, "deny", "لا.")

        second = answers(colleague, "grant", "بل نعم.")

        assert second.status_code == 409
        assert Appeal.objects.get().answer == "لا."
        assert Event.objects.count() == 1

    @pytest.mark.parametrize("fields", [{"verdict": "grant"}, {"verdict": "maybe", "answer": "نعم"}, {"answer": "نعم"}])
    def test_an_answer_needs_a_verdict_and_words(self, layla, rejected, colleague, fields):
        objects(layla, comment=rejected.public_id)

        answer = colleague.post(f"/desk/appeals/{Appeal.objects.get().public_id}/", fields)

        assert answer.status_code == 422
        assert Appeal.objects.get().state == "open"

    def test_a_comment_withdrawn_meanwhile_stays_withdrawn(self, layla, rejected, colleague):
        objects(layla, comment=rejected.public_id)
        withdraw_comment(comment=Comment.objects.get(pk=rejected.pk))

        assert answers(colleague).status_code == 302
        assert Comment.objects.get(pk=rejected.pk).state == "withdrawn"

    def test_a_granted_objection_to_a_measure_lifts_it(self, layla, muted, colleague, thread, desk):
        assert objects(layla, measure=muted.pk).status_code == 303
        assert answers(desk).status_code == 403

        answers(colleague)

        assert Measure.objects.get().lifted_at is not None
        assert says(layla, thread, "عدت، شكراً.").status_code == 303
        kinds = Event.objects.order_by("pk").values_list("kind", flat=True)
        assert list(kinds) == [EventKind.MEASURE, EventKind.LIFTED, EventKind.APPEAL]


def test_an_objection_of_another_section_is_neither_shown_nor_answered(layla, rejected, site, as_user):
    huda = a_colleague("huda", name="هدى", group=MODERATORS)
    Assignment.objects.create(site=site, user=huda, role="moderator", sections=["section:901"])
    objects(layla, comment=rejected.public_id)
    browser = as_user(huda)

    assert answers(browser).status_code == 404
    assert WHY not in browser.get("/desk/appeals/").content.decode()
