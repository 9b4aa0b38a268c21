"""The operator's commands, in folders of their own: founding, serving, the demo, imports, sweeping, and a cut cord."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import stat
import subprocess
import time
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from scripts.serving import (
    HIWAR,
    Newsroom,
    environment,
    filled_demo,
    free_port,
    hiwar,
    reserved_port,
    served,
    tail,
    wait_until_it_answers,
)
from tests.e2e.strangers import get, post_comment, rows, thread_of
from tests.waiting import until

FOUNDING = {
    "--name": "بيدر",
    "--address": "http://127.0.0.1:8000",
    "--country": "SY",
    "--section": "أخبار",
    "--editor": "salma",
    "--editor-name": "سلمى درويش",
}
SOURCE = ("--url", "https://old.example/1", "--date", "2014-01-19")
# In commands that only look something up, of which it is two or three. Migrating and filling takes thirty times as long
# as one of them; the rest is for a machine that is slower at one moment than at the other.
WARM_START = 12


def init(data: Path, *more: str, code: int = 0, **changed: str) -> str:
    """Run `hiwar init` with everything it would ask for; return what it printed."""
    words = [
        word
        for pair in ({**FOUNDING, **{f"--{name}": value for name, value in changed.items()}}).items()
        for word in pair
    ]
    return hiwar(data, "init", *words, *more, code=code)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a newsroom founded once for this module."""
    data = tmp_path_factory.mktemp("founded") / "data"
    init(data)
    return data


def secrets_of(data: Path) -> dict[str, str]:
    """Return the secrets a newsroom was founded with."""
    return dict(tomllib.loads((data / "settings.toml").read_text("utf-8"))["secrets"])


