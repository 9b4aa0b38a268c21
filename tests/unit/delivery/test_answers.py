"""Pages for everybody are compressed, marked and confirmed; pages for one person are left as they are."""

import gzip

import brotli
import pytest

from hiwar.delivery.answers import Answer, etag_matches, preferred_coding, shape, without_coding
from hiwar.delivery.requests import Request

BODY = "<p>مدرسة الحي تفتح أبوابها من جديد.</p>".encode() * 20


def request_with(method="GET", *, cookies_lost=False, **headers):
    """Return a request as it stands after the door."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(method, "hiwar.example", "/", "", named, cookies_lost)


def public_page(*extra, body=BODY, status=200):
    """Return the page as Django gives it."""
    kept = ("cache-control", "public, max-age=0, must-revalidate")
    return Answer(status, [("content-type", "text/html; charset=utf-8"), kept, *extra], body)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP;Q=1.0", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0, gzip;q=0", ""),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0.5, identity;q=0.9", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("*, br;q=0", "gzip"),
        ("brotli, gzipped, bro", ""),
        ("br;q=nonsense", ""),
        ("br;q=2", ""),
        (",,;q=1,", ""),
    ],
)
def test_the_coding_is_the_one_the_browser_weighs_most(accepted, coding):
    assert preferred_coding(accepted) == coding


@pytest.mark.parametrize(
    ("header", "matches"),
    [
        ('"v1"', True),
        ('W/"v1"', True),
        ('"v0", "v1"', True),
        ("*", True),
        ('"v1-br"', False),
        ('"v11"', False),
        ("v1", False),
        (None, False),
        ("", False),
    ],
)
def test_an_etag_is_compared_whole(header, matches):
    assert etag_matches(header, '"v1"') is matches


def test_the_application_is_asked_about_its_own_version():
    assert without_coding('"v1-br", W/"v2-br", "v1-gz", "v3"', "br") == '"v1", "v2"'
    assert without_coding('"v1-br", "v3"', "") == '"v3"'


@pytest.mark.parametrize(
    ("coding", "mark", "unpack"), [("br", "-br", brotli.decompress), ("gzip", "-gz", gzip.decompress)]
)
def test_a_public_page_is_compressed_under_its_own_etag(coding, mark, unpack):
    answer = shape(request_with(accept_encoding=coding), public_page(("etag", 'W/"v7"')))

    assert unpack(answer.body) == BODY
    assert answer.header("content-encoding") == coding
    assert answer.header("etag") == f'"v7{mark}"'
    assert answer.header("vary") == "Accept-Encoding, Cookie"


def test_a_page_without_a_version_is_marked_by_its_content():
    one = shape(request_with(), public_page()).header("etag")
    other = shape(request_with(), public_page(body=BODY + b" ")).header("etag")

    assert one != other
    assert shape(request_with(), public_page()).header("etag") == one


def test_vary_keeps_what_the_view_said():
    answer = shape(request_with(), public_page(("vary", "Cookie, Sec-Fetch-Site")))

    assert answer.header("vary") == "Cookie, Sec-Fetch-Site, Accept-Encoding"


def test_a_browser_that_holds_the_page_gets_no_body():
    answer = shape(request_with(accept_encoding="br", if_none_match='"v7-br"'), public_page(("etag", '"v7"')))

    assert (answer.status, answer.body) == (304, b"")
    assert answer.header("etag") == '"v7-br"'
    assert answer.header("content-type") is None


def test_a_confirmation_by_the_application_carries_the_etag_of_the_coding():
    answer = shape(request_with(accept_encoding="gzip"), public_page(("etag", '"v7"'), body=b"", status=304))

    assert answer.status == 304
    assert answer.header("etag") == '"v7-gz"'


def test_bytes_held_under_another_coding_are_sent_anew():
    answer = shape(request_with(accept_encoding="gzip", if_none_match='"v7-br"'), public_page(("etag", '"v7"')))

    assert answer.status == 200


@pytest.mark.parametrize("kept", ["private, no-store", "private", "no-store", "max-age=60", ""])
def test_a_page_for_one_person_is_never_compressed(kept):
    answer = shape(request_with(accept_encoding="br"), Answer(200, [("cache-control", kept)], BODY))

    assert answer.body == BODY
    assert answer.header("content-encoding") is None
    assert answer.header("etag") is None


def test_a_public_page_that_sets_a_cookie_is_kept_by_nobody():
    answer = shape(request_with(accept_encoding="br"), public_page(("set-cookie", "hiwar_session=1")))

    assert answer.header("cache-control") == "private, no-store"
    assert answer.body == BODY


def test_a_reader_whose_cookies_were_lost_gets_a_page_to_forget():
    answer = shape(request_with(cookies_lost=True, accept_encoding="br"), public_page())

    assert answer.header("cache-control") == "private, no-store"


@pytest.mark.parametrize(
    "answer",
    [
        public_page(body=b"short"),
        public_page(("content-encoding", "br")),
        Answer(200, [("content-type", "image/png"), ("cache-control", "public")], BODY),
    ],
    ids=["short", "already", "picture"],
)
def test_what_would_not_shrink_is_left_alone(answer):
    before = answer.body

    assert shape(request_with(accept_encoding="gzip"), answer).body == before


def test_the_answer_to_a_form_is_not_confirmed_away():
    answer = shape(request_with("POST", if_none_match="*"), public_page())

    assert answer.status == 200
