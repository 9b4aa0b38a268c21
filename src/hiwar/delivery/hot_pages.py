"""The hot path: a finished page to whoever may have it, before any framework, and one drawing of it when it is old.

Everything here happens on the server's loop; drawing and compressing happen on the bridge's threads. Here belong the
order of these steps, how long anybody waits, and what is shown while the database is away or slow. Not here: drawing
(`drawings`), what may be kept (`page_rules`), how it is kept (`page_store`), where changes come from (`change_feed`).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from hiwar.accounts.shelf import Shelf

from .absences import NOWHERE, NOWHERE_ROUTE, Absences, leads_nowhere
from .answers import Answer, compress, etag_matches, preferred_coding, worth_compressing
from .change_feed import News
from .drawings import Clocks, Counts, Draughtsman, Drawings
from .page_rules import Asked, Route, why_bypassed
from .page_store import NAMELESS, Address, PageStore, StoredPage, Variant, variant
from .requests import Refused, Request, WireScope
from .shelf import CALENDAR, SHELF
from .watched_rows import LISTED, NEWSROOM, with_any_count

# Seen to be old for less than this, a page may still be shown while it is being drawn; see `ChangeFeed` for the rest
# of the tenth of a second in which every page must be right.
GRACE_SECONDS = 0.04
# Without a look at the changes for so long, nobody knows whether a page is old.
BLIND_AFTER_SECONDS = 1.0
# An old page is shown to whoever has waited so long for the new one: to draw it, something slow is being waited for.
PATIENCE_SECONDS = 3.0
# Then the database is slow as well, and the page may well be true.
BLIND_PATIENCE_SECONDS = 0.25
# What a drawing ends with when the database is away (`outages`). Old pages are shown for so long before the next try;
# a page with a fault of its own must not keep all others from being drawn.
AWAY = 503
REST_AFTER_FAILURE_SECONDS = 0.5
# What a page may not be asked for with if the quick way is to answer; the slow way looks closer.
_DETOURS = frozenset(
    {"cookie", "authorization", "content-length", "transfer-encoding", "expect", "range", "if-match", "upgrade"}
)
# RFC 9211: a hit whose freshness ended so many seconds ago.
_STALE = "hiwar; hit; ttl=-{age}"


class AnswerOnWire(Protocol):
    """The server's side of a request whose answer is at hand."""

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None: ...
    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None: ...


