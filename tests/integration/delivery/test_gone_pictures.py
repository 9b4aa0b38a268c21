"""No page and nothing that machines are told names a picture that is deleted; what was drawn of it is gone as well."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from hiwar.delivery.machines import cards
from hiwar.delivery.models import Change
from hiwar.delivery.watched_rows import NEWSROOM
from hiwar.newsroom.models import ArticlePage, FrontPage, NewsImage, SiteLook
from hiwar.newsroom.services import LeadPicture
from hiwar.search.services import index_due
from tests.factories.newsroom import HEADLINE, ORIGIN, a_picture, an_author
from tests.integration.delivery.conftest import Publish

pytestmark = pytest.mark.django_db
Deleted = Callable[[NewsImage], None]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def image() -> NewsImage:
    return a_picture()


@pytest.fixture
def told(publish: Publish, image: NewsImage) -> ArticlePage:
    """An opinion with its picture wherever one can stand."""
    block = {"image": image, "alt": "قطار", "caption": "", "credit": "حوار"}
    return publish(authors=(an_author(),), lead=LeadPicture(image), blocks=(("image", block),), topics=("قطارات",))


@pytest.fixture
def deleted(django_capture_on_commit_callbacks: Any) -> Deleted:
    def delete(image: NewsImage) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            image.delete()

    return delete


def card_of(client: Client, article: ArticlePage) -> str:
    """Return the path of the card that an article's page names."""
    page = client.get(str(article.public_path())).content.decode()
    return re.findall('og:image" content="([^"]+)"', page)[0].removeprefix(ORIGIN)


def test_nothing_that_is_answered_names_it(
    client: Client, told: ArticlePage, image: NewsImage, deleted: Deleted
) -> None:
    index_due(most=50)
    ArticlePage.objects.filter(pk=told.pk).update(label="opinion")
    front = FrontPage.objects.get()
    front.parts = [("lead", {"article": told, "also": 0}), ("columnists", {"count": 2})]
    front.save()
    path, author = str(told.public_path()), quote(told.bylines.get().author.slug)
    paths = [
        "/",
        path,
        "/section/local/",
        f"/author/{author}/",
        f"/topic/{quote('قطارات')}/",
        "/archive/2014/01/19/",
        f"{reverse('search')}?q={quote('قطار')}",
        "/rss.xml",
        "/atom.xml",
        f"{reverse('oembed')}?url={quote(ORIGIN + path)}",
    ]
    stem = Path(image.file.name).stem
    named = {address for address in paths if stem in client.get(address).content.decode()}
    assert {path, "/", "/rss.xml", "/atom.xml", paths[-1]} <= named

    deleted(image)

    answers = {address: client.get(address) for address in paths}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert [address for address, answer in answers.items() if stem in answer.content.decode()] == []
    assert HEADLINE in answers[path].content.decode()


def test_pages_that_are_kept_are_told_that_they_are_old(told: ArticlePage, image: NewsImage, deleted: Deleted) -> None:
    Change.objects.all().delete()

    deleted(image)

    assert Change.objects.filter(key=NEWSROOM).exists()


def test_the_card_that_it_was_drawn_on_is_gone_and_the_next_does_without(
    client: Client, told: ArticlePage, image: NewsImage, deleted: Deleted
) -> None:
    before = card_of(client, told)
    client.get(before)
    assert list(cards._folder().glob(f"{told.pk}-*"))

    deleted(image)

    assert list(cards._folder().glob(f"{told.pk}-*")) == []
    after = card_of(client, told)
    assert after != before
    assert client.get(before)["Location"] == after
    assert client.get(after).status_code == 200


def test_a_site_whose_logo_is_deleted_has_its_name_in_its_place(
    client: Client, told: ArticlePage, deleted: Deleted
) -> None:
    logo = a_picture((900, 240), title="شعار")
    SiteLook.objects.create(site=Site.objects.get(is_default_site=True), logo=logo, logo_by_night=logo)
    path, stem = str(told.public_path()), Path(logo.file.name).stem
    before = client.get(path).content.decode()

    deleted(logo)

    after = client.get(path).content.decode()
    assert stem in before.partition("</head>")[0]
    assert 'class="logo drawn' in before
    assert stem not in after
    assert 'class="logo"' in after
