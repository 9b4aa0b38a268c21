"""Live discussions: whoever has one open hears, over a stream of server-sent events, that it has changed.

A stream says how things stand, never what happened: every message holds the whole state, so that a reader who missed
some has missed nothing, and a slow one waits for the latest instead of for a queue. The state is a small page of its
own (`/talk/…/state/`), drawn once for everybody; a reader without streams asks for it now and then. Here belong
streams, their limits and their end. Not here: what the state says (`views`), when it is old (`hot_pages`).
"""

from __future__ import annotations

import asyncio
import logging
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from .answers import Answer
from .change_feed import News
from .headers import missing_headers
from .page_store import NAMELESS
from .requests import Refused, Request

log = logging.getLogger("hiwar.delivery")

STREAM = re.compile(r"/talk/([A-Za-z0-9_-]{16})/live/\Z")
MOST_STREAMS = 10_000
# A whole town may sit behind one address; a single program opens more than that.
MOST_OF_ONE_NETWORK = 1_000
# Twenty comments a second are one message: everybody is told once, with the last of them.
TOGETHER_SECONDS = 1.0
# Proxies end what is silent for a minute, and only writing tells that somebody has gone.
HEARTBEAT_SECONDS = 25.0
LIFE_SECONDS = 15 * 60
HEARTBEAT = b": still here\n\n"
ENDED = b"event: end\ndata: \n\n"
_HEADERS = (
    ("content-type", "text/event-stream; charset=utf-8"),
    ("cache-control", "private, no-store"),
    ("x-accel-buffering", "no"),
)


class Transport(Protocol):
    """The sending side of a stream that has begun."""

    async def send_bytes(self, data: bytes) -> None: ...


class StreamOnWire(Protocol):
    """The server's side of a request that a stream answers."""

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> Transport: ...
    async def client_disconnect(self) -> None: ...


