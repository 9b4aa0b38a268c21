"""django-comments-xtd from PyPI: comments drawn into the page by Django, under Granian, with PostgreSQL behind it.

The small site around it is in `xtd_site`. PostgreSQL keeps its defaults, so that what it took is on the disk.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from scripts.postgres import DURABLE, mortal_server, programs
from scripts.serving import free_port

from .peer import Answer, Discussion, Page, Peer, PeerFailed, Place, Post
from .processes import Command, own_children, run, running
from .wire import answers, get
from .words import ARTICLES, QUIET, READ, name, number_in, text

NAME = "django-comments-xtd"
ROOT = Path(__file__).resolve().parent.parent
PACKAGES = "'django>=5.2,<5.3' django-comments-xtd granian 'psycopg[binary]'"
SERVED = ("--interface", "wsgi", "--workers", "1", "--blocking-threads", "2", "benchmarks.xtd_site.wsgi:application")
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


def available(home: Path) -> str | None:
    """Return what is missing, with the line that brings it."""
    if not (home / "xtd" / "bin" / "granian").exists():
        return f"{NAME} is missing: python3 -m venv {home}/xtd && {home}/xtd/bin/pip install {PACKAGES}"
    return None if programs() else "PostgreSQL is missing: apt install postgresql"


@contextmanager
def start(place: Place) -> Iterator[Peer]:
    """Fill a database and serve the site."""
    port, bin_folder = free_port(), place.home / "xtd" / "bin"
    already_there = own_children()
    with mortal_server(DURABLE) as server:
        database = tuple(own_children() - already_there)
        variables = _environment(server.address)
        run([bin_folder / "python", "-m", "benchmarks.xtd_site.fill"], cwd=ROOT, env=variables)
        serve: Command = [bin_folder / "granian", "--host", "127.0.0.1", "--port", str(port), *SERVED]
        quiet = Page(port, f"/{QUIET}/")
        ready = partial(answers, quiet)
        with running(serve, log=place.folder / "log", ready=ready, cwd=ROOT, env=variables) as process:
            forms = {slug: _form(Page(port, f"/{slug}/")) for slug in ARTICLES}
            yield Peer(
                name=NAME,
                version=_version(bin_folder, server.address),
                answers_with="the whole page, not packed",
                processes=(process, *database),
                pages={count: Page(port, f"/{slug}/") for count, slug in READ.items()},
                discussion=Discussion(
                    port=port,
                    post=lambda slug, number: _post(forms[slug], number),
                    took=_took,
                    stored=lambda: _stored(server.address),
                    page=quiet,
                ),
            )


def _environment(database: str) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    site = {"XTD_DATABASE": database, "DJANGO_SETTINGS_MODULE": "benchmarks.xtd_site.settings"}
    return {**ours, **site, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def _form(page: Page) -> dict[str, str]:
    """Return the hidden fields of the comment form, and the cookie that belongs to its token."""
    answer = get(page)
    form = answer.body.decode()[answer.body.decode().rindex("<form") :]
    fields = {}
    for tag in re.findall(r"<input[^>]*>", form):
        field, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if field and 'type="hidden"' in tag:
            fields[field[1]] = html.unescape(value[1]) if value else ""
    cookie = re.search(r"csrftoken=[^;]+", answer.headers.get("set-cookie", ""))
    if TOKEN not in fields or cookie is None:
        raise PeerFailed(f"{page.url} has no form that could be sent")
    return {**fields, "cookie": cookie[0]}


def _post(form: dict[str, str], number: int) -> Post:
    hidden = {field: value for field, value in form.items() if field != "cookie"}
    typed = {"name": name(number), "email": f"reader{number}@example.org", "url": "", "comment": text(number)}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": form["cookie"]}
    return Post("/comments/post/", urlencode({**hidden, **typed, "honeypot": ""}).encode(), headers)


def _took(answer: Answer) -> bool:
    # Faults in the form are answered with a page; a comment that must be confirmed has no number yet.
    sent = re.fullmatch(r"/comments/sent/\?c=\d+", answer.headers.get("location", ""))
    return answer.status == 302 and sent is not None


def _stored(address: str) -> set[int]:
    with psycopg.connect(address) as opened:
        rows = opened.execute("SELECT comment FROM django_comments WHERE is_public AND NOT is_removed").fetchall()
    return {number for (words,) in rows if (number := number_in(words)) is not None}


def _version(bin_folder: Path, address: str) -> str:
    ask = (
        "from importlib.metadata import version as v; "
        "print(v('django-comments-xtd'), 'Django', v('django'), 'Granian', v('granian'))"
    )
    with psycopg.connect(address) as opened:
        database = opened.info.server_version // 10_000
    return f"{run([bin_folder / 'python', '-c', ask]).strip()} PostgreSQL {database}"
