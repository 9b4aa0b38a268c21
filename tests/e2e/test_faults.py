"""What readers and staff are told when a disk is full, a database takes no changes, or everything there is slow."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import psycopg
import pytest
from PIL import Image

from hiwar.config import environment as settings_of_a_newsroom
from scripts.postgres import DURABLE, mortal_server
from scripts.serving import Newsroom, environment, served
from tests.e2e.processes import no_room_to_write
from tests.e2e.slow_wire import SlowWire
from tests.e2e.staff import Staff
from tests.e2e.strangers import Answer, get, post_comment, rows

pytestmark = pytest.mark.alone

T = TypeVar("T")
BUSY = Path(__file__).parents[1] / "integration" / "delivery" / "busy_newsroom.py"
ORIGIN = "http://127.0.0.1:8000"
GIVEN_BACK = "لا نستطيع حفظ تعليقك الآن"
NOT_READY = "الموقع غير جاهز الآن"
PATIENCE = 30.0
STATEMENT_SECONDS = 2.0
FRESH_WITHIN = 0.1
TURNS = 20


@dataclass(frozen=True)
class Far:
    """A newsroom whose database is at the other end of a wire."""

    newsroom: Newsroom
    path: str
    thread: str
    wire: SlowWire
    database: str

    def ask(self, statement: str, *values: object) -> list[tuple]:
        """Return what the database says when it is asked directly."""
        with psycopg.connect(self.database, autocommit=True) as connection:
            done = connection.execute(statement, values)  # type: ignore[arg-type]
            return done.fetchall() if done.description else []


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Far]:
    """A newsroom with an article, served; its database on PostgreSQL."""
    data = tmp_path_factory.mktemp("far") / "data"
    with mortal_server(DURABLE) as database:
        settings = settings_of_a_newsroom.write(data, origin=ORIGIN, language="ar")
        written = settings.read_text()
        settings.write_text(f'database = "{database.address}"\n{written}')
        environ = {**environment(data), "DJANGO_SETTINGS_MODULE": "hiwar.config.settings"}
        done = subprocess.run([sys.executable, str(BUSY), "open", ORIGIN], env=environ, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        port = urlsplit(database.address).port
        with SlowWire(port or 0).laid() as wire:
            settings.write_text(f'database = "{database.address.replace(f":{port}/", f":{wire.port}/")}"\n{written}')
            with psycopg.connect(database.address) as connection:
                ((thread,),) = connection.execute("SELECT public_id FROM discussions_thread").fetchall()
            with served(data) as newsroom:
                yield Far(newsroom, done.stdout.strip(), thread, wire, database.address)


@contextmanager
def only_to_be_read(far: Far) -> Iterator[None]:
    """Have the database refuse every change, as one does whose disk went read-only or that waits to be promoted."""
    far.ask("ALTER SYSTEM SET default_transaction_read_only = on")
    far.ask("SELECT pg_reload_conf()")
    try:
        until(lambda: far.ask("SHOW default_transaction_read_only"), lambda shown: shown == [("on",)])
        yield
    finally:
        with psycopg.connect(far.database, autocommit=True) as connection:
            connection.execute("SET default_transaction_read_only = off")
            connection.execute("ALTER SYSTEM RESET default_transaction_read_only")
            connection.execute("SELECT pg_reload_conf()")


def until(told: Callable[[], T], holds: Callable[[T], bool]) -> T:
    """Return the first thing told for which this holds; fail if there is none in good time."""
    deadline = time.monotonic() + PATIENCE
    while not holds(found := told()):
        assert time.monotonic() < deadline, found
    return found


def a_picture() -> bytes:
    """Return a small picture as a file."""
    file = io.BytesIO()
    Image.new("RGB", (1200, 800), (140, 29, 51)).save(file, "PNG")
    return file.getvalue()


def test_on_a_full_disk_pages_are_shown_texts_come_back_and_it_goes_on_once_there_is_room(server: Newsroom) -> None:
    ((path, thread),) = rows(server, "SELECT url, public_id FROM discussions_thread WHERE mode = 'open' LIMIT 1")
    words = "كتبتُ هذا والقرص ممتلئ حتى آخره."
    stored = f"SELECT count(*) FROM discussions_comment WHERE text = '{words}'"  # noqa: S608 - our own words

    with no_room_to_write(server):
        page = get(server, path)
        never_read = get(server, "/about/privacy/")
        refused = post_comment(server, thread, comment=words, source="127.0.0.91")
        kept_meanwhile = rows(server, stored)
    accepted = post_comment(server, thread, comment=words, source="127.0.0.91")

    assert (page.status, never_read.status) == (200, 200)
    assert refused.status == 503
    assert GIVEN_BACK in refused.text
    assert words in refused.text
    assert kept_meanwhile == [(0,)]
    assert accepted.status == 303
    assert rows(server, stored) == [(1,)]


def test_on_a_full_disk_the_editor_is_told_to_try_again_and_no_picture_is_listed(server: Newsroom) -> None:
    salma = Staff(server, "salma")
    token = salma.token("/editor/images/add/")
    pictures = "SELECT count(*) FROM newsroom_newsimage WHERE title = 'قرص ممتلئ'"

    with no_room_to_write(server):
        refused = salma.upload(token, title="قرص ممتلئ", picture=a_picture())
        kept_meanwhile = rows(server, pictures)
    accepted = salma.upload(token, title="قرص ممتلئ", picture=a_picture())

    assert refused.status == 503
    assert NOT_READY in refused.text
    assert refused.headers["retry-after"] == "10"
    assert kept_meanwhile == [(0,)]
    assert accepted.status == 200
    assert rows(server, pictures) == [(1,)]


def test_while_the_database_takes_no_changes_pages_are_fresh_and_texts_come_back(far: Far) -> None:
    words = "كتبتُ هذا والقاعدة للقراءة وحدها."
    stored = "SELECT count(*) FROM discussions_comment WHERE text = %s"
    get(far.newsroom, far.path)

    with only_to_be_read(far):
        refused = post_comment(far.newsroom, far.thread, comment=words, source="127.0.0.92")
        # Where the machine stood still for a second, nobody knows for a moment whether a page is old.
        page = until(lambda: get(far.newsroom, far.path), lambda answer: "cache-status" not in answer.headers)
        never_read = get(far.newsroom, "/about/rules/")
        signing_in = get(far.newsroom, "/login/")
        kept_meanwhile = far.ask(stored, words)
    accepted = until(
        lambda: post_comment(far.newsroom, far.thread, comment=words, source="127.0.0.92"),
        lambda answer: answer.status != 503,
    )

    assert refused.status == 503
    assert GIVEN_BACK in refused.text
    assert words in refused.text
    assert [answer.status for answer in (page, never_read, signing_in)] == [200, 200, 200]
    assert kept_meanwhile == [(0,)]
    assert accepted.status == 303
    assert far.ask(stored, words) == [(1,)]


def test_while_every_statement_takes_two_seconds_read_pages_keep_their_speed_and_a_comment_is_taken_once(
    far: Far,
) -> None:
    words = "كتبتُ هذا والقاعدة بطيئة."
    before = get(far.newsroom, far.path)
    connect_every_thread(far)

    with ThreadPoolExecutor(1) as reader:
        far.wire.set_delay(STATEMENT_SECONDS)
        try:
            posting = reader.submit(post_comment, far.newsroom, far.thread, comment=words, source="127.0.0.93")
            # Once nobody can know what has changed, old pages are shown and say so.
            until(lambda: get(far.newsroom, far.path), lambda answer: "cache-status" in answer.headers)
            is_waiting = not posting.done()
            reads = reads_during(far, seconds=STATEMENT_SECONDS)
        finally:
            far.wire.set_delay(0.0)
        taken = posting.result()

    assert is_waiting, taken
    assert {answer.status for _, answer in reads} == {200}
    assert {answer.body for _, answer in reads} == {before.body}
    took = sorted(seconds for seconds, _ in reads)
    assert took[len(took) * 9 // 10] < STATEMENT_SECONDS / 4
    assert taken.status == 303
    assert far.ask("SELECT count(*) FROM discussions_comment WHERE text = %s", words) == [(1,)]
    # And it is itself again, without anybody's help.
    until(lambda: get(far.newsroom, far.path), lambda answer: "cache-status" not in answer.headers)


def connect_every_thread(far: Far) -> None:
    """Have each of the server's threads open its connection: once all is slow, none is opened within its time."""
    with ThreadPoolExecutor(16) as readers:
        drawn = list(readers.map(lambda number: get(far.newsroom, f"{far.path}?drawn={number}"), range(64)))
    assert {answer.status for answer in drawn} == {200}


