"""Start the server and end it well: where it listens, how many workers it has, one sentence where it cannot start.

Here belongs what Granian is told. The application itself is `hiwar.config.server:app`; it is imported in the workers
only, so that this process stays small and knows nothing of Django. How workers are exchanged is in `workers`.
"""

import errno
import os
import socket
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from hiwar.config import logs
from hiwar.config.runtime import shared_folder
from hiwar.config.workers import Load, WorkersServer, end_quietly, ignore_news_of_the_end

SETTINGS = "hiwar.config.settings"
HEADERS_WITHIN_MS = 5_000
HEADER_BYTES = 16 * 1024
# Longer than the door waits for its threads, so that begun requests end before the worker is made to.
STOP_WITHIN_SECONDS = 15
# Every reader with a discussion open is a request that has not ended.
AT_ONCE = 20_000
BACKLOG = 4_096
# The proxy belongs to the group that owns the socket; nobody else may speak for readers.
SOCKET_MODE = 0o660


@dataclass(frozen=True)
class Place:
    """Where the server listens: on a port of an address (0 takes a free one), or on a Unix socket."""

    host: str = "127.0.0.1"
    port: int = 8000
    socket: Path | None = None

    def __str__(self) -> str:
        if self.socket is not None:
            return f"unix:{self.socket}"
        return f"http://[{self.host}]:{self.port}" if ":" in self.host else f"http://{self.host}:{self.port}"


@dataclass(frozen=True)
class Start:
    """How the server is to start, beside the place: workers, what is printed, what comes before they are exchanged."""

    workers: int = 1
    notice: str = ""
    before_change: Callable[[], None] = lambda: None


def serve(*, place: Place, data: Path, start: Start) -> None:
    """Serve the newsroom in `data` until interrupted; the notice is printed below the line that says it is ready.

    Several workers share one folder in memory for what must never touch the disk (`runtime`). Exits with code 2 if the
    place cannot be used, with 1 if a worker dies at the start. SIGHUP exchanges the workers for new ones.
    """
    os.environ["DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    keep_numbers_on_one_core()
    with ExitStack() as stack:
        if start.workers > 1:
            stack.enter_context(shared_folder())
        run(place=place, load=load_app, start=start)


def keep_numbers_on_one_core() -> None:
    """Have NumPy use one thread; to be called before it is imported, so in the process that starts the server.

    More threads wait for one another and for the loop: a long text then takes 37 ms instead of 9 (two cores, measured).
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def load_app(said: Connection) -> Any:
    """Return the application, told where to say that it answers; called in the worker."""
    ignore_news_of_the_end()
    from hiwar.config.server import app, reporting

    return reporting(app, said)


def run(*, place: Place, load: Load, start: Start | None = None) -> None:
    """Serve whatever RSGI application `load` returns in each worker; see `workers` for what it must say and when."""
    start = start or Start()
    place = usable(place)
    server = WorkersServer(
        "hiwar.config.server:app",
        address=place.host,
        port=place.port,
        uds=place.socket,
        uds_permissions=SOCKET_MODE if place.socket else None,
        interface=Interfaces.RSGI,
        workers=start.workers,
        # One worker that dies is told to the operator by the end of the server; of several, the others go on.
        respawn_failed_workers=start.workers > 1,
        http=HTTPModes.http1,
        websockets=False,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN_MS, max_buffer_size=HEADER_BYTES),
        log_level=LogLevels.warning,
        log_dictconfig=logs.LOGGING,
        log_access=False,
        backlog=BACKLOG,
        backpressure=AT_ONCE,
        workers_kill_timeout=STOP_WITHIN_SECONDS,
        on_ready=partial(announce, place, start.notice),
        before_change=start.before_change,
    )
    end_quietly(server, partial(server.serve, target_loader=load, wrap_loader=False))


def announce(place: Place, notice: str, status: int) -> None:
    """Print that the server is ready, or that it is not, going by the status of the front page."""
    if status >= 500:
        print(f"Hiwar listens at {place} but cannot show its front page ({status}).", flush=True)
    else:
        print(f"Hiwar is ready at {place}", notice, sep="\n" if notice else "", flush=True)


def usable(place: Place) -> Place:
    """Return the place with a port of its own, after looking whether it is free; exit with 2 and a sentence if not."""
    # Granian shares its port with other Graniane: without this two newsrooms would take turns answering.
    try:
        if place.socket is not None:
            return _usable_socket(place, place.socket)
        family, *_, target = socket.getaddrinfo(
            place.host, place.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(target)
            return Place(place.host, int(probe.getsockname()[1]))
    except OSError as error:
        print(f"hiwar: {_why_not(error, place)}", file=sys.stderr)
        raise SystemExit(2) from None


def _usable_socket(place: Place, path: Path) -> Place:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            # Left behind by a server that was killed.
            path.unlink(missing_ok=True)
            probe.bind(str(path))
            path.unlink()
            return place
    raise OSError(errno.EADDRINUSE, "somebody listens there")


def _why_not(error: OSError, place: Place) -> str:
    if place.socket is not None:
        if error.errno == errno.EADDRINUSE:
            return f"another program listens on {place.socket}; choose another path (--socket)."
        return f"a socket cannot be made at {place.socket}: {error.strerror or error}."
    if error.errno == errno.EADDRINUSE:
        return f"port {place.port} on {place.host} is in use by another program; choose another one (PORT=…)."
    if error.errno == errno.EACCES:
        return f"port {place.port} may only be used by the administrator; choose one above 1023."
    return f"the address {place.host}:{place.port} cannot be used on this machine."
