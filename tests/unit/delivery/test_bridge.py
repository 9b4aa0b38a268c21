"""What Django learns of a request, and what becomes of its answer."""

import asyncio
import threading

import pytest

from hiwar.delivery.bridge import NOWHERE, Bridge, SiteFacts, call, wsgi_environ
from hiwar.delivery.requests import Refused, Request

TOKENS = ("aa" * 8, "bb" * 8)


def request_with(method="GET", path="/", *, host="hiwar.example", query="", **headers):
    """Return a request as it stands after the door."""
    return Request(method, host, path, query, {name.replace("_", "-"): value for name, value in headers.items()})


def environ_of(request, body=b"", scheme="https"):
    """Return the environment that Django would get."""
    return wsgi_environ(request, body, tokens=TOKENS, scheme=scheme)


def test_an_arabic_path_reaches_django_as_its_bytes():
    environ = environ_of(request_with(path="/2014/01/19/مدرسة-الحي/", query="صفحة=2"))

    assert environ["PATH_INFO"].encode("latin-1").decode() == "/2014/01/19/مدرسة-الحي/"
    assert environ["QUERY_STRING"].encode("latin-1").decode() == "صفحة=2"


def test_neither_address_nor_browser_reaches_django():
    names = (
        "x-forwarded-for x-forwarded-host x-forwarded-proto x-real-ip forwarded via user-agent cf-connecting-ip dnt "
        "true-client-ip x-client-ip sec-ch-ua sec-ch-ua-platform accept-language x-original-url x-hiwar-scheme"
    )
    carriers = dict.fromkeys(names.split(), "203.0.113.9")

    environ = wsgi_environ(Request("GET", "hiwar.example", "/", "", carriers), b"", tokens=TOKENS, scheme="https")

    assert "203.0.113.9" not in str(environ)
    assert environ["REMOTE_ADDR"] == NOWHERE
    assert environ["hiwar.net_token"] == "aa" * 8
    assert environ["hiwar.net_token_yesterday"] == "bb" * 8


def test_the_scheme_is_the_sites_and_not_the_proxys():
    environ = environ_of(request_with(x_forwarded_proto="http"), scheme="https")

    assert environ["wsgi.url_scheme"] == environ["HTTP_X_HIWAR_SCHEME"] == "https"
    assert environ["SERVER_PORT"] == "443"


@pytest.mark.parametrize(
    ("host", "name", "port"),
    [
        ("hiwar.example", "hiwar.example", "80"),
        ("127.0.0.1:8000", "127.0.0.1", "8000"),
        ("127.0.0.1", "127.0.0.1", "80"),
        ("[::1]:8000", "::1", "8000"),
    ],
)
def test_a_host_is_told_as_name_and_port(host, name, port):
    environ = environ_of(request_with(host=host), scheme="http")

    assert (environ["SERVER_NAME"], environ["SERVER_PORT"], environ["HTTP_HOST"]) == (name, port, host)


def test_what_views_need_is_passed_on():
    environ = environ_of(
        request_with("POST", cookie="a=1", sec_fetch_site="same-origin", content_type="text/plain", origin="https://x"),
        b"text",
    )

    assert environ["HTTP_COOKIE"] == "a=1"
    assert environ["HTTP_SEC_FETCH_SITE"] == "same-origin"
    assert environ["HTTP_ORIGIN"] == "https://x"
    assert (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]) == ("text/plain", "4")
    assert environ["wsgi.input"].read() == b"text"


def test_django_is_asked_about_its_own_etags():
    environ = environ_of(request_with(accept_encoding="br", if_none_match='"v7-br"'))

    assert environ["HTTP_IF_NONE_MATCH"] == '"v7"'


class Pieces:
    """A body that comes in pieces, breaks off if it is told to, and remembers that it was closed."""

    def __init__(self, *pieces):
        self.pieces = pieces
        self.closed = False

    def __iter__(self):
        for piece in self.pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    def close(self):
        self.closed = True


def application_with(pieces, *headers, status="200 OK"):
    """Return an application that always answers the same."""

    def application(environ, start_response):
        start_response(status, list(headers))
        return pieces

    return application


