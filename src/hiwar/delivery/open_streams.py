"""Open streams: the discussion that they are of, and how everybody who has it open is written to.

A stream that has begun is no coroutine and no task, only the sending side of a connection: the server keeps that open
for as long as somebody holds it. One loop writes to all of them. Here belong what is kept of a stream and the order of
writing. Not here: who may open one, what is said and when (`live`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

ENDED = b"event: end\ndata: \n\n"
# Writing to ten thousand takes a tenth of a second; whoever asks for a page must not wait for the last of them.
IN_ONE_TURN = 500


class Transport(Protocol):
    """The sending side of a stream that has begun."""

    async def send_bytes(self, data: bytes) -> None: ...


class Gone(Protocol):
    """What comes true when a reader has left."""

    def add_done_callback(self, callback: Callable[[object], object], /) -> object: ...
    def cancel(self) -> object: ...


@dataclass(eq=False, slots=True)
class Stream:
    """One reader's open stream: all that is kept of her request, thousands of times for a quarter of an hour."""

    topic: Topic
    transport: Transport
    gone: Gone | None
    network: str
    ends_at: float
    sent: str

    def news(self) -> bytes:
        """Return how things stand, once; nothing if this reader knows."""
        if self.sent == self.topic.version:
            return b""
        self.sent = self.topic.version
        return self.topic.message


@dataclass(eq=False, slots=True)
class Topic:
    """One discussion that somebody has open: its state as a message, and those who hear of the next."""

    host: str
    path: str
    message: bytes = b""
    version: str = ""
    keys: frozenset[str] = frozenset()
    streams: set[Stream] = field(default_factory=set)
    refreshing: bool = False
    # What was read last was an old state, shown while the new one was still being drawn.
    is_late: bool = False
    # When there was news of it, and when it was last looked at for that.
    news_at: float = float("-inf")
    told_at: float = float("-inf")
    beating: asyncio.TimerHandle | None = None


async def write(stream: Stream, data: bytes) -> bool:
    """Write to a reader; return whether her stream goes on, which it does not after its last word or if she has left.

    The server takes whatever it is given and returns at once: nobody waits here for a slow reader.
    """
    try:
        await stream.transport.send_bytes(data)
    except (RuntimeError, OSError):
        return False
    return data is not ENDED


async def write_to_all(topic: Topic, word: Callable[[Stream], bytes], *, leave: Callable[[Stream], None]) -> None:
    """Write to everybody what `word` has for them, if anything, and let those `leave` whose stream does not go on."""
    for place, stream in enumerate(tuple(topic.streams), 1):
        # Since we began some may have left.
        if stream in topic.streams and (data := word(stream)) and not await write(stream, data):
            leave(stream)
        if not place % IN_ONE_TURN:
            await asyncio.sleep(0)
