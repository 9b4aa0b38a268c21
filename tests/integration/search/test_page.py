"""The page of search: every state of it, and what it may say to whom."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from hiwar.accounts.limits import PACE
from hiwar.discussions.models import Comment, State
from hiwar.search import views
from hiwar.search.services import index_due
from tests.factories.discussions import an_imported_comment
from tests.integration.delivery.readers import text_of
from tests.integration.search.newsroom import Newsroom

TOKEN = "f" * 32


def page(client: Client, status: int = 200, **asked: str) -> str:
    """Return the page of a search."""
    response = client.get("/search/", asked)
    assert response.status_code == status, response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    return response.content.decode()


def test_articles_that_answer_are_shown_with_the_words_marked(client: Client, newsroom: Newsroom) -> None:
    html = page(client, q="قانون")

    assert "مجلس المدينة يقرّ <mark>قانون</mark> النقل" in html
    assert "<mark>القانون</mark>" in html
    assert str(newsroom.articles["إضراب في الميناء"].public_path()) in html
    assert '<meta name="robots" content="noindex">' in html


def test_comments_have_a_page_of_their_own(client: Client, newsroom: Newsroom) -> None:
    html = page(client, q="قانون", kind="comment")

    assert f"/c/{newsroom.comments['1'].public_id}/" in html
    assert "ليلى" in html
    assert "<mark>القانون</mark> الجديد لا يكفي" in html


def test_what_readers_write_is_never_markup(client: Client, newsroom: Newsroom) -> None:
    thread = newsroom.comments["1"].thread
    an_imported_comment(thread, "<script>alert(1)</script> بهارات <b>حارّة</b> <mark>", key="7", name="<i>عمر</i>")
    index_due()

    html = page(client, q="بهارات حارة", kind="comment")

    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>بهارات</mark> &lt;b&gt;<mark>حارّة</mark>&lt;/b&gt;" in html
    assert "<i>عمر" not in html


def test_a_question_comes_back_as_it_was_typed(client: Client, newsroom: Newsroom) -> None:
    html = page(client, q='"><script>x</script>')

    assert "<script>x" not in html
    assert 'value="&#34;&gt;&lt;script&gt;x&lt;/script&gt;"' in html


def test_without_a_question_there_is_the_form_alone(client: Client, newsroom: Newsroom) -> None:
    html = page(client)

    assert 'id="seek-q"' in html
    assert 'class="hits"' not in html


def test_nothing_found_is_said_and_a_slip_of_the_finger_guessed(client: Client, newsroom: Newsroom) -> None:
    html = page(client, q="الميناد")

    assert "الميناء" in text_of(html)
    assert re.search(r'href="\?q=[^"]+"><bdi>الميناء</bdi>', html)
    assert 'class="hits"' not in html


FAULTS = (
    ({"q": "كلمة " * 60}, "q"),
    ({"q": " ".join(f"كلمة{number}" for number in range(20))}, "q"),
    ({"q": "؟!… «»"}, "q"),
    ({"q": "قانون", "section": "nowhere"}, "section"),
    ({"q": "قانون", "author": "nobody"}, "author"),
    ({"q": "قانون", "since": "2014-13-45"}, "since"),
    ({"q": "قانون", "since": "2014-02-01", "until": "2014-01-01"}, "until"),
    ({"q": "قانون", "until": "9999-12-31T00"}, "until"),
    ({"q": "قانون", "kind": "people"}, "kind"),
    ({"q": "قانون", "page": "21"}, "page"),
    ({"q": "قانون", "page": "0"}, "page"),
    ({"q": "قانون", "page": "٢"}, "page"),
    ({"q": "قانون", "page": "9" * 400}, "page"),
)


def test_a_search_that_cannot_be_made_says_why(client: Client, newsroom: Newsroom) -> None:
    pages = [(page(client, status=422, **asked), field) for asked, field in FAULTS]

    assert [field for html, field in pages if f'id="{field}-error"' not in html] == []
    assert [field for html, field in pages if 'class="hits"' in html] == []


def test_days_at_the_ends_of_the_calendar_are_days(client: Client, newsroom: Newsroom) -> None:
    html = page(client, q="قانون", since="0001-01-01", until="9999-12-31")

    assert 'class="hits"' in html


def test_filters_stand_in_the_address_and_in_the_form(client: Client, newsroom: Newsroom) -> None:
    asked = {"q": "قانون", "section": "local", "since": "2014-01-19", "until": "2014-01-19"}

    html = page(client, **asked)

    assert "مجلس المدينة" in text_of(html)
    assert "إضراب" not in text_of(html)
    assert '<option value="local" selected>' in html
    assert '<input id="seek-since" name="since" type="date" value="2014-01-19">' in html


def test_what_is_not_public_is_the_same_page_as_what_never_was(client: Client, newsroom: Newsroom) -> None:
    for state in (State.HELD, State.REJECTED, State.SPAM, State.WITHDRAWN):
        Comment.objects.filter(pk=newsroom.comments["2"].pk).update(state=state, text="زعفران نادر")
        index_due()

        hidden, absent = (page(client, q=word, kind="comment") for word in ("زعفران", "فستقان"))

        assert hidden.replace("زعفران", "فستقان").replace(HIDDEN, ABSENT) == absent


HIDDEN = "%D8%B2%D8%B9%D9%81%D8%B1%D8%A7%D9%86"
ABSENT = "%D9%81%D8%B3%D8%AA%D9%82%D8%A7%D9%86"


def test_a_network_that_asks_too_often_is_asked_to_wait(
    client: Client, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    PACE.forget()
    monkeypatch.setattr(views, "A_MINUTE", 2)
    asked = {"q": "قانون"}

    statuses = [client.get("/search/", asked, **{"hiwar.net_token": TOKEN}).status_code for _ in range(3)]

    assert statuses == [200, 200, 429]
    # The empty form asks the database for nothing that would grow.
    assert client.get("/search/", **{"hiwar.net_token": TOKEN}).status_code == 200
    PACE.forget()


def test_every_page_has_the_field(client: Client, newsroom: Newsroom) -> None:
    html = client.get("/").content.decode()

    assert re.search(r'<form class="find" action="/search/" role="search"', html)


def test_a_search_changes_nothing(client: Client) -> None:
    answers = [getattr(client, method)("/search/").status_code for method in ("post", "put", "delete")]

    assert answers == [405, 405, 405]
