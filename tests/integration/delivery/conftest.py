"""A real server on loopback, started once for all tests of the wire; and an article with its open discussion."""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hiwar.discussions.models import Thread
from hiwar.discussions.queries import thread_about
from hiwar.newsroom.models import ArticlePage
from tests.factories.newsroom import an_article
from tests.integration.delivery.wire import exchange, request_bytes

TINY = Path(__file__).with_name("tiny_server.py")


@dataclass
class RunningServer:
    """A server that has said it is ready."""

    process: subprocess.Popen
    port: int
    media: Path
    log: Path

    def send(self, raw):
        """Return every answer to these bytes."""
        return exchange(self.port, raw)

    def memory(self, name):
        """Return a number of bytes that the kernel knows of the server's processes, added up: "VmRSS", "VmHWM"."""
        tree = [self.process.pid]
        for pid in tree:
            for thread in Path(f"/proc/{pid}/task").iterdir():
                tree += map(int, (thread / "children").read_text().split())
        lines = (line for pid in tree for line in Path(f"/proc/{pid}/status").read_text().splitlines())
        return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))

    def ask(self, target="/", *lines, **facts):
        """Return the one answer to a request."""
        (reply,) = self.send(request_bytes(target, *lines, **facts))
        return reply


def start(folder, *, program=TINY, arguments=(), environ=None):
    """Return a started server once it has printed the line that says so; the caller stops it."""
    log = folder / "log"
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-X", "dev", "-W", "ignore", str(program), *arguments],
            stdout=subprocess.PIPE,
            stderr=stderr,
            env=environ,
            text=True,
        )
    line = process.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
    assert found, log.read_text()
    return RunningServer(process, int(found[1]), folder / "media", log)


def stop(server):
    """End a server and return its exit code."""
    server.process.terminate()
    server.process.stdout.close()
    return server.process.wait(timeout=20)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    (folder / "media").mkdir()
    running = start(folder, arguments=[str(folder / "media")])
    yield running
    assert stop(running) == 0


Publish = Callable[..., ArticlePage]


@pytest.fixture
def publish(django_capture_on_commit_callbacks: Any) -> Publish:
    """Publish an article and let the signals of the commit arrive: its thread is open afterwards."""

    def published(**draft: Any) -> ArticlePage:
        with django_capture_on_commit_callbacks(execute=True):
            return an_article(**draft)

    return published


@pytest.fixture
def article(publish: Publish) -> ArticlePage:
    return publish()


@pytest.fixture
def thread(article: ArticlePage) -> Thread:
    found = thread_about(article.subject, site=article.get_site())
    assert found is not None
    return found
