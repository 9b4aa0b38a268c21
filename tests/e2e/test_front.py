"""The newsroom as readers reach it: nginx with the settings we ship, and Hiwar behind it on a Unix socket."""

from __future__ import annotations

import gzip
import re
import secrets
import socket
import sqlite3
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import BinaryIO

import brotli
import pytest

from scripts.behind import Node, demo_behind
from scripts.front import HOST, Front, Wanted, front
from scripts.serving import hiwar
from tests.e2e.through_nginx import PATIENCE, ask, connected, exchange, kept, say, suppressed_hang_up
from tests.integration.delivery.test_server_wire import GHOST, TABLE

pytestmark = [pytest.mark.nginx, pytest.mark.alone]
AGENT = "Layla-Canary-Phone/7.3"
OLD_TLS = b"\3\2"  # 1.1, as it is written on the wire.
# In the second in which a page was read it may be shown; then Hiwar is asked, which hears of a change within a tenth of
# a second and draws. The rest is for a busy machine. Whoever asks later than that must be given the new page.
GONE_WITHIN = 1.6
FOUND = """
import time
from django.utils import timezone
from hiwar.discussions.models import Comment, State, Thread
from hiwar.discussions.services import publish_comment, set_aside_comment
thread, now = Thread.objects.get(public_id="{thread}"), timezone.now()
comment = Comment.objects.get(thread=thread, text="{text}")
"""
SHOW = "publish_comment(comment=comment, now=now); print('committed', time.monotonic())"
TAKE_DOWN = "set_aside_comment(comment=comment, state=State.REJECTED); print('committed', time.monotonic())"

# Where the answer is another than Hiwar's own door gives.
OTHERWISE: dict[str, list[int]] = {
    # Names that are not ours end at the default server, without a word. Ours with a port is ours: Hiwar never hears it.
    "no host, HTTP/1.0": [],
    "foreign host": [],
    "host in Arabic bytes": [],
    "absolute form, foreign": [],
    "host with another port": [200],
    # What nginx itself finds to be no HTTP.
    "NUL": [400],
    "a header of 20 kB": [400],
    "CONNECT": [400],
    "OPTIONS *": [400],
    "HTTP/2 preface": [400],
    "CL and TE": [400],
    "TE and CL": [400],
    "broken chunks": [400],
    "TE unknown": [501],
    # The body ends with its last chunk, which is its first; what comes after it is a request, and is answered as one.
    "GET with body in chunks": [200, 404],
    # Whole bodies reach Hiwar with a length, however they came; the front page takes no POST.
    "whole chunks": [403],
    "64 KiB body": [403],
}
SAID_OF_THE_WIRE = [
    (label, raw, OTHERWISE.get(label, statuses)) for label, raw, statuses in TABLE if label != "slow body"
]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Node, str]]:
    """A demo newsroom on a Unix socket."""
    with demo_behind(tmp_path_factory.mktemp("behind")) as served:
        yield served


@pytest.fixture(scope="module")
def nginx(newsroom: tuple[Node, str]) -> Iterator[Front]:
    """nginx in front of it."""
    with front(Wanted((newsroom[1],))) as started:
        yield started


@pytest.fixture(scope="module")
def node(newsroom: tuple[Node, str]) -> Node:
    """What stands behind nginx."""
    return newsroom[0]


@pytest.fixture(scope="module")
def thread(node: Node) -> tuple[str, str]:
    """The public id and the path of the fullest discussion."""
    return rows(node, "SELECT public_id, url FROM discussions_thread ORDER BY comment_count DESC LIMIT 1")[0]


def rows(node: Node, statement: str) -> list[tuple]:
    """Return what the newsroom's database holds."""
    with closing(sqlite3.connect(f"file:{node.data / 'hiwar.sqlite3'}?mode=ro", uri=True)) as database:
        return database.execute(statement).fetchall()


