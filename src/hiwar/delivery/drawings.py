"""Pages being drawn: each at most once at a time, for everybody who waits, and what becomes of the result.

Here belong sharing one drawing, drawing again what a change overtook, and telling the store what was found. Not here:
who is shown what meanwhile (`hot_pages`), the threads that draw (`bridge`), what may be kept (`page_rules`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple, Protocol, TypeVar

from .absences import DRAWN_AT, NOWHERE, Absences
from .answers import Answer
from .freshness import end_of_hour
from .page_rules import FAULTS, Drawn, Plan, why_refused
from .page_store import Address, PageStore, StoredPage, renewed, stored
from .requests import Request
from .watched_rows import NEWSROOM

log = logging.getLogger("hiwar.delivery")
T = TypeVar("T")
TRIES = 3


class Draughtsman(Protocol):
    """What draws pages and compresses them, on threads of its own."""

    async def draw(self, request: Request, plan: Plan) -> Answer: ...
    async def run(self, job: Callable[[], T]) -> T: ...


@dataclass(slots=True)
class Counts:
    """What happened since the start, for the operator."""

    hits: int = 0
    drawn: int = 0
    refused: int = 0
    stale: int = 0


class Clocks(NamedTuple):
    """The time, and when the changes could last be read, both in seconds since 1970."""

    now: Callable[[], float]
    looked_at: Callable[[], float]


class _Drawing(NamedTuple):
    task: asyncio.Task[StoredPage | Answer]
    began_at: float


class Drawings:
    """Every page that is being drawn at this moment."""

    def __init__(
        self, store: PageStore, absences: Absences, draughtsman: Draughtsman, clocks: Clocks, counts: Counts
    ) -> None:
        self._store = store
        self._absences = absences
        self._draughtsman = draughtsman
        self._clocks = clocks
        self._counts = counts
        self._running: dict[Address, _Drawing] = {}

    def begin(self, address: Address) -> None:
        """Have a page drawn, unless it is being drawn already."""
        self._begun(address)

    async def wait(self, address: Address, *, patience: float | None) -> StoredPage | Answer | None:
        """Return a page once it is drawn, or what else the application answered.

        None if that takes longer than `patience`, counted from when the drawing began. One reader who leaves does not
        take the page from all others.
        """
        drawing = self._begun(address)
        left = None if patience is None else max(0.0, drawing.began_at + patience - self._clocks.now())
        await asyncio.wait({drawing.task}, timeout=left)
        return drawing.task.result() if drawing.task.done() else None

    def _begun(self, address: Address) -> _Drawing:
        drawing = self._running.get(address)
        if drawing is None:
            task = asyncio.get_running_loop().create_task(self._draw(address))
            drawing = self._running[address] = _Drawing(task, self._clocks.now())
            task.add_done_callback(lambda done: self._ended(address, done))
        return drawing

    def _ended(self, address: Address, task: asyncio.Task[StoredPage | Answer]) -> None:
        self._running.pop(address, None)
        if not task.cancelled():
            # Whoever waits hears of a failure; if nobody does, it is no news to the loop.
            task.exception()

    async def _draw(self, address: Address) -> StoredPage | Answer:
        """Draw a page as a stranger would get it, and keep it if it may be kept.

        Drawn again at once if a change overtook it: those who wait asked after that change, or may have.
        """
        for _ in range(TRIES):
            since, watched = self._store.position, self._clocks.looked_at()
            old, plan = self._store.get(address), self._plan_for(address)
            self._counts.drawn += 1
            answer = await self._draughtsman.draw(_request_for(address, old), plan)
            unchanged = answer.status == 304 and old is not None
            if unchanged:
                answer = old.answer()
            # Before the first look at the changes one could have slipped in between.
            overtaken = not watched or self._store.overtaken(plan, since=since)
            reason = why_refused(Drawn(answer, plan, overtaken, self._store.max_bytes, address[1] == NOWHERE))
            if reason is None:
                page = renewed(old, plan) if unchanged else stored(answer, plan)
                self._store.put(address, page, since=since, now=self._clocks.now())
                return page
            if reason != "overtaken" or not watched:
                break
        self._refused(address, answer, reason, is_declared=plan.declared)
        if answer.status == 404 and not plan.has_words and watched and since == self._store.position:
            self._absences.add(address, now=self._clocks.now())
        return answer

    def _plan_for(self, address: Address) -> Plan:
        if address[1] != NOWHERE:
            return Plan()
        # No view is asked, so none could say what the page hangs on: the newsroom's frame around one sentence.
        until = end_of_hour(datetime.fromtimestamp(self._clocks.now(), UTC))
        return Plan(frozenset({NEWSROOM}), until=until.timestamp())

    def _refused(self, address: Address, answer: Answer, reason: str, *, is_declared: bool) -> None:
        self._counts.refused += 1
        if reason in FAULTS and is_declared:
            log.error(f"page_not_kept_{reason}")
        if reason == "status" and answer.status < 500:
            # Taken down or moved: it must not come back as an old page when the database goes away.
            self._store.forget(address)


def _request_for(address: Address, old: StoredPage | None) -> Request:
    host, path, query = address
    request = Request("GET", host, DRAWN_AT if path == NOWHERE else path, query, {"host": host})
    if old is not None and old.tag:
        request.headers["if-none-match"] = f'"{old.tag}"'
    return request
