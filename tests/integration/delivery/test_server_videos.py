"""Videos over a real server: taken whole and held in nobody's memory, refused in time, handed out in parts."""

import socket

from tests.integration.delivery.wire import read_reply, request_bytes

LARGE = 48 * 1024 * 1024
PATIENCE = 20.0


def test_a_video_comes_over_the_bridge_whole(server):
    reply = server.ask("/editor/videos/add/", method="POST", body=b"a" * 3_000_000)

    assert reply.status == 200
    assert b'"body": 3000000' in reply.body
    assert b'"CONTENT_LENGTH": "3000000"' in reply.body


def test_a_video_of_somebody_who_is_signed_out_is_not_taken(server):
    reply = server.ask("/editor/videos/signed-out/", method="POST", body=b"a" * 100_000)

    assert reply.status == 403
    assert reply.header("connection") == "close"


def test_a_video_that_comes_too_slowly_is_given_up(server):
    raw = request_bytes("/editor/videos/add/", "Content-Length: 100000", method="POST") + b"abc"

    assert [reply.status for reply in server.send(raw)] == [408]


def test_a_large_video_passes_through_no_ones_memory(server):
    server.ask("/private/")
    before = server.memory("VmHWM")
    piece = bytes(1024 * 1024)

    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(request_bytes("/editor/videos/add/", f"Content-Length: {LARGE}", method="POST"))
        for _ in range(LARGE // len(piece)):
            connection.sendall(piece)
        with connection.makefile("rb") as stream:
            reply = read_reply(stream)

    assert reply.status == 200
    assert b'"body": %d' % LARGE in reply.body
    assert server.memory("VmHWM") - before < LARGE / 4


def test_a_part_of_a_file_comes_alone(server):
    (server.media / "film.mp4").write_bytes(bytes(range(256)) * 300)
    whole = server.ask("/media/film.mp4")

    part = server.ask("/media/film.mp4", "Range: bytes=5000-5009")
    end = server.ask("/media/film.mp4", "Range: bytes=-4")
    beyond = server.ask("/media/film.mp4", "Range: bytes=900000-")

    assert (whole.status, whole.header("accept-ranges")) == (200, "bytes")
    assert (part.status, part.body) == (206, whole.body[5000:5010])
    assert part.header("content-range") == f"bytes 5000-5009/{len(whole.body)}"
    assert (end.status, end.body) == (206, whole.body[-4:])
    assert (beyond.status, beyond.header("content-range")) == (416, f"bytes */{len(whole.body)}")
