"""Reading what a request brings: text into memory, pictures into memory a few at a time, videos into a file.

Here belong the limits as they are enforced on the wire. Not here: the limits themselves (`requests`), and the order
in which the door does things (`entry`).
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import IO, Protocol

from .requests import Refused, Request, body_limit

# A browser that is still sending does not read: up to this size we listen to the end before we say "too large".
LISTEN_TO = 1024 * 1024
LARGE_BODIES_AT_ONCE = 8
# A server with one disk and a slow line; whoever comes third waits for half a minute.
FILES_AT_ONCE = 2
# The server hands over pieces of a network packet or two; written in larger ones they cost the loop nothing.
WRITTEN_AT_ONCE = 1024 * 1024


class Arriving(Protocol):
    """What a request brings: call it for all of it, iterate for its pieces."""

    async def __call__(self) -> bytes: ...
    def __aiter__(self) -> AsyncIterator[bytes]: ...


class Bodies:
    """Reads the bodies of one worker's requests, `folder` being where those lie that are too large for memory."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._large = asyncio.Semaphore(LARGE_BODIES_AT_ONCE)
        self._files = asyncio.Semaphore(FILES_AT_ONCE)

    async def read(
        self, request: Request, arriving: Arriving, size: int, *, may_send: Callable[[], Awaitable[bool]]
    ) -> bytes | IO[bytes]:
        """Return a body of exactly this size, in an open file without a name if its place takes videos.

        `may_send` is asked before the first byte of such a file is written: nobody fills our disk who may not even
        open the form. Raises `Refused`: 403 then, 413 if it is too large, 408 if it comes too slowly, 503 if too many
        send at once, 507 if the disk is full.
        """
        limit = body_limit(request.path)
        if size > limit.max_bytes:
            await listen_to_the_end(arriving, size, seconds=limit.seconds)
            raise Refused(413, close=True)
        if size <= body_limit("/").max_bytes:
            return await read_body(arriving, size, seconds=limit.seconds)
        slots = self._files if limit.in_a_file else self._large
        if slots.locked():
            raise Refused(503, close=True, headers=(("retry-after", "30"),))
        async with slots:
            if not limit.in_a_file:
                return await read_body(arriving, size, seconds=limit.seconds)
            if not await may_send():
                raise Refused(403, close=True)
            return await set_down_body(arriving, size, seconds=limit.seconds, folder=self._folder)


async def read_body(arriving: Arriving, size: int, *, seconds: float) -> bytes:
    """Return a body of exactly this size; raise `Refused` if it comes too slowly or not at all."""
    try:
        async with asyncio.timeout(seconds):
            body = await arriving()
    except TimeoutError:
        raise Refused(408, close=True) from None
    except RuntimeError:
        # The server's own errors: the connection broke off before the announced length.
        raise Refused(400, close=True) from None
    if len(body) != size:
        raise Refused(400, close=True)
    return body


async def set_down_body(arriving: Arriving, size: int, *, seconds: float, folder: Path | None) -> IO[bytes]:
    """Return an open file that holds a body of exactly this size: one without a name, gone when it is closed."""
    try:
        # Without a buffer of its own: what `_take_down` has written is on the disk, or has failed there.
        file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - whoever reads it closes it
    except OSError:
        raise Refused(507, close=True) from None
    try:
        async with asyncio.timeout(seconds):
            taken = await _take_down(arriving, file, size)
    except BaseException as failure:
        file.close()
        match failure:
            case TimeoutError():
                raise Refused(408, close=True) from None
            case OSError():
                raise Refused(507, close=True) from None
            case RuntimeError():
                raise Refused(400, close=True) from None
        raise
    if taken != size:
        file.close()
        raise Refused(400, close=True)
    file.seek(0)
    return file


async def _take_down(arriving: Arriving, file: IO[bytes], size: int) -> int:
    taken = 0
    waiting = bytearray()
    async for piece in arriving:
        waiting += piece
        taken += len(piece)
        if len(waiting) >= WRITTEN_AT_ONCE or taken >= size:
            await asyncio.to_thread(_write, file, bytes(waiting))
            waiting.clear()
        if taken >= size:
            break
    return taken


def _write(file: IO[bytes], data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]


async def listen_to_the_end(arriving: Arriving, size: int, *, seconds: float, up_to: int = LISTEN_TO) -> None:
    """Take in what a client is still sending, so that it hears our answer; give up on more than `up_to`."""
    if size > up_to:
        return
    try:
        async with asyncio.timeout(seconds):
            async for _ in arriving:
                pass
    except (TimeoutError, RuntimeError):
        return
