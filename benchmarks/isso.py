"""Isso from PyPI under gevent, its guard and its moderation off: a comment widget that answers with JSON.

It draws no page: what a reader sees is put together in her browser, from a second request. None of that is counted.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from scripts.serving import free_port

from .peer import Answer, Discussion, Page, Peer, PeerFailed, Place, Post
from .processes import Command, run, running
from .wire import Asked, answers, ask_once, request
from .words import ARTICLES, QUIET, READ, comments, headline, name, number_in, text

NAME = "Isso"
SETTINGS = """
[general]
dbpath = {folder}/comments.db
host = http://127.0.0.1:{port}/
[moderation]
enabled = false
[server]
listen = http://127.0.0.1:{port}
[guard]
enabled = false
[admin]
enabled = false
"""


def available(home: Path) -> str | None:
    """Return what is missing, with the line that brings it."""
    if (home / "isso" / "bin" / "isso").exists():
        return None
    return f"Isso is missing: python3 -m venv {home}/isso && {home}/isso/bin/pip install isso gevent"


@contextmanager
def start(place: Place) -> Iterator[Peer]:
    """Serve Isso and give every article its comments."""
    port, folder, programs = free_port(), place.folder, place.home / "isso" / "bin"
    settings = folder / "isso.conf"
    settings.write_text(SETTINGS.format(folder=folder, port=port), "utf-8")
    config = Page(port, "/config")
    command: Command = [programs / "isso", "-c", settings, "run"]
    with running(command, log=folder / "log", ready=lambda: answers(config)) as process:
        for slug, count in ARTICLES.items():
            _fill(port, slug, count)
        yield Peer(
            name=NAME,
            version=_version(programs),
            answers_with="comments as JSON, no page",
            processes=(process,),
            pages={count: _page(port, slug) for count, slug in READ.items()},
            discussion=Discussion(
                port=port,
                post=lambda slug, number: _post(port, slug, text(number), name(number), None),
                took=_took,
                stored=lambda: _stored(folder / "comments.db"),
                page=_page(port, QUIET),
            ),
        )


def _page(port: int, slug: str) -> Page:
    return Page(port, "/?" + urlencode({"uri": f"/{slug}/"}))


def _fill(port: int, slug: str, count: int) -> None:
    ids: dict[int, int] = {}
    for comment in comments(count):
        parent = ids[comment.answers] if comment.answers else None
        post = _post(port, slug, comment.text, comment.name, parent)
        wire = request("POST", Page(port, post.path), headers=post.headers, body=post.body)
        answer = ask_once(Asked(wire), port=port).answer
        if answer is None or not _took(answer):
            raise PeerFailed(f"Isso does not take comment {comment.number}: {answer}")
        ids[comment.number] = json.loads(answer.body)["id"]


def _post(port: int, slug: str, words: str, author: str, parent: int | None) -> Post:
    fields = {"author": author, "email": None, "website": None, "text": words, "parent": parent}
    origin = f"http://127.0.0.1:{port}"
    headers = {"Content-Type": "application/json", "Origin": origin, "Referer": f"{origin}/{slug}/"}
    body = json.dumps({**fields, "title": headline(slug)}, ensure_ascii=False).encode()
    return Post("/new?" + urlencode({"uri": f"/{slug}/"}), body, headers)


def _took(answer: Answer) -> bool:
    # A comment that waits for a moderator would be answered with 202.
    return answer.status == 201


def _stored(database: Path) -> set[int]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        rows = opened.execute("SELECT text FROM comments WHERE mode = 1").fetchall()
    return {number for (words,) in rows if (number := number_in(words)) is not None}


def _version(programs: Path) -> str:
    ask = "from importlib.metadata import version; print(version('isso'), 'gevent', version('gevent'))"
    return run([programs / "python", "-c", ask]).strip()
