"""What everybody else notices when somebody is slow, sends far too much, or asks for addresses without end: nothing."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from urllib.parse import quote

import pytest

from scripts.serving import Newsroom
from tests.e2e.processes import peak_bytes, resident_bytes
from tests.e2e.strangers import get, rows

pytestmark = pytest.mark.alone

KNOCKING = Path(__file__).with_name("knocking.py")
MB = 1024 * 1024
SLOW = 120
# A machine with other work makes single answers late; what the crowd does to us it does in every round.
ROUNDS = 3
HITS = 400
# What each of them leaves behind would show: a kilobyte each is twice what we allow. A hundred thousand take a minute.
ADDRESSES = 30_000


@pytest.fixture
def read(server: Newsroom) -> tuple[str, str]:
    """The path of an article that is being read, and its discussion."""
    ((path, thread),) = rows(
        server, "SELECT url, public_id FROM discussions_thread ORDER BY comment_count DESC LIMIT 1"
    )
    for _ in range(3):
        assert get(server, path).status == 200
    return path, thread


def slowest_percent(server: Newsroom, path: str, *, hits: int = HITS) -> float:
    """Return in how many seconds 99 of 100 readers have the page."""
    took, address = [], quote(path, safe="/%")
    with closing(HTTPConnection(server.host, timeout=30)) as wire:
        for _ in range(hits):
            began = time.perf_counter()
            wire.request("GET", address)
            with wire.getresponse() as response:
                response.read()
                assert response.status == 200
                assert response.getheader("cache-status") is None
            took.append(time.perf_counter() - began)
    return sorted(took)[hits * 99 // 100]


class Dripping(Thread):
    """Clients that send a byte now and then, for as long as they are listened to."""

    HEADERS = b"GET / HTTP/1.1\r\nHost: {host}\r\nX-Slow: "
    BODY = b"POST /discussion/{thread}/comments/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9000\r\n\r\n"

    def __init__(self, server: Newsroom, thread: str) -> None:
        super().__init__()
        self.ended: dict[int, tuple[float, bytes]] = {}
        """By client, in the order of their coming: after how many seconds, and with which words."""
        self._stop_now = Event()
        host, _, port = server.host.partition(":")
        self._clients: list[socket.socket] = []
        self._begun_at = time.monotonic()
        for number in range(SLOW):
            client = socket.create_connection((host, int(port)), timeout=10)
            beginning = self.BODY if number % 2 else self.HEADERS
            client.sendall(beginning.replace(b"{host}", server.host.encode()).replace(b"{thread}", thread.encode()))
            client.setblocking(False)
            self._clients.append(client)

    def run(self) -> None:
        """Drip until everybody has been told to go, or the test has seen enough."""
        while len(self.ended) < SLOW and not self._stop_now.wait(0.25):
            for number, client in enumerate(self._clients):
                if number not in self.ended:
                    self._drip(number, client)

    def end(self) -> None:
        """Stop, and hang up."""
        self._stop_now.set()
        self.join(30)
        for client in self._clients:
            client.close()

    def _drip(self, number: int, client: socket.socket) -> None:
        try:
            words = client.recv(65536)
            self.ended[number] = (time.monotonic() - self._begun_at, words)
        except BlockingIOError:
            # Who has been told to go since we listened cannot be written to; the words are heard at the next turn.
            with suppress(OSError):
                client.send(b"x")
        except ConnectionError:
            self.ended[number] = (time.monotonic() - self._begun_at, b"")


@contextmanager
def dripping(server: Newsroom, thread: str) -> Iterator[Dripping]:
    """Have slow clients around until the block ends."""
    crowd = Dripping(server, thread)
    crowd.start()
    try:
        yield crowd
    finally:
        crowd.end()


def test_a_crowd_of_slow_clients_slows_nobody_and_is_shown_out_in_time(server: Newsroom, read: tuple[str, str]) -> None:
    path, thread = read
    ratios: list[float] = []

    while not ratios or (min(ratios) >= 2 and len(ratios) < ROUNDS):
        quiet = slowest_percent(server, path)
        with dripping(server, thread) as crowd:
            ratios.append(slowest_percent(server, path) / quiet)
            crowd.join(60)
        ended = crowd.ended

    assert min(ratios) < 2, ratios
    assert len(ended) == SLOW
    headers, bodies = ([ended[number] for number in range(first, SLOW, 2)] for first in (0, 1))
    # Five seconds for headers, fifteen for a reader's text; the rest is how late a busy machine looks.
    assert max(seconds for seconds, _ in headers) < 15
    assert max(seconds for seconds, _ in bodies) < 30
    assert {words[:12] for _, words in bodies} == {b"HTTP/1.1 408"}


@pytest.mark.parametrize("place", ["/discussion/{thread}/comments/", "/editor/images/add/"])
def test_fifty_megabytes_are_refused_before_they_are_read(server: Newsroom, read: tuple[str, str], place: str) -> None:
    before, (_, thread) = peak_bytes(server), read
    head = f"POST {place.format(thread=thread)} HTTP/1.1\r\nHost: {server.host}\r\nContent-Length: {50 * MB}\r\n\r\n"

    with socket.create_connection(tuple(server.host.split(":")), timeout=30) as wire:
        wire.sendall(head.encode())
        answer = wire.recv(65536)
        taken = 0
        try:
            for _ in range(50):
                wire.sendall(b"x" * MB)
                taken += MB
        except OSError:
            pass

    assert answer.startswith(b"HTTP/1.1 413")
    assert b"connection: close" in answer.lower()
    # What the two ends of the wire hold on the way; nobody has read it.
    assert taken < 10 * MB
    assert peak_bytes(server) - before < 8 * MB


def test_addresses_without_end_cost_little_memory_and_no_reader_her_page(
    server: Newsroom, read: tuple[str, str]
) -> None:
    path, thread = read
    quiet = slowest_percent(server, path)
    before = resident_bytes(server)

    command = [sys.executable, KNOCKING, server.host.rpartition(":")[2], thread, str(ADDRESSES)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as knocking:
        crowded = []
        while knocking.poll() is None:
            crowded.append(slowest_percent(server, path, hits=100))
        told, failed = knocking.communicate()
    grown = resident_bytes(server) - before

    assert knocking.returncode == 0, failed
    statuses = json.loads(told)
    assert sum(statuses.values()) == ADDRESSES
    assert statuses["404"] > ADDRESSES * 0.98
    assert set(statuses) <= {"200", "404"}
    assert grown < 16 * MB
    # On a quiet machine three times next to nothing is less than one turn of the interpreter, which is what a thread
    # that draws for the crowd may take from the door.
    assert min(crowded) < 3 * quiet + sys.getswitchinterval(), (quiet, crowded)
