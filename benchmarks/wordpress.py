"""WordPress from Debian's packages, in Arabic, with its own theme: nginx, PHP under FPM with its opcode cache, MariaDB.

nginx keeps each page for one second and shows the old one while it asks for the new; the same site without that is
what its pages cost to draw. Flood control, mails and avatars are off. The settings are in `wordpress_site`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlencode

from scripts.serving import free_port

from . import nginx, words
from .peer import Answer, Discussion, Page, Peer, Place, Post
from .processes import Command, hand_over, missing, program, run, running, unprivileged
from .wire import answers

NAME = "WordPress"
PACKAGED = Path("/usr/share/wordpress")
THEME = "wp-content/themes/twentytwentythree"
SETTINGS = Path(__file__).resolve().parent / "wordpress_site"
PACKAGES = (
    "nginx wordpress wordpress-l10n wordpress-theme-twentytwentythree mariadb-server php-fpm php-cli php-mysql "
    "php-mbstring php-xml"
)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def available(home: Path) -> str | None:
    """Return what is missing, with the line that brings it."""
    absent = missing("nginx", "mariadbd", "mariadb-install-db", "mariadb", "php")
    absent += [] if _servers_of_php() else ["php-fpm"]
    absent += [] if (PACKAGED / THEME).exists() else ["wordpress"]
    lines = f"apt install --no-install-recommends {PACKAGES}"
    return f"{', '.join(absent)} is missing: {lines}" if absent else None


@contextmanager
def start(place: Place) -> Iterator[Peer]:
    """Install WordPress into the folder, fill it, and serve it with its cache and without."""
    folder, kept, drawn = place.folder, free_port(), free_port()
    _lay_out(folder, kept=kept, drawn=drawn)
    identity = unprivileged()
    with ExitStack() as started:
        database = started.enter_context(_database(folder))
        filled = run([program("php"), folder / "fill.php"], **identity)
        ids: dict[str, int] = json.loads(filled.splitlines()[-1])
        command: Command = [max(_servers_of_php()), "--nodaemonize", "--fpm-config", folder / "fpm.conf"]
        socket = folder / "run" / "fpm.sock"
        php = started.enter_context(running(command, log=folder / "log" / "php", ready=socket.exists, **identity))
        command = [program("nginx"), "-c", folder / "nginx.conf", "-e", folder / "log" / "nginx"]
        quiet = Page(kept, f"/{words.QUIET}/")
        front = started.enter_context(
            running(command, log=folder / "log" / "front", ready=lambda: answers(quiet), **identity)
        )
        yield Peer(
            name=NAME,
            version=_version(),
            answers_with="the whole page, kept for a second",
            processes=(front, php, database),
            pages={count: Page(kept, f"/{slug}/") for count, slug in words.READ.items()},
            drawn={count: Page(drawn, f"/{slug}/") for count, slug in words.READ.items()},
            discussion=Discussion(
                port=kept,
                post=lambda slug, number: _post(ids[slug], number),
                took=_took,
                stored=lambda: _stored(folder),
                page=quiet,
            ),
        )


def _lay_out(folder: Path, *, kept: int, drawn: int) -> None:
    site = folder / "site"
    for name in ("run", "log", "cache"):
        (folder / name).mkdir()
    # Real files, not links: what is measured must not hang on the packages' own settings.
    shutil.copytree(PACKAGED, site, ignore=shutil.ignore_patterns("wp-config.php"), ignore_dangling_symlinks=True)
    (site / "wp-content" / "mu-plugins").mkdir()
    places = {"wp-config.php": site, "limits-off.php": site / "wp-content" / "mu-plugins"}
    for settings in SETTINGS.iterdir():
        text = settings.read_text("utf-8").replace("@FOLDER@", str(folder))
        text = text.replace("@KEPT@", str(kept)).replace("@DRAWN@", str(drawn))
        (places.get(settings.name, folder) / settings.name).write_text(text, "utf-8")
    articles = [
        {
            "slug": slug,
            "title": words.headline(slug),
            "body": "\n\n".join(words.paragraphs()),
            "comments": [asdict(comment) for comment in words.comments(count)],
        }
        for slug, count in words.ARTICLES.items()
    ]
    (folder / "articles.json").write_text(json.dumps(articles, ensure_ascii=False), "utf-8")
    hand_over(folder)


@contextmanager
def _database(folder: Path) -> Iterator[int]:
    identity, data = unprivileged(), folder / "database"
    options = ["--no-defaults", f"--datadir={data}"]
    make = [program("mariadb-install-db"), *options, "--auth-root-authentication-method=normal", "--skip-test-db"]
    run(make, cwd=folder, **identity)
    serve = [program("mariadbd"), *options, f"--socket={_socket(folder)}", "--skip-networking"]
    serve += [f"--pid-file={folder / 'run' / 'mariadb.pid'}", "--character-set-server=utf8mb4"]

    def answers_queries() -> bool:
        asked = subprocess.run(  # noqa: S603 - our own query
            _client(folder, "SELECT 1"), capture_output=True
        )
        return asked.returncode == 0

    with running(serve, log=folder / "log" / "mariadb", ready=answers_queries, **identity) as process:
        run(_client(folder, "CREATE DATABASE wordpress CHARACTER SET utf8mb4"))
        yield process


def _socket(folder: Path) -> Path:
    return folder / "run" / "mariadb.sock"


def _client(folder: Path, statement: str) -> list[str]:
    shown = ["--batch", "--skip-column-names", "--default-character-set=utf8mb4"]
    return [
        program("mariadb"), "--no-defaults", "--user=root", f"--socket={_socket(folder)}", *shown, "-e", statement
    ]  # fmt: skip


def _servers_of_php() -> list[Path]:
    """Return PHP's servers; Debian names them after their versions."""
    return [*Path("/usr/sbin").glob("php-fpm*")]


def _post(article: int, number: int) -> Post:
    fields = {
        "comment_post_ID": article,
        "comment_parent": 0,
        "author": words.name(number),
        "email": f"reader{number}@example.org",
        "url": "",
        "comment": words.text(number),
    }
    return Post("/wp-comments-post.php", urlencode(fields).encode(), FORM)


def _took(answer: Answer) -> bool:
    # One that waits is answered with the address of its preview.
    location = answer.headers.get("location", "")
    return answer.status == 302 and "#comment-" in location and "unapproved=" not in location


def _stored(folder: Path) -> set[int]:
    rows = run(_client(folder, "SELECT comment_content FROM wordpress.wp_comments WHERE comment_approved = '1'"))
    return {number for row in rows.splitlines() if (number := words.number_in(row)) is not None}


def _version() -> str:
    found = re.search(r"wp_version = '([^']+)'", (PACKAGED / "wp-includes" / "version.php").read_text("utf-8"))
    php = run([program("php"), "-r", "echo PHP_MAJOR_VERSION, '.', PHP_MINOR_VERSION;"])
    database = re.search(r"Ver ([\d.]+)", run([program("mariadbd"), "--no-defaults", "--version"]))
    parts = (found and found[1], "PHP", php, "MariaDB", database and database[1], "nginx", nginx.version())
    return " ".join(part for part in parts if part)
