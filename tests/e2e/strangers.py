"""Readers who are no browser: requests with exactly the headers and the source address a test wants."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import quote, urlencode

from scripts.serving import Newsroom

# A page of the busy newsroom's (`busy_newsroom.py`). Of words alone a page is drawn from memory for a second after the
# database died, and rightly so; whoever wants to know whether it is there asks for rows.
DRAWN_FROM_ROWS = "/section/أخبار/"
OURS = {"Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode()


def get(server: Newsroom, path: str, **headers: str) -> Answer:
    """Return the answer to a bare GET."""
    return _ask(server, "GET", path, headers=headers)


def post_comment(
    server: Newsroom, thread: str, *, headers: dict[str, str] | None = None, source: str = "127.0.0.1", **fields: str
) -> Answer:
    """Return the answer to a comment posted from the source address given."""
    given = {**OURS, "Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
    path = f"/discussion/{thread}/comments/"
    return _ask(server, "POST", path, headers=given, body=urlencode(fields).encode(), source=source)


def _ask(
    server: Newsroom, method: str, path: str, *, headers: dict[str, str], body: bytes = b"", source: str = "127.0.0.1"
) -> Answer:
    with closing(HTTPConnection(server.host, timeout=20, source_address=(source, 0))) as connection:
        connection.request(method, quote(path, safe="/?=&#%"), body=body or None, headers=headers)
        response = connection.getresponse()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())


def rows(server: Newsroom, statement: str) -> list[tuple]:
    """Return what the newsroom's database holds, read beside the server."""
    with closing(sqlite3.connect(f"file:{server.data / 'hiwar.sqlite3'}?mode=ro", uri=True)) as database:
        return database.execute(statement).fetchall()


def thread_of(server: Newsroom, path: str) -> str:
    """Return the public id of the thread under an article."""
    threads = {url: public_id for public_id, url in rows(server, "SELECT public_id, url FROM discussions_thread")}
    return str(threads[path])
