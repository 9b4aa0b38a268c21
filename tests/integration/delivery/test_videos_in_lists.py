"""The mark of articles with a video in lists: stored at publication, and nothing is asked for it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from urllib.parse import quote

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from hiwar.newsroom.models import ArticlePage, NewsVideo, SectionPage
from hiwar.newsroom.queries import latest_articles
from hiwar.search.services import index_due
from tests.factories.movies import Film
from tests.factories.newsroom import a_section, a_video, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
ICON = '<svg class="ic" aria-hidden="true"><use href="#i-play"/></svg>'
MARK = f'<span class="clip">{ICON}فيديو <span class="num">0:02</span></span>'


@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def section() -> SectionPage:
    return a_section()


def shown(video: NewsVideo) -> tuple[str, dict[str, object]]:
    return ("video", {"video": video, "caption": ""})


def with_videos(section: SectionPage, *videos: NewsVideo, **draft: object) -> ArticlePage:
    return an_article(section=section, blocks=tuple(map(shown, videos)), **draft)


def test_lists_say_that_there_is_a_video_and_how_long_it_is(client: Client, section: SectionPage) -> None:
    for number in range(6):
        with_videos(section, a_video(), headline=f"قطار الساحل {number}", slug=f"train-{number}")
    index_due(most=50)

    for path in ("/", f"/section/{section.slug}/", "/archive/2014/01/19/", f"{reverse('search')}?q={quote('قطار')}"):
        page = client.get(path).content.decode()

        assert MARK in page, path
        assert '<symbol id="i-play"' in page, path


def test_an_article_without_a_video_has_no_mark(client: Client, section: SectionPage) -> None:
    an_article(section=section)

    assert 'class="clip"' not in client.get("/").content.decode()


def test_the_mark_costs_no_query(section: SectionPage, django_assert_num_queries) -> None:
    with_videos(section, a_video())

    with django_assert_num_queries(1):
        (card,) = latest_articles()
    assert card.video_length == "0:02"


def test_several_videos_are_as_long_as_all_of_them_and_one_shown_twice_counts_once(section: SectionPage) -> None:
    first, second = a_video(), a_video(title="القطار ثانيةً")

    assert with_videos(section, first, second, first).video_seconds == 4


def test_a_replaced_film_tells_its_own_length(
    client: Client, section: SectionPage, django_capture_on_commit_callbacks
) -> None:
    video = a_video()
    with_videos(section, video)

    with django_capture_on_commit_callbacks(execute=True):
        video.file = ContentFile(Film().built(), name="second.mp4")
        video.file._committed = False
        video.save()

    assert 'فيديو <span class="num">0:05</span>' in client.get("/").content.decode()


def test_a_draft_of_a_published_article_changes_nothing_in_lists(section: SectionPage) -> None:
    article = with_videos(section, a_video())

    article.body = []
    article.save_revision()

    (card,) = latest_articles()
    assert card.video_length == "0:02"


def test_the_migration_gives_earlier_articles_the_length_of_their_videos(section: SectionPage) -> None:
    shown_in = with_videos(section, a_video(), a_video(title="القطار ثانيةً"))
    plain = an_article(section=section, headline="بلا فيديو", slug="plain")
    ArticlePage.objects.update(video_seconds=0)
    migration = import_module("hiwar.newsroom.migrations.0018_videos_of_earlier_articles")

    for _ in range(2):
        migration.note_lengths(apps, type("Editor", (), {"connection": connection}))

    lengths = dict(ArticlePage.objects.values_list("pk", "video_seconds"))
    assert lengths == {shown_in.pk: 4, plain.pk: 0}