def state_of(folder: Path) -> dict[str, str]:
    """Return every file of a folder with the hash of its content."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.name.endswith("-shm"))
    return {str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest() for file in files}


def sentence(said: str) -> str:
    """Return the one line a command said; there may be no other."""
    (line,) = said.strip().splitlines()
    assert line.startswith("hiwar: ")
    assert "Traceback" not in line
    return line


class TestInit:
    def test_a_newsroom_is_founded_with_settings_for_the_operator_alone(self, founded: Path) -> None:
        settings = founded / "settings.toml"

        assert stat.S_IMODE(settings.stat().st_mode) == 0o600
        assert stat.S_IMODE(founded.stat().st_mode) == 0o700
        assert stat.S_IMODE((founded / "hiwar.sqlite3").stat().st_mode) == 0o600
        assert sorted(secrets_of(founded)) == ["contact", "django", "identity"]
        assert len(set(secrets_of(founded).values())) == 3

    def test_every_newsroom_has_secrets_and_a_password_of_its_own(self, founded: Path, tmp_path: Path) -> None:
        said = init(tmp_path / "data")

        assert "password: " in said
        assert not set(secrets_of(founded).values()) & set(secrets_of(tmp_path / "data").values())

    def test_a_second_founding_is_refused_and_changes_nothing(self, founded: Path) -> None:
        before = state_of(founded)

        said = init(founded, code=2)

        assert "already holds a newsroom" in sentence(said)
        assert state_of(founded) == before

    @pytest.mark.parametrize(
        ("changed", "word"),
        [
            ({"address": "example.org"}, "address"),
            ({"address": "http://example.org"}, "clear text"),
            ({"address": "https://example.org/news"}, "origin"),
            ({"country": "XX"}, "country"),
            ({"editor": "سلمى درويش"}, "login"),
        ],
        ids=["no-address", "clear-text", "a-path", "country", "login"],
    )
    def test_nonsense_gets_one_sentence_and_leaves_the_folder_alone(
        self, tmp_path: Path, changed: dict[str, str], word: str
    ) -> None:
        said = init(tmp_path / "data", code=2, **changed)

        assert word in sentence(said)
        assert list(tmp_path.rglob("*")) == []

    def test_a_short_password_is_refused_before_anything_is_written(self, tmp_path: Path) -> None:
        secret = tmp_path / "password.txt"
        secret.write_text("باب مفتوح\n", "utf-8")

        said = init(tmp_path / "data", "--password-file", str(secret), code=2)

        assert "at least 15 characters" in sentence(said)
        assert not (tmp_path / "data").exists()

    def test_what_is_missing_is_named_where_nobody_can_be_asked(self, tmp_path: Path) -> None:
        said = subprocess.run(
            [HIWAR, "init", "--name", "بيدر"],
            env=environment(tmp_path / "data"),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

        assert said.returncode == 2
        assert "--address is missing" in sentence(said.stdout + said.stderr)
        assert list(tmp_path.iterdir()) == []


class TestServe:
    def test_a_folder_without_a_newsroom_is_not_served(self, tmp_path: Path) -> None:
        said = hiwar(tmp_path / "data", "serve", "--port", str(free_port()), code=2)

        assert "hiwar init" in sentence(said)
        assert list(tmp_path.iterdir()) == []

    def test_a_founded_newsroom_answers(self, founded: Path) -> None:
        with served(founded) as newsroom:
            answer = get(newsroom, "/")

        assert answer.status == 200
        assert "بيدر" in answer.text
        assert "أخبار" in answer.text

    def test_a_port_in_use_is_said_in_one_sentence(self, founded: Path) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]

            said = hiwar(founded, "serve", "--port", str(port), code=2)

        assert f"port {port}" in sentence(said)

    def test_host_port_and_data_come_from_the_environment_too(self, founded: Path) -> None:
        with reserved_port() as port, served_by_variables(founded, "127.0.0.2", port) as newsroom:
            answer = get(newsroom, "/", Host="127.0.0.1:8000")
            assert answer.status == 200
            assert "بيدر" in answer.text
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", port), timeout=5)


@contextmanager
def served_by_variables(data: Path, host: str, port: int) -> Iterator[Newsroom]:
    """Serve at a place that the environment names, and yield once the server says that it is ready."""
    newsroom = Newsroom(f"http://{host}:{port}", data, data.with_name("environment.log"))
    place = {"HOST": host, "PORT": str(port), "HIWAR_ORIGIN": "http://127.0.0.1:8000"}
    with newsroom.log.open("wb") as log:
        process = subprocess.Popen([HIWAR, "serve"], env=environment(data) | place, stdout=log, stderr=log)
    try:
        # It listens long before it answers.
        until(lambda: "Hiwar is ready at" in tail(newsroom.log) or process.poll() is not None, seconds=240)
        assert process.poll() is None, tail(newsroom.log)
        yield newsroom
    finally:
        process.terminate()
        process.wait(20)


class TestDemo:
    def test_it_has_something_to_read_and_something_to_decide(self, server: Newsroom) -> None:
        articles = "SELECT count(*) FROM newsroom_articlepage JOIN wagtailcore_page ON id = page_ptr_id WHERE live"
        sections = "SELECT count(*) FROM newsroom_sectionpage JOIN wagtailcore_page ON id = page_ptr_id WHERE live"
        states = dict(rows(server, "SELECT state, count(*) FROM discussions_comment GROUP BY state"))

        assert rows(server, articles)[0][0] >= 8
        assert rows(server, sections)[0][0] >= 4
        assert sum(states.values()) >= 60
        assert states["held"] >= 5

    def test_it_never_takes_the_folder_of_a_real_newsroom(self, founded: Path) -> None:
        before = state_of(founded)

        said = hiwar(founded, "demo", "--port", str(free_port()), code=2)

        assert "real newsroom" in sentence(said)
        assert state_of(founded) == before

    def test_started_again_it_is_quick_and_has_kept_what_readers_wrote(self, tmp_path: Path) -> None:
        data = filled_demo(tmp_path / "data")
        with served(data, "demo") as newsroom:
            path = str(rows(newsroom, "SELECT url FROM discussions_thread ORDER BY last_number DESC LIMIT 1")[0][0])
            answer = post_comment(newsroom, thread_of(newsroom, path), comment="كُتب قبل المساء.", author="ليلى")
            before = rows(newsroom, "SELECT count(*) FROM discussions_comment")
        assert answer.status == 303

        started = time.monotonic()
        hiwar(data, "key", "list")
        a_command = time.monotonic() - started
        started = time.monotonic()
        with served(data, "demo") as newsroom:
            seconds = time.monotonic() - started
            after = rows(newsroom, "SELECT count(*) FROM discussions_comment")
            kept = rows(newsroom, "SELECT state FROM discussions_comment WHERE text = 'كُتب قبل المساء.'")

        assert kept == [("held",)]
        assert after == before
        assert seconds < WARM_START * a_command


class TestImport:
    @pytest.mark.parametrize(
        "content",
        [b"", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "قائمة مشتريات: خبز، زيت، ملح.\n".encode(), b"<html></html>"],
        ids=["empty", "picture", "no-page", "empty-page"],
    )
    def test_what_is_no_page_gets_one_sentence_and_changes_nothing(
        self, founded: Path, tmp_path: Path, content: bytes
    ) -> None:
        file = tmp_path / ("page.html" if content.startswith(b"<") else "page.txt")
        file.write_bytes(content)
        before = dump(founded)

        said = hiwar(founded, "import", "page", str(file), *SOURCE, code=2)

        assert len(said.strip().splitlines()) == 1
        assert dump(founded) == before

    def test_a_file_that_is_not_there_is_named(self, founded: Path) -> None:
        said = hiwar(founded, "import", "page", "/nowhere/page.txt", *SOURCE, code=2)

        assert "/nowhere/page.txt" in said
        assert "Traceback" not in said


def dump(data: Path) -> list[str]:
    """Return everything a newsroom's database holds, as SQL."""
    with closing(sqlite3.connect(f"file:{data / 'hiwar.sqlite3'}?mode=ro", uri=True)) as database:
        return list(database.iterdump())


