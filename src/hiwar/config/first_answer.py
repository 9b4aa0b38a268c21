"""A worker's first question to itself: the front page, asked of its own application and of no other worker.

Over the network any of the workers might answer. Here belongs the smallest request and response an RSGI application
can be called with. Not here: what is done with the status (`workers`).
"""

from __future__ import annotations

import asyncio
import gc
from multiprocessing.connection import Connection
from typing import Any

FAILED = 500


class OwnHeaders:
    """The headers of the question, as the server's own object shows them."""

    def __init__(self, host: str) -> None:
        self._headers = {"host": host}

    def keys(self) -> list[str]:
        """Return the names."""
        return list(self._headers)

    def items(self) -> list[tuple[str, str]]:
        """Return names and values."""
        return list(self._headers.items())

    def get(self, key: str, default: str | None = None) -> str | None:
        """Return one value."""
        return self._headers.get(key, default)


class OwnQuestion:
    """The scope of `GET /`."""

    proto, http_version, rsgi_version = "http", "1.1", "1.5"
    method, path, query_string, scheme = "GET", "/", "", "http"
    authority: str | None = None
    client = server = "127.0.0.1:0"

    def __init__(self, host: str) -> None:
        self.headers = OwnHeaders(host)


class OwnAnswer:
    """The answering side: remembers the status and lets the rest go."""

    def __init__(self) -> None:
        self.status = FAILED

    async def __call__(self) -> bytes:
        """Return the body of the question: there is none."""
        return b""

    async def client_disconnect(self) -> None:
        """Wait for the reader to leave, who never does."""
        await asyncio.get_running_loop().create_future()

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        """Hear a status."""
        self.status = status

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Hear a status."""
        self.status = status

    def response_file(self, status: int, headers: list[tuple[str, str]], file: str) -> None:
        """Hear a status."""
        self.status = status

    def response_file_range(self, status: int, headers: list[tuple[str, str]], file: str, start: int, end: int) -> None:
        """Hear a status."""
        self.status = status


async def report_first_answer(app: Any, said: Connection, *, host: str) -> None:
    """Ask the application for its front page, settle down, and say to the parent with which status it answered."""
    answer = OwnAnswer()
    await app.__rsgi__(OwnQuestion(host), answer)
    # What has been loaded stays for good. Unfrozen, the collector walks through all of it now and then, and everybody
    # waits for 60 ms (measured at 50 requests a second).
    gc.collect()
    gc.freeze()
    with said:
        said.send(answer.status)
