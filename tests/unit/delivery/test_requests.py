"""Which requests pass the door: one Host, one plain path, headers that mean one thing."""

import pytest

from hiwar.delivery.requests import Refused, Request, announced_length, body_limit, is_plain_path, read_request

HOSTS = frozenset({"hiwar.example"})


class FakeHeaders:
    """Headers as the server gives them: names are told once, and values that are not text are left out."""

    def __init__(self, *pairs):
        self.pairs = pairs

    def keys(self):
        return list(dict.fromkeys(name for name, _ in self.pairs))

    def items(self):
        return [(name, value) for name, value in self.pairs if value is not None]

    def get(self, key, default=None):
        return next((value for name, value in self.pairs if name == key), default)


class FakeScope:
    """A scope with one good Host unless told otherwise."""

    def __init__(self, *headers, host="hiwar.example", **facts):
        self.headers = FakeHeaders(*([("host", host)] if host else []), *headers)
        self.method = facts.get("method", "GET")
        self.path = facts.get("path", "/")
        self.query_string = facts.get("query", "")
        self.authority = facts.get("authority")


def status_of(scope):
    """Return the status a request is refused with, or None if it passes."""
    try:
        read_request(scope, hosts=HOSTS)
    except Refused as refused:
        return refused.status
    return None


def test_a_plain_request_passes_with_its_headers():
    scope = FakeScope(("accept", "text/html"), path="/2014/01/19/مدرسة/", query="page=2")

    request = read_request(scope, hosts=HOSTS)

    assert request.path == "/2014/01/19/مدرسة/"
    assert request.query == "page=2"
    assert request.headers == {"host": "hiwar.example", "accept": "text/html"}


def test_the_case_of_the_host_does_not_matter():
    request = read_request(FakeScope(host="HIWAR.example"), hosts=HOSTS)

    assert request.host == "hiwar.example"


@pytest.mark.parametrize("host", [None, "", "evil.example", "hiwar.example:81", "hiwar.example.", "hiwar.example@evil"])
def test_a_host_that_is_not_ours_is_refused(host):
    assert status_of(FakeScope(host=host)) == 400


def test_a_line_that_names_another_host_than_the_header_is_refused():
    assert status_of(FakeScope(authority="evil.example")) == 400
    assert status_of(FakeScope(authority="hiwar.example")) is None


@pytest.mark.parametrize(
    "name",
    ["host", "origin", "sec-fetch-site", "sec-fetch-mode", "authorization", "content-type", "x-forwarded-for"],
)
@pytest.mark.parametrize("values", [("a", "b"), ("a", "a"), (None,), (None, "a")])
def test_a_header_of_one_meaning_may_not_come_twice_or_unreadable(name, values):
    host = None if name == "host" else "hiwar.example"
    values = ("hiwar.example", "hiwar.example") if name == "host" and None not in values else values

    status = status_of(FakeScope(*((name, value) for value in values), host=host))

    assert status == 400


def test_names_with_an_underscore_are_dropped():
    request = read_request(FakeScope(("sec_fetch_site", "same-origin"), ("x_host", "evil")), hosts=HOSTS)

    assert request.headers == {"host": "hiwar.example"}


def test_an_unreadable_cookie_makes_a_stranger_of_the_reader():
    request = read_request(FakeScope(("cookie", None), ("cookie", "hiwar_session=1")), hosts=HOSTS)

    assert "cookie" not in request.headers
    assert request.cookies_lost


def test_two_cookie_lines_are_one_cookie_header():
    request = read_request(FakeScope(("cookie", "a=1"), ("cookie", "b=2")), hosts=HOSTS)

    assert request.headers["cookie"] == "a=1; b=2"


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "OPTIONS", "PUT", "DELETE", "PATCH", "FOO", "get"])
def test_methods_nobody_needs_are_refused(method):
    assert status_of(FakeScope(method=method)) == 405


def test_the_editor_may_clear_a_preview():
    assert status_of(FakeScope(method="DELETE", path="/editor/pages/3/edit/preview/")) is None


@pytest.mark.parametrize(
    "path",
    [
        "", "*", "a", "//", "/a//b", "/.", "/..", "/a/../b", "/a/./b", "/a/..", "/a\\b", "/a?b", "/a#b", "/a;b",
        "/a\x00", "/a\r\nb", "/a\x7f", "/a\x85", "/a\N{REPLACEMENT CHARACTER}", "/a\N{LINE SEPARATOR}",
        "/" + "a" * 1024, "/" + "م" * 512,
    ],
)  # fmt: skip
def test_a_path_that_programs_read_differently_is_no_page(path):
    assert not is_plain_path(path)
    assert status_of(FakeScope(path=path)) == 404


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/2014/01/19/مجلس-الشعب-يقر-قانون/",
        "/a%20b",
        "/..a/b..",
        "/...",
        "/.well-known/x",
        "/" + "a" * 1023,
        "/" + "م" * 511,
    ],
)
def test_a_plain_path_passes(path):
    assert is_plain_path(path)


def request_with(method="POST", path="/", **headers):
    """Return a request as it stands after the door."""
    return Request(
        method, "hiwar.example", path, "", {name.replace("_", "-"): value for name, value in headers.items()}
    )


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (request_with(transfer_encoding="chunked"), 411),
        (request_with(content_length="5", transfer_encoding="chunked"), 411),
        (request_with(content_length="-5"), 400),
        (request_with(content_length="٥"), 400),
        (request_with(content_length="0x5"), 400),
        (request_with(method="GET", content_length="5"), 400),
        (request_with(method="HEAD", content_length="5"), 400),
        (request_with(content_length="5", content_encoding="gzip"), 415),
        (request_with(content_length="5", content_encoding="identity, br"), 415),
    ],
)
def test_a_body_of_unclear_length_or_coding_is_refused(request_, status):
    with pytest.raises(Refused) as caught:
        announced_length(request_)

    assert caught.value.status == status
    assert caught.value.close


def test_a_plain_body_announces_its_length():
    assert announced_length(request_with(content_length="65536", content_encoding="identity")) == 65_536
    assert announced_length(request_with(method="GET", content_length="0")) == 0
    assert announced_length(request_with()) == 0


def test_only_the_editor_may_send_pictures():
    assert body_limit("/editor/images/add/").max_bytes == 12_000_000
    assert body_limit("/discussion/x/comments/").max_bytes == 65_536
    assert body_limit("/discussion/x/comments/").seconds == 15
