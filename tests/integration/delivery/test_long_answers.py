"""A long answer over a real server: whole, as fast as it is taken, and held in nobody's memory meanwhile."""

from __future__ import annotations

import socket
import time
from pathlib import Path

from tests.integration.delivery.tiny_server import LONG_LINES
from tests.integration.delivery.wire import read_reply, request_bytes

LINE = 128
WHOLE = LONG_LINES * LINE
PATIENCE = 20.0


def memory_of(server, name):
    """Return a number of bytes that the kernel knows of a server's processes, added up."""
    tree = [server.process.pid]
    for pid in tree:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            tree += map(int, (thread / "children").read_text().split())
    lines = (line for pid in tree for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


def test_a_long_answer_arrives_whole_and_passes_through_no_ones_memory(server):
    server.ask("/private/")
    before = memory_of(server, "VmHWM")

    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(request_bytes("/long/"))
        with connection.makefile("rb") as stream:
            # The first bytes are there, and nobody takes the rest: it waits where it costs nothing.
            stream.peek(1)
            grown = memory_of(server, "VmHWM") - before
            reply = read_reply(stream)

    assert reply.status == 200
    assert len(reply.body) == WHOLE
    assert reply.body[-LINE : -LINE + 8] == b"%08d" % (LONG_LINES - 1)
    assert grown < WHOLE / 4


def test_while_somebody_takes_a_long_answer_slowly_others_are_served(server):
    slow = [socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) for _ in range(4)]
    try:
        for connection in slow:
            connection.sendall(request_bytes("/long/"))
            connection.recv(1)

        began = time.monotonic()
        reply = server.ask("/private/")

        assert reply.status == 200
        assert time.monotonic() - began < PATIENCE / 4
    finally:
        for connection in slow:
            connection.close()


def test_one_that_breaks_off_is_a_fault_from_the_first_byte(server):
    reply = server.ask("/breaks/")

    assert reply.status == 500
    assert b"secret" not in reply.body
