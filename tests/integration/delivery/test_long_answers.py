"""A long answer over a real server: whole, as fast as it is taken, and held in nobody's memory meanwhile."""

from __future__ import annotations

import socket
import time

from tests.integration.delivery.tiny_server import LONG_LINES
from tests.integration.delivery.wire import read_reply, request_bytes

LINE = 128
WHOLE = LONG_LINES * LINE
PATIENCE = 20.0


def test_a_long_answer_arrives_whole_and_passes_through_no_ones_memory(server):
    server.ask("/private/")
    before = server.memory("VmHWM")

    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(request_bytes("/long/"))
        with connection.makefile("rb") as stream:
            # The first bytes are there, and nobody takes the rest: it waits where it costs nothing.
            stream.peek(1)
            grown = server.memory("VmHWM") - before
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
