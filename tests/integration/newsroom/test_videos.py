"""Videos at an editor's hands: the file, its picture and its words, and the article it stands in."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text, streamfield

from hiwar.newsroom import video_washing
from hiwar.newsroom.models import ArticlePage, NewsVideo, SectionPage
from hiwar.newsroom.queries import article_by_id
from tests.factories.newsroom import CAPTIONS, a_film, a_photograph, a_picture, a_section, a_video, an_article
from tests.integration.newsroom.editor_forms import add, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

ADD = "wagtailsnippets_newsroom_newsvideo:add"
EDIT = "wagtailsnippets_newsroom_newsvideo:edit"
ARABIC_OF_WINDOWS = "1\r\n00:00:00,200 --> 00:00:01,900\r\nهذا أول قطار منذ عشرين عاماً.\r\n".encode("windows-1256")


@pytest.fixture
def section() -> SectionPage:
    return a_section()


@pytest.fixture
def salma(section: SectionPage) -> Client:
    return signed_in("salma", "Editors")


def sent(client: Client, data: bytes, name: str = "IMG_2014.mp4", kind: str = "video/mp4") -> Any:
    """Return the answer to a first step with this file."""
    file = SimpleUploadedFile(name, data, content_type=kind)
    return client.post(reverse(ADD), {"title": "قطار يعبر الجسر", "credit": "تصوير: حوار", "file": file})


def told(client: Client, video: NewsVideo, **words: Any) -> Any:
    """Return the answer to a second step."""
    own = {"title": video.title, "credit": video.credit, "poster": video.poster_id or "", "captions": video.captions}
    return client.post(reverse(EDIT, args=[video.pk]), {**own, **words})


def the_bare_video(client: Client) -> NewsVideo:
    """Return a video of which there is the file alone."""
    sent(client, a_film())
    return NewsVideo.objects.get()


def with_video(video: NewsVideo, caption: str = "") -> str:
    return streamfield(
        [("paragraph", rich_text("<p>نص</p>")), ("video", {"video": video.pk, "caption": caption})],
    )


def test_the_file_comes_first_and_the_rest_is_asked_for_next(salma: Client) -> None:
    answer = sent(salma, a_film())

    video = NewsVideo.objects.get()
    assert answer.url == reverse(EDIT, args=[video.pk])
    assert (video.width, video.height, video.seconds) == (96, 64, 2)
    assert video.lacks == ("poster", "captions")
    page = salma.get(answer.url).content.decode()
    assert f'<source src="{video.file.url}" type="video/mp4">' in page
    assert 'name="captions_file"' in page


def test_the_first_step_asks_for_nothing_that_could_cost_the_upload(salma: Client) -> None:
    page = salma.get(reverse(ADD)).content.decode()

    assert 'enctype="multipart/form-data"' in page
    assert 'name="file"' in page
    assert 'name="poster"' not in page
    assert 'name="captions"' not in page


def test_nothing_of_place_time_or_device_reaches_the_disk(salma: Client, media: Path) -> None:
    sent(salma, a_film())

    (file,) = [path for path in media.rglob("*") if path.is_file()]
    kept = file.read_bytes()
    assert len(kept) == len(a_film())
    for canary in (b"CANARY", b"25.2048", b"Lavf"):
        assert canary in a_film()
        assert canary not in kept


def test_the_name_of_the_file_is_its_contents(salma: Client, media: Path) -> None:
    video = the_bare_video(salma)

    assert "IMG_2014" not in video.file.name
    assert len(Path(video.file.name).stem) == 20


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"<html><script>alert(1)</script>", "a.mp4", "هذا ليس ملف MP4."),
        (b"PK\x03\x04" + b"\0" * 5000, "a.mp4", "هذا ليس ملف MP4."),
        (b"\x1aE\xdf\xa3" + b"\0" * 5000, "a.webm", "هذا ليس ملف MP4."),
        (
            a_film().replace(b"ftypisom\0\0\2\0isomiso2avc1mp41", b"ftypqt  \0\0\2\0" + b"qt  " * 4),
            "a.mov",
            "هذا ملف QuickTime",
        ),
        (a_film().replace(b"avc1", b"hvc1"), "a.mp4", "لا تشغّله هواتف كثيرة"),
        (a_film()[:9000], "a.mp4", "هذا الفيديو تالف"),
    ],
)
def test_what_telephones_cannot_play_is_refused_in_words_and_leaves_nothing(
    salma: Client, media: Path, data: bytes, name: str, sentence: str
) -> None:
    answer = sent(salma, data, name)

    assert sentence in " ".join(answer.context["form"].errors["file"])
    assert not NewsVideo.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_too_heavy_a_video_is_refused_in_words(salma: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(video_washing, "MOST_BYTES", 10_000)

    answer = sent(salma, a_film())

    assert answer.context["form"].errors["file"]
    assert not NewsVideo.objects.exists()


def test_a_full_disk_is_said_before_it_is_full(salma: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10**9, 10**9, 1000))

    answer = sent(salma, a_film())

    assert "لا مكان على قرص الخادم" in " ".join(answer.context["form"].errors["file"])


def test_a_disk_that_fails_while_the_file_is_stored_leaves_no_row(
    salma: Client, monkeypatch: pytest.MonkeyPatch, media: Path
) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    salma.raise_request_exception = False

    assert sent(salma, a_film()).status_code == 503
    assert not NewsVideo.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.vtt", CAPTIONS.encode()), ("a.vtt", CAPTIONS.encode("utf-8-sig")), ("a.srt", ARABIC_OF_WINDOWS)],
)
def test_captions_come_as_a_file_of_either_kind_and_encoding(
    salma: Client, media: Path, name: str, data: bytes
) -> None:
    video = the_bare_video(salma)
    file = SimpleUploadedFile(name, data)

    told(salma, video, poster=a_picture().pk, captions_file=file)

    video.refresh_from_db()
    assert video.captions.startswith("WEBVTT\n\n")
    assert "هذا أول قطار منذ عشرين عاماً." in video.captions
    assert (media / video.track.name).read_text(encoding="utf-8") == video.captions
    assert video.lacks == ()


def test_a_mistake_in_the_captions_names_its_line_and_changes_nothing(salma: Client) -> None:
    video = a_video()
    wrong = CAPTIONS.replace("00:00:01.900", "00:00:00.100")

    answer = told(salma, video, captions=wrong)

    (sentence,) = answer.context["form"].errors["captions"]
    assert "السطر 6" in sentence
    video.refresh_from_db()
    assert "00:00:01.900" in video.captions


def test_whoever_does_not_hear_it_is_not_forgotten(salma: Client) -> None:
    video = the_bare_video(salma)

    without = told(salma, video, poster=a_picture().pk)
    told(salma, video, poster=a_picture().pk, silent="on")

    assert without.context["form"].errors["captions"]
    video.refresh_from_db()
    assert video.silent
    assert video.lacks == ()


def test_a_video_stands_in_its_article_sized_and_loads_nothing_by_itself(salma: Client, section: SectionPage) -> None:
    video = a_video()

    add(salma, section, body=with_video(video, "من فوق الجسر."), **{"action-publish": "1"})

    html = ArticlePage.objects.get().rendered_body
    assert 'preload="none" playsinline width="96" height="64" poster="/media/' in html
    assert f'<source src="{video.file.url}" type="video/mp4">' in html
    assert f'<track kind="captions" src="{video.track.url}" srclang="ar" label="العربية" default>' in html
    assert "<figcaption>من فوق الجسر. <b>تصوير: حوار</b> <span>0:02 · 11 كيلوبايت</span></figcaption>" in html
    assert "<p>[صافرة] هذا أول قطار منذ عشرين عاماً.</p></details>" in html


def test_the_words_of_a_video_are_not_counted_as_reading(section: SectionPage) -> None:
    long = "WEBVTT\n\n" + "\n\n".join(f"00:{at:02}:00.000 --> 00:{at:02}:05.000\n{'كلمة ' * 20}" for at in range(30))

    article = an_article(section=section, blocks=(("video", {"video": a_video(captions=long), "caption": ""}),))

    assert "كلمة" in article.rendered_body
    assert article.reading_minutes == 1


def test_a_video_that_lacks_something_cannot_stand_in_an_article(salma: Client, section: SectionPage) -> None:
    video = the_bare_video(salma)

    answer = add(salma, section, body=with_video(video), **{"action-publish": "1"})

    assert answer.context["form"].errors["body"]
    assert not ArticlePage.objects.exists()


def test_corrected_captions_reach_the_articles_that_show_it(
    salma: Client, section: SectionPage, django_capture_on_commit_callbacks: Any
) -> None:
    video = a_video()
    article = an_article(section=section, blocks=(("video", {"video": video, "caption": ""}),))

    with django_capture_on_commit_callbacks(execute=True):
        told(salma, video, captions=CAPTIONS.replace("عشرين", "اثنين وعشرين"))

    article.refresh_from_db()
    assert "منذ اثنين وعشرين عاماً" in article.rendered_body
    assert NewsVideo.objects.get().track.url in article.rendered_body


def test_another_file_for_the_picture_before_it_reaches_the_articles_that_show_it(
    section: SectionPage, django_capture_on_commit_callbacks: Any
) -> None:
    poster = a_video().poster
    article = an_article(section=section, blocks=(("video", {"video": NewsVideo.objects.get(), "caption": ""}),))
    earlier = Path(poster.file.name).stem
    assert earlier in article.rendered_body

    with django_capture_on_commit_callbacks(execute=True):
        poster.file = ContentFile(a_photograph((1200, 800)).getvalue(), name="other.jpg")
        poster.save()
        poster.renditions.all().delete()

    article.refresh_from_db()
    assert earlier not in article.rendered_body
    assert f'poster="/media/images/{Path(poster.file.name).stem}' in article.rendered_body


def test_machines_are_told_of_it_and_an_article_without_one_asks_nothing(
    section: SectionPage, django_assert_num_queries: Any
) -> None:
    plain = an_article(section=section)
    shown = an_article(section=section, headline="فيديو", blocks=(("video", {"video": a_video(), "caption": ""}),))

    (view,) = article_by_id(shown.pk).videos

    assert (view.title, view.seconds) == ("قطار يعبر الجسر", 2)
    assert view.file.endswith(".mp4")
    with django_assert_num_queries(3):
        assert article_by_id(plain.pk).videos == ()


def test_saving_again_writes_no_second_file_of_the_same_captions(section: SectionPage, media: Path) -> None:
    a_video()
    twin = a_video(title="القطار نفسه")
    before = sorted(media.rglob("*.vtt"))

    twin.save()

    assert sorted(media.rglob("*.vtt")) == before


def test_a_deleted_video_takes_its_files_along(
    section: SectionPage, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    video = a_video()
    files = [media / video.file.name, media / video.track.name]
    assert all(file.exists() for file in files)

    with django_capture_on_commit_callbacks(execute=True):
        video.delete()

    assert not any(file.exists() for file in files)


@pytest.mark.parametrize(("group", "may"), [("Editors", True), ("Reporters", True), ("Moderators", False)])
def test_who_writes_articles_may_add_videos(section: SectionPage, group: str, may: bool) -> None:
    answer = sent(signed_in(group.lower(), group), a_film())

    assert NewsVideo.objects.exists() == may
    assert answer.status_code == 302
