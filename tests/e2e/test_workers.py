"""A newsroom with several workers: one place to ask, limits in common, and workers that come and go unnoticed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

import pytest

from hiwar.config import environment as settings_of_a_newsroom
from hiwar.config.preparation import prepare_apart
from scripts.serving import HIWAR, Newsroom, environment, served
from tests.e2e.journeys import decide_about_discussions
from tests.e2e.processes import told
from tests.e2e.strangers import OURS, get, post_comment, rows, thread_of
from tests.waiting import until

pytestmark = pytest.mark.alone

BUSY = Path(__file__).parents[1] / "integration" / "delivery" / "busy_newsroom.py"
ORIGIN = "http://127.0.0.1:8000"
WORKERS = 2
PATIENCE = 240.0
MANY = 40
# Longer than any machine needs for so many comments.
BETWEEN_TWO_COMMENTS = 3600
# Sent by a browser that has written here before: its pace is counted by this key.
KEY = "A" * 43 + ".kept"


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A newsroom's data folder, ready to be copied, and the path of its article."""
    folder = tmp_path_factory.mktemp("founded") / "data"
    settings_of_a_newsroom.write(folder, origin=ORIGIN, language="ar")
    environ = {**environment(folder), "DJANGO_SETTINGS_MODULE": "hiwar.config.settings"}
    done = subprocess.run([sys.executable, str(BUSY), "open", ORIGIN], env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    prepare_apart(folder)
    decide_about_discussions(Newsroom(ORIGIN, folder, folder), seconds_between=BETWEEN_TWO_COMMENTS)
    return folder, done.stdout.strip()


@pytest.fixture
def data(founded: tuple[Path, str], tmp_path: Path) -> Path:
    """The data folder of a newsroom of one's own."""
    return Path(shutil.copytree(founded[0], tmp_path / "data"))


@pytest.fixture
def path(founded: tuple[Path, str]) -> str:
    """The path of its article."""
    return founded[1]


@pytest.fixture
def newsroom(data: Path, path: str) -> Iterator[Newsroom]:
    """The newsroom, served by two workers."""
    with served(data, options=["--workers", str(WORKERS)]) as found:
        # The front page may come from the first of them while the second is still on its way.
        until(lambda: "Hiwar is ready at" in found.log.read_text(), seconds=PATIENCE)
        yield found


def workers_of(pid: int) -> set[int]:
    """Return the process ids of a server's workers."""
    children = map(int, told(pid, f"task/{pid}/children").split())
    return {child for child in children if "resource_tracker" not in told(child, "cmdline")}


class Readers(Thread):
    """Readers and writers who come one after the other, each with a connection of her own, and miss no answer."""

    def __init__(self, newsroom: Newsroom, path: str) -> None:
        super().__init__()
        self.failures: list[str] = []
        self.taken: list[str] = []
        self.answers = 0
        self._newsroom, self._path, self._thread = newsroom, path, thread_of(newsroom, path)
        self._enough = Event()

    def run(self) -> None:
        """Read and write until told to stop."""
        while not self._enough.is_set():
            try:
                self._read_and_write()
            except (OSError, HTTPException) as error:
                self.failures.append(repr(error))

    def _read_and_write(self) -> None:
        text = f"رسالة رقم {self.answers} والورديّة تتبدّل."
        for answer in (get(self._newsroom, self._path), post_comment(self._newsroom, self._thread, comment=text)):
            self.answers += 1
            if answer.status not in (200, 303):
                self.failures.append(str(answer.status))
        self.taken.append(text)

    def stop(self) -> None:
        """Stop, and wait for the last answer."""
        self._enough.set()
        self.join(30)


def test_it_says_once_that_it_is_ready_and_all_workers_answer(newsroom: Newsroom, path: str) -> None:
    assert len(workers_of(newsroom.pid)) == WORKERS
    assert newsroom.log.read_text().count("Hiwar is ready at") == 1
    assert get(newsroom, path).status == 200


def test_a_pause_between_two_comments_holds_in_every_worker(newsroom: Newsroom, path: str) -> None:
    thread = thread_of(newsroom, path)
    browser = {"Cookie": f"hiwar_reader={KEY}"}
    said = [
        post_comment(newsroom, thread, headers=browser, comment=f"كلام رقم {number} من الحافلة.").status
        for number in range(MANY)
    ]

    assert sorted(said) == [303] + [429] * (MANY - 1)


def test_workers_are_exchanged_under_load_and_no_request_fails(newsroom: Newsroom, path: str) -> None:
    before = workers_of(newsroom.pid)
    readers = [Readers(newsroom, path) for _ in range(2)]
    for reader in readers:
        reader.start()

    os.kill(newsroom.pid, signal.SIGHUP)
    until(lambda: "workers_exchanged" in newsroom.log.read_text(), seconds=PATIENCE)
    answered = sum(reader.answers for reader in readers)
    until(lambda: sum(reader.answers for reader in readers) > answered + MANY, seconds=PATIENCE)
    for reader in readers:
        reader.stop()

    assert [failure for reader in readers for failure in reader.failures] == []
    assert workers_of(newsroom.pid).isdisjoint(before)
    kept = {text for (text,) in rows(newsroom, "SELECT text FROM discussions_comment")}
    assert {text for reader in readers for text in reader.taken} <= kept


def test_new_workers_that_cannot_serve_leave_the_old_ones_at_work(newsroom: Newsroom, path: str) -> None:
    before = workers_of(newsroom.pid)
    settings = newsroom.data / settings_of_a_newsroom.SETTINGS_FILE
    good = settings.read_text()
    settings.write_text("origin = ")

    os.kill(newsroom.pid, signal.SIGHUP)
    until(lambda: "change_refused" in newsroom.log.read_text(), seconds=PATIENCE)

    assert workers_of(newsroom.pid) == before
    assert get(newsroom, path).status == 200
    settings.write_text(good)
    os.kill(newsroom.pid, signal.SIGHUP)
    until(lambda: "workers_exchanged" in newsroom.log.read_text(), seconds=PATIENCE)
    assert workers_of(newsroom.pid).isdisjoint(before)


def test_a_worker_that_dies_is_replaced_while_the_others_answer(newsroom: Newsroom, path: str) -> None:
    before = workers_of(newsroom.pid)
    victim = min(before)

    os.kill(victim, signal.SIGKILL)
    until(lambda: len(workers_of(newsroom.pid) - {victim}) == WORKERS, seconds=PATIENCE)

    assert workers_of(newsroom.pid) > before - {victim}
    assert {get(newsroom, path).status for _ in range(MANY)} == {200}


def test_begun_requests_are_answered_before_the_server_ends(newsroom: Newsroom, path: str) -> None:
    thread = thread_of(newsroom, path)
    body = urlencode({"comment": "وصل آخر الركّاب قبل إغلاق الباب."}).encode()
    wire = HTTPConnection(newsroom.host, timeout=20)
    with closing(wire):
        wire.putrequest("POST", f"/discussion/{thread}/comments/")
        headers = {**OURS, "Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
        for name, value in {**headers, "Expect": "100-continue"}.items():
            wire.putheader(name, value)
        wire.endheaders(body[:10])
        # Said by whoever has the request in hand and wants the rest of it.
        assert wire.sock.recv(100).startswith(b"HTTP/1.1 100 ")

        os.kill(newsroom.pid, signal.SIGTERM)
        wire.send(body[10:])

        assert wire.getresponse().status == 303
    assert len(rows(newsroom, "SELECT text FROM discussions_comment")) == 1


def test_nothing_of_the_shared_memory_is_left_when_the_server_has_ended(data: Path, path: str) -> None:
    with served(data, options=["--workers", "2"]) as found:
        ours = [
            value.decode()
            for value in Path(f"/proc/{min(workers_of(found.pid))}/environ").read_bytes().split(b"\0")
            if value.startswith(b"HIWAR_SHARED_FOLDER=")
        ]
        folder = Path(ours[0].partition("=")[2])
        assert folder.stat().st_mode & 0o777 == 0o700
        assert [name.name for name in folder.glob("day-*")]

    assert not folder.exists()


def test_on_a_socket_the_proxys_word_about_the_network_is_believed_if_the_settings_say_so(
    data: Path, path: str, tmp_path: Path
) -> None:
    settings = data / settings_of_a_newsroom.SETTINGS_FILE
    settings.write_text(f'trusted_proxies = ["unix"]\n{settings.read_text()}')
    place = tmp_path / "hiwar.sock"
    log = tmp_path / "socket.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [HIWAR, "serve", "--socket", str(place)], env=environment(data), stdout=output, stderr=output
        )
    try:
        until(lambda: "Hiwar is ready at unix:" in log.read_text() or process.poll() is not None, seconds=PATIENCE)
        answers = [_over(place, path, forwarded) for forwarded in ("203.0.113.7", "198.51.100.9")]

        assert [status for status, _ in answers] == [200, 200]
        assert place.stat().st_mode & 0o777 == 0o660
    finally:
        process.terminate()
        assert process.wait(20) == 0
    assert not place.exists()


def _over(place: Path, path: str, forwarded: str) -> tuple[int, bytes]:
    wire = HTTPConnection("127.0.0.1:8000", timeout=20)
    with closing(wire):
        wire.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        wire.sock.connect(str(place))
        wire.request("GET", path, headers={"X-Forwarded-For": forwarded})
        answer = wire.getresponse()
        return answer.status, answer.read()


@pytest.mark.parametrize("workers", ["0", "65", "two", "-1"])
def test_a_number_of_workers_that_is_none_is_refused(data: Path, workers: str) -> None:
    done = subprocess.run(
        [HIWAR, "serve", f"--workers={workers}"], env=environment(data), capture_output=True, text=True, timeout=60
    )

    assert done.returncode == 2
    assert "workers are a number from 1 to 64" in done.stderr


def test_a_socket_on_which_somebody_listens_is_left_alone(data: Path, path: str, tmp_path: Path) -> None:
    place = tmp_path / "taken.sock"
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as other:
        other.bind(str(place))
        other.listen()

        done = subprocess.run(
            [HIWAR, "serve", "--socket", str(place)], env=environment(data), capture_output=True, text=True, timeout=60
        )

    assert done.returncode == 2
    assert "another program listens on" in done.stderr