class States(Protocol):
    """What gives the state of a discussion and tells that it may have changed."""

    async def answer(self, request: Request) -> Answer | None: ...
    def keys_of(self, host: str, path: str) -> frozenset[str]: ...
    def listen(self, listener: Callable[[News], None]) -> None: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A stream that was asked for: of which discussion, from which network, and the last message heard before.

    Whatever else came with the request is let go: a stream is held for a quarter of an hour, thousands at a time.
    """

    host: str
    thread: str
    network: str = ""
    known: str = ""


@dataclass(eq=False)
class Topic:
    """One discussion that somebody has open: its state as a message, and those who wait for the next."""

    host: str
    path: str
    message: bytes = b""
    version: str = ""
    keys: frozenset[str] = frozenset()
    waiting: set[asyncio.Future[bytes | None]] = field(default_factory=set)
    streams: int = 0
    refreshing: bool = False
    beating: asyncio.TimerHandle | None = None


class Live:
    """All streams of one process."""

    def __init__(self, states: States, *, https: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._states = states
        security = missing_headers([name for name, _ in _HEADERS], "api", https=https)
        self._headers = [*_HEADERS, *security, NAMELESS]
        self._clock = clock
        self._topics: dict[tuple[str, str], Topic] = {}
        self._networks: Counter[str] = Counter()
        self._chores: set[asyncio.Task[None]] = set()
        self._is_ending = False
        states.listen(self.hear)

    @property
    def streams(self) -> int:
        """Return how many are open."""
        return self._networks.total()

    @staticmethod
    def asked_by(request: Request) -> Asked | None:
        """Return the stream that a request asks for, its network still to be named; None if it asks for none."""
        found = STREAM.match(request.path)
        if found is None or request.method != "GET":
            return None
        return Asked(request.host, found[1], known=request.headers.get("last-event-id", ""))

    async def serve(self, asked: Asked, proto: StreamOnWire) -> None:
        """Stream the state of a discussion until the reader leaves, its time is over or the server ends.

        Raises `Refused` before anything is sent: 503 where there are too many, 404 where there is no such discussion.
        """
        full = self.streams >= MOST_STREAMS or self._networks[asked.network] >= MOST_OF_ONE_NETWORK
        if self._is_ending or full:
            raise Refused(503, headers=(("retry-after", "60"),))
        topic = await self._topic(asked.host, asked.thread)
        self._enter(topic, asked.network)
        try:
            await self._stream(topic, proto.response_stream(200, self._headers), proto, known=asked.known)
        except (RuntimeError, OSError):
            # The reader has left in the middle of a message.
            return
        finally:
            self._leave(topic, asked.network)

    def _enter(self, topic: Topic, network: str) -> None:
        self._networks[network] += 1
        topic.streams += 1
        if topic.beating is None:
            topic.beating = asyncio.get_running_loop().call_later(HEARTBEAT_SECONDS, self._beat, topic)

    def _leave(self, topic: Topic, network: str) -> None:
        self._networks[network] -= 1
        if not self._networks[network]:
            del self._networks[network]
        topic.streams -= 1
        if not topic.streams:
            self._topics.pop((topic.host, topic.path), None)
            if topic.beating is not None:
                topic.beating.cancel()
                topic.beating = None

    def _beat(self, topic: Topic) -> None:
        """Wake everybody who has heard nothing for a while, all at once: one timer for thousands of streams."""
        topic.beating = asyncio.get_running_loop().call_later(HEARTBEAT_SECONDS, self._beat, topic)
        _wake(topic, HEARTBEAT)

    def hear(self, news: News) -> None:
        """Tell the streams of what changed, a moment later and together with what changes until then."""
        for topic in self._topics.values():
            if news.missed or not topic.keys.isdisjoint(news.keys):
                self._refresh(topic)

    def close(self) -> None:
        """End every stream: the server is to stop, and would wait for them."""
        self._is_ending = True
        for chore in self._chores:
            chore.cancel()
        for topic in self._topics.values():
            _wake(topic, None)

    async def _topic(self, host: str, thread: str) -> Topic:
        path = f"/talk/{thread}/state/"
        topic = self._topics.get((host, path))
        if topic is None:
            topic = Topic(host, path)
            if not await self._read(topic):
                raise Refused(404)
            topic = self._topics.setdefault((host, path), topic)
            # What changed while the state was read reached a topic that was not there yet: look once more.
            self._refresh(topic)
        return topic

    async def _read(self, topic: Topic) -> bool:
        """Bring a topic's message up to date; return whether the discussion is still there."""
        answer = await self._states.answer(Request("GET", topic.host, topic.path, "", {"host": topic.host}))
        if answer is None or answer.status >= 500:
            # The database is away: what was true is shown until it is back.
            return bool(topic.message)
        if answer.status != 200:
            return False
        topic.version = (answer.header("etag") or "").strip('"')
        topic.message = b"id: " + topic.version.encode() + b"\ndata: " + answer.body.strip() + b"\n\n"
        # The newsroom as a whole is of no interest to a stream; its reader will see it on the next page.
        topic.keys = frozenset(key for key in self._states.keys_of(topic.host, topic.path) if ":" in key)
        return True

    def _refresh(self, topic: Topic) -> None:
        if not topic.refreshing and not self._is_ending:
            topic.refreshing = True
            task = asyncio.get_running_loop().create_task(self._tell(topic))
            self._chores.add(task)
            task.add_done_callback(self._chores.discard)

    async def _tell(self, topic: Topic) -> None:
        try:
            await asyncio.sleep(TOGETHER_SECONDS)
            topic.refreshing = False
            before = topic.version
            if not await self._read(topic):
                _wake(topic, None)
            elif topic.version != before:
                _wake(topic, topic.message)
        except Refused:
            # More is going on than can be drawn; the next change or the next page will tell.
            log.warning("live_state_late")
        finally:
            topic.refreshing = False

    async def _stream(self, topic: Topic, transport: Transport, proto: StreamOnWire, *, known: str) -> None:
        gone = asyncio.ensure_future(proto.client_disconnect())
        # Streams that began together must not all come back in the same second.
        ends_at = self._clock() + LIFE_SECONDS * random.uniform(0.8, 1.2)  # noqa: S311 - spreads load
        sent = known
        try:
            await transport.send_bytes(b"retry: %d\n\n" % random.randint(2000, 6000))  # noqa: S311
            while not gone.done() and self._clock() < ends_at and not self._is_ending:
                if topic.version != sent:
                    sent = topic.version
                    await transport.send_bytes(topic.message)
                    continue
                word = await self._next(topic, gone)
                if word is None:
                    break
                if word is HEARTBEAT:
                    await transport.send_bytes(HEARTBEAT)
            if not gone.done():
                await transport.send_bytes(ENDED)
        finally:
            gone.cancel()

    async def _next(self, topic: Topic, gone: asyncio.Future[None]) -> bytes | None:
        """Return the next message, a heartbeat, or None when the stream is to end."""
        waiter: asyncio.Future[bytes | None] = asyncio.get_running_loop().create_future()

        def leave(_: object) -> None:
            if not waiter.done():
                waiter.set_result(None)

        topic.waiting.add(waiter)
        gone.add_done_callback(leave)
        try:
            return await waiter
        finally:
            gone.remove_done_callback(leave)
            topic.waiting.discard(waiter)


def _wake(topic: Topic, word: bytes | None) -> None:
    for waiter in tuple(topic.waiting):
        if not waiter.done():
            waiter.set_result(word)
