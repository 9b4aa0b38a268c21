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


class Live:
    """All streams of one process."""

    def __init__(self, states: States, *, https: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._states = states
        self._https = https
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
    def thread_of(request: Request) -> str | None:
        """Return the public id of the discussion whose stream is asked for; None if it is no stream."""
        found = STREAM.match(request.path)
        return found[1] if found and request.method == "GET" else None

    async def serve(self, request: Request, proto: StreamOnWire, *, thread: str, network: str) -> None:
        """Stream the state of a discussion until the reader leaves, its time is over or the server ends.

        Raises `Refused` before anything is sent: 503 where there are too many, 404 where there is no such discussion.
        """
        if self._is_ending or self.streams >= MOST_STREAMS or self._networks[network] >= MOST_OF_ONE_NETWORK:
            raise Refused(503, headers=(("retry-after", "60"),))
        topic = await self._topic(request.host, thread)
        self._networks[network] += 1
        topic.streams += 1
        try:
            security = missing_headers([name for name, _ in _HEADERS], "api", https=self._https)
            transport = proto.response_stream(200, [*_HEADERS, *security, ("server", "")])
            await self._stream(topic, transport, proto, known=request.headers.get("last-event-id", ""))
        except (RuntimeError, OSError):
            # The reader has left in the middle of a message.
            return
        finally:
            self._networks[network] -= 1
            self._networks += Counter()
            topic.streams -= 1
            if not topic.streams:
                self._topics.pop((topic.host, topic.path), None)

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
        loop = asyncio.get_running_loop()
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
                word = await self._next(loop, topic, gone)
                if word is None:
                    break
                if word is HEARTBEAT:
                    await transport.send_bytes(HEARTBEAT)
            if not gone.done():
                await transport.send_bytes(ENDED)
        finally:
            gone.cancel()

    async def _next(self, loop: asyncio.AbstractEventLoop, topic: Topic, gone: asyncio.Future[None]) -> bytes | None:
        """Return the next message, a heartbeat, or None when the stream is to end."""
        waiter: asyncio.Future[bytes | None] = loop.create_future()

        def leave(_: object) -> None:
            if not waiter.done():
                waiter.set_result(None)

        def beat() -> None:
            if not waiter.done():
                waiter.set_result(HEARTBEAT)

        topic.waiting.add(waiter)
        gone.add_done_callback(leave)
        timer = loop.call_later(HEARTBEAT_SECONDS, beat)
        try:
            return await waiter
        finally:
            timer.cancel()
            gone.remove_done_callback(leave)
            topic.waiting.discard(waiter)


def _wake(topic: Topic, word: bytes | None) -> None:
    for waiter in tuple(topic.waiting):
        if not waiter.done():
            waiter.set_result(word)
