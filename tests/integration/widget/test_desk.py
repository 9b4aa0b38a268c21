"""What the desk knows of a discussion on another site: its page, its title, and how it is closed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from hiwar.accounts.models import User
from hiwar.discussions.models import Scope
from hiwar.discussions.queries import Asked, latest_voices
from hiwar.discussions.services import Place, publish_comment, set_restraint
from tests.factories.newsroom import NOON
from tests.integration.widget.conftest import FRAME, PAGE, WORDS, Send, the_thread

pytestmark = pytest.mark.django_db
SAID = {"page_url": "https://blog.example/2014/post-12", "page_title": "قطار الساحل"}


@pytest.fixture
def desk(db: None) -> Client:
    browser = Client()
    maha = User.objects.create_superuser("maha", password="a long pass phrase")
    browser.force_login(maha, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_a_moderator_sees_the_title_and_can_open_the_page(desk: Client, send: Send) -> None:
    send(**SAID)

    page = desk.get(f"{reverse('desk')}?open={the_thread().comments.get().public_id}").content.decode()

    assert WORDS in page
    assert "قطار الساحل" in page
    assert f'href="{PAGE}"' in page
    assert 'href="https://blog.example/2014/post-12" rel="noopener noreferrer"' in page


def test_the_discussion_is_found_by_its_pages_address_and_its_title(desk: Client, send: Send) -> None:
    send(**SAID)
    publish_comment(comment=the_thread().comments.get(), now=NOON)

    for words in ("https://blog.example/2014/post-12#comment-3", "قطار"):
        found = desk.get(reverse("desk-breaking"), {"find": words}).content.decode()
        assert f"?thread={the_thread().public_id}" in found, words


def test_what_the_desk_asks_of_it_is_told_in_the_frame(client: Client, desk: Client, send: Send) -> None:
    send(**SAID)

    answer = desk.post(
        reverse("desk-breaking-change"), {"thread": the_thread().public_id, "act": "set", "hold_all": "1"}
    )
    assert answer.status_code == 302
    assert '<div class="notice wait">' in client.get(FRAME).content.decode()


def test_in_a_closed_one_nothing_is_taken_and_the_text_comes_back(site: Site, client: Client, send: Send) -> None:
    send(**SAID)
    place = Place(Scope.THREAD, the_thread().subject)
    set_restraint(site=site, place=place, asked=Asked(closes_at=NOON), by=User.objects.create_user("m"), now=NOON)

    answer = send("متأخّر.", browser=Client())

    assert answer.status_code == 403
    assert "متأخّر." in answer.content.decode()
    assert 'id="say"' not in client.get(FRAME).content.decode()


def test_what_is_said_on_other_sites_is_not_the_front_pages(site: Site, send: Send) -> None:
    send("تعليق طويل بما يكفي ليُختار للصفحة الأولى لو كان تحت مقال من مقالاتنا.")
    publish_comment(comment=the_thread().comments.get(), now=NOON)

    assert latest_voices(site=site, limit=5) == ()


def test_a_published_comment_leads_to_its_page_of_ours(client: Client, send: Send) -> None:
    send()
    comment = publish_comment(comment=the_thread().comments.get(), now=NOON)

    assert client.get(reverse("comment-permalink", args=[comment.public_id]))["Location"] == f"{PAGE}#c1"
    assert "https://blog.example/" in client.get(PAGE).content.decode()
