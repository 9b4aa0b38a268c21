"""The newsroom answers its readers: who may, in whose name, what she sees; it is kept and can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from hiwar.accounts.models import Assignment, User
from hiwar.discussions.models import Badge, Comment, State, Thread
from hiwar.discussions.queries import thread_about
from hiwar.discussions.services import Topic, open_thread, set_aside_comment
from hiwar.moderation.models import Event, EventKind
from hiwar.moderation.queries.answers import Readers
from hiwar.moderation.roles import AUTHOR, seat_of
from hiwar.moderation.services.events import events_are_whole
from hiwar.newsroom.models import ArticlePage, Author
from tests.factories.discussions import a_held_comment, an_imported_comment
from tests.factories.newsroom import NOON, an_article
from tests.integration.moderation.conftest import SignIn, a_colleague

pytestmark = pytest.mark.django_db
QUESTION = "متى يصل القطار إلى مدينتنا"
REMARK = "شكراً للفريق على الخريطة."
ANSWER = "في الربيع المقبل، كما قالت الإدارة."


@pytest.fixture
def nadim(site) -> User:
    """Nadim, who writes and has no role at the desk."""
    return a_colleague("nadim", name="نديم العلي")


@pytest.fixture
def byline(site, nadim) -> Author:
    return Author.objects.create(name="نديم العلي", role="مراسل", account=nadim)


@pytest.fixture
def article(byline) -> ArticlePage:
    return an_article(authors=(byline,))


@pytest.fixture
def own(site, article) -> Thread:
    """The discussion of Nadim's article."""
    return thread_of(article)


@pytest.fixture
def foreign(site, own) -> Thread:
    """The discussion of an article that somebody else wrote."""
    return thread_of(an_article(headline="خبر كتبته زميلة", authors=(Author.objects.create(name="هالة"),)))


@pytest.fixture
def browser(nadim, byline, as_user: SignIn) -> Client:
    return as_user(nadim)


def thread_of(article: ArticlePage) -> Thread:
    site = article.get_site()
    topic = Topic(article.subject, str(article.public_path()), article.title, section=article.section_key)
    open_thread(site=site, topic=topic, opened_at=NOON)
    found = thread_about(article.subject, site=site)
    assert found is not None
    return found


def a_row(thread: Thread, number: int) -> Comment:
    """Return a published comment that has not been saved."""
    return Comment(
        thread=thread, number=number, state=State.PUBLISHED, text="رأي.", submitted_at=NOON, published_at=NOON
    )


def given(browser: Client, comment: Comment, text: str = ANSWER, **fields: str):
    return browser.post(reverse("desk-answer", args=[comment.public_id]), {"text": text, **fields})


def answers() -> list[Comment]:
    return list(Comment.objects.exclude(badge="").order_by("pk"))


class TestWhoSitsThere:
    def test_an_author_with_an_account_has_this_room_and_no_other(self, browser, own):
        rooms = {name: browser.get(reverse(name)).status_code for name in ("desk-answers", "desk", "desk-published")}

        assert rooms == {"desk-answers": 200, "desk": 403, "desk-published": 403}

    def test_she_is_led_from_a_shut_room_to_her_own(self, browser, own):
        page = browser.get(reverse("desk")).content.decode()

        main = page[page.index('<main id="main"') :]
        assert f'href="{reverse("desk-answers")}"' in main
        assert f'href="{reverse("desk")}"' not in main

    def test_her_seat_shows_no_comment_and_no_discussion_of_the_desk(self, site, nadim, byline, own):
        an_imported_comment(own, QUESTION)

        seat = seat_of(nadim, site=site)

        assert seat.role == AUTHOR
        assert (seat.comments().count(), seat.threads().count()) == (0, 0)

    def test_who_has_no_byline_is_sent_away(self, site, nadim, as_user):
        assert as_user(nadim).get(reverse("desk-answers")).status_code == 403

    def test_an_empty_role_shuts_this_room_too(self, site, nadim, browser):
        Assignment.objects.create(site=site, user=nadim, role="")

        assert browser.get(reverse("desk-answers")).status_code == 403