def test_sweeping_twice_is_as_good_as_once(founded: Path) -> None:
    first = hiwar(founded, "sweep")
    before = dump(founded)

    second = hiwar(founded, "sweep")

    assert [line.partition(":")[0] for line in first.splitlines()] == [
        line.partition(":")[0] for line in second.splitlines()
    ]
    assert len(second.splitlines()) >= 1
    assert dump(founded) == before


def test_help_needs_no_newsroom(tmp_path: Path) -> None:
    said = hiwar(tmp_path / "nothing", "import", "page", "--help")

    assert said.startswith("usage: hiwar import page")
    assert not (tmp_path / "nothing").exists()


@contextmanager
def killed(data: Path) -> Iterator[Newsroom]:
    """Serve the demo, and at the end of the block cut its power: no process of it hears a farewell."""
    with reserved_port() as port:
        newsroom = Newsroom(f"http://127.0.0.1:{port}", data, data.with_name("killed.log"))
        command = [HIWAR, "demo", "--port", str(port)]
        with newsroom.log.open("wb") as log:
            process = subprocess.Popen(command, env=environment(data), stdout=log, stderr=log, start_new_session=True)
        try:
            wait_until_it_answers(process, newsroom)
            yield newsroom
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(20)


def test_a_comment_we_acknowledged_survives_a_cut_cord(tmp_path: Path) -> None:
    data = filled_demo(tmp_path / "data")
    with killed(data) as newsroom:
        path = str(rows(newsroom, "SELECT url FROM discussions_thread ORDER BY last_number DESC LIMIT 1")[0][0])
        answer = post_comment(newsroom, thread_of(newsroom, path), comment="قبل أن تنقطع الكهرباء.", author="عمر")
    assert answer.status == 303

    with served(data, "demo") as newsroom:
        kept = rows(newsroom, "SELECT state FROM discussions_comment WHERE text = 'قبل أن تنقطع الكهرباء.'")
        assert get(newsroom, path).status == 200

    assert kept == [("held",)]
