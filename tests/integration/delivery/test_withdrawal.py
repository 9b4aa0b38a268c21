"""An article that is taken back takes its discussion with it; nothing is lost, and both come back together."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from hiwar.discussions.models import Comment, Mode, Thread
from hiwar.newsroom.services import publish_article, unpublish_article
from tests.factories.discussions import NOON, an_imported_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(thread: Thread) -> Comment:
    return an_imported_comment(thread, "كلام قيل تحت خبر سُحب.")


def statuses(client: Client, thread: Thread, comment: Comment) -> list[int]:
    """Return what a reader hears at every door of the thread."""
    compose = reverse("comment-compose", args=[thread.public_id])
    post = reverse("comment-post", args=[thread.public_id])
    headers = {"Sec-Fetch-Site": "same-origin"}
    return [
        client.get(compose).status_code,
        client.get(compose, {"reply": comment.number}).status_code,
        client.get(reverse("comment-permalink", args=[comment.public_id])).status_code,
        client.post(post, "comment=x", content_type="application/x-www-form-urlencoded", headers=headers).status_code,
    ]


def test_an_unpublished_article_hides_its_discussion(
    client, article, thread, comment, django_capture_on_commit_callbacks
):
    before = statuses(client, thread, comment)

    with django_capture_on_commit_callbacks(execute=True):
        unpublish_article(article=article, by=None)

    assert before == [200, 200, 302, 303]
    assert statuses(client, thread, comment) == [404, 404, 404, 404]
    assert Comment.objects.filter(pk=comment.pk, state="published").exists()


def test_published_again_it_shows_it_again(client, article, thread, comment, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        unpublish_article(article=article, by=None)

    with django_capture_on_commit_callbacks(execute=True):
        publish_article(article=article, by=None, now=NOON)

    assert statuses(client, thread, comment)[:3] == [200, 200, 302]


@pytest.mark.parametrize("what", ["article", "section"])
def test_a_deleted_article_or_section_hides_it_too(
    client, article, thread, comment, django_capture_on_commit_callbacks, what
):
    page = Page.objects.get(pk=article.pk)

    with django_capture_on_commit_callbacks(execute=True):
        (page if what == "article" else page.get_parent()).delete()

    assert Thread.objects.get(pk=thread.pk).mode == Mode.HIDDEN
    assert statuses(client, thread, comment) == [404, 404, 404, 404]