class TestWhatWaits:
    def test_questions_stand_before_remarks_and_the_newest_first(self, site, nadim, byline, own):
        for key, text in enumerate((QUESTION, REMARK, "هل من تأخير؟", "خبر جميل.")):
            an_imported_comment(own, text, key=str(key))

        waiting = Readers(seat_of(nadim, site=site)).waiting(now=NOON)

        assert [one.text for one in waiting] == ["هل من تأخير؟", QUESTION, "خبر جميل.", REMARK]
        assert [one.asks for one in waiting] == [True, True, False, False]

    def test_nothing_that_readers_cannot_see_is_shown(self, browser, own):
        a_held_comment(own, "ينتظر: متى؟")
        for state in (State.REJECTED, State.SPAM, State.WITHDRAWN):
            once = an_imported_comment(own, f"كان هنا {state} متى؟", key=state)
            set_aside_comment(comment=once, state=state)

        page = browser.get(reverse("desk-answers")).content.decode()

        assert "متى؟" not in page
        assert "لا قارئ" in page or "No reader waits" in page

    def test_comments_below_a_colleagues_article_are_not_hers(self, browser, foreign):
        comment = an_imported_comment(foreign, QUESTION)

        assert QUESTION not in browser.get(reverse("desk-answers")).content.decode()
        assert QUESTION not in browser.get(reverse("desk-answers"), {"of": "all"}).content.decode()
        assert given(browser, comment).status_code == 404
        assert answers() == []

    def test_what_was_answered_or_needs_nothing_waits_no_more(self, browser, own):
        answered, settled = an_imported_comment(own, QUESTION), an_imported_comment(own, REMARK, key="2")

        given(browser, answered)
        done = browser.post(reverse("desk-answer-none", args=[settled.public_id]), follow=True)

        page = done.content.decode()
        assert f"q-{answered.public_id}" not in page
        assert f"q-{settled.public_id}" not in page
        assert Event.objects.filter(kind=EventKind.ANSWER, subject=settled.public_id).count() == 1

    def test_that_nothing_is_needed_can_be_undone(self, browser, own):
        comment = an_imported_comment(own, REMARK)
        address = reverse("desk-answer-none", args=[comment.public_id])
        browser.post(address)

        page = browser.post(address, {"undo": "1"}, follow=True).content.decode()

        assert f"q-{comment.public_id}" in page

    def test_the_room_costs_the_same_whatever_waits(self, site, nadim, byline, own, django_assert_max_num_queries):
        for key in range(60):
            an_imported_comment(own, f"{QUESTION} {key}", key=str(key))
        seat = seat_of(nadim, site=site)

        with django_assert_max_num_queries(5):
            waiting = Readers(seat).waiting(now=NOON)

        assert len(waiting) == 40

    def test_its_comments_are_found_along_the_index_of_numbers(self, site, nadim, byline, own, foreign):
        for thread in (own, foreign):
            rows = [a_row(thread, number) for number in range(1, 2001)]
            Comment.objects.bulk_create(rows)
            Thread.objects.filter(pk=thread.pk).update(last_number=2000, comment_count=2000)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

        plan = Readers(seat_of(nadim, site=site))._newest_of_own().explain()

        assert "SCAN discussions_comment" not in plan
        assert "Seq Scan" not in plan
        assert len(Readers(seat_of(nadim, site=site)).waiting(now=NOON)) == 40

    def test_a_moderator_may_look_at_all_readers(self, desk, foreign):
        comment = an_imported_comment(foreign, QUESTION)

        page = desk.get(reverse("desk-answers"), {"of": "all"}).content.decode()

        assert f"q-{comment.public_id}" in page


