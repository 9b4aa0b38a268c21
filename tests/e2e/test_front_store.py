"""What nginx keeps with the settings we ship, and for whom; behind it a stub says what it was asked and when."""

from __future__ import annotations

import json
import secrets
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from hiwar.delivery.fault_pages import page
from hiwar.delivery.public_pages import PRIVATE, PUBLIC
from hiwar.discussions import cookies
from scripts.front import DEPLOY, Front, Wanted, front
from tests.e2e.through_nginx import ask, kept
from tests.settings import CSRF_COOKIE_NAME, SESSION_COOKIE_NAME

pytestmark = [pytest.mark.nginx, pytest.mark.alone]
ROUNDS = 20
OWN_COOKIES = sorted({*cookies.ALL, SESSION_COOKIE_NAME, CSRF_COOKIE_NAME})


class Stub(ThreadingHTTPServer):
    """Stands for Hiwar: says with each page how it may be kept, and counts what reaches it."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Speaker)
        self.asked: Counter[str] = Counter()
        Thread(target=self.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answer nobody any more."""
        self.shutdown()
        self.server_close()


class Speaker(BaseHTTPRequestHandler):
    """One connection to the stub; a path with «private» is answered as private, one with «cookie» sets one."""

    server: Stub

    def do_GET(self) -> None:
        self.server.asked[self.path] += 1
        said = {"at": time.time(), "headers": {name.lower(): value for name, value in self.headers.items()}}
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Cache-Control", PRIVATE if "private" in self.path else PUBLIC)
        self.send_header("Vary", "Accept-Encoding, Cookie")
        if "cookie" in self.path:
            self.send_header("Set-Cookie", "hiwar_reader=canary")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def stub() -> Iterator[Stub]:
    """What stands behind nginx."""
    served = Stub()
    yield served
    served.stop()


@pytest.fixture(scope="module")
def nginx(stub: Stub) -> Iterator[Front]:
    """nginx in front of the stub."""
    with front(Wanted((f"127.0.0.1:{stub.server_port}",))) as started:
        yield started


@pytest.fixture
def path() -> str:
    """An address that no other test reads."""
    return f"/page-{secrets.token_hex(8)}/"


def heard(nginx: Front, path: str, **headers: str) -> dict[str, str]:
    """Return the headers that the stub heard when it made the page that a reader gets."""
    return json.loads(ask(nginx, path, **headers).body)["headers"]


def times_asked(nginx: Front, stub: Stub, path: str, **headers: str) -> int:
    """Return how often the stub is asked when four readers want the same page within one second."""
    # At a turn of the second the count starts anew; on a busy machine it takes some rounds until one lies within one.
    found = []
    for round_ in range(ROUNDS):
        one = f"{path}?round={round_}"
        begun = int(time.time())
        for _ in range(4):
            ask(nginx, one, **headers)
        if int(time.time()) == begun:
            return stub.asked[one]
        found.append(stub.asked[one])
    return min(found)


def test_a_page_that_may_be_kept_is_asked_for_once(nginx: Front, stub: Stub, path: str) -> None:
    assert times_asked(nginx, stub, path) == 1
    assert path.encode() in kept(nginx.pages)


def test_no_page_is_older_than_a_second(nginx: Front, path: str) -> None:
    ages = []
    ends_at = time.monotonic() + 7
    while time.monotonic() < ends_at:
        asked_at = time.time()
        ages.append(asked_at - json.loads(ask(nginx, path).body)["at"])

    # nginx reads its clock once a turn: a few milliseconds that are not ours.
    assert max(ages) < 1.1
    assert max(ages) > 0.5, "nothing was kept"


@pytest.mark.parametrize("name", [*OWN_COOKIES, *(f"__Host-{name}" for name in OWN_COOKIES)])
def test_whoever_has_a_cookie_of_ours_is_answered_by_hiwar(nginx: Front, stub: Stub, path: str, name: str) -> None:
    with_cookie = heard(nginx, path, Cookie=f"a=b; {name}=canary")
    without = heard(nginx, path)

    assert with_cookie["cookie"] == f"a=b; {name}=canary"
    assert "cookie" not in without
    assert times_asked(nginx, stub, path, Cookie=f"{name}=canary") == 4
    assert b"canary" not in kept(nginx.folder)


