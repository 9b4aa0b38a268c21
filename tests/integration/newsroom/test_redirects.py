"""The editors' room of redirects: what it takes, what it refuses, and what readers get."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from hiwar.config.server import read_old_paths
from hiwar.newsroom.models import ArticlePage, FormerAddress, SectionPage
from hiwar.newsroom.services import publish_article
from tests.factories.newsroom import NOON, ORIGIN, a_section, an_article
from tests.integration.newsroom.editor_forms import signed_in

pytestmark = pytest.mark.django_db
ROOM = "wagtailsnippets_newsroom_formeraddress"


@pytest.fixture
def section() -> SectionPage:
    return a_section()


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    return an_article(section=section, slug="train")


@pytest.fixture
def salma(section: SectionPage) -> Client:
    return signed_in("salma", "Editors")


def lead(client: Client, path: str, to: Any = None) -> Any:
    """Send the room's form."""
    return client.post(reverse(f"{ROOM}:add"), {"path": path, "leads_to": to.pk if to else ""})


def errors(answer: Any) -> dict[str, list[str]]:
    """Return what the form says is wrong."""
    return dict(answer.context["form"].errors)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("/old/train.html", "/old/train.html"),
        ("/old/train", "/old/train/"),
        (f"{ORIGIN}/?", None),
        (f"{ORIGIN}/news/12/", "/news/12/"),
        ("/%D9%82%D8%B7%D8%A7%D8%B1/", "/قطار/"),
        ("/2013/05/06/train/", "/2013/05/06/train/"),
    ],
)
def test_an_old_address_leads_to_its_article(
    salma: Client, client: Client, article: ArticlePage, typed: str, kept: str | None
) -> None:
    answer = lead(salma, typed, article)

    if kept is None:
        assert errors(answer)["path"]
        return
    assert answer.status_code == 302
    assert FormerAddress.objects.get().path == kept
    moved = client.get(kept)
    assert (moved.status_code, moved["Location"]) == (301, article.public_path())


def test_an_old_address_can_be_gone_for_good(salma: Client, client: Client) -> None:
    lead(salma, "/old/train.html")

    assert client.get("/old/train.html").status_code == 410
    assert client.get("/old/other.html").status_code == 404


def test_it_leads_nowhere_while_readers_cannot_read_the_page(
    salma: Client, client: Client, article: ArticlePage
) -> None:
    lead(salma, "/old/train/", article)
    article.unpublish()
    hidden = client.get("/old/train/").status_code

    publish_article(article=article, by=None, now=NOON)

    assert hidden == 404
    assert client.get("/old/train").status_code == 301


@pytest.mark.parametrize(
    "path",
    [
        "https://other.example/train/",
        "//other.example/train/",
        "old/train/",
        "/old/train/?page=2",
        "/old//train/",
        "/old/../train/",
        "/",
        "/old train/",
        "/editor/pages/",
        "/about/rules/",
        "/static/hiwar/site.css",
        "/media/images/a.webp",
        "/section/local/",
        "/2014/01/19/train/",
    ],
)
def test_what_cannot_lead_on_is_refused(salma: Client, article: ArticlePage, path: str) -> None:
    answer = lead(salma, path, article)

    assert errors(answer)["path"]
    assert not FormerAddress.objects.exists()


def test_an_address_is_in_the_list_once(salma: Client, article: ArticlePage) -> None:
    lead(salma, "/old/train/", article)

    answer = lead(salma, "/old/train/")

    assert errors(answer)["path"]
    assert FormerAddress.objects.get().leads_to_id == article.pk


def test_what_readers_cannot_read_is_no_goal(salma: Client, section: SectionPage) -> None:
    draft = an_article(section=section, publish=False, headline="مسودة")

    answer = lead(salma, "/old/draft/", draft)

    assert errors(answer)["leads_to"]


def test_an_address_does_not_lead_to_itself(salma: Client, article: ArticlePage) -> None:
    FormerAddress.objects.create(
        site=Site.objects.get(is_default_site=True), path=f"/{article.address}/", leads_to=None
    )
    known = FormerAddress.objects.get()

    answer = salma.post(
        reverse(f"{ROOM}:edit", args=[known.pk]), {"path": f"/{article.address}/", "leads_to": article.pk}
    )

    assert errors(answer)


def test_the_list_says_where_each_leads_and_reporters_do_not_see_it(salma: Client, article: ArticlePage) -> None:
    lead(salma, "/old/train/", article)
    lead(salma, "/old/gone/")

    page = salma.get(reverse(f"{ROOM}:list")).content.decode()

    assert article.title in page
    assert "أُزيل نهائياً" in page
    assert signed_in("hani", "Reporters").get(reverse(f"{ROOM}:list")).status_code in {302, 403}


def test_the_door_knows_the_old_paths_that_no_view_answers(
    salma: Client, article: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The connection is the test's own.
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    lead(salma, "/old/train.html", article)
    lead(salma, "/2013/05/06/train/", article)

    assert read_old_paths() == {"/old/train.html"}
