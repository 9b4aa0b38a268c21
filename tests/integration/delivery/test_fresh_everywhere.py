"""Three servers, one newsroom: whatever one process writes is right in every other a tenth of a second later.

Bursts of writes under read load are what the cache of a peer was measured to fail at: the last comment of a burst,
committed while a page is being drawn, must not stay out of it.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection

from hiwar.config import environment as settings_of_a_newsroom
from scripts.serving import Newsroom, environment, served

BUSY = Path(__file__).with_name("busy_newsroom.py")
ORIGIN = "http://127.0.0.1:8000"
BOUND = 0.1
BURSTS = 500
NUMBER = re.compile("رسالة رقم (\\d+) من المحطة")
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker) -> Iterator[Path]:
    """A data folder that names the kind of database the tests run on, an empty one."""
    folder = tmp_path_factory.mktemp("fresh") / "data"
    settings_file = settings_of_a_newsroom.write(folder, origin=ORIGIN, language="ar")
    with ExitStack() as stack:
        if connection.vendor == "postgresql":
            with django_db_blocker.unblock():
                address = stack.enter_context(_another_database())
            lines = settings_file.read_text().replace(
                '# database = "postgresql://hiwar@localhost/hiwar"', f'database = "{address}"'
            )
            settings_file.write_text(lines)
        yield folder


def test_three_processes_show_every_change_within_a_tenth_of_a_second(data: Path) -> None:
    path = run_busy(data, "open", ORIGIN).strip()
    crowd = Crowd()
    with ExitStack() as stack:
        newsrooms = [stack.enter_context(served(data)) for _ in range(3)]
        readers = [Reader(newsroom, path) for newsroom in newsrooms]
        for reader in readers:
            reader.start()
        told_of = told(run_busy(data, "busy", path, str(BURSTS)))
        ended_at = time.monotonic()
        for reader in readers:
            reader.read_until(ended_at + 4 * BOUND)

    assert sum(len(history.times) for history in told_of.values()) > 2000
    standing = {number for number, history in told_of.items() if history.shown_at(ended_at)}
    bound = BOUND * crowd.factor()
    for reader in readers:
        assert reader.failures == []
        assert len(reader.looks) > 100
        assert [late for look in reader.looks for late in lateness(look, told_of, bound=bound)] == [], bound
        assert reader.looks[-1].numbers == standing


class Crowd:
    """What others take of this machine's cores meanwhile: the bound is for cores that the three servers have alone.

    A database of its own processes counts among the others.
    """

    def __init__(self) -> None:
        self._busy, self._ours = _busy_seconds(), _our_seconds()
        self._began_at = time.monotonic()

    def factor(self) -> float:
        """Return how many times fewer cores than the machine has were ours; ended children are counted, running not."""
        cores = os.cpu_count() or 1
        others = (_busy_seconds() - self._busy - (_our_seconds() - self._ours)) / (time.monotonic() - self._began_at)
        return cores / min(max(cores - others, cores / 4), cores)


def _busy_seconds() -> float:
    """Return the seconds for which the machine's cores have worked since it started, or were kept from it."""
    user, nice, system, _idle, _waiting, *rest = map(int, Path("/proc/stat").read_text().splitlines()[0].split()[1:9])
    return (user + nice + system + sum(rest)) / os.sysconf("SC_CLK_TCK")


def _our_seconds() -> float:
    found = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in found)


@contextmanager
def _another_database() -> Iterator[str]:
    """An empty database on the server the tests run on, as an address; gone afterwards."""
    name = f"fresh_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    said = connection.settings_dict
    try:
        yield f"postgresql://{said['USER']}:{said['PASSWORD']}@{said['HOST']}:{said['PORT']}/{name}"
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run_busy(data: Path, *arguments: str) -> str:
    """Return what the newsroom's own program printed."""
    environ = {**environment(data), "DJANGO_SETTINGS_MODULE": "hiwar.config.settings"}
    done = subprocess.run([sys.executable, str(BUSY), *arguments], env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


class History:
    """What became true of one comment: it was shown or taken down, and when that was committed."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.shown: list[bool] = []

    def shown_at(self, moment: float) -> bool:
        """Return whether it could be read at a moment."""
        before = bisect_right(self.times, moment)
        return before > 0 and self.shown[before - 1]

    def changed_between(self, first: float, last: float) -> bool:
        """Return whether anything became true of it after the first moment and until the last."""
        return bisect_right(self.times, first) != bisect_right(self.times, last)


def told(printed: str) -> dict[int, History]:
    """Return what the newsroom's program told of each comment."""
    found: dict[int, History] = defaultdict(History)
    for line in printed.splitlines():
        what, number, at = line.split()
        found[int(number)].times.append(float(at))
        found[int(number)].shown.append(what == "SHOWN")
    return found


@dataclass
class Look:
    """One page as a reader got it: the numbers on it, and when it was asked for and answered."""

    asked_at: float
    answered_at: float
    numbers: set[int]


class Reader(Thread):
    """Somebody who loads one page of one server again and again on one connection."""

    def __init__(self, newsroom: Newsroom, path: str) -> None:
        super().__init__()
        self.looks: list[Look] = []
        self.failures: list[int] = []
        self._host, self._path = newsroom.host, path
        self._until: float | None = None

    def read_until(self, moment: float) -> None:
        """Go on until this moment, and return then."""
        self._until = moment
        self.join(30)

    def run(self) -> None:
        """Read."""
        wire = HTTPConnection(self._host, timeout=20)
        while self._until is None or time.monotonic() < self._until:
            asked_at = time.monotonic()
            wire.request("GET", self._path)
            answer = wire.getresponse()
            body = answer.read().decode()
            if answer.status != 200:
                self.failures.append(answer.status)
            self.looks.append(Look(asked_at, time.monotonic(), {int(found) for found in NUMBER.findall(body)}))
        wire.close()


def lateness(look: Look, told_of: dict[int, History], *, bound: float) -> Iterator[tuple[str, int]]:
    """Yield what a page lacked, or still had, although that had been committed a bound before it was asked for.

    Of a comment that changed after that, the page may say either.
    """
    due = look.asked_at - bound
    for number, history in told_of.items():
        is_open = history.changed_between(due, look.answered_at + bound)
        if not is_open and history.shown_at(due) != (number in look.numbers):
            yield ("has" if number in look.numbers else "lacks"), number
