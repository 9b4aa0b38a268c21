"""What editors and reporters write on the margin of a draft: who may, what becomes of it, and the letters about it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import Comment, CommentReply, Page
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from hiwar.accounts.models import User
from hiwar.newsroom import notices
from hiwar.newsroom.models import ArticlePage, SectionPage
from tests.integration.newsroom.editor_forms import add, edit
from tests.integration.newsroom.test_desk_workflow import AtOnce, act

pytestmark = pytest.mark.django_db
ASKED = "من قال هذا؟"
ANSWERED = "رئيس البلدية، أمس."


@pytest.fixture
def article(hani: Client, section: SectionPage) -> ArticlePage:
    """Return Hani's draft."""
    add(hani, section, comment_notifications="on")
    return ArticlePage.objects.get()


def remark(text: str, *answers: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a comment as the form sends it."""
    replies = inline_formset(list(answers), initial=sum("id" in one for one in answers))
    return {"text": text, "contentpath": "title", "position": "", "resolved": "", "replies": replies, **fields}


def comment(client: Client, article: ArticlePage, one: dict[str, Any], **form: Any) -> Any:
    """Send the article's form with one comment."""
    return edit(client, article, comments=inline_formset([one], initial=int("id" in one)), **form)


def asked(salma: Client, article: ArticlePage) -> Comment:
    """Have Salma ask on the headline."""
    comment(salma, article, remark(ASKED))
    return Comment.objects.get()


def test_the_desk_asks_and_the_reporter_answers_and_settles_it(
    salma: Client, hani: Client, article: ArticlePage
) -> None:
    question = asked(salma, article)
    comment(hani, article, remark(ASKED, {"text": ANSWERED}, id=question.pk))
    answer = CommentReply.objects.get()
    settled = remark(ASKED, {"text": ANSWERED, "id": answer.pk}, id=question.pk, resolved="1")
    comment(hani, article, settled)

    question.refresh_from_db()
    assert (question.user.username, answer.user.username) == ("salma", "hani")
    assert (answer.text, question.resolved_by.username) == (ANSWERED, "hani")


def test_nobody_changes_the_words_of_a_colleague(salma: Client, hani: Client, article: ArticlePage) -> None:
    question = asked(salma, article)

    comment(hani, article, remark("لا سؤال لدي", id=question.pk))

    question.refresh_from_db()
    assert question.text == ASKED


def test_a_line_of_the_text_can_be_commented_on(salma: Client, article: ArticlePage) -> None:
    (block,) = article.get_latest_revision_as_object().body
    where = {"contentpath": f"body.{block.id}", "position": '[{"block_key":"a1b2c","start":0,"end":2}]'}
    body = streamfield([("paragraph", rich_text("<p>نص</p>"))])
    body["0"]["id"] = block.id

    comment(salma, article, remark(ASKED, **where), body=body)

    assert Comment.objects.get().contentpath == f"body.{block.id}"


def test_an_article_that_is_published_keeps_what_is_open(salma: Client, hani: Client, article: ArticlePage) -> None:
    question = asked(salma, article)
    comment(hani, article, remark(ASKED, id=question.pk), **{"action-submit": "1"})
    act(salma, ArticlePage.objects.get(), "approve")

    assert ArticlePage.objects.get().live
    form = salma.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).context["form"]
    assert [one["text"] for one in form.serialize_comments(question.user)["comments"]] == [ASKED]


def test_setting_the_text_right_keeps_it_too(salma: Client, article: ArticlePage) -> None:
    edit(salma, article, standfirst='قال "نعم", ثم سكت')
    question = asked(salma, article)
    address = reverse("newsroom_set_text_right", args=[article.pk])
    mark = salma.get(address).context["mark"]

    salma.post(address, {"revision": mark})

    assert Comment.objects.get() == question
    assert question in article.get_latest_revision_as_object().wagtail_admin_comments.all()


def test_a_copy_takes_none_along(salma: Client, article: ArticlePage) -> None:
    asked(salma, article)

    copy = article.copy(update_attrs={"slug": "copy", "title": "نسخة"})

    assert not Page.objects.get(pk=copy.pk).wagtail_admin_comments.exists()


def test_autosaving_hands_back_what_was_commented(salma: Client, article: ArticlePage) -> None:
    client = Client(headers={"accept": "application/json"})
    client.cookies = salma.cookies

    answer = comment(client, article, remark(ASKED)).json()

    assert [one["text"] for one in answer["comments"]["comments"]] == [ASKED]


def test_the_history_tells_of_it_in_arabic(salma: Client, article: ArticlePage) -> None:
    asked(salma, article)

    page = salma.get(reverse("wagtailadmin_pages:history", args=[article.pk])).content.decode()

    assert ASKED in page
    assert "comment on field" not in page


class TestLetters:
    """What goes out by mail to whoever has a part in it, beside the request."""

    @pytest.fixture
    def with_mail(self, settings, monkeypatch: pytest.MonkeyPatch, salma: Client) -> None:
        settings.HIWAR_MAIL = SimpleNamespace()
        monkeypatch.setattr(notices, "Thread", AtOnce)
        User.objects.filter(username="salma").update(email="salma@example.org")

    def test_whoever_asked_is_told_of_the_answer_in_arabic(
        self, with_mail, salma: Client, hani: Client, article: ArticlePage, django_capture_on_commit_callbacks
    ) -> None:
        question = asked(salma, article)
        mail.outbox.clear()

        with django_capture_on_commit_callbacks(execute=True):
            comment(hani, article, remark(ASKED, {"text": ANSWERED}, id=question.pk))

        (letter,) = mail.outbox
        assert letter.to == ["salma@example.org"]
        assert ANSWERED in letter.body
        assert not any(word in letter.subject + letter.body for word in ("comment", "repl", "Hello", "You can"))

    def test_the_author_of_a_draft_is_told_what_is_asked(
        self, with_mail, salma: Client, article: ArticlePage, django_capture_on_commit_callbacks
    ) -> None:
        User.objects.filter(username="hani").update(email="hani@example.org")

        with django_capture_on_commit_callbacks(execute=True):
            asked(salma, article)

        assert [letter.to for letter in mail.outbox] == [["hani@example.org"]]
        assert ASKED in mail.outbox[0].body

    def test_a_mail_server_that_fails_loses_no_comment(
        self, with_mail, salma, hani, article, settings, django_capture_on_commit_callbacks, caplog
    ) -> None:
        question = asked(salma, article)
        settings.EMAIL_BACKEND = "tests.fakes.mail.NobodyThere"

        with django_capture_on_commit_callbacks() as letters:
            answer = comment(hani, article, remark(ASKED, {"text": ANSWERED}, id=question.pk))

        assert answer.status_code == 302
        assert CommentReply.objects.get().text == ANSWERED
        for letter in letters:
            letter()
        assert "letter_not_sent" in caplog.messages

    def test_without_mail_none_is_even_written(
        self, salma: Client, article: ArticlePage, django_capture_on_commit_callbacks
    ) -> None:
        User.objects.filter(username="hani").update(email="hani@example.org")

        with django_capture_on_commit_callbacks(execute=True):
            asked(salma, article)

        assert mail.outbox == []
