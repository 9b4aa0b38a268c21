"""Requests to nginx with exactly the bytes, headers and source address a test wants, over TLS as readers come.

Not here: what stands behind nginx (`scripts.behind`, or a stub in a test) and the browser's readers (`conftest`).
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

from scripts.front import HOST, Front
from tests.e2e.strangers import OURS, Answer
from tests.integration.delivery.wire import Reply, read_reply
from tests.waiting import until

# nginx gives slow clients ten seconds; a test that listens for its answer listens longer.
PATIENCE = 30.0
LAST = f"GET /about/rules/?last HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()


def connected(front: Front, *, name: str = HOST, source: str = "127.0.0.1") -> ssl.SSLSocket:
    """Return a connection whose TLS handshake names this host."""
    trusting = ssl.create_default_context(cafile=str(front.certificate))
    wire = socket.create_connection((front.address, front.port), timeout=PATIENCE, source_address=(source, 0))
    try:
        return trusting.wrap_socket(wire, server_hostname=name)
    except BaseException:
        wire.close()
        raise


def ask(
    front: Front, path: str, *, method: str = "GET", source: str = "127.0.0.1", body: bytes = b"", **headers: str
) -> Answer:
    """Return the answer to one request; `headers` with `_` for `-`, doubled ones in lines."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {len(body)}"] if body else []
    with closing(connected(front, source=source)) as wire:
        wire.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        response = HTTPResponse(wire, method=method)
        response.begin()
        headers: dict[str, str] = {}
        for name, value in response.getheaders():
            known = headers.get(name.lower())
            headers[name.lower()] = value if known is None else f"{known}\n{value}"
        return Answer(response.status, headers, response.read())


def say(front: Front, thread: str, *, source: str = "127.0.0.1", forged: str = "", **fields: str) -> Answer:
    """Return the answer to a comment, posted with a forged account of where it comes from if one is given."""
    more = {"X_Forwarded_For": forged, "X_Real_IP": forged, "Forwarded": f"for={forged}"} if forged else {}
    kind = {"Content_Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    site = {name.replace("-", "_"): value for name, value in OURS.items()}
    path = f"/discussion/{thread}/comments/"
    return ask(front, path, method="POST", source=source, body=urlencode(fields).encode(), **kind, **site, **more)


def exchange(front: Front, raw: bytes) -> list[Reply]:
    """Return every answer to these bytes, the answer to a last request of our own left out.

    An answer that nobody asked for would come before that one.
    """
    with closing(connected(front)) as wire:
        with suppressed_hang_up():
            wire.sendall(raw)
            wire.sendall(LAST)
        replies = []
        with wire.makefile("rb") as stream, suppressed_hang_up():
            while reply := read_reply(stream, has_body=replies != [] or not raw.startswith(b"HEAD")):
                replies.append(reply)
    if replies and replies[-1].status == 200 and "rules" in replies[-1].body.decode(errors="replace"):
        replies.pop()
    return replies


@contextmanager
def suppressed_hang_up() -> Iterator[None]:
    """Take it for the end of the conversation that the other side hangs up."""
    try:
        yield
    except (BrokenPipeError, ConnectionResetError, ssl.SSLEOFError, ssl.SSLZeroReturnError):
        return


def kept(folder: Path) -> bytes:
    """Return everything nginx has in its folders, one after the other."""
    return b"\n".join(until(lambda: _contents(folder)))


def _contents(folder: Path) -> list[bytes]:
    # What arrives is written elsewhere and then put in its place; whoever looks in that moment looks again.
    with suppress(FileNotFoundError):
        return [b"", *(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())]
    return []