class TestAnAnswer:
    def test_is_published_at_once_under_the_byline_as_the_articles_author(self, browser, own):
        comment = an_imported_comment(own, QUESTION)

        response = given(browser, comment)

        (answer,) = answers()
        assert response.status_code == 302
        assert (answer.state, answer.name, answer.badge) == (State.PUBLISHED, "نديم العلي", Badge.AUTHOR)
        assert (answer.parent_id, answer.root_id, answer.number) == (comment.pk, comment.pk, 2)
        assert (answer.owner_tag, answer.author_link, answer.trust_tag) == ("", "", "")
        own.refresh_from_db()
        assert own.comment_count == 2

    def test_elsewhere_speaks_for_the_newsroom(self, site, foreign, nadim, byline, as_user):
        owner = a_colleague("owner", name="مالكة")
        owner.is_superuser = True
        owner.save()
        Author.objects.filter(pk=byline.pk).update(account=owner)

        given(as_user(owner), an_imported_comment(foreign, QUESTION), of="all")

        assert [(one.name, one.badge) for one in answers()] == [("نديم العلي", Badge.STAFF)]

    def test_of_somebody_without_a_byline_is_signed_by_the_newspaper(self, desk, own):
        given(desk, an_imported_comment(own, QUESTION), of="all")

        assert [(one.name, one.badge) for one in answers()] == [("حوار", Badge.STAFF)]

    def test_is_written_down_without_its_words(self, browser, nadim, own):
        comment = an_imported_comment(own, QUESTION)

        given(browser, comment)

        event = Event.objects.get(kind=EventKind.ANSWER)
        assert (event.subject, event.by) == (comment.public_id, nadim)
        assert event.after == {"answer": answers()[0].public_id, "badge": "author"}
        assert ANSWER not in str([event.before, event.after, event.note])
        assert events_are_whole()

    def test_stands_among_what_nobody_has_read_and_can_be_rejected(self, browser, desk, own):
        given(browser, an_imported_comment(own, QUESTION))
        (answer,) = answers()

        unread = desk.get(reverse("desk-unreviewed")).content.decode()
        fields = {"action": "reject", "reason": "off_topic", "seen": "published", "tab": "published"}
        desk.post(reverse("desk-decide", args=[answer.public_id]), fields)

        assert answer.public_id in unread
        assert Comment.objects.get(pk=answer.pk).state == State.REJECTED

    def test_may_be_given_in_a_closed_discussion(self, browser, own):
        comment = an_imported_comment(own, QUESTION)
        Thread.objects.filter(pk=own.pk).update(mode="closed")

        given(browser, comment)

        assert len(answers()) == 1

    def test_is_not_published_twice_by_two_clicks(self, browser, own):
        comment = an_imported_comment(own, QUESTION)
        given(browser, comment)

        again = given(browser, comment)

        assert again.status_code == 409
        assert len(answers()) == 1

    @pytest.mark.parametrize("text", ["", "   \n", "\u200f", "م" * 5001])
    def test_that_says_nothing_or_too_much_comes_back_and_changes_nothing(self, browser, own, text):
        comment = an_imported_comment(own, QUESTION)

        response = given(browser, comment, text)

        assert response.status_code == 422
        assert f"a-{comment.public_id}-error" in response.content.decode()
        assert answers() == []
        assert not Event.objects.exists()

    def test_to_a_comment_that_is_gone_finds_nothing(self, browser, own):
        comment = an_imported_comment(own, QUESTION)
        set_aside_comment(comment=comment, state=State.REJECTED)

        assert given(browser, comment).status_code == 404

    def test_needs_the_token_of_the_form(self, nadim, byline, own):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(nadim)

        assert given(strict, an_imported_comment(own, QUESTION)).status_code == 403


class TestTakingBack:
    def test_takes_the_answer_off_the_page_with_its_words(self, browser, own):
        given(browser, an_imported_comment(own, QUESTION))
        (answer,) = answers()

        browser.post(reverse("desk-answer-take-back", args=[answer.public_id]))

        gone = Comment.objects.get(pk=answer.pk)
        assert (gone.state, gone.text, gone.name) == (State.WITHDRAWN, "", "")
        assert Event.objects.filter(kind=EventKind.ANSWER).count() == 2

    def test_lets_the_question_wait_again(self, browser, own):
        comment = an_imported_comment(own, QUESTION)
        given(browser, comment)

        page = browser.post(reverse("desk-answer-take-back", args=[answers()[0].public_id]), follow=True)

        assert f"q-{comment.public_id}" in page.content.decode()

    def test_is_for_nobody_but_who_answered(self, browser, desk, foreign, own):
        given(desk, an_imported_comment(own, QUESTION), of="all")
        (newspapers,) = answers()
        reader = an_imported_comment(own, REMARK, key="2")

        codes = [
            browser.post(reverse("desk-answer-take-back", args=[one.public_id])).status_code
            for one in (newspapers, reader)
        ]

        assert codes == [404, 404]
        assert Comment.objects.published().count() == 3


def test_the_latest_answers_are_hers_alone(site, nadim, byline, browser, own):
    given(browser, an_imported_comment(own, QUESTION))
    an_imported_comment(own, "باسم مستعار", key="2", name="نديم العلي")

    found = Readers(seat_of(nadim, site=site)).own_answers(now=NOON + timedelta(hours=1))

    assert [one.text for one in found] == [ANSWER]


def test_the_room_of_people_knows_that_a_byline_is_no_role(site, nadim, byline, as_user):
    owner = a_colleague("owner", name="مالكة")
    owner.is_superuser = True
    owner.save()

    page = as_user(owner).get(reverse("desk-people")).content.decode()

    assert "نديم العلي" in page


def test_another_accounts_byline_answers_for_nobody_else(browser, byline, own, as_user):
    stranger = a_colleague("hala", name="هالة")
    Author.objects.create(name="هالة", account=stranger)
    comment = an_imported_comment(own, QUESTION)

    assert given(as_user(stranger), comment).status_code == 404
    assert QUESTION not in as_user(stranger).get(reverse("desk-answers")).content.decode()


def test_the_editors_menu_leads_an_author_to_her_readers_and_nobody_else(salma, as_user):
    address = f'"{reverse("desk-answers")}"'
    editor = as_user(salma)
    before = editor.get("/editor/").content.decode()

    Author.objects.create(name="سلمى درويش", account=salma)

    assert address not in before
    assert address in editor.get("/editor/").content.decode()
