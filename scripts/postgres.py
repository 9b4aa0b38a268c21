"""A PostgreSQL server that lives as long as a `with` block: own folder, own port, gone afterwards.

It never touches a server that is already on this machine. PostgreSQL refuses to run as root, so for root it runs as the
`postgres` user of the Debian package, or as `nobody`.
"""

import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGED = Path("/usr/lib/postgresql")  # Where Debian keeps one folder for each version.
SECONDS_TO_START = 60
# The data is thrown away: waiting for the disk would only slow the tests.
HASTE = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    # What a test rolled back would be swept up in the middle of the next one, and the table then be taken for empty.
    "autovacuum=off",
    "max_connections=40",
    "shared_buffers=64MB",
)
# As a newsroom runs it: what was committed is there after the power came back.
DURABLE = ("max_connections=40", "shared_buffers=64MB")


class ServerDidNotStart(Exception):
    """PostgreSQL ended or stayed silent; carries what it said."""


def programs() -> Path | None:
    """Return the folder that holds `initdb` and `postgres`, the newest if there are several, or None."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    packaged = (path for path in PACKAGED.glob("*/bin") if path.parent.name.isdigit())
    folders += sorted(packaged, key=lambda path: int(path.parent.name), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


@contextmanager
def temporary_server() -> Iterator[str]:
    """Yield the address of a fresh, empty server as `postgresql://user:password@host:port/postgres`."""
    with mortal_server() as server:
        yield server.address


@contextmanager
def mortal_server(settings: tuple[str, ...] = HASTE) -> Iterator["Server"]:
    """Yield a fresh, empty server that has started and that a test may kill and start again."""
    bin_folder = programs()
    if bin_folder is None:
        raise ServerDidNotStart("initdb and postgres are not on this machine")
    identity = _unprivileged()
    with _folder_of(identity) as folder:
        password = secrets.token_hex(16)
        _initialize(bin_folder, folder, password, identity)
        with _running(Server(bin_folder, folder, password, identity, settings)) as server:
            yield server


@contextmanager
def replica_of(primary: "Server") -> Iterator["Server"]:
    """Yield a hot standby of a running server; a test may kill it and start it again."""
    with _folder_of(primary.identity) as folder, _running(primary.copy(folder)) as replica:
        yield replica


@contextmanager
def _folder_of(identity: dict) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="hiwar-postgres-"))
    try:
        if identity:
            os.chown(folder, identity["user"], identity["group"])
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(server: "Server") -> Iterator["Server"]:
    server.start()
    try:
        yield server
    finally:
        server.stop()


class Server:
    """A PostgreSQL server of ours on loopback."""

    def __init__(
        self, bin_folder: Path, folder: Path, password: str, identity: dict, settings: tuple[str, ...]
    ) -> None:
        self._port = _free_port()
        self.address = f"postgresql://hiwar:{password}@127.0.0.1:{self._port}/postgres"
        self.identity = identity
        self._bin_folder, self._folder, self._password, self._settings = bin_folder, folder, password, settings
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it and return once it answers; after `kill` it recovers what was committed."""
        self._process, log = _start(self._bin_folder, self._folder, self._port, self.identity, self._settings)
        _wait_until_it_answers(self._process, self._port, log)

    def stop(self) -> None:
        """End it, and the sessions that tests left open ("fast shutdown")."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Cut its power: every process of it at once, without a farewell."""
        if self._process is not None:
            # Its own session leads its group; the children that hold connections must go with it.
            os.killpg(self._process.pid, signal.SIGKILL)
        self._end(signal.SIGKILL)

    def copy(self, folder: Path) -> "Server":
        """Return a server in an empty folder that will follow this one, copied from it while it runs."""
        # Written down with the copy: where to follow, and as whom.
        made = subprocess.run(
            [self._bin_folder / "pg_basebackup", "-D", folder / "data", "-R", "-c", "fast", "-d", self.address],
            cwd=folder, capture_output=True, text=True, **self.identity,
        )  # fmt: skip
        if made.returncode:
            raise ServerDidNotStart(made.stderr.strip())
        return Server(self._bin_folder, folder, self._password, self.identity, self._settings)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=60)
            self._process = None


def _unprivileged() -> dict[str, int | list[int]]:
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _initialize(bin_folder: Path, folder: Path, password: str, identity: dict) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if identity:
        os.chown(secret, identity["user"], identity["group"])
    options = ["--username=hiwar", f"--pwfile={secret}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"]
    made = subprocess.run(
        [bin_folder / "initdb", "-D", folder / "data", "--no-sync", *options],
        cwd=folder, capture_output=True, text=True, **identity,
    )  # fmt: skip
    secret.unlink()
    if made.returncode:
        raise ServerDidNotStart(made.stderr.strip())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _start(
    bin_folder: Path, folder: Path, port: int, identity: dict, more: tuple[str, ...]
) -> tuple[subprocess.Popen, Path]:
    log = folder / "log"
    settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *more]
    flags = [part for setting in settings for part in ("-c", setting)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [bin_folder / "postgres", "-D", folder / "data", *flags],
            cwd=folder, stdout=output, stderr=output, start_new_session=True, **identity,
        )  # fmt: skip
    return process, log


def _wait_until_it_answers(process: subprocess.Popen, port: int, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    # A standby says "read-only connections".
    ready = re.compile("database system is ready to accept (read-only )?connections")
    while time.monotonic() < deadline and process.poll() is None:
        if ready.search(log.read_text(errors="replace")):
            return
        with socket.socket() as probe:
            # A refused connection answers at once; the timeout is the pause between two looks.
            probe.settimeout(0.1)
            if probe.connect_ex(("127.0.0.1", port)):
                _pause(process)
    raise ServerDidNotStart(log.read_text(errors="replace")[-2000:])


def _pause(process: subprocess.Popen) -> None:
    try:
        process.wait(timeout=0.1)
    except subprocess.TimeoutExpired:
        return
