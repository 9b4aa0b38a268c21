"""The dark night: the database is killed under a newsroom on PostgreSQL, and comes back (threats, story 10)."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from hiwar.config import environment as settings_of_a_newsroom
from scripts.postgres import DURABLE, Server, mortal_server
from scripts.serving import Newsroom, environment, served
from tests.e2e.strangers import DRAWN_FROM_ROWS, Answer, get, post_comment

pytestmark = pytest.mark.alone

BUSY = Path(__file__).parents[1] / "integration" / "delivery" / "busy_newsroom.py"
ORIGIN = "http://127.0.0.1:8000"
WORDS = "كتبتُ هذا والكهرباء مقطوعة عن قاعدة البيانات."
PATIENCE = 60.0


@pytest.fixture(scope="module")
def database() -> Iterator[Server]:
    """A database that a test may kill."""
    with mortal_server(DURABLE) as server:
        yield server


@pytest.fixture(scope="module")
def data(database: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a newsroom on that database."""
    folder = tmp_path_factory.mktemp("dark") / "data"
    written = settings_of_a_newsroom.write(folder, origin=ORIGIN, language="ar")
    written.write_text(f'database = "{database.address}"\n{written.read_text()}')
    return folder


@pytest.fixture(scope="module")
def path(data: Path) -> str:
    """The path of its article."""
    environ = {**environment(data), "DJANGO_SETTINGS_MODULE": "hiwar.config.settings"}
    done = subprocess.run([sys.executable, str(BUSY), "open", ORIGIN], env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def newsroom(data: Path, path: str) -> Iterator[Newsroom]:
    """The newsroom, served."""
    with served(data) as found:
        yield found


def until(told: Callable[[], Answer], holds: Callable[[Answer], bool]) -> Answer:
    """Return the first answer for which this holds; fail if there is none in good time."""
    deadline = time.monotonic() + PATIENCE
    while not holds(answer := told()):
        assert time.monotonic() < deadline, (answer.status, answer.headers)
    return answer


def test_while_the_database_is_dead_pages_are_shown_texts_come_back_and_it_recovers_by_itself(
    newsroom: Newsroom, database: Server, path: str
) -> None:
    with psycopg.connect(database.address) as wire:
        ((thread,),) = wire.execute("SELECT public_id FROM discussions_thread").fetchall()
    before = get(newsroom, path)
    database.kill()
    with ExitStack() as stack:
        stack.callback(database.start)

        page = until(lambda: get(newsroom, path), lambda answer: "cache-status" in answer.headers)
        assert page.status == 200
        assert page.body == before.body
        assert page.headers["cache-status"].startswith("hiwar; hit; ttl=-")

        refused = post_comment(newsroom, thread, comment=WORDS, name="ليلى")
        assert refused.status == 503
        assert WORDS in refused.text
        assert "لا نستطيع حفظ تعليقك الآن" in refused.text or "تعذّر" in refused.text

        never_drawn = get(newsroom, DRAWN_FROM_ROWS)
        assert never_drawn.status == 503
        assert never_drawn.headers["retry-after"] == "10"
        assert "الموقع غير جاهز الآن" in never_drawn.text

    again = until(lambda: get(newsroom, path), lambda answer: "cache-status" not in answer.headers)
    assert again.status == 200
    accepted = until(
        lambda: post_comment(newsroom, thread, comment=WORDS, name="ليلى"), lambda answer: answer.status != 503
    )
    assert accepted.status == 303
    assert until(lambda: get(newsroom, DRAWN_FROM_ROWS), lambda answer: answer.status != 503).status == 200
