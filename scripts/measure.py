"""Measure what a newsroom costs on this machine: seconds to start, bytes to install, bytes of a page, CPU per answer.

    make measure                       a few minutes; read it beside the load average it prints
    make measure ARGS="--requests 500" more requests per figure

CPU is the server's own (`/proc/PID/stat`, all its processes), so a busy machine disturbs it less than the wall clock.
There is no page store yet: every plain GET of a page renders it. Nothing here is a test; budgets are in `tests/e2e`.
"""

import argparse
import os
import platform
import re
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from importlib import metadata
from pathlib import Path
from urllib.parse import urlencode

from serving import HIWAR, Newsroom, served, temporary_folder

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
WARM_UP = 20
WARM_STARTS = 3
Request = tuple[str, str, bytes, dict[str, str]]


def main(arguments: list[str]) -> int:
    """Measure, print one table, return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=200, help="requests per figure of CPU (default: %(default)s)")
    options = parser.parse_args(arguments)
    load = os.getloadavg()[0]
    with temporary_folder() as folder:
        rows = [*starts(folder / "data"), *sizes()]
        with served(folder / "data", "demo") as newsroom:
            rows += weights(newsroom)
            rows += costs(newsroom, options.requests)
    print(f"{machine()}; Python {platform.python_version()}")
    print(f"load average {load:.1f} before, {os.getloadavg()[0]:.1f} after")
    for name, figure in rows:
        print(f"  {name:<44}{figure}")
    return 0


def machine() -> str:
    """Return what this machine calls its processor."""
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    return f"{found[1] if found else platform.machine()}, {os.cpu_count()} cores"


def starts(data: Path) -> Iterator[tuple[str, str]]:
    """Yield how long the demo takes from command to first page: on an empty folder, and again."""
    yield "first start of the demo, packages installed", f"{start(data):.1f} s"
    again = [start(data) for _ in range(WARM_STARTS)]
    yield f"started again, median of {WARM_STARTS}", f"{statistics.median(again):.2f} s"


def start(data: Path) -> float:
    """Return the seconds from the command to the first answered request."""
    started = time.monotonic()
    with served(data, "demo"):
        return time.monotonic() - started


def sizes() -> Iterator[tuple[str, str]]:
    """Yield what an installation takes on disk: as it is here, and the packages that serving needs."""
    yield "size of .venv, development tools included", f"{folder_size(HIWAR.parent.parent) / 1e6:.0f} MB"
    names = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    files = [Path(str(file.locate())) for name in names for file in metadata.files(name) or ()]
    size = sum(file.stat().st_size for file in files if file.exists())
    yield f"of it the {len(names)} packages that serving needs", f"{size / 1e6:.0f} MB"


def folder_size(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def weights(newsroom: Newsroom) -> Iterator[tuple[str, str]]:
    """Yield what crosses the wire for the front page and for the fullest article, by kind and encoding."""
    for name, path in (("front", "/"), ("article", fullest(newsroom)[0])):
        html = fetch(newsroom, path)
        linked = sorted(set(re.findall(r'/assets/[^"]+\.(?:css|js)', html.decode())))
        for kind, paths in (
            ("HTML", [path]),
            *((ending.upper(), by_ending(linked, ending)) for ending in ("css", "js")),
        ):
            if paths:
                sizes = [
                    sum(len(fetch(newsroom, one, encoding)) for one in paths) for encoding in ("br", "gzip", "identity")
                ]
                yield f"{name}: {kind}", "{:,} br   {:,} gzip   {:,} plain".format(*sizes)
        fonts = re.findall(r'/assets/[^"]+\.woff2', html.decode())
        yield f"{name}: fonts asked for in advance", f"{sum(len(fetch(newsroom, one)) for one in fonts):,}"


def by_ending(paths: list[str], ending: str) -> list[str]:
    """Return the paths with this ending."""
    return [path for path in paths if path.endswith(f".{ending}")]


def fullest(newsroom: Newsroom) -> tuple[str, str, int]:
    """Return path, thread and number of comments of the fullest discussion."""
    statement = "SELECT url, public_id, comment_count FROM discussions_thread ORDER BY comment_count DESC LIMIT 1"
    with closing(sqlite3.connect(f"file:{newsroom.data / 'hiwar.sqlite3'}?mode=ro", uri=True)) as database:
        return tuple(database.execute(statement).fetchone())


def fetch(newsroom: Newsroom, path: str, encoding: str = "identity") -> bytes:
    """Return the body of an answer as it crosses the wire."""
    with closing(HTTPConnection(newsroom.host, timeout=20)) as connection:
        connection.request("GET", path, headers={"Accept-Encoding": encoding})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path} is answered with {answer.status}.")
        return body


@dataclass(frozen=True)
class Cost:
    """What one answer took: CPU of the server, and the time until it was there, in milliseconds."""

    cpu: float
    p50: float

    def __str__(self) -> str:
        return f"{self.cpu:.2f} ms CPU   {self.p50:.2f} ms p50"


def costs(newsroom: Newsroom, count: int) -> Iterator[tuple[str, str]]:
    """Yield CPU and median wall time per answer, one request after the other on one connection."""
    path, thread, comments = fullest(newsroom)
    plain = {"Accept-Encoding": "br"}
    pid = process_of(newsroom)
    for name, place in ((f"article with {comments} comments", path), ("front", "/")):
        request: Request = ("GET", place, b"", plain)
        yield f"{name}, rendered", str(measure(newsroom, pid, lambda _, one=request: one, count, expected=200))
        known: Request = ("GET", place, b"", {**plain, "If-None-Match": tag_of(newsroom, place)})
        yield f"{name}, 304", str(measure(newsroom, pid, lambda _, one=known: one, count, expected=304))
    writing = measure(newsroom, pid, lambda number: comment(thread, number), count, expected=303)
    yield "a comment posted and held", str(writing)


def comment(thread: str, number: int) -> Request:
    """Return a comment that no other repeats, from a reader who has no cookie."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    body = urlencode({"comment": f"رأي رقم {number} في القطار، وفي من ينتظره.", "author": f"قارئ {number}"}).encode()
    return "POST", f"/discussion/{thread}/comments/", body, headers


