"""The page store behind a real server: nothing a reader sends can reach another reader's page (threats, story 4)."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path

import pytest

from tests.integration.delivery.conftest import RunningServer, start, stop
from tests.integration.delivery.tiny_server import HOST, STORED
from tests.integration.delivery.wire import request_bytes

CANARY = "canary-7391"


def told(body: bytes) -> dict[str, str]:
    """Return what the application was told when it drew the page."""
    found: dict[str, str] = json.loads(body)
    return found


def raw(target: str, *lines: str, host: str = HOST, method: str = "GET") -> bytes:
    """Return a request line for line, without anything being put right."""
    return "\r\n".join([f"{method} {target} HTTP/1.1", f"Host: {host}", *lines, "", ""]).encode("latin-1")


ODD = [
    raw(STORED, f"Host: {CANARY}.example"),
    raw(STORED, host=f"{CANARY}.example"),
    raw(f"http://{CANARY}.example{STORED}"),
    raw(f"http://{CANARY}.example{STORED}", host=f"{CANARY}.example"),
    raw(STORED, f"X-Forwarded-Host: {CANARY}.example", f"X-Forwarded-Proto: {CANARY}"),
    raw(STORED, f"Forwarded: host={CANARY}", f"X-Original-URL: /{CANARY}", f"X-Rewrite-URL: /{CANARY}"),
    raw(STORED, f"Cookie: hiwar_reader={CANARY}"),
    raw(STORED, f"Cookie: other={CANARY}"),
    raw(STORED, f"Accept: {CANARY}", f"Accept-Language: {CANARY}", f"User-Agent: {CANARY}", f"Referer: {CANARY}"),
    raw(STORED, f"Authorization: Bearer {CANARY}"),
    raw(STORED, f"Origin: https://{CANARY}.example", "Sec-Fetch-Site: cross-site"),
    raw(STORED, f"Accept-Encoding: {CANARY}"),
    raw(STORED, f"If-None-Match: {CANARY}", f"Range: bytes=0-{len(CANARY)}"),
    raw(f"{STORED}?{CANARY}=1"),
    raw(f"{STORED}?page=2&{CANARY}"),
    raw(f"{STORED}?utm_source={CANARY}"),
    raw(f"/{CANARY}/..{STORED}"),
    raw(f"/{STORED}"),
    raw("/stored%2f"),
    raw("/stored/%3f" + CANARY),
    raw("/stored/%00" + CANARY),
    raw("/stored/%0d%0aSet-Cookie:" + CANARY),
    raw("/stored/%ff"),
    raw(STORED, f"X-{CANARY}: 1", f"X_{CANARY}: 2"),
    raw(STORED, "Transfer-Encoding: chunked", "Content-Length: 4"),
    raw(STORED, "Content-Length: 0", f"Cookie: hiwar_reader={CANARY}", method="HEAD"),
    raw(STORED, f"Cookie: \xff={CANARY}"),
]


def test_odd_requests_leave_no_trace_in_what_everybody_gets(server: RunningServer) -> None:
    for request in ODD:
        server.send(request)

    pages = [server.ask(STORED) for _ in range(100)]

    assert {page.status for page in pages} == {200}
    assert len({page.body for page in pages}) == 1
    assert CANARY.encode() not in pages[0].body
    assert not [value for page in pages for _, value in page.headers if CANARY in value]
    assert told(pages[0].body)["HTTP_HOST"] == HOST


@pytest.mark.parametrize("line", ["Cookie: hiwar_reader=1", "Authorization: Basic x"])
def test_whoever_is_known_is_answered_by_the_application(server: RunningServer, line: str) -> None:
    stored = server.ask(STORED)
    own = server.ask(STORED, line)

    assert told(own.body)["hiwar.net_token"] != ""
    assert told(stored.body)["hiwar.net_token"] == ""


def test_a_foreign_query_is_answered_and_not_kept(server: RunningServer) -> None:
    assert told(server.ask(f"{STORED}?sent=held").body)["QUERY_STRING"] == "sent=held"
    assert told(server.ask(STORED).body)["QUERY_STRING"] == ""
    assert told(server.ask(f"{STORED}?page=1&fbclid=x").body)["QUERY_STRING"] == ""
    assert told(server.ask(f"{STORED}?page=3&utm_source=x").body)["QUERY_STRING"] == "page=3"


@pytest.mark.parametrize("coding", ["gzip", "br", "identity"])
def test_each_coding_is_confirmed_by_its_own_tag(server: RunningServer, coding: str) -> None:
    lines = (f"Accept-Encoding: {coding}",)
    first = server.ask(STORED, *lines)

    again = server.ask(STORED, *lines, f"If-None-Match: {first.header('etag')}")
    head = server.ask(STORED, *lines, method="HEAD")

    assert (first.header("content-encoding") or "identity") == coding
    assert first.header("vary") == "Accept-Encoding, Cookie"
    assert (again.status, again.body, again.header("etag")) == (304, b"", first.header("etag"))
    assert (head.status, head.body) == (200, b"")
    assert head.header("content-length") == str(len(first.body))
    assert [value for name, value in first.headers if name == "server"] == [""]


def test_a_server_that_is_told_to_stop_does_not_wait_for_open_streams(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    server = start(tmp_path, arguments=[str(tmp_path / "media")])
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as wire:
        wire.sendall(request_bytes("/talk/abcdefghijklmnop/live/"))
        heard = b""
        while b"data: " not in heard:
            heard += wire.recv(4096)

        asked_at = time.monotonic()
        code = stop(server)
        took = time.monotonic() - asked_at
        while piece := wire.recv(4096):
            heard += piece

    assert b"text/event-stream" in heard
    assert b"event: end" in heard
    assert code == 0
    assert took < 8