class Feed(Protocol):
    """What reads the changes; `looked_at` is when it last could, in seconds since 1970, 0 before the first time."""

    looked_at: float

    def start(self, deliver: Callable[[News], object]) -> None: ...
    def stop(self) -> None: ...
    def wake(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Site:
    """What the hot path must know of the installation: its routes, and the cookies that make a reader someone."""

    route_of: Callable[[str], Route | None]
    own_cookies: frozenset[str]
    leads_nowhere: Callable[[str], bool] = leads_nowhere


class HotPages:
    """Finished pages, drawn once for everybody who waits."""

    def __init__(
        self,
        store: PageStore,
        draughtsman: Draughtsman,
        feed: Feed,
        site: Site,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.store = store
        self.counts = Counts()
        self._draughtsman = draughtsman
        self._feed = feed
        self._site = site
        self._clock = clock
        self._absences = Absences()
        clocks = Clocks(clock, lambda: feed.looked_at)
        self._drawings = Drawings(store, self._absences, draughtsman, clocks, self.counts)
        self._resting_until = 0.0
        self._listeners: list[Callable[[News], None]] = []
        self._shelves: list[tuple[Shelf, frozenset[str]]] = [
            (SHELF, frozenset({NEWSROOM})),
            (CALENDAR, frozenset({LISTED})),
        ]

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to hear of changes, on this loop."""
        self._feed.start(lambda news: loop.call_soon_threadsafe(self.hear, news))
        for shelf, _ in self._shelves:
            shelf.follow(lambda: self._feed.looked_at)

    def close(self) -> None:
        """Hear no more."""
        for shelf, _ in self._shelves:
            shelf.follow(lambda: 0.0)
        self._feed.stop()

    def keep_true(self, shelf: Shelf, *, hangs_on: frozenset[str]) -> None:
        """Have a shelf keep things and be cleared when one of these keys changes; to be called before `open`."""
        self._shelves.append((shelf, hangs_on))

    def listen(self, listener: Callable[[News], None]) -> None:
        """Have `listener` called on the loop with whatever is heard, after pages have grown old."""
        self._listeners.append(listener)

    def keys_of(self, host: str, path: str) -> frozenset[str]:
        """Return what the page at a path hangs on; nothing if it is not kept."""
        page = self.store.get((host, path, ""))
        return page.plan.keys if page else frozenset()

    def look_now(self) -> None:
        """Have the changes looked at without waiting for their turn."""
        self._feed.wake()

    def send_at_once(self, scope: WireScope, proto: AnswerOnWire) -> bool:
        """Answer from memory if nothing about the request needs a second thought; tell whether it was answered.

        What this accepts is a part of what `read_request` accepts: every header readable and there once, a Host and
        path under which a page was stored, nothing that asks for more than the page.
        """
        method, wire = scope.method, scope.headers
        items = wire.items()
        headers = dict(items)
        if (
            (method != "GET" and method != "HEAD")
            or len(headers) != len(items)
            or len(headers) != len(wire.keys())
            or not _DETOURS.isdisjoint(headers)
            or scope.authority is not None
        ):
            return False
        page = self.store.get((headers.get("host", ""), scope.path, scope.query_string))
        now = self._clock()
        if page is None or not page.holds(now) or self._is_blind(now):
            return False
        coding = preferred_coding(headers.get("accept-encoding", ""))
        one = page.variants.get(coding)
        if one is None:
            return False
        self.counts.hits += 1
        page.views += 1
        known = headers.get("if-none-match")
        if known is not None and etag_matches(known, one.etag):
            proto.response_empty(304, one.unchanged)
        elif method == "HEAD":
            proto.response_empty(page.status, [*one.headers, ("content-length", str(len(one.body)))])
        else:
            proto.response_bytes(page.status, one.headers, one.body)
        return True

    async def answer(self, request: Request) -> Answer | None:
        """Return the answer of a page that may be stored, drawn if need be; None if the application must be asked."""
        now = self._clock()
        address = self._address_of(request, now=now)
        if address is None:
            return None
        page = self.store.get(address)
        if page is not None and self._may_show(page, address, now=now):
            return await self._shaped(request, address, page, now=now)
        try:
            drawn = await self._drawings.wait(address, patience=self._patience(page, now=now))
        except Refused:
            # More is waiting to be drawn than can be; an old page is better than none.
            if page is None:
                raise
            drawn = None
        if isinstance(drawn, StoredPage):
            return await self._shaped(request, address, drawn, now=self._clock())
        if drawn is not None and drawn.status == AWAY:
            self._resting_until = self._clock() + REST_AFTER_FAILURE_SECONDS
        if page is not None and (drawn is None or drawn.status >= 500):
            return await self._shaped(request, address, page, now=self._clock(), is_stale=True)
        # A cookie in it was made for nobody in particular; whoever asked is to be given one of her own.
        return None if drawn is None or drawn.header("set-cookie") is not None else _copied(drawn)

    def hear(self, news: News) -> None:
        """Let pages grow old; to be called on the loop."""
        now = self._clock()
        for shelf, hangs_on in self._shelves:
            if news.missed or not hangs_on.isdisjoint(news.keys):
                shelf.clear()
        if news.missed:
            self.store.all_changed(now=now)
        self.store.changed(with_any_count(news.keys), now=now)
        if news.missed or news.keys:
            self._absences.forget()
        for listener in self._listeners:
            listener(news)

    def _address_of(self, request: Request, *, now: float) -> Address | None:
        """Return where the page lies that answers this request, None if the application must be asked."""
        asked = Asked(request, self._site.route_of(request.path), self._site.own_cookies)
        reason = why_bypassed(asked)
        if reason == "not_a_stored_route" and self._site.leads_nowhere(request.path):
            asked = replace(asked, route=NOWHERE_ROUTE)
            reason = why_bypassed(asked)
        if reason is not None:
            return None
        address = (request.host, request.path, asked.query or "")
        is_empty = self._absences.knows(address, now=now, looked_at=self._feed.looked_at)
        return (request.host, NOWHERE, "") if is_empty or asked.route is NOWHERE_ROUTE else address

    def _patience(self, page: StoredPage | None, *, now: float) -> float | None:
        if page is None:
            return None
        return BLIND_PATIENCE_SECONDS if self._is_blind(now) else PATIENCE_SECONDS

    def _is_blind(self, now: float) -> bool:
        return now - self._feed.looked_at > BLIND_AFTER_SECONDS

    def _may_show(self, page: StoredPage, address: Address, *, now: float) -> bool:
        if page.holds(now) and not self._is_blind(now):
            return True
        if now < self._resting_until:
            # Everybody asking a database that is down would be the second failure.
            return True
        since = page.stale_since
        if since is None or now - since > GRACE_SECONDS:
            return False
        self._drawings.begin(address)
        return True

    async def _shaped(
        self, request: Request, address: Address, page: StoredPage, *, now: float, is_stale: bool = False
    ) -> Answer:
        coding = preferred_coding(request.headers.get("accept-encoding", ""))
        one = await self._variant(address, page, coding)
        page.views += 1
        # `send` adds it to every answer.
        headers = [pair for pair in one.headers if pair != NAMELESS]
        is_stale = is_stale or not page.holds(now)
        if is_stale:
            self.counts.stale += 1
            age = max(1, int(now - (page.stale_since or min(page.until, now))))
            headers.append(("cache-status", _STALE.format(age=age)))
        if page.tag and etag_matches(request.headers.get("if-none-match"), one.etag):
            return Answer(304, [pair for pair in one.unchanged if pair != NAMELESS])
        return Answer(page.status, headers, one.body)

    async def _variant(self, address: Address, page: StoredPage, coding: str) -> Variant:
        plain = page.variants[""]
        known = page.variants.get(coding)
        if known is not None:
            return known
        if not worth_compressing(Answer(200, page.headers, page.body)):
            self.store.add(address, page, coding, plain)
            return plain
        body = await self._draughtsman.run(lambda: compress(page.body, coding))
        one = variant(page, coding, body)
        self.store.add(address, page, coding, one)
        return one


def _copied(answer: Answer) -> Answer:
    # Several may be handed this one; each is finished on its own.
    return Answer(answer.status, list(answer.headers), answer.body, answer.file, answer.file_size)