def tag_of(newsroom: Newsroom, path: str) -> str:
    """Return the tag of a page as it is now."""
    with closing(HTTPConnection(newsroom.host, timeout=20)) as connection:
        connection.request("GET", path, headers={"Accept-Encoding": "br"})
        answer = connection.getresponse()
        answer.read()
        return str(answer.headers["ETag"])


def measure(newsroom: Newsroom, pid: int, request: Callable[[int], Request], count: int, *, expected: int) -> Cost:
    """Return the cost of an answer, after some that do not count; every answer must have the expected status."""
    walls = []
    with closing(HTTPConnection(newsroom.host, timeout=20)) as connection:
        for number in range(WARM_UP + count):
            if number == WARM_UP:
                before = cpu_seconds(pid)
            method, path, body, headers = request(number)
            started = time.perf_counter()
            connection.request(method, path, body=body or None, headers=headers)
            answer = connection.getresponse()
            answer.read()
            walls.append(time.perf_counter() - started)
            if answer.status != expected:
                raise SystemExit(f"{method} {path} is answered with {answer.status}, not {expected}.")
        spent = cpu_seconds(pid) - before
    return Cost(spent / count * 1e3, statistics.median(walls[WARM_UP:]) * 1e3)


def process_of(newsroom: Newsroom) -> int:
    """Return the process id of the served newsroom: the child of ours that was started on its port."""
    port = newsroom.origin.rpartition(":")[2].encode()
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return next(int(pid) for pid in children if port in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"))


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process and its descendants so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return (int(fields[11]) + int(fields[12])) / TICKS + sum(cpu_seconds(int(child)) for child in children)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
