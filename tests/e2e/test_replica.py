"""A newsroom that draws its pages from a replica: late when that is late, never wrong for good, and posting goes on."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db.utils import ConnectionHandler

from hiwar.config import environment as settings_of_a_newsroom
from hiwar.delivery.change_feed import News
from hiwar.delivery.replica_feeds import ReplicaNotes
from scripts.postgres import DURABLE, Server, mortal_server, replica_of
from scripts.serving import Newsroom, environment, served
from tests.e2e.journeys import decide_about_discussions
from tests.e2e.strangers import DRAWN_FROM_ROWS, Answer, get, post_comment

pytestmark = pytest.mark.alone

BUSY = Path(__file__).parents[1] / "integration" / "delivery" / "busy_newsroom.py"
ORIGIN = "http://127.0.0.1:8000"
PATIENCE = 60.0
NOTE = "INSERT INTO delivery_change (key, writer, at) VALUES (%s, pg_current_xact_id()::text::bigint, 0)"


@pytest.fixture(scope="module")
def primary() -> Iterator[Server]:
    """The database that is written to."""
    with mortal_server(DURABLE) as server:
        yield server


@pytest.fixture(scope="module")
def opened(primary: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A newsroom on that database: its data folder and the path of its article."""
    folder = tmp_path_factory.mktemp("two") / "data"
    written = settings_of_a_newsroom.write(folder, origin=ORIGIN, language="ar")
    written.write_text(f'database = "{primary.address}"\n{written.read_text()}')
    environ = {**environment(folder), "DJANGO_SETTINGS_MODULE": "hiwar.config.settings"}
    done = subprocess.run([sys.executable, str(BUSY), "open", ORIGIN], env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout.strip()


@pytest.fixture(scope="module")
def replica(primary: Server, opened: tuple[Path, str]) -> Iterator[Server]:
    """Its replica."""
    with replica_of(primary) as server:
        yield server


@pytest.fixture(scope="module")
def newsroom(primary: Server, replica: Server, opened: tuple[Path, str]) -> Iterator[Newsroom]:
    """The newsroom, served from both; comments appear without anybody's approval."""
    folder, _ = opened
    written = folder / settings_of_a_newsroom.SETTINGS_FILE
    written.write_text(f'replica = "{replica.address}"\n{written.read_text()}')
    with served(folder) as found:
        decide_about_discussions(found, hold_first=False)
        yield found


@pytest.fixture
def path(opened: tuple[Path, str]) -> str:
    """The path of its article."""
    return opened[1]


@pytest.fixture
def thread(primary: Server, opened: tuple[Path, str]) -> str:
    """The public id of the discussion below it."""
    with psycopg.connect(primary.address) as wire:
        ((public_id,),) = wire.execute("SELECT public_id FROM discussions_thread").fetchall()
    return str(public_id)


def until(told: Callable[[], Answer], holds: Callable[[Answer], bool]) -> Answer:
    """Return the first answer for which this holds; fail if there is none in good time."""
    deadline = time.monotonic() + PATIENCE
    while not holds(answer := told()):
        assert time.monotonic() < deadline, (answer.status, answer.headers)
    return answer


@contextmanager
def paused(replica: Server) -> Iterator[None]:
    """Have the replica fall behind until the block ends."""
    with psycopg.connect(replica.address, autocommit=True) as wire:
        wire.execute("SELECT pg_wal_replay_pause()")
        deadline = time.monotonic() + PATIENCE
        while wire.execute("SELECT pg_get_wal_replay_pause_state()").fetchone() != ("paused",):
            assert time.monotonic() < deadline
        try:
            yield
        finally:
            wire.execute("SELECT pg_wal_replay_resume()")


def test_a_comment_shows_on_the_page_that_everybody_gets(newsroom: Newsroom, path: str, thread: str) -> None:
    words = "قرأتُ هذا من الخادم الثاني."

    posted = post_comment(newsroom, thread, comment=words, name="ليلى")

    assert posted.status == 303
    assert until(lambda: get(newsroom, path), lambda answer: words in answer.text).status == 200


def test_while_the_replica_is_behind_only_the_writer_sees_her_comment_and_afterwards_everybody_does(
    newsroom: Newsroom, replica: Server, path: str, thread: str
) -> None:
    words = "أما هذا فلم يصل إلى الخادم الثاني بعد."
    get(newsroom, path)

    with paused(replica):
        posted = post_comment(newsroom, thread, comment=words, name="ليلى")
        hers = get(newsroom, path, Cookie=posted.headers["set-cookie"].partition(";")[0])
        never_drawn = get(newsroom, f"/talk/{thread}/")
        others = get(newsroom, path)

    assert posted.status == 303
    assert words in hers.text
    assert (others.status, never_drawn.status) == (200, 200)
    assert words not in others.text + never_drawn.text
    until(lambda: get(newsroom, path), lambda answer: words in answer.text)
    until(lambda: get(newsroom, f"/talk/{thread}/"), lambda answer: words in answer.text)


def test_while_the_replica_is_dead_pages_are_shown_comments_are_taken_and_it_recovers_by_itself(
    newsroom: Newsroom, replica: Server, path: str, thread: str
) -> None:
    words = "كتبتُ هذا والخادم الثاني متوقف."
    assert get(newsroom, path).status == 200
    replica.kill()
    with ExitStack() as stack:
        stack.callback(replica.start)

        page = until(lambda: get(newsroom, path), lambda answer: "cache-status" in answer.headers)
        posted = post_comment(newsroom, thread, comment=words, name="ليلى")
        never_drawn = get(newsroom, DRAWN_FROM_ROWS)

        assert page.status == 200
        assert page.headers["cache-status"].startswith("hiwar; hit; ttl=-")
        assert posted.status == 303
        assert (never_drawn.status, never_drawn.headers["retry-after"]) == (503, "10")

    until(lambda: get(newsroom, path), lambda answer: words in answer.text and "cache-status" not in answer.headers)
    assert until(lambda: get(newsroom, DRAWN_FROM_ROWS), lambda answer: answer.status != 503).status == 200


@pytest.fixture
def notes(newsroom: Newsroom, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReplicaNotes]:
    """What is heard of changes from the replica, begun."""
    # Playwright keeps a loop running in this thread once a browser was opened; nothing here runs in that loop.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    settings = settings_of_a_newsroom.replica_settings(settings_of_a_newsroom.load(newsroom.data, {}))
    with django_db_blocker.unblock():
        found = ReplicaNotes(ConnectionHandler({"default": settings})["default"])
        found.look()
        yield found
        found.close()


def heard(notes: ReplicaNotes, *, until: str) -> list[str]:
    """Return what is heard up to and with a key; fail if that does not come in good time."""
    deadline = time.monotonic() + PATIENCE
    keys: list[str] = []
    while until not in keys:
        keys += notes.look().keys
        assert time.monotonic() < deadline, keys
    return keys


def test_a_standby_too_tells_of_a_transaction_that_began_first_and_commits_last(
    primary: Server, notes: ReplicaNotes
) -> None:
    with psycopg.connect(primary.address) as slow, psycopg.connect(primary.address, autocommit=True) as quick:
        slow.execute(NOTE, ["thread:slow"])
        quick.execute(NOTE, ["thread:quick"])
        first = heard(notes, until="thread:quick")
        slow.commit()
        second = heard(notes, until="thread:slow")
        quick.execute(NOTE, ["thread:last"])
        third = heard(notes, until="thread:last")

    assert (first, second, third) == (["thread:quick"], ["thread:slow"], ["thread:last"])


def test_after_a_break_a_standby_is_heard_again_from_where_it_is(primary: Server, notes: ReplicaNotes) -> None:
    notes.close()

    news = notes.look()
    with psycopg.connect(primary.address) as writer:
        writer.execute(NOTE, ["thread:after"])

    assert news == News(missed=True)
    assert heard(notes, until="thread:after") == ["thread:after"]
