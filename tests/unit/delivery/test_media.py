"""Pictures of the newsroom: typed by our table, never leaving their folder."""

import os
from datetime import UTC, datetime

import pytest

from hiwar.delivery.media import MediaDoor
from hiwar.delivery.requests import Request


@pytest.fixture
def media(tmp_path):
    root = tmp_path / "media"
    (root / "images").mkdir(parents=True)
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    return root


@pytest.fixture
def get(media):
    door = MediaDoor(media, https=False)

    def answer(path, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return door.answer(Request("GET", "hiwar.example", path, "", named))

    return answer


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.jpg", "image/jpeg"), ("a.JPEG", "image/jpeg"), ("a.png", "image/png"), ("a.webp", "image/webp"),
     ("a.avif", "image/avif"), ("a.mp4", "video/mp4"), ("a.vtt", "text/vtt; charset=utf-8")],
)  # fmt: skip
def test_a_file_of_a_known_kind_has_the_type_of_our_table(media, get, name, kind):
    (media / name).write_bytes(b"<html>")

    answer = get(f"/media/{name}")

    assert answer.status == 200
    assert answer.header("content-type") == kind
    assert answer.header("content-disposition") is None
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("content-security-policy") == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert answer.header("content-length") == "6"


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.pdf", "a.js", "a", "a.jpg.svg"])
def test_everything_else_is_a_download(media, get, name):
    (media / name).write_bytes(b"<svg onload='alert(1)'/>")

    answer = get(f"/media/{name}")

    assert answer.header("content-type") == "application/octet-stream"
    assert answer.header("content-disposition") == "attachment"


@pytest.mark.parametrize(
    "path",
    ["/media/", "/media/images", "/media/gone.jpg", "/media/../secret.jpg", "/media//secret.jpg", "/media/.hidden.jpg",
     "/media/images/../../secret.jpg", "/media/a\x00.jpg", "/media/" + "a" * 300],
)  # fmt: skip
def test_nothing_outside_the_folder_is_found(media, get, path):
    (media / ".hidden.jpg").write_bytes(b"x")

    assert get(path) is None


def test_an_absolute_path_does_not_leave_the_folder(media, get):
    assert get(f"/media/{media.parent}/secret.jpg") is None


def test_a_link_may_not_lead_out_of_the_folder(media, get):
    (media / "link.jpg").symlink_to(media.parent / "secret.jpg")
    (media / "folder").symlink_to(media.parent)

    assert get("/media/link.jpg") is None
    assert get("/media/folder/secret.jpg") is None


def test_a_pipe_is_no_picture(media, get):
    os.mkfifo(media / "pipe.jpg")

    assert get("/media/pipe.jpg") is None


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("0123456789abcdef.jpg", "public, max-age=31536000, immutable"),
        ("school.0123456789abcdef0123.width-800.jpg", "public, max-age=31536000, immutable"),
        ("school.2e16d0ba.fill-800x450.jpg", "public, max-age=3600"),
        ("school.jpg", "public, max-age=3600"),
    ],
)
def test_only_a_name_that_carries_a_content_hash_may_be_kept_for_ever(media, get, name, kept):
    (media / name).write_bytes(b"x")

    assert get(f"/media/{name}").header("cache-control") == kept


def test_a_browser_that_holds_the_picture_is_told_so(media, get):
    (media / "a.jpg").write_bytes(b"x")
    first = get("/media/a.jpg")

    by_etag = get("/media/a.jpg", if_none_match=first.header("etag"))
    by_date = get("/media/a.jpg", if_modified_since=first.header("last-modified"))

    assert by_etag.status == by_date.status == 304
    assert by_etag.file is None


@pytest.mark.parametrize("since", ["yesterday", "Sun, 19 Jan 2014 00:00:00 -0000", "Sun, 19 Jan 2014 00:00:00 GMT"])
def test_an_old_or_unreadable_date_gets_the_picture(media, get, since):
    (media / "a.jpg").write_bytes(b"x")

    assert get("/media/a.jpg", if_modified_since=since).status == 200


def test_a_part_is_named_and_measured(media, get):
    (media / "a.mp4").write_bytes(b"0123456789")

    answer = get("/media/a.mp4", range="bytes=2-4")

    assert answer.status == 206
    assert answer.part == range(2, 5)
    assert answer.header("content-range") == "bytes 2-4/10"
    assert answer.header("content-length") == "3"
    assert answer.header("content-type") == "video/mp4"


def test_a_part_of_an_older_film_is_not_mixed_with_the_new_one(media, get):
    (media / "a.mp4").write_bytes(b"0123456789")
    first = get("/media/a.mp4", range="bytes=0-4")
    (media / "a.mp4").write_bytes(b"another film")

    rest = get("/media/a.mp4", range="bytes=5-", if_range=first.header("etag"))

    assert rest.status == 200
    assert rest.header("content-length") == "12"


def test_a_part_behind_the_end_says_how_long_the_film_is(media, get):
    (media / "a.mp4").write_bytes(b"0123456789")

    answer = get("/media/a.mp4", range="bytes=10-")

    assert answer.status == 416
    assert answer.header("content-range") == "bytes */10"
    assert answer.header("cache-control") == "private, no-store"


def test_who_holds_the_whole_film_is_told_so_whatever_part_is_asked_for(media, get):
    (media / "a.mp4").write_bytes(b"0123456789")
    etag = get("/media/a.mp4").header("etag")

    assert get("/media/a.mp4", if_none_match=etag, range="bytes=0-4").status == 304


def test_a_changed_picture_has_another_etag(media, get):
    (media / "a.jpg").write_bytes(b"x")
    before = get("/media/a.jpg").header("etag")
    moment = datetime(2014, 1, 19, tzinfo=UTC).timestamp()
    os.utime(media / "a.jpg", (moment, moment))

    after = get("/media/a.jpg")

    assert after.header("etag") != before
    assert after.header("last-modified") == "Sun, 19 Jan 2014 00:00:00 GMT"