def reads_during(far: Far, *, seconds: float) -> list[tuple[float, Answer]]:
    """Return what a reader was given who asked for the article again and again, and how long each answer took."""
    reads, until_then = [], time.monotonic() + seconds
    while time.monotonic() < until_then:
        began = time.perf_counter()
        answer = get(far.newsroom, far.path)
        reads.append((time.perf_counter() - began, answer))
    return reads


def test_an_address_that_was_asked_for_in_vain_shows_its_article_within_a_tenth_of_a_second(far: Far) -> None:
    turn = "UPDATE wagtailcore_page SET live = %s WHERE id = (SELECT page_ptr_id FROM newsroom_articlepage)"
    late = []

    for _ in range(TURNS):
        far.ask(turn, False)
        for _ in range(2):
            until(lambda: get(far.newsroom, far.path), lambda answer: answer.status == 404)
        far.ask(turn, True)
        published_at = time.monotonic()
        late += asked_in_vain(far, published_at)

    # Asked for a tenth of a second after it was published, or later, nobody may be told that there is nothing.
    assert all(after < FRESH_WITHIN for after in late), late


def asked_in_vain(far: Far, published_at: float) -> list[float]:
    """Return how long after the publication each question was begun that was answered with 404."""
    late: list[float] = []
    while time.monotonic() - published_at < PATIENCE:
        begun = time.monotonic() - published_at
        if get(far.newsroom, far.path).status == 200:
            return late
        late.append(begun)
    raise AssertionError(late)
