"""What becomes of a video's files: gone with it at once, a day later where others took their place, and no others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import TestCase

from hiwar.newsroom.models import ArticlePage, NewsVideo
from hiwar.newsroom.services.video_files import sweep_video_files
from tests.factories.movies import Film
from tests.factories.newsroom import CAPTIONS, a_video, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

CORRECTED = CAPTIONS.replace("عشرين", "اثنين وعشرين")
DAY = timedelta(days=1)
HALF_WRITTEN = f"{'0a1b' * 5}.mp4"


@pytest.fixture
def video(media: Path) -> NewsVideo:
    return a_video()


@pytest.fixture
def replaced(django_capture_on_commit_callbacks: Any) -> Callable[..., None]:
    """Put another film, or corrected captions, in the place of what a video has."""

    def replace(video: NewsVideo, *, film: bytes = b"", captions: str = "") -> None:
        with django_capture_on_commit_callbacks(execute=True):
            if film:
                video.file = ContentFile(film, name="second.mp4")
                video.file._committed = False
            video.captions = captions or video.captions
            video.save()

    return replace


def file_of(video: NewsVideo, field: str = "file") -> Path:
    return Path(getattr(video, field).path)


def left_at(path: Path) -> datetime:
    """Return when a file was last written, or left by its video."""
    return datetime.fromtimestamp(path.stat().st_ctime, UTC)


def almost_a_day_after(moment: datetime) -> datetime:
    return moment + DAY - timedelta(seconds=1)


def a_day_later() -> datetime:
    return datetime.now(UTC) + DAY + timedelta(minutes=1)


@pytest.mark.parametrize(("field", "instead"), [("file", {"film": Film().built()}), ("track", {"captions": CORRECTED})])
def test_what_was_replaced_stays_a_day_for_open_pages_and_goes_then(
    video: NewsVideo, replaced: Callable[..., None], field: str, instead: dict[str, Any]
) -> None:
    earlier = file_of(video, field)

    replaced(video, **instead)

    assert file_of(video, field) != earlier
    assert sweep_video_files(now=almost_a_day_after(left_at(earlier))) == 0
    assert earlier.exists()
    assert sweep_video_files(now=a_day_later()) == 1
    assert not earlier.exists()
    assert file_of(video).exists()
    assert file_of(video, "track").exists()


def test_the_day_begins_when_it_is_replaced_and_browsers_find_the_file_unchanged(
    video: NewsVideo, replaced: Callable[..., None]
) -> None:
    earlier = file_of(video)
    uploaded_at, before = left_at(earlier), earlier.stat()

    replaced(video, film=Film().built())

    assert left_at(earlier) > uploaded_at
    assert earlier.stat().st_mtime_ns == before.st_mtime_ns


def test_a_replacement_that_is_taken_back_leaves_everything_as_it_was(video: NewsVideo, media: Path) -> None:
    earlier, before = file_of(video), file_of(video).stat().st_ctime_ns

    with TestCase.captureOnCommitCallbacks(execute=True) as called:
        try:
            with transaction.atomic():
                video.file = ContentFile(Film().built(), name="second.mp4")
                video.file._committed = False
                video.save()
                raise InterruptedError
        except InterruptedError:
            pass

    assert not called
    assert earlier.stat().st_ctime_ns == before
    assert sweep_video_files(now=a_day_later()) == 1
    assert earlier.exists()


def test_saving_without_a_change_leaves_nothing_to_the_sweep(video: NewsVideo, replaced: Callable[..., None]) -> None:
    before = file_of(video).stat().st_ctime_ns

    replaced(video)

    assert file_of(video).stat().st_ctime_ns == before
    assert sweep_video_files(now=a_day_later()) == 0
    assert file_of(video).exists()


@pytest.mark.parametrize("leave", ["replace", "delete"])
def test_a_file_that_another_video_names_stays(
    video: NewsVideo, replaced: Callable[..., None], django_capture_on_commit_callbacks: Any, leave: str
) -> None:
    twin = a_video(title="القطار نفسه")
    shared = file_of(video)
    NewsVideo.objects.filter(pk=twin.pk).update(file=video.file.name)

    if leave == "replace":
        replaced(video, film=Film().built())
    else:
        with django_capture_on_commit_callbacks(execute=True):
            video.delete()
    sweep_video_files(now=a_day_later())

    assert shared.exists()


def test_a_half_written_upload_goes_after_a_day_and_no_sooner(video: NewsVideo, media: Path) -> None:
    half = media / "videos" / HALF_WRITTEN
    half.write_bytes(b"\0\0\0 ftyp")

    assert sweep_video_files(now=almost_a_day_after(left_at(half))) == 0
    assert half.exists()
    assert sweep_video_files(now=a_day_later()) == 1
    assert not half.exists()


def test_nothing_but_our_own_files_in_our_own_folder_is_touched(video: NewsVideo, media: Path, tmp_path: Path) -> None:
    (media / "videos" / "folder").mkdir()
    others = [
        media / HALF_WRITTEN,
        media / "images" / HALF_WRITTEN,
        media / "videos" / "folder" / HALF_WRITTEN,
        media / "videos" / "interview.mp4",
        media / "videos" / f"{'0a1b' * 5}.jpg",
        media / "videos" / f"{'0A1B' * 5}.mp4",
        media / "videos" / f".{HALF_WRITTEN}",
        media / "videos" / f"{HALF_WRITTEN}.part",
    ]
    for other in others:
        other.parent.mkdir(exist_ok=True)
        other.write_bytes(b"somebody's")
    link = media / "videos" / f"{'9f8e' * 5}.mp4"
    link.symlink_to(media / "images" / HALF_WRITTEN)
    (media / "videos" / f"{'7d6c' * 5}.mp4").mkdir()

    assert sweep_video_files(now=a_day_later()) == 0

    assert all(other.exists() for other in [*others, link])


def test_a_folder_of_videos_that_is_a_link_is_left_alone(video: NewsVideo, media: Path) -> None:
    (media / "videos").rename(media / "elsewhere")
    (media / "videos").symlink_to(media / "elsewhere")
    half = media / "elsewhere" / HALF_WRITTEN
    half.write_bytes(b"half")

    assert sweep_video_files(now=a_day_later()) == 0
    assert half.exists()


def test_a_database_that_knows_no_video_costs_none(video: NewsVideo) -> None:
    NewsVideo.objects.all().delete()

    assert sweep_video_files(now=a_day_later()) == 0
    assert file_of(video).exists()


def test_a_newsroom_without_videos_is_swept_in_silence(media: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert sweep_video_files(now=a_day_later()) == 0
    assert not caplog.messages


def test_what_a_published_article_still_names_stays_until_the_article_is_written_anew(video: NewsVideo) -> None:
    article = an_article(blocks=(("video", {"video": video, "caption": ""}),))
    earlier = file_of(video)
    # As if the process had ended between the commit and what comes after it.
    video.file = ContentFile(Film().built(), name="second.mp4")
    video.file._committed = False
    video.save()

    assert sweep_video_files(now=a_day_later()) == 0
    assert earlier.exists()
    assert video.file.url in ArticlePage.objects.get(pk=article.pk).rendered_body

    assert sweep_video_files(now=a_day_later()) == 1
    assert not earlier.exists()


def test_a_disk_that_refuses_is_logged_and_keeps_no_other_file(
    video: NewsVideo, replaced: Callable[..., None], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    film, track = file_of(video), file_of(video, "track")
    replaced(video, film=Film().built(), captions=CORRECTED)
    real = Path.unlink

    def unlink(self: Path, missing_ok: bool = False) -> None:
        if self == film:
            raise PermissionError(13, "not yours")
        real(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)

    assert sweep_video_files(now=a_day_later()) == 1
    assert film.exists()
    assert not track.exists()
    assert "video_file_not_deleted" in caplog.messages


def test_a_missing_file_makes_no_replacement_fail(
    video: NewsVideo, replaced: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    file_of(video).unlink()

    replaced(video, film=Film().built())

    assert file_of(video).exists()
    assert "video_file_not_left" in caplog.messages


def test_an_article_forgets_a_deleted_video(video: NewsVideo, django_capture_on_commit_callbacks: Any) -> None:
    article = an_article(blocks=(("video", {"video": video, "caption": ""}),))
    assert "<video" in article.rendered_body

    with django_capture_on_commit_callbacks(execute=True):
        video.delete()

    article.refresh_from_db()
    assert "<video" not in article.rendered_body
    assert article.video_seconds == 0
