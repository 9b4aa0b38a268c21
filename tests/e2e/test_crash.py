"""The power is cut in the middle of a flood of comments, again and again: what was acknowledged is there, and once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from http.client import HTTPException
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest

from hiwar.config import environment as settings_of_a_newsroom
from scripts.postgres import DURABLE, Server, mortal_server
from scripts.serving import HIWAR, Newsroom, environment, reserved_port, wait_until_it_answers
from tests.e2e.strangers import post_comment

pytestmark = pytest.mark.alone

BUSY = Path(__file__).parents[1] / "integration" / "delivery" / "busy_newsroom.py"
ORIGIN = "http://127.0.0.1:8000"
WRITERS = 4
ROUNDS = 3
# Enough to be in the middle of it when the power goes.
ACKNOWLEDGED_A_ROUND = 25
TEXTS = "SELECT text, state, number, published_at IS NULL FROM discussions_comment"

Ask = Callable[[str], list[tuple]]


@pytest.fixture(params=["sqlite", "postgresql"])
def power(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Server | None, Ask]]:
    """A newsroom's data folder, the database server if it has one, and a way to ask the database."""
    data = tmp_path / "data"
    settings = settings_of_a_newsroom.write(data, origin=ORIGIN, language="ar")
    with ExitStack() as stack:
        server = stack.enter_context(mortal_server(DURABLE)) if request.param == "postgresql" else None
        if server:
            settings.write_text(f'database = "{server.address}"\n{settings.read_text()}')
        environ = {**environment(data), "DJANGO_SETTINGS_MODULE": "hiwar.config.settings"}
        done = subprocess.run([sys.executable, str(BUSY), "open", ORIGIN], env=environ, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        yield data, server, _asking(data, server)


def _asking(data: Path, server: Server | None) -> Ask:
    def ask(statement: str) -> list[tuple]:
        if server:
            with psycopg.connect(server.address) as wire:
                return wire.execute(statement).fetchall()  # type: ignore[arg-type]
        with closing(sqlite3.connect(data / "hiwar.sqlite3")) as wire:
            return wire.execute(statement).fetchall()

    return ask


class Writer(Thread):
    """A reader who comments without a pause, and remembers what she was told was taken."""

    def __init__(self, newsroom: Newsroom, thread: str, name: str, cut: Event) -> None:
        super().__init__()
        self.taken: list[str] = []
        self._newsroom, self._thread, self._name, self._cut = newsroom, thread, name, cut

    def run(self) -> None:
        """Write until the power is cut."""
        number = 0
        while not self._cut.is_set():
            number += 1
            text = f"رسالة {self._name} رقم {number} قبل انقطاع الكهرباء."
            try:
                answer = post_comment(self._newsroom, self._thread, comment=text)
            except (OSError, HTTPException):
                continue
            if answer.status == 303:
                self.taken.append(text)


def flooded(data: Path, thread: str, turn: int, server: Server | None, *, port: int) -> list[str]:
    """Serve, write from all sides, cut the power, and return every text that was acknowledged."""
    newsroom = Newsroom(f"http://127.0.0.1:{port}", data, data.with_name(f"turn-{turn}.log"))
    with newsroom.log.open("wb") as log:
        process = subprocess.Popen(
            [HIWAR, "serve", "--port", str(port)], env=environment(data), stdout=log, stderr=log, start_new_session=True
        )
    cut = Event()
    writers = [Writer(newsroom, thread, f"{turn}-{one}", cut) for one in range(WRITERS)]
    try:
        wait_until_it_answers(process, newsroom)
        for writer in writers:
            writer.start()
        deadline = time.monotonic() + 60
        while sum(len(writer.taken) for writer in writers) < ACKNOWLEDGED_A_ROUND and time.monotonic() < deadline:
            cut.wait(0.01)
        if server and turn % 2:
            server.kill()
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)
        cut.set()
        for writer in writers:
            writer.join(30)
    if server and turn % 2:
        server.start()
    return [text for writer in writers for text in writer.taken]


def test_every_acknowledged_comment_survives_and_stands_there_once(power: tuple[Path, Server | None, Ask]) -> None:
    data, server, ask = power
    ((thread,),) = ask("SELECT public_id FROM discussions_thread")

    acknowledged = []
    for turn in range(ROUNDS):
        with reserved_port() as port:
            acknowledged += flooded(data, thread, turn, server, port=port)

    rows = ask(TEXTS)
    texts = [text for text, *_ in rows]
    assert len(acknowledged) >= ROUNDS * ACKNOWLEDGED_A_ROUND
    assert set(acknowledged) <= set(texts)
    assert len(texts) == len(set(texts))
    # No half of a comment: what is published has a number and a time, what waits has neither.
    published = [row for row in rows if row[1] == "published"]
    assert all(number is not None and not without_time for _, _, number, without_time in published)
    assert all(number is None and without_time for _, state, number, without_time in rows if state == "held")
    ((count, last),) = ask("SELECT comment_count, last_number FROM discussions_thread")
    assert count == last == len(published)
