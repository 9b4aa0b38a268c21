"""Raw requests against a real server: one request in, one answer out, and the right one."""

import socket

import pytest

from tests.integration.delivery.wire import HOST, request_bytes

HEAD = f"Host: {HOST}\r\n".encode()
GHOST = b"GET /ghost/ HTTP/1.1\r\n" + HEAD + b"\r\n"
BIG = b"a" * 100_000


def post(*lines, body=b""):
    """Return a POST whose framing is given by hand."""
    return b"\r\n".join([b"POST / HTTP/1.1", HEAD.strip(), *lines]) + b"\r\n\r\n" + body


# Label, bytes, statuses in order. An empty list: the server hangs up without a word.
TABLE = [
    ("a plain request", request_bytes(), [200]),
    ("head", request_bytes(method="HEAD"), [200]),
    # C1: one Host, and ours.
    ("no host", b"GET / HTTP/1.1\r\n\r\n", [400]),
    ("no host, HTTP/1.0", b"GET / HTTP/1.0\r\n\r\n", [400]),
    ("foreign host", request_bytes(host="evil.example"), [400]),
    ("host with another port", request_bytes(host=f"{HOST}:81"), [400]),
    ("doubled host", request_bytes("/", f"Host: {HOST}"), [400]),
    ("doubled host, second foreign", request_bytes("/", "Host: evil.example"), [400]),
    ("host in Arabic bytes", request_bytes(host="حوار"), [400]),
    ("absolute form, foreign", request_bytes("http://evil.example/"), [400]),
    ("absolute form, ours", request_bytes(f"http://{HOST}/"), [200]),
    ("forwarded host is not heard", request_bytes("/", "X-Forwarded-Host: evil.example"), [200]),
    # C2: paths that programs read in two ways.
    ("encoded slash", request_bytes("/a%2F%2Fb"), [404]),
    ("encoded dots", request_bytes("/a/%2e%2e/b"), [404]),
    ("plain dots", request_bytes("/a/../b"), [404]),
    ("two slashes", request_bytes("/a//b"), [404]),
    ("NUL", request_bytes("/a%00"), [404]),
    ("line break", request_bytes("/a%0D%0AX: y"), [400]),
    ("encoded line break", request_bytes("/a%0D%0AX:%20y"), [404]),
    ("encoded question mark", request_bytes("/a%3Fb"), [404]),
    ("encoded fragment", request_bytes("/a%23b"), [404]),
    ("semicolon", request_bytes("/a;b"), [404]),
    ("backslash", request_bytes("/a%5Cb"), [404]),
    ("broken UTF-8", request_bytes("/a%FF"), [404]),
    ("overlong UTF-8", request_bytes("/a%C0%AE%C0%AE/"), [404]),
    ("too long", request_bytes("/" + "a" * 1025), [404]),
    ("asset with dots", request_bytes("/assets/../media/a.jpg"), [404]),
    # C6: headers of one meaning.
    ("doubled Origin", request_bytes("/", "Origin: null", "Origin: null"), [400]),
    ("doubled Sec-Fetch-Site", request_bytes("/", "Sec-Fetch-Site: none", "Sec-Fetch-Site: cross-site"), [400]),
    ("unreadable Origin", request_bytes("/", b"Origin: \xff"), [400]),
    ("unreadable Authorization", request_bytes("/", b"Authorization: \xff"), [400]),
    ("unreadable Cookie", request_bytes("/", b"Cookie: a=\xff"), [200]),
    ("folded header", request_bytes("/", "X: 1", " 2"), [400]),
    ("a header of 20 kB", request_bytes("/", "X: " + "a" * 20_000), [431]),
    # C7: methods and framing.
    ("TRACE", request_bytes(method="TRACE"), [405]),
    ("CONNECT", b"CONNECT hiwar.example:80 HTTP/1.1\r\n" + HEAD + b"\r\n", [405]),
    ("OPTIONS *", request_bytes("*", method="OPTIONS"), [405]),
    ("unknown method", request_bytes(method="BREW"), [405]),
    ("POST to an asset", request_bytes("/assets/site.css", method="POST"), [405]),
    ("HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", []),
    ("h2c upgrade is not heard", request_bytes("/", "Connection: Upgrade", "Upgrade: h2c"), [200]),
    ("websocket is not heard", request_bytes("/", "Connection: Upgrade", "Upgrade: websocket"), [200]),
    ("GET with body", request_bytes(body=GHOST), [400]),
    ("GET with body in chunks", request_bytes("/", "Transfer-Encoding: chunked") + b"0\r\n\r\n" + GHOST, [411]),
    ("CL and TE", post(b"Content-Length: 5", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n" + GHOST), [411]),
    ("TE and CL", post(b"Transfer-Encoding: chunked", b"Content-Length: 5", body=b"0\r\n\r\n" + GHOST), [411]),
    ("two lengths", post(b"Content-Length: 3", b"Content-Length: 4", body=b"abcd"), [400]),
    ("a length of words", post(b"Content-Length: five", body=GHOST), [400]),
    ("a negative length", post(b"Content-Length: -1", body=GHOST), [400]),
    ("TE with a space", post(b"Transfer-Encoding : chunked", body=b"0\r\n\r\n" + GHOST), [400]),
    ("TE unknown", post(b"Transfer-Encoding: xchunked", body=GHOST), [400]),
    ("whole chunks", post(b"Transfer-Encoding: chunked", body=b"3\r\nabc\r\n0\r\n\r\n"), [411]),
    ("broken chunks", post(b"Transfer-Encoding: chunked", body=b"3\r\nabcZZ\r\n"), [411]),
    ("compressed body", post(b"Content-Encoding: gzip", b"Content-Length: 3", body=b"abc"), [415]),
    ("100 kB body", post(b"Content-Length: 100000", body=BIG), [413]),
    ("64 KiB body", post(b"Content-Length: 65536", body=BIG[:65536]), [200]),
    ("slow body", post(b"Content-Length: 10", body=b"abc"), [408]),
    ("two requests in a row", request_bytes() * 2, [200, 200]),
]


@pytest.mark.parametrize(("raw", "statuses"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_each_request_has_one_answer_and_the_right_one(server, raw, statuses):
    replies = server.send(raw)

    assert [reply.status for reply in replies] == statuses
    assert not any(b"/ghost/" in reply.body for reply in replies)


@pytest.mark.parametrize(
    "row", [row for row in TABLE if row[2] and row[2][0] >= 400 and row[2] != [431]], ids=lambda row: row[0]
)
def test_a_refusal_of_ours_is_a_page_in_arabic(server, row):
    reply = server.send(row[1])[0]
    if not reply.body:
        # The server refuses what is no HTTP at all by itself, with an empty answer.
        assert reply.status == 400
        return

    assert reply.header("content-type") == "text/html; charset=utf-8"
    assert '<html lang="ar" dir="rtl">' in reply.body.decode()
    assert reply.header("cache-control") == "private, no-store"


def test_a_picture_for_the_editor_may_be_large(server):
    reply = server.ask("/editor/images/add/", method="POST", body=BIG * 5)

    assert reply.status == 200
    assert b'"body": 500000' in reply.body


def test_a_slow_reader_does_not_hold_up_the_others(server):
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
    for connection in slow:
        connection.sendall(post(b"Content-Length: 10", body=b"abc"))

    assert server.ask().status == 200

    for connection in slow:
        connection.close()
