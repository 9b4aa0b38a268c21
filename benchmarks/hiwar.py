"""Hiwar itself, as `hiwar init` founds it and `hiwar serve` serves it: SQLite, one process, pages kept at the door.

The newsroom lets comments appear at once and sets no pace, since all of them come from one machine here.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from scripts.serving import HIWAR, environment, free_port, hiwar

from .peer import Answer, Discussion, Page, Peer, PeerFailed, Place, Post
from .processes import Command, program, run, running
from .wire import answers
from .words import QUIET, READ, name, number_in, text

NAME = "Hiwar"
ROOT = Path(__file__).resolve().parent.parent
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


def available(home: Path) -> str | None:
    """Return what is missing, with the line that brings it."""
    return None if HIWAR.exists() else "the project is not installed: make setup"


@contextmanager
def start(place: Place) -> Iterator[Peer]:
    """Found a newsroom, fill it and serve it."""
    data, port = place.folder / "data", free_port()
    origin = f"http://127.0.0.1:{port}"
    options = {"name": "حوار", "address": origin, "country": "SY", "editor": "salma"}
    hiwar(data, "init", *(part for name, value in options.items() for part in (f"--{name}", value)))
    variables = {**environment(data), "DJANGO_SETTINGS_MODULE": "hiwar.config.settings"}
    filled = run([sys.executable, "-m", "benchmarks.hiwar_newsroom"], cwd=ROOT, env=variables)
    articles: dict[str, dict[str, str]] = json.loads(filled.splitlines()[-1])
    pages = {count: Page(port, articles[slug]["path"]) for count, slug in READ.items()}
    command: Command = [HIWAR, "serve", "--host", "127.0.0.1", "--port", str(port)]
    front = Page(port, "/")
    with running(command, log=place.folder / "log", ready=lambda: answers(front), env=environment(data)) as process:
        yield Peer(
            name=NAME,
            version=_version(),
            answers_with="the whole page",
            processes=(process,),
            pages=pages,
            # No page reads this parameter, so none is kept under it.
            drawn={count: Page(port, f"{page.path}?drawn=again") for count, page in pages.items()},
            discussion=Discussion(
                port=port,
                post=lambda slug, number: _post(articles[slug]["thread"], number),
                took=_took,
                stored=lambda: _stored(data / "hiwar.sqlite3"),
                page=Page(port, articles[QUIET]["path"]),
            ),
        )


def _post(thread: str, number: int) -> Post:
    body = urlencode({"comment": text(number), "author": name(number)}).encode()
    return Post(f"/discussion/{thread}/comments/", body, FORM)


def _took(answer: Answer) -> bool:
    return answer.status == 303 and "sent=published" in answer.headers.get("location", "")


def _stored(database: Path) -> set[int]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
        rows = opened.execute("SELECT text FROM discussions_comment WHERE state = 'published'").fetchall()
    return {number for (words,) in rows if (number := number_in(words)) is not None}


def _version() -> str:
    version = run([HIWAR, "--version"]).split()[-1]
    try:
        commit = run([program("git"), "describe", "--always", "--dirty", "--exclude=*"], cwd=ROOT).strip()
    except PeerFailed:
        # Unpacked from an archive, it has no history.
        return version
    return f"{version} at {commit}"
