"""A newsroom of its own for browser tests and screenshots: temporary data, a free port, ended by its process id."""

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

HIWAR = Path(sys.executable).with_name("hiwar")
SECONDS_TO_START = 240
SECONDS_TO_STOP = 20


class ServerFailed(Exception):
    """A command of ours ended with an error or stayed silent; carries what it wrote."""


@dataclass(frozen=True)
class Newsroom:
    """A served newsroom: where it answers, where its data lies, and its command line."""

    origin: str
    data: Path
    log: Path
    pid: int = 0

    @property
    def host(self) -> str:
        """Return host and port, as browsers name them."""
        return self.origin.removeprefix("http://")

    @property
    def passwords(self) -> dict[str, str]:
        """Return the passwords of the demo's staff by login; the start announces them only after the first answer."""
        staff = json.loads((self.data / "demo-logins.json").read_text("utf-8"))["staff"]
        return {person["login"]: person["password"] for person in staff}

    def hiwar(self, *arguments: str, code: int = 0) -> str:
        """Run a `hiwar` command on this newsroom's data and return what it printed.

        Raises `ServerFailed` when it ends with another exit code than `code`.
        """
        return hiwar(self.data, *arguments, code=code)


def hiwar(data: Path, *arguments: str, code: int = 0) -> str:
    """Run a `hiwar` command on a data folder; see `Newsroom.hiwar`."""
    done = subprocess.run([HIWAR, *arguments], env=environment(data), capture_output=True, text=True)
    if done.returncode != code:
        raise ServerFailed(f"hiwar {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def environment(data: Path) -> dict[str, str]:
    """Return the variables of a newsroom on its own data, whatever the person at this machine has set."""
    theirs = ("HIWAR_", "DJANGO_", "DATABASE_URL", "WORKERS")
    ours = {name: value for name, value in os.environ.items() if not name.startswith(theirs)}
    return {**ours, "DATA": str(data), "PYTHONUNBUFFERED": "1"}


@contextmanager
def demo_newsroom() -> Iterator[Newsroom]:
    """Serve a demo of its own from a temporary folder until the block ends; only the first one takes long to start."""
    with temporary_folder() as folder, served(filled_demo(folder / "data"), "demo") as newsroom:
        yield newsroom


def filled_demo(data: Path, *, settings: Sequence[str] = ()) -> Path:
    """Make `data` the folder of a demo that was filled already, with further lines of its settings file; return it."""
    shutil.copytree(_prepared_demo(), data)
    file = data / "settings.toml"
    file.write_text("\n".join([*settings, file.read_text("utf-8")]), "utf-8")
    return data


@cache
def _prepared_demo() -> Path:
    """Return the data folder of a demo that was filled and stopped, to be copied; it goes with this process."""
    folder = Path(tempfile.mkdtemp(prefix="hiwar-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with served(folder / "data", "demo"):
        pass
    return folder / "data"


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield an empty folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="hiwar-serving-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def served(
    data: Path, command: str = "serve", *, port: int | None = None, options: Sequence[str] = ()
) -> Iterator[Newsroom]:
    """Run `hiwar serve` (or `demo`) on a data folder, with more options of the command, and yield once it answers.

    The log lies beside the data folder. Raises `ServerFailed` with the end of it if the server does not come up.
    """
    with reserved_port() if port is None else nullcontext(port) as ours:
        newsroom = Newsroom(f"http://127.0.0.1:{ours}", data, data.with_name(f"{data.name}.log"))
        with _started(newsroom, command, options) as started:
            yield started


@contextmanager
def _started(newsroom: Newsroom, command: str, options: Sequence[str]) -> Iterator[Newsroom]:
    port = newsroom.origin.rpartition(":")[2]
    with newsroom.log.open("ab") as output:
        process = subprocess.Popen(
            [HIWAR, command, "--host", "127.0.0.1", "--port", port, *options],
            env=environment(newsroom.data),
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
        )
    newsroom = replace(newsroom, pid=process.pid)
    try:
        wait_until_it_answers(process, newsroom)
        yield newsroom
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def reserved_port() -> Iterator[int]:
    """Yield a loopback port that nobody else is given until the block ends, also while the server does not listen yet.

    A socket that never listens holds it; beside that one another may, if both say SO_REUSEADDR, as our server does.
    """
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])


def free_port() -> int:
    """Return a loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(
    process: subprocess.Popen[bytes], newsroom: Newsroom, *, seconds: int = SECONDS_TO_START
) -> None:
    """Return once the front page answers; raise `ServerFailed` when the process ends or the deadline passes."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(newsroom.origin, timeout=5):  # noqa: S310
                return
        except urllib.error.HTTPError as error:
            with error:
                raise ServerFailed(f"The front page answers {error.code}.\n{tail(newsroom.log)}") from None
        except OSError:
            pass
        try:
            # Nobody listens yet: look again in a moment, or at once when the process has ended.
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise ServerFailed(f"The server did not start.\n{tail(newsroom.log)}")


def tail(log: Path) -> str:
    """Return the end of a log."""
    return log.read_text(encoding="utf-8", errors="replace")[-4000:]
