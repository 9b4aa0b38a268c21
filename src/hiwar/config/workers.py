"""The worker processes of one server: one queue of connections for all, and an end that no request notices.

Granian starts, watches and stops them; here is what it does not do. Not here: what a worker serves (`server`), where
the server listens and how it is asked for (`serve`).

A connection that waits in the queue of a worker's own socket is lost with that worker, and so is the request on it.
All workers therefore accept from one socket, which the parent keeps: whoever connects while workers are exchanged is
answered by the next one. A new worker must have answered a page before the one it replaces is told to go.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any

from granian.net import SocketSpec
from granian.server import Server

log = logging.getLogger("hiwar.serve")

Load = Callable[[Connection], Any]
# A worker is a fresh process with the code that is installed now, not a copy of a parent that has the old one loaded.
FRESH = multiprocessing.get_context("spawn")
READY_WITHIN_SECONDS = 90.0
# How long a signal may wait to be noticed while a worker is waited for.
LOOK_UP_SECONDS = 0.1
UNREACHED = 599


class WorkersServer(Server):  # type: ignore[misc,valid-type]
    """Granian's server with one queue, workers that say when they are ready, and a careful change of them.

    `on_ready` is called once with the first answer's status, the worst of all workers'; `before_change` before workers
    are exchanged, and what it raises keeps the old ones.
    """

    def __init__(
        self,
        *given: Any,
        on_ready: Callable[[int], None],
        before_change: Callable[[], None] = lambda: None,
        **named: Any,
    ) -> None:
        multiprocessing.set_start_method("spawn", force=True)
        super().__init__(*given, **named)
        self._on_ready = on_ready
        self._before_change = before_change

    def _init_shared_socket(self) -> None:
        super()._init_shared_socket()
        if self._shd is None:
            # For TCP Granian would have each worker listen on a socket of its own.
            self._shd = SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()
            self._ssp, self._sfd = None, self._shd.get_fd()
            self._sso = socket.socket(fileno=self._sfd)
            self._sso.set_inheritable(True)

    def _begun(self, idx: int, spawn_target: Any, load: Load) -> tuple[Any, Connection]:
        """Start a worker; return it and where it will say that it is ready."""
        heard, said = FRESH.Pipe(duplex=False)
        worker = self._spawn_worker(idx=idx, target=spawn_target, callback_loader=partial(load, said))
        worker.start()
        # The worker's end alone is left: it closes with the worker.
        said.close()
        return worker, heard

    def _spawn_workers(self, spawn_target: Any, target_loader: Load) -> None:
        begun = [self._begun(idx, spawn_target, target_loader) for idx in range(self.workers)]
        self.wrks.extend(worker for worker, _ in begun)
        self._metrics.incr_spawn(self.workers)
        worst = max([self._first_status(heard) for _, heard in begun])
        if worst != UNREACHED:
            self._on_ready(worst)
        elif not self.main_loop_interrupt.is_set():
            log.error("worker_not_ready")

    def _first_status(self, heard: Connection) -> int:
        """Return the status of a worker's first answer, `UNREACHED` where it died or took too long to give one."""
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        with heard:
            while time.monotonic() < deadline and not self.interrupt_signal:
                if wait([heard], LOOK_UP_SECONDS):
                    with suppress(EOFError, OSError):
                        return int(heard.recv())
                    break
        return UNREACHED

    def _respawn_workers(self, workers: list[int], spawn_target: Any, target_loader: Load, delay: float = 0) -> None:
        """Exchange workers one after the other, none before its successor has answered."""
        try:
            self._before_change()
        except Exception:
            log.exception("change_refused")
            return
        for idx in workers:
            if not self._exchanged(idx, spawn_target, target_loader):
                break
        else:
            self._metrics.incr_spawn(len(workers))
            log.warning("workers_exchanged")

    def _exchanged(self, idx: int, spawn_target: Any, load: Load) -> bool:
        old = self.wrks[idx]
        self.respawned_wrks[idx] = time.monotonic()
        new, heard = self._begun(idx, spawn_target, load)
        if self._first_status(heard) >= 500 and old.is_alive():
            log.error("change_refused_new_worker_fails")
            self._end(new)
            return False
        self.wrks[idx] = new
        self._end(old)
        return True

    def _end(self, worker: Any) -> None:
        _let_streams_go(worker)
        worker.terminate()
        worker.join(self.workers_kill_timeout)
        if worker.is_alive():
            worker.kill()
            worker.join()

    def _stop_workers(self) -> None:
        for worker in self.wrks:
            _let_streams_go(worker)
        super()._stop_workers()


def _let_streams_go(worker: Any) -> None:
    # Granian waits for every request to end, and a stream of news does not by itself.
    with suppress(ProcessLookupError, TypeError):
        os.kill(worker.inner.pid, signal.SIGUSR1)


def ignore_news_of_the_end() -> None:
    """Have this worker survive the signal above until its application listens for it; to be called in the worker."""
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)


def end_quietly(server: WorkersServer, serve: Callable[[], None]) -> None:
    """Serve; a worker that ends by itself is told in one sentence, unless everybody was told to end."""
    try:
        serve()
    except SystemExit:
        # Ctrl-C reaches the worker as well; that it ended before it was told to is no failure.
        if not server.interrupt_signal:
            print("hiwar: the worker ended by itself; the log above says why.", file=sys.stderr)
            raise