def test_a_body_in_pieces_is_joined_and_closed():
    pieces = Pieces(b"one ", b"two")

    answer = call(
        application_with(pieces, ("X-Thing", "1"), ("Server", "x"), ("Content-Length", "7")), {"REQUEST_METHOD": "GET"}
    )

    assert answer.body == b"one two"
    assert answer.headers == [("x-thing", "1")]
    assert pieces.closed


def test_a_body_that_breaks_off_is_closed_too():
    pieces = Pieces(b"one", OSError())

    with pytest.raises(OSError, match=r"^$"):
        call(application_with(pieces), {"REQUEST_METHOD": "GET"})

    assert pieces.closed


def test_head_keeps_the_length_that_get_would_have():
    answer = call(application_with([], ("Content-Length", "7")), {"REQUEST_METHOD": "HEAD"})

    assert (answer.body, answer.file_size) == (b"", 7)


def broken(environ, start_response):
    """Fail as a view might, with something secret in the message."""
    raise ValueError("the secret of Layla")


@pytest.mark.parametrize(
    "application",
    [
        broken,
        application_with(Pieces(b"half", OSError("the secret of Layla")), ("Content-Type", "text/html")),
        application_with([b"the secret of Layla"], ("Content-Type", "text/html"), status="500 Oops"),
        lambda environ, start_response: [b"the secret of Layla"],
    ],
    ids=["raises", "breaks off", "shows a trace", "no status"],
)
def test_a_failure_is_shown_as_a_plain_page(application):
    bridge = Bridge(application, SiteFacts("https://hiwar.example"))

    answer = bridge.answer(request_with(), b"", tokens=TOKENS)

    assert answer.status == 500
    assert b"secret" not in answer.body
    assert 'dir="rtl"' in answer.body.decode()


def test_an_answer_in_json_about_a_fault_is_left_alone():
    bridge = Bridge(
        application_with([b"{}"], ("Content-Type", "application/json"), status="500 Oops"),
        SiteFacts("https://hiwar.example"),
    )

    assert bridge.answer(request_with(), b"", tokens=TOKENS).body == b"{}"


def test_every_answer_leaves_with_the_headers_of_its_area():
    bridge = Bridge(application_with([b"x"]), SiteFacts("https://hiwar.example"))

    answer = bridge.answer(request_with(path="/desk/"), b"", tokens=TOKENS)

    assert "trusted-types hiwar" in answer.header("content-security-policy")
    assert answer.header("cache-control") == "private, no-store"
    assert answer.header("strict-transport-security")


def test_the_threads_stay():
    names = []

    def application(environ, start_response):
        names.append(threading.current_thread().name)
        start_response("200 OK", [])
        return []

    async def ask_often():
        for _ in range(20):
            await bridge.ask(request_with(), b"", tokens=TOKENS)

    bridge = Bridge(application, SiteFacts("https://hiwar.example"), threads=2)
    bridge.start()
    asyncio.run(ask_often())
    bridge.stop()

    assert len(names) == 20
    assert set(names) <= {"hiwar-1", "hiwar-2"}


def test_a_line_that_is_full_turns_the_next_one_away():
    bridge = Bridge(application_with([]), SiteFacts("https://hiwar.example"), threads=1, waiting=1)

    async def ask_twice():
        first = asyncio.ensure_future(bridge.ask(request_with(), b"", tokens=TOKENS))
        await asyncio.sleep(0)
        with pytest.raises(Refused) as caught:
            await bridge.ask(request_with(), b"", tokens=TOKENS)
        bridge.start()
        return caught.value, await first

    refused, answer = asyncio.run(ask_twice())
    bridge.stop()

    assert refused.status == 503
    assert answer.status == 200


def test_a_view_that_hangs_does_not_keep_the_server_from_ending():
    hung = threading.Event()
    release = threading.Event()

    def application(environ, start_response):
        hung.set()
        release.wait(10)
        start_response("200 OK", [])
        return []

    async def leave_while_it_hangs():
        asking = asyncio.ensure_future(bridge.ask(request_with(), b"", tokens=TOKENS))
        await asyncio.to_thread(hung.wait, 10)
        bridge.stop(patience=0.0)
        release.set()
        return await asking

    bridge = Bridge(application, SiteFacts("https://hiwar.example"), threads=1)
    bridge.start()

    assert asyncio.run(leave_while_it_hangs()).status == 200
