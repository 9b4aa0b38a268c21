"""Start the server and end it well: one worker process, one clear sentence where it cannot start.

Here belongs everything about Granian. The application itself is `hiwar.config.server:app`; it is imported in the
worker only, so that this process stays small and knows nothing of Django.
"""

import errno
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from hiwar.config import logs

SETTINGS = "hiwar.config.settings"
HEADERS_WITHIN_MS = 5_000
HEADER_BYTES = 16 * 1024
# Longer than the door waits for its threads, so that begun requests end before the worker is made to.
STOP_WITHIN_SECONDS = 15
# Every reader with a discussion open is a request that has not ended.
AT_ONCE = 20_000
BACKLOG = 4_096


def serve(*, host: str, port: int, data: Path, notice: str = "") -> None:
    """Serve the newsroom in `data` until interrupted; `notice` is printed below the line that says it is ready.

    Port 0 takes a free one. Exits with code 2 if the address cannot be used, with 1 if the worker dies.
    """
    os.environ["DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    keep_numbers_on_one_core()
    run(host=host, port=port, load=load_app, notice=notice)


def keep_numbers_on_one_core() -> None:
    """Have NumPy use one thread; to be called before it is imported, so in the process that starts the server.

    More threads wait for one another and for the loop: a long text then takes 37 ms instead of 9 (two cores, measured).
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class EndingServer(Server):  # type: ignore[misc,valid-type]
    """Granian's server, which tells its workers that the end is near: it would wait for open streams otherwise."""

    def _stop_workers(self) -> None:
        for worker in self.wrks:
            with suppress(ProcessLookupError):
                os.kill(worker.inner.pid, signal.SIGUSR1)
        super()._stop_workers()


def load_app(address: tuple[str, int], notice: str) -> Any:
    """Return the application, told what to announce once it answers; called in the worker."""
    # Until the application listens for it the signal must not end the worker.
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    from hiwar.config.server import announced, app

    return announced(app, address, notice)


def run(*, host: str, port: int, load: Callable[[tuple[str, int], str], Any], notice: str = "") -> None:
    """Serve whatever RSGI application `load` returns in the worker."""
    address = (host, _free_port(host, port))
    server = EndingServer(
        "hiwar.config.server:app",
        address=address[0],
        port=address[1],
        interface=Interfaces.RSGI,
        workers=1,
        http=HTTPModes.http1,
        websockets=False,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN_MS, max_buffer_size=HEADER_BYTES),
        log_level=LogLevels.warning,
        log_dictconfig=logs.LOGGING,
        log_access=False,
        backlog=BACKLOG,
        backpressure=AT_ONCE,
        workers_kill_timeout=STOP_WITHIN_SECONDS,
    )
    try:
        server.serve(target_loader=partial(load, address, notice), wrap_loader=False)
    except SystemExit:
        # Ctrl-C reaches the worker as well; that it ended before it was told to is no failure.
        if not server.interrupt_signal:
            print("hiwar: the worker ended by itself; the log above says why.", file=sys.stderr)
            raise


def _free_port(host: str, port: int) -> int:
    # Granian shares its port with other Graniane: without this two newsrooms would take turns answering.
    try:
        family, *_, target = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(target)
            return int(probe.getsockname()[1])
    except OSError as error:
        print(f"hiwar: {_why_not(error, host, port)}", file=sys.stderr)
        raise SystemExit(2) from None


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is in use by another program; choose another one (PORT=…)."
    if error.errno == errno.EACCES:
        return f"port {port} may only be used by the administrator; choose one above 1023."
    return f"the address {host}:{port} cannot be used on this machine."
