"""The hatch: what is handed in there is taken together by one thread, as many at once as wait.

A thread that waits for a disk or for another thread costs more than what it then does for one comment. So everybody's
lies here until the one before is done, and then all of them go together: none waits longer for it, and each costs a
part. Here belong the line and the thread. Not here: what is taken and how (`comment_door`), the order of the door's
steps (`entry`).
"""

import asyncio
import logging
import queue
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from .answers import Answer
from .fault_pages import plain_page
from .requests import Refused, Request

log = logging.getLogger("hiwar.delivery")

# The last of so many still has its answer within a tenth of a second.
MOST_TOGETHER = 32
# At a thousand a second these wait for a quarter of one; whoever comes then is told to try again.
MOST_WAITING = 256
# Where several came together more are on their way: their senders hear of the last lot at once. Waiting so long for as
# many again costs nobody much, and a lot of sixteen costs each a fifth less than two of eight.
BREATH_SECONDS = 0.003


@dataclass(frozen=True, slots=True)
class Handed:
    """A request with its body, and the tokens of the network it came from."""

    request: Request
    body: bytes
    tokens: tuple[str, str]


# An answer, or what the application must know to give one.
Outcome = Answer | Mapping[str, object]


class Taker(Protocol):
    """What takes requests together. `take` is called on one thread and returns an outcome for each, in their order.

    `open` and `close` are called there as well, before the first and after the last of them; `open` may not raise.
    """

    def takes(self, request: Request) -> bool: ...
    def open(self) -> None: ...
    def take(self, handed: Sequence[Handed]) -> Sequence[Outcome]: ...
    def close(self) -> None: ...


@dataclass(slots=True)
class _Waiting:
    handed: Handed
    promise: asyncio.Future[Outcome]


class Hatch:
    """A line of requests and the thread that takes them."""

    def __init__(self, taker: Taker, *, https: bool) -> None:
        self._taker = taker
        self._https = https
        self._line: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        # How many came together the last time, and whether as many are there again.
        self._hoped = 0
        self._enough = threading.Event()

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to take; answers are given on this loop."""
        # A daemon: a database that hangs must not keep the process from ending.
        self._thread = threading.Thread(target=self._work, args=(loop,), name="hiwar-hatch", daemon=True)
        self._thread.start()

    def close(self, *, patience: float = 10.0) -> None:
        """Take what lies there, and no more."""
        if self._thread is not None:
            self._line.put(None)
            self._enough.set()
            self._thread.join(patience)

    def takes(self, request: Request) -> bool:
        """Tell whether this request is handed in here."""
        return self._taker.takes(request)

    async def hand_in(self, handed: Handed) -> Outcome:
        """Return what comes of a request; raises `Refused` with 503 if too many are waiting."""
        if self._line.qsize() >= MOST_WAITING:
            raise Refused(503, headers=(("retry-after", "5"),))
        waiting = _Waiting(handed, asyncio.get_running_loop().create_future())
        self._line.put(waiting)
        if self._line.qsize() >= self._hoped:
            self._enough.set()
        return await waiting.promise

    def _work(self, loop: asyncio.AbstractEventLoop) -> None:
        self._taker.open()
        is_open = True
        while is_open:
            if self._hoped > 1 and self._line.qsize() < self._hoped:
                self._enough.wait(BREATH_SECONDS)
            lot, is_open = self._next_lot()
            self._hoped = len(lot)
            self._enough.clear()
            if lot:
                outcomes = self._taken([one.handed for one in lot])
                try:
                    loop.call_soon_threadsafe(_deliver, lot, outcomes)
                except RuntimeError:
                    # The loop is gone: nobody is left to hear the answers.
                    log.exception("answers_lost")
        self._taker.close()

    def _next_lot(self) -> tuple[list[_Waiting], bool]:
        """Wait for the next request, and return it with all that wait beside it, and whether more may come."""
        lot: list[_Waiting] = []
        while not lot or (len(lot) < MOST_TOGETHER and not self._line.empty()):
            # Only this thread takes from the line, so what was there is there.
            one = self._line.get()
            if one is None:
                return lot, False
            lot.append(one)
        return lot, True

    def _taken(self, handed: Sequence[Handed]) -> Sequence[Outcome]:
        try:
            return self._taker.take(handed)
        except Exception:
            log.exception("hatch_failed")
            return [plain_page(500, https=self._https) for _ in handed]


def _deliver(lot: Sequence[_Waiting], outcomes: Sequence[Outcome]) -> None:
    for one, outcome in zip(lot, outcomes, strict=True):
        # The reader may have left, which cancels the promise.
        if not one.promise.done():
            one.promise.set_result(outcome)
