"""A wire between a newsroom and its database that a test makes slow, and quick again.

Everything that goes to the database is held back for a while, statement by statement, as on a bad line or with a
database that is out of breath; nothing is lost and nothing changes places.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread


class SlowWire:
    """A port on loopback that leads to another one."""

    def __init__(self, target: int) -> None:
        self.port = 0
        self._target = target
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="slow-wire")
        self._delay = 0.0
        self._changed = asyncio.Event()
        self._lines: set[asyncio.Task[None]] = set()

    def set_delay(self, seconds: float) -> None:
        """Hold back what is sent from now on; what is held back already goes on at once."""

        async def change() -> None:
            self._delay = seconds
            self._changed.set()
            self._changed = asyncio.Event()

        asyncio.run_coroutine_threadsafe(change(), self._loop).result(10)

    @contextmanager
    def laid(self) -> Iterator[SlowWire]:
        """Take connections until the block ends."""
        self._thread.start()
        server = asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(10)
        try:
            yield self
        finally:
            asyncio.run_coroutine_threadsafe(self._close(server), self._loop).result(10)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(10)
            self._loop.close()

    async def _open(self) -> asyncio.Server:
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _close(self, server: asyncio.Server) -> None:
        server.close()
        lines = list(self._lines)
        for line in lines:
            line.cancel()
        await asyncio.gather(*lines, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        for line in (self._carry(reader, back, held=True), self._carry(there, writer, held=False)):
            task = asyncio.get_running_loop().create_task(line)
            self._lines.add(task)
            task.add_done_callback(self._lines.discard)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, held: bool) -> None:
        with suppress(ConnectionError):
            while said := await reader.read(65536):
                if held and self._delay:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._changed.wait(), self._delay)
                writer.write(said)
                await writer.drain()
        writer.close()
