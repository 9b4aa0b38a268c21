"""HTTP as the load speaks it: one connection, one request after the other, every answer read to its end.

Here belong requests, answers, and a crowd that asks for a while. What is asked, and what it means, is the measures'.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from .peer import Answer, Page, PeerFailed

SECONDS_TO_ANSWER = 120
LARGEST_HEAD = 1 << 16


@dataclass(frozen=True)
class Asked:
    """One request of a crowd: its bytes, and the number of the comment it carries, if it carries one."""

    request: bytes
    number: int = 0


@dataclass(frozen=True)
class Outcome:
    """What became of a request; no answer if the server hung up or stayed silent."""

    asked: Asked
    answer: Answer | None
    seconds: float


def request(method: str, page: Page, *, headers: Mapping[str, str] | None = None, body: bytes = b"") -> bytes:
    """Return a request as it crosses the wire."""
    lines = {"Host": f"127.0.0.1:{page.port}", **(headers or {})}
    if body:
        lines["Content-Length"] = str(len(body))
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {page.path} HTTP/1.1\r\n{head}\r\n".encode() + body


def get(page: Page, **headers: str) -> Answer:
    """Return the answer to one GET; names of headers are written with `_`."""
    wire = HTTPConnection("127.0.0.1", page.port, timeout=SECONDS_TO_ANSWER)
    try:
        wire.request("GET", page.path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = wire.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    except (OSError, HTTPException) as error:
        raise PeerFailed(f"{page.url} does not answer: {error!r}") from error
    finally:
        wire.close()


def answers(page: Page) -> bool:
    """Return whether a page is there."""
    with suppress(HTTPError, URLError, OSError), urlopen(page.url, timeout=SECONDS_TO_ANSWER):  # noqa: S310 - loopback
        return True
    return False


def ask_for_a_while(next_one: Callable[[], Asked], *, port: int, connections: int, seconds: float) -> list[Outcome]:
    """Have a crowd ask, each connection again as soon as it is answered, and return every outcome.

    Nothing is asked after `seconds`, and everything that was asked is waited for: the server is never left with work
    that nobody counts.
    """

    async def crowd() -> list[Outcome]:
        until = time.monotonic() + seconds
        made = await asyncio.gather(*(_one_of_the_crowd(next_one, port, until) for _ in range(connections)))
        return [outcome for outcomes in made for outcome in outcomes]

    return asyncio.run(crowd())


def ask_once(asked: Asked, *, port: int) -> Outcome:
    """Return what becomes of one request."""

    async def alone() -> Outcome:
        connection, begun = _Connection(port), time.monotonic()
        answer = await connection.ask(asked.request)
        connection.close()
        return Outcome(asked, answer, time.monotonic() - begun)

    return asyncio.run(alone())


async def _one_of_the_crowd(next_one: Callable[[], Asked], port: int, until: float) -> list[Outcome]:
    connection = _Connection(port)
    outcomes = []
    while time.monotonic() < until:
        asked, begun = next_one(), time.monotonic()
        answer = await connection.ask(asked.request)
        outcomes.append(Outcome(asked, answer, time.monotonic() - begun))
    connection.close()
    return outcomes


class _Connection:
    """A connection that is opened when it is needed and kept as long as the server keeps it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, request: bytes) -> Answer | None:
        try:
            async with asyncio.timeout(SECONDS_TO_ANSWER):
                reader, writer = await self._open()
                writer.write(request)
                answer = await read_answer(reader)
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError):
            self.close()
            return None
        if answer.headers.get("connection", "").lower() == "close":
            self.close()
        return answer

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._reader is None or self._writer is None or self._reader.at_eof():
            self.close()
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port, limit=LARGEST_HEAD)
        return self._reader, self._writer

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


async def read_answer(reader: asyncio.StreamReader) -> Answer:
    """Return the next answer of a connection, its body put together if it came in chunks."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    status = int(first.split(" ")[1])
    if status in (204, 304):
        return Answer(status, headers, b"")
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return Answer(status, headers, await _chunks(reader))
    if "content-length" in headers:
        return Answer(status, headers, await reader.readexactly(int(headers["content-length"])))
    # Without a length the end of the connection is the end of the answer.
    return Answer(status, {**headers, "connection": "close"}, await reader.read())


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int((await reader.readuntil(b"\r\n")).partition(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    while (await reader.readuntil(b"\r\n")) != b"\r\n":
        # A field after the last chunk; nobody here reads them.
        continue
    return b"".join(parts)
