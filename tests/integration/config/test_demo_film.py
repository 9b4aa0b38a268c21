"""The demo's film comes into a newsroom with its words, its poster and its article."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hiwar.config.demo import load
from hiwar.newsroom.captions import cues_in
from hiwar.newsroom.models import ArticlePage, NewsVideo
from hiwar.newsroom.queries import article_by_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ArticlePage:
    """Return the article with the film, of a demo that has no other."""
    settings.MEDIA_ROOT = tmp_path / "media"
    small, whole = tmp_path / "demo", load.FOLDER
    (small / "articles").mkdir(parents=True)
    shutil.copy(whole / "site.toml", small)
    shutil.copy(whole / "articles/41-fog.toml", small / "articles")
    for folder in ("images", "films"):
        (small / folder).symlink_to(whole / folder)
    monkeypatch.setattr(load, "FOLDER", small)
    load.load_demo()
    return ArticlePage.objects.get()


def test_the_film_is_ready_to_be_shown(article: ArticlePage) -> None:
    video = NewsVideo.objects.get()

    assert video.lacks == ()
    assert (video.width, video.height, video.seconds) == (640, 360, 33)
    assert len(cues_in(video.captions)) == 12
    assert (video.poster.width, video.poster.height) == (1200, 675)


def test_the_article_shows_the_film_and_its_poster_stands_apart_from_the_lead(article: ArticlePage) -> None:
    video = NewsVideo.objects.get()

    body = article_by_id(article.pk).body_html

    assert f'<source src="{video.file.url}" type="video/mp4">' in body
    assert f'src="{video.track.url}"' in body
    assert video.poster_id != article.lead_image_id