def test_a_cookie_of_another_program_goes_no_further(nginx: Front, stub: Stub, path: str) -> None:
    assert "cookie" not in heard(nginx, path, Cookie="_ga=canary")
    assert times_asked(nginx, stub, path, Cookie="_ga=canary") == 1
    assert b"canary" not in kept(nginx.folder)


@pytest.mark.parametrize("headers", [{"Authorization": "Bearer canary"}, {"Cookie": "x=\xff; hiwar_mine=canary"}])
def test_a_request_that_is_somebodys_is_not_kept(nginx: Front, stub: Stub, path: str, headers: dict[str, str]) -> None:
    assert times_asked(nginx, stub, path, **headers) == 4
    assert path.encode() not in kept(nginx.folder)


@pytest.mark.parametrize("where", ["/private", "/cookie", "/media", "/editor"])
@pytest.mark.parametrize("end", ["", "style.css", "picture.jpg"])
def test_what_is_not_for_everybody_is_not_kept_whatever_its_address_ends_in(
    nginx: Front, stub: Stub, path: str, where: str, end: str
) -> None:
    assert times_asked(nginx, stub, where + path + end) == 4
    assert path.encode() not in kept(nginx.folder)


def test_what_is_posted_is_handed_on_and_not_kept(nginx: Front, stub: Stub, path: str) -> None:
    answers = [ask(nginx, path, method="POST", body=b"words=canary") for _ in range(3)]

    assert [answer.status for answer in answers] == [200] * 3
    assert stub.asked[path] == 3
    assert b"canary" not in kept(nginx.folder)


CODINGS = [
    ("", ""),
    ("gzip, deflate, br", "br"),
    ("gzip, deflate, br, zstd", "br"),
    ("BR", "br"),
    ("gzip", "gzip"),
    ("x-gzip", "gzip"),
    ("br;q=0, gzip", "gzip"),
    ("br; q=0.000, gzip;q=0.5", "gzip"),
    ("br;q=0.001", "br"),
    ("br ; q=1.0", "br"),
    ("br;q=much, gzip;q=0", ""),
    ("gzip;q=0, br;q=0", ""),
    ("identity", ""),
    ("brotli, zgzip", ""),
    ("*;q=0", ""),
]


@pytest.mark.parametrize(("wish", "asked"), CODINGS, ids=[wish or "nothing" for wish, _ in CODINGS])
def test_every_spelling_of_a_wish_becomes_one_of_three(nginx: Front, path: str, wish: str, asked: str) -> None:
    assert heard(nginx, path, Accept_Encoding=wish).get("accept-encoding", "") == asked


def test_what_a_client_says_of_itself_is_replaced_by_what_nginx_sees(nginx: Front, path: str) -> None:
    forged = {"X_Forwarded_For": "203.0.113.7", "Upgrade": "h2c", "TE": "trailers"}
    said = heard(nginx, path, **forged)

    assert said["x-forwarded-for"] == "127.0.0.1"
    assert said["host"] == "hiwar.example"
    assert {"upgrade", "te", "connection"}.isdisjoint(said)


def test_while_hiwar_is_away_what_was_read_is_shown_and_the_rest_is_a_page_in_arabic(path: str) -> None:
    stub = Stub()
    with front(Wanted((f"127.0.0.1:{stub.server_port}",))) as nginx:
        # Each second has a place of its own: a page that is read is soon in all ten.
        deadline = time.monotonic() + 120
        while kept(nginx.pages).count(path.encode()) < 10:
            assert time.monotonic() < deadline
            assert ask(nginx, path).status == 200
        stub.stop()

        old, never_read = ask(nginx, path), ask(nginx, "/never-read/")

    assert old.status == 200
    assert never_read.status == 503
    assert never_read.body == page(503)
    assert never_read.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("status", [413, 503])
def test_the_pages_nginx_shows_by_itself_are_those_of_the_door(status: int) -> None:
    assert (DEPLOY / "pages" / f"{status}.html").read_bytes() == page(status)


def test_the_folder_of_those_pages_is_no_address(nginx: Front, stub: Stub) -> None:
    assert ask(nginx, "/.front/503.html").status == 404
    assert "/.front/503.html" not in stub.asked