def does(node: Node, thread: str, text: str, what: str) -> float:
    """Do something to a comment from another process, and return when it was committed."""
    said = hiwar(node.data, "manage", "shell", "-c", FOUND.format(thread=thread, text=text) + what)
    return float(said.rpartition("committed ")[2])


class TestTheWire:
    """Rows C1, C2 and C7 of the threat model: one request in, one answer out, and the right one."""

    @pytest.mark.parametrize(
        ("raw", "statuses"), [row[1:] for row in SAID_OF_THE_WIRE], ids=[row[0] for row in SAID_OF_THE_WIRE]
    )
    def test_each_request_has_one_answer_and_the_right_one(self, nginx: Front, raw: bytes, statuses: list[int]) -> None:
        # An address that nobody has read: what lies in the store is everybody's, and is given to odd requests as well.
        replies = exchange(nginx, raw.replace(b" / HTTP/1", f" /?{secrets.token_hex(8)} HTTP/1".encode()))

        assert [reply.status for reply in replies] == statuses

    def test_odd_requests_leave_no_trace_in_what_everybody_gets(self, nginx: Front) -> None:
        clean = ask(nginx, "/")

        for _, raw, _ in SAID_OF_THE_WIRE:
            exchange(nginx, raw.replace(b"\r\n\r\n", b"\r\nX-Forwarded-Host: canary.example\r\n\r\n", 1))

        again = ask(nginx, "/")
        assert (again.status, again.body) == (200, clean.body)
        assert b"canary" not in kept(nginx.folder)
        assert GHOST not in kept(nginx.folder)

    def test_another_name_in_the_handshake_gets_no_certificate(self, nginx: Front) -> None:
        with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
            connected(nginx, name="evil.example")

    def test_tls_before_1_2_is_refused(self, nginx: Front) -> None:
        with socket.create_connection(("127.0.0.1", nginx.port), timeout=PATIENCE) as wire:
            wire.sendall(greeting(OLD_TLS))
            said = wire.recv(100)

        alert, fatal, protocol_version = 21, 2, 70
        assert (said[0], *said[5:7]) == (alert, fatal, protocol_version)

    def test_clear_text_is_sent_to_our_own_name_and_no_other(self, nginx: Front) -> None:
        ours = in_clear_text(nginx, HOST)
        foreign = in_clear_text(nginx, "evil.example")

        assert ours.startswith(b"HTTP/1.1 301 ")
        assert f"Location: https://{HOST}/page/?a=b\r\n".encode() in ours
        assert foreign == b""

    def test_slow_clients_are_cut_off_and_hold_nobody_up(self, nginx: Front) -> None:
        head = f"POST /discussion/x/comments/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 9\r\n\r\nabc".encode()
        with ExitStack() as stack:
            slow = [stack.enter_context(closing(connected(nginx))) for _ in range(60)]
            begun = time.monotonic()
            for number, wire in enumerate(slow):
                wire.sendall(head if number % 2 else head[:40])

            assert ask(nginx, "/").status == 200
            assert time.monotonic() - begun < 10, "the page waited for them"
            ends = [wire.recv(100) for wire in slow]

        assert all(end == b"" or b" 408 " in end for end in ends)
        assert time.monotonic() - begun < 20


def greeting(version: bytes) -> bytes:
    """Return the first message of a TLS handshake that offers this version at most, and says nothing odd."""
    name = HOST.encode()
    entry = b"\0" + len(name).to_bytes(2) + name
    names = len(entry).to_bytes(2) + entry
    extension = b"\0\0" + len(names).to_bytes(2) + names
    suites = bytes.fromhex("c009c00ac013c014002f0035")
    body = version + bytes(32) + b"\0" + len(suites).to_bytes(2) + suites + b"\1\0"
    body += len(extension).to_bytes(2) + extension
    message = b"\1" + len(body).to_bytes(3) + body
    return b"\x16\3\1" + len(message).to_bytes(2) + message


