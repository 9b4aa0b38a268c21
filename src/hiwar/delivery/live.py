"""Live discussions: whoever has one open hears, over a stream of server-sent events, that it has changed.

A stream says how things stand, never what happened: every message holds the whole state, so that a reader who missed
some has missed nothing, and a slow one waits for the latest instead of for a queue. The state is a small page of its
own (`…/state/`), drawn once for everybody; a reader without streams asks for it now and then. Here belong the
limits of streams, what is said to them and when. Not here: how all are written to (`open_streams`), what the state says
(`views`), when it is old (`hot_pages`).
"""

from __future__ import annotations

import asyncio
import logging
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from .answers import Answer
from .change_feed import News
from .headers import missing_headers
from .hot_pages import GRACE_SECONDS
from .open_streams import ENDED, Stream, Topic, Transport, write, write_to_all
from .page_store import NAMELESS
from .requests import Refused, Request

log = logging.getLogger("hiwar.delivery")

# Below the discussion's own address, or that of a page of another site on which it stands, framed or not.
STREAM = re.compile(r"(/talk/[A-Za-z0-9_-]{16}/|(?:/embed(?:/[a-z]{2,3})?)?/on/[^/]+/[^/]+/)live/\Z")
MOST_STREAMS = 10_000
# A whole town may sit behind one address; a single program opens more than that.
MOST_OF_ONE_NETWORK = 1_000
# Twenty comments a second are one message: the first is told at once, what follows within the second together.
TOGETHER_SECONDS = 1.0
# For `GRACE_SECONDS` after a change an old state may still be shown to us as to everybody; what we tell must be new.
SETTLED_SECONDS = 1.5 * GRACE_SECONDS
# Proxies end what is silent for a minute, and only writing tells that somebody has gone.
HEARTBEAT_SECONDS = 25.0
LIFE_SECONDS = 15 * 60
HEARTBEAT = b": still here\n\n"
_HEADERS = (
    ("content-type", "text/event-stream; charset=utf-8"),
    ("cache-control", "private, no-store"),
    ("x-accel-buffering", "no"),
)


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
    talk: str
    network: str = ""
    known: str = ""


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
        self.streams = 0
        states.listen(self.hear)

    @staticmethod
    def asked_by(request: Request) -> Asked | None:
        """Return the stream that a request asks for, its network still to be named; None if it asks for none."""
        found = STREAM.match(request.path)
        if found is None or request.method != "GET":
            return None
        return Asked(request.host, found[1], known=request.headers.get("last-event-id", ""))

    async def begin(self, asked: Asked, proto: StreamOnWire) -> None:
        """Begin to stream the state of a discussion, until the reader leaves, its time is over or the server ends.

        Raises `Refused` before anything is sent: 503 where there are too many, 404 where there is no such discussion.
        """
        self._make_sure_of_room(asked.network)
        topic = await self._topic(asked)
        stream = self._enter(topic, asked, proto)
        retry = b"retry: %d\n\n" % random.randint(2000, 6000)  # noqa: S311 - spreads load
        if not await write(stream, retry + stream.news()):
            self._leave(stream)

    def _make_sure_of_room(self, network: str) -> None:
        if self._is_ending or self.streams >= MOST_STREAMS or self._networks[network] >= MOST_OF_ONE_NETWORK:
            raise Refused(503, headers=(("retry-after", "60"),))

    def _enter(self, topic: Topic, asked: Asked, proto: StreamOnWire) -> Stream:
        # Streams that began together must not all come back in the same second.
        ends_at = self._clock() + LIFE_SECONDS * random.uniform(0.8, 1.2)  # noqa: S311 - spreads load
        transport, gone = proto.response_stream(200, self._headers), asyncio.ensure_future(proto.client_disconnect())
        stream = Stream(topic, transport, gone, asked.network, ends_at, asked.known)
        gone.add_done_callback(partial(self._leave, stream))
        self.streams += 1
        self._networks[asked.network] += 1
        topic.streams.add(stream)
        if topic.beating is None:
            topic.beating = asyncio.get_running_loop().call_later(HEARTBEAT_SECONDS, self._beat, topic)
        return stream

    def _leave(self, stream: Stream, _gone: object = None) -> None:
        """Forget a stream, however it ended; letting go of its sending side is what tells the server that it has."""
        topic, gone = stream.topic, stream.gone
        if gone is None:
            return
        # It is the server's object, invisible to Python's collector, and knows the stream that knows it.
        stream.gone = None
        gone.cancel()
        topic.streams.remove(stream)
        self.streams -= 1
        self._networks[stream.network] -= 1
        if not self._networks[stream.network]:
            del self._networks[stream.network]
        if not topic.streams:
            self._topics.pop((topic.host, topic.path), None)
            if topic.beating is not None:
                topic.beating.cancel()
                topic.beating = None

    def _beat(self, topic: Topic) -> None:
        """Write to everybody, all at once: one timer for thousands of streams. Those whose time is over hear of it."""
        topic.beating = asyncio.get_running_loop().call_later(HEARTBEAT_SECONDS, self._beat, topic)
        now = self._clock()
        self._do(write_to_all(topic, lambda one: HEARTBEAT if now < one.ends_at else ENDED, leave=self._leave))

    def hear(self, news: News) -> None:
        """Tell the streams of what changed, a moment later and together with what changes until then."""
        for topic in self._topics.values():
            if news.missed or not topic.keys.isdisjoint(news.keys):
                topic.news_at = self._clock()
                self._refresh(topic)

    def close(self) -> None:
        """End every stream: the server is to stop, and would wait for them."""
        self._is_ending = True
        for chore in self._chores:
            chore.cancel()
        for topic in self._topics.values():
            self._do(self._end(topic))

    async def _end(self, topic: Topic) -> None:
        await write_to_all(topic, lambda _: ENDED, leave=self._leave)

    def _do(self, chore: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(chore)
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)

    async def _topic(self, asked: Asked) -> Topic:
        address = (asked.host, f"{asked.talk}state/")
        topic = self._topics.get(address)
        if topic is None:
            topic = Topic(*address)
            if not await self._read(topic):
                raise Refused(404)
            # While the state was read others may have come, or the end.
            self._make_sure_of_room(asked.network)
            topic = self._topics.setdefault(address, topic)
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
        topic.is_late = answer.header("cache-status") is not None
        topic.version = (answer.header("etag") or "").strip('"')
        topic.message = b"id: " + topic.version.encode() + b"\ndata: " + answer.body.strip() + b"\n\n"
        # The newsroom as a whole is of no interest to a stream; its reader will see it on the next page.
        topic.keys = frozenset(key for key in self._states.keys_of(topic.host, topic.path) if ":" in key)
        return True

    def _refresh(self, topic: Topic) -> None:
        if not topic.refreshing and not self._is_ending:
            topic.refreshing = True
            self._do(self._tell(topic))

    async def _tell(self, topic: Topic) -> None:
        try:
            await asyncio.sleep(max(SETTLED_SECONDS, topic.told_at + TOGETHER_SECONDS - self._clock()))
            topic.told_at = self._clock()
            topic.refreshing = False
            if topic.told_at - topic.news_at < GRACE_SECONDS:
                # The latest has come just now, and what we read may lack it.
                self._refresh(topic)
            if await self._read(topic):
                await write_to_all(topic, Stream.news, leave=self._leave)
            else:
                await self._end(topic)
            if topic.is_late and topic.streams:
                # Nobody will say again what this state still lacks.
                self._refresh(topic)
        except Refused:
            # More is going on than can be drawn; the next change or the next page will tell.
            log.warning("live_state_late")
