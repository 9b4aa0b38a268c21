"""Raw HTTP over a socket, so that a test sends exactly the bytes it means and counts every answer that comes back."""

import socket
from dataclasses import dataclass

HOST = "hiwar.example"
LAST = f"GET /last/ HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()


@dataclass
class Reply:
    """One answer as it came over the wire."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name):
        """Return the first value of a header."""
        return next((value for key, value in self.headers if key == name), None)


def exchange(port, raw):
    """Return every answer to these bytes.

    Where the server keeps the connection, one more request is sent on it: an answer that nobody asked for would come
    before the answer to that one.
    """
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        try:
            connection.sendall(raw)
        except (BrokenPipeError, ConnectionResetError):
            return []
        with connection.makefile("rb") as stream:
            first = read_reply(stream, has_body=not raw.startswith(b"HEAD"))
            if first is None:
                return []
            if first.header("connection") == "close" or b"HTTP/1.0" in raw:
                return [first, *rest_of(stream)]
            connection.sendall(LAST)
            *others, last = rest_of(stream)
    assert b"/last/" in last.body, last
    return [first, *others]


def rest_of(stream):
    """Return the answers that are left until the server closes."""
    replies = []
    while reply := read_reply(stream):
        replies.append(reply)
    return replies


def read_reply(stream, *, has_body=True):
    """Return the next answer, or None at the end."""
    try:
        line = stream.readline()
    except ConnectionResetError:
        return None
    if not line:
        return None
    headers = []
    while (field := stream.readline().strip()) != b"":
        name, _, value = field.decode().partition(":")
        headers.append((name.lower(), value.strip()))
    reply = Reply(int(line.split()[1]), headers, b"")
    if has_body and reply.status not in (204, 304):
        reply.body = stream.read(int(reply.header("content-length") or 0))
    return reply


def request_bytes(target="/", *lines, method="GET", body=b"", host=HOST):
    """Return a request as bytes; `lines` are further header lines, text or bytes."""
    head = [f"{method} {target} HTTP/1.1".encode(), f"Host: {host}".encode()]
    head += [line if isinstance(line, bytes) else line.encode() for line in lines]
    if body:
        head.append(f"Content-Length: {len(body)}".encode())
    return b"\r\n".join(head) + b"\r\n\r\n" + body