def in_clear_text(nginx: Front, host: str) -> bytes:
    """Return everything that the port for clear text answers."""
    with socket.create_connection(("127.0.0.1", nginx.plain_port), timeout=PATIENCE) as wire:
        wire.sendall(f"GET /page/?a=b HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        with suppressed_hang_up(), wire.makefile("rb") as stream:
            return stream.read()
    return b""


class TestPages:
    """The same bytes for everybody, and a reader's own for nobody else."""

    def test_each_coding_has_its_own_bytes_and_tag_and_is_confirmed_by_it(
        self, nginx: Front, thread: tuple[str, str]
    ) -> None:
        wishes = {"": "identity", "gzip": "gzip", "br": "gzip, deflate, br", "none": "br;q=0, gzip;q=0"}
        answers = {coding: ask(nginx, thread[1], Accept_Encoding=wish) for coding, wish in wishes.items()}

        plain = answers[""].body
        assert gzip.decompress(answers["gzip"].body) == brotli.decompress(answers["br"].body) == plain
        assert answers["none"].body == plain
        assert len({answers[coding].headers["etag"] for coding in ("", "gzip", "br")}) == 3
        for coding, answer in answers.items():
            known = {"Accept_Encoding": wishes[coding], "If_None_Match": answer.headers["etag"]}
            again = ask(nginx, thread[1], **known)
            assert (again.status, again.body) == (304, b"")
            assert ask(nginx, thread[1], **known | {"If_None_Match": '"other"'}).body == answer.body

    def test_head_says_what_get_would(self, nginx: Front, thread: tuple[str, str]) -> None:
        get = ask(nginx, thread[1], Accept_Encoding="br")
        head = ask(nginx, thread[1], method="HEAD", Accept_Encoding="br")

        assert head.body == b""
        assert {**head.headers, "date": ""} == {**get.headers, "date": ""}

    def test_every_answer_keeps_the_headers_of_the_door_and_names_no_server(
        self, nginx: Front, thread: tuple[str, str]
    ) -> None:
        headers = ask(nginx, thread[1]).headers

        assert headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["server"] == ""

    def test_a_comment_is_shown_and_taken_down_within_a_second_of_the_database(
        self, nginx: Front, node: Node, thread: tuple[str, str]
    ) -> None:
        text = "قرأت الخبر كله وأشكركم على الأرقام."
        accepted = say(nginx, thread[0], source="127.0.30.1", comment=text, author="ليلى")
        assert accepted.status == 201
        assert text not in ask(nginx, thread[1]).text

        shown_at = does(node, thread[0], text, SHOW)
        assert asked_in_vain(nginx, thread[1], lambda page: text in page, since=shown_at) < GONE_WITHIN

        gone_at = does(node, thread[0], text, TAKE_DOWN)
        assert asked_in_vain(nginx, thread[1], lambda page: text not in page, since=gone_at) < GONE_WITHIN

    def test_what_waits_is_seen_by_its_writer_and_by_nobody_else(self, nginx: Front, thread: tuple[str, str]) -> None:
        text = "هذا بانتظار المراجعة ولا يراه غيري."
        accepted = say(nginx, thread[0], source="127.0.31.1", comment=text, author="عمر")
        own = accepted.headers["set-cookie"]
        cookie = "; ".join(re.findall(r"(__Host-hiwar_\w+=[^;]+);", own))
        assert "__Host-hiwar_mine" in cookie

        mine = [ask(nginx, thread[1], Cookie=cookie) for _ in range(3)]
        others = [ask(nginx, thread[1]) for _ in range(3)]

        assert all(text in page.text for page in mine)
        assert all(page.headers["cache-control"] == "private, no-store" for page in mine)
        assert not any(text in page.text for page in others)
        assert text.encode() not in kept(nginx.folder)

    def test_a_text_that_is_too_long_for_nginx_is_refused_in_the_words_of_hiwar(self, nginx: Front) -> None:
        answer = ask(nginx, "/discussion/x/comments/", method="POST", body=b"a" * 70_000)

        assert answer.status == 413
        assert "المُرسَل أكبر مما نقبله" in answer.text

    def test_the_editor_takes_pictures_and_nothing_larger(self, nginx: Front) -> None:
        picture = ask(nginx, "/editor/images/add/", method="POST", body=b"a" * 1_000_000)
        film = ask(nginx, "/editor/images/add/", method="POST", body=b"a" * 13_000_000)

        assert picture.status != 413
        assert film.status == 413


def asked_in_vain(nginx: Front, path: str, holds: Callable[[str], bool], *, since: float) -> float:
    """Ask for a page until this holds; return how long after `since` the last request was made for which it did not."""
    deadline, latest = time.monotonic() + PATIENCE, 0.0
    while True:
        asked_at = time.monotonic()
        if holds(ask(nginx, path).text):
            return latest
        latest = asked_at - since
        assert asked_at < deadline


class TestWhoAsks:
    """Rows D1 and P7: limits count the peer that nginx sees, and nothing of it is written anywhere."""

    def test_a_forged_address_moves_no_limit(self, nginx: Front, node: Node, thread: tuple[str, str]) -> None:
        for number in range(14):
            answer = say(
                nginx, thread[0], source="127.0.40.1", forged=f"198.51.{number}.7",
                comment=f"من شبكة واحدة، رسالة {number}.", author="كريم",
            )  # fmt: skip
            assert answer.status == 201, answer.text
        innocent = say(nginx, thread[0], source="127.0.41.1", comment="من شبكة أخرى.", author="سلمى")
        assert innocent.status == 201

        held = dict(rows(node, "SELECT text, screening FROM discussions_comment WHERE text LIKE 'من شبكة %'"))
        over = {text for text, record in held.items() if '"over_limit"' in record}
        assert over == {f"من شبكة واحدة، رسالة {number}." for number in (12, 13)}

    def test_neither_address_nor_agent_nor_path_is_written_by_nginx(self, nginx: Front, node: Node) -> None:
        ask(nginx, "/canary-path/", source="127.0.50.77", User_Agent=AGENT)
        ask(nginx, "/", source="127.0.50.77", User_Agent=AGENT, Cookie="__Host-hiwar_mine=canary")
        exchange(nginx, f"GET / HTTP/1.1\r\nHost: {HOST}\r\nUser-Agent: {AGENT}\r\nContent-Length: x\r\n\r\n".encode())

        written = kept(nginx.folder) + node.log.read_bytes()
        assert [word for word in (b"127.0.50.77", AGENT.encode(), b"canary") if word in written] == []


class TestStreams:
    """A discussion that is open moves by itself, through nginx as without it."""

    def test_a_stream_says_how_things_stand_and_then_what_changed(
        self, nginx: Front, node: Node, thread: tuple[str, str]
    ) -> None:
        text = "تعليق يصل إلى من فتح النقاش."
        assert say(nginx, thread[0], source="127.0.60.1", comment=text, author="ليلى").status == 201
        request = f"GET /talk/{thread[0]}/live/ HTTP/1.1\r\nHost: {HOST}\r\nAccept: text/event-stream\r\n\r\n"
        with closing(connected(nginx)) as wire, wire.makefile("rb") as stream:
            wire.sendall(request.encode())
            before = next_event(stream)

            committed_at = does(node, thread[0], text, SHOW)
            after = next_event(stream)
            heard_after = time.monotonic() - committed_at

        assert before != after
        assert heard_after < 5

    def test_a_stream_of_no_discussion_is_not_found(self, nginx: Front) -> None:
        assert ask(nginx, "/talk/AAAAAAAAAAAAAAAA/live/").status == 404


def next_event(stream: BinaryIO) -> bytes:
    """Return the next message of a stream."""
    while line := stream.readline():
        if line.startswith(b"data: {"):
            return line
    raise AssertionError("the stream ended")
