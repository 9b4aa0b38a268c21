"""The door: the first code of ours that sees a request, before any framework.

Files are answered here, from memory or disk; comments are handed in at the hatch; everything else goes over the bridge
to Django. Here belong the order of these steps and the last word on every answer. Not here: the rules themselves
(`requests`), reading bodies (`bodies`), the answers (`assets`, `media`, `fault_pages`, `bridge`, `hatch`).
"""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import IO, Protocol

from . import assets, media
from .answers import Answer
from .bodies import Bodies
from .bridge import Bridge
from .fault_pages import plain_page, refusal_page
from .hatch import Handed, Hatch
from .hot_pages import HotPages
from .live import Asked, Live, Transport
from .long_answers import HELD_SECONDS
from .network import NetTokens, seconds_to_midnight
from .page_store import NAMELESS
from .requests import Refused, Request, WireScope, announced_length, read_request
from .traffic import Traffic

log = logging.getLogger("hiwar.delivery")

# After so long at the latest a node counts with the others again, once they can be reached.
SHARE_AGAIN_SECONDS = 60.0


class WireProtocol(Protocol):
    """The server's side of one request: call it for the whole body, iterate for its pieces, answer once."""

    async def __call__(self) -> bytes: ...
    def __aiter__(self) -> AsyncIterator[bytes]: ...
    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None: ...
    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None: ...
    def response_file(self, status: int, headers: list[tuple[str, str]], file: str) -> None: ...
    def response_file_range(
        self, status: int, headers: list[tuple[str, str]], file: str, start: int, end: int
    ) -> None: ...
    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> Transport: ...
    async def client_disconnect(self) -> None: ...


class Connection(WireScope, Protocol):
    """A scope that also tells who asked; only `Entry` reads it, and passes on a token."""

    client: str


class SideDoor(Protocol):
    """A part of the site that reads the wire itself and never asks Django; its prefixes are its own."""

    prefixes: tuple[str, ...]

    def open(self, loop: asyncio.AbstractEventLoop) -> None: ...
    def close(self) -> None: ...
    async def answer(self, scope: WireScope, proto: WireProtocol) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Rooms:
    """What lies behind the door."""

    assets: assets.AssetDoor
    media: media.MediaDoor
    bridge: Bridge
    side: SideDoor | None = None
    pages: HotPages | None = None
    live: Live | None = None
    traffic: Traffic | None = None
    hatch: Hatch | None = None


class Entry:
    """The RSGI application: one request in, one answer out, and a failure is an answer too."""

    def __init__(
        self,
        rooms: Rooms,
        *,
        hosts: frozenset[str],
        https: bool,
        tokens: NetTokens,
        on_ready: Callable[[], Coroutine[None, None, None]] | None = None,
    ) -> None:
        self._rooms = rooms
        self._hosts = hosts
        self._https = https
        self._tokens = tokens
        self._bodies = Bodies(rooms.bridge.folder)
        self.on_ready = on_ready
        self._chores: set[asyncio.Task[None]] = set()

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._rooms.bridge.start()
        if self._rooms.pages is not None:
            self._rooms.pages.open(loop)
        if self._rooms.hatch is not None:
            self._rooms.hatch.open(loop)
        if self._rooms.live is not None:
            # What starts us says so before it ends us: it would wait for open streams (`hiwar.config.serve`).
            loop.add_signal_handler(signal.SIGUSR1, self._rooms.live.close)
        if self._rooms.side is not None:
            self._rooms.side.open(loop)
        self._chores.add(loop.create_task(self._forget_old_keys()))
        if self._rooms.traffic is not None:
            self._chores.add(loop.create_task(self._rooms.traffic.keep_counting()))
        if self.on_ready is not None:
            self._chores.add(loop.create_task(self.on_ready()))

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        for chore in self._chores:
            chore.cancel()
        loop.run_until_complete(asyncio.gather(*self._chores, return_exceptions=True))
        if self._rooms.side is not None:
            self._rooms.side.close()
        if self._rooms.hatch is not None:
            self._rooms.hatch.close()
        if self._rooms.pages is not None:
            self._rooms.pages.close()
        self._rooms.bridge.stop()

    async def __rsgi__(self, scope: Connection, proto: WireProtocol) -> None:
        pages = self._rooms.pages
        if pages is not None and pages.send_at_once(scope, proto):
            return
        method = scope.method
        try:
            answer = await self._answer(scope, proto)
            if isinstance(answer, Asked):
                await self._stream(answer, proto)
                return
        except Refused as refused:
            answer = refusal_page(refused, https=self._https)
        except Exception:
            log.exception("door_failed")
            answer = plain_page(500, https=self._https)
        send(proto, method, answer)
        if answer.held is not None:
            asyncio.get_running_loop().call_later(HELD_SECONDS, answer.held.close)

    async def _stream(self, asked: Asked, proto: WireProtocol) -> None:
        if self._rooms.live is None:
            raise Refused(404)
        await self._rooms.live.begin(asked, proto)

    async def _answer(self, scope: Connection, proto: WireProtocol) -> Answer | Asked:
        """Return the answer, or the stream that was asked for."""
        side = self._rooms.side
        if side is not None and scope.path.startswith(side.prefixes):
            return await side.answer(scope, proto)
        request = read_request(scope, hosts=self._hosts)
        size = announced_length(request)
        if request.path.startswith(assets.PREFIX):
            return self._file(self._rooms.assets.answer, request)
        if request.path.startswith(media.PREFIX):
            return self._file(self._rooms.media.answer, request)
        if self._rooms.live is not None and (asked := self._rooms.live.asked_by(request)) is not None:
            network, _ = self._tokens.of(scope.client, request.headers.get("x-forwarded-for"), site=request.host)
            return replace(asked, network=network)
        pages = self._rooms.pages
        if pages is not None and not size and (page := await pages.answer(request)) is not None:
            return page
        may_send = partial(self._may_send, request)
        body = await self._bodies.read(request, proto, size, may_send=may_send) if size else b""
        tokens = self._tokens.of(scope.client, request.headers.get("x-forwarded-for"), site=request.host)
        answer = await self._asked(request, body, tokens)
        if pages is not None and request.method not in ("GET", "HEAD"):
            # What was just written here should not wait for the next look.
            pages.look_now()
        return answer

    async def _asked(self, request: Request, body: bytes | IO[bytes], tokens: tuple[str, str]) -> Answer:
        """Return the application's answer, for which some requests are handed in together."""
        hatch = self._rooms.hatch
        if hatch is None or not isinstance(body, bytes) or not hatch.takes(request):
            return await self._rooms.bridge.ask(request, body, tokens=tokens)
        outcome = await hatch.hand_in(Handed(request, body, tokens))
        if isinstance(outcome, Answer):
            return outcome
        return await self._rooms.bridge.ask(request, body, tokens=tokens, known=outcome)

    def _file(self, answer: Callable[[Request], Answer | None], request: Request) -> Answer:
        if request.method not in ("GET", "HEAD"):
            raise Refused(405, close=True, headers=(("allow", "GET, HEAD"),))
        found = answer(request)
        if found is None:
            raise Refused(404)
        return found

    async def _may_send(self, request: Request) -> bool:
        """Tell whether the sender would be shown the form that this body belongs to."""
        asked = replace(request, method="GET", headers=dict(request.headers))
        asked.headers.pop("content-type", None)
        asked.headers.pop("content-length", None)
        return (await self._rooms.bridge.ask(asked, b"", tokens=("", ""))).status == 200

    async def _forget_old_keys(self) -> None:
        # Yesterday's key must go at midnight even if nobody asks for anything that day.
        keys = self._tokens.keys
        while True:
            await asyncio.sleep(min(seconds_to_midnight(datetime.now(UTC)) + 1, SHARE_AGAIN_SECONDS))
            keys.turn()
            if keys.counts_alone:
                # Beside the loop: whoever keeps the keys may let us wait.
                await asyncio.to_thread(keys.share_again)


class ClosedEntry:
    """The RSGI application of a site that could not be loaded: everybody is told so, in words."""

    def __init__(self, on_ready: Callable[[], Coroutine[None, None, None]] | None = None) -> None:
        self.on_ready = on_ready
        self._chore: asyncio.Task[None] | None = None

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        if self.on_ready is not None:
            self._chore = loop.create_task(self.on_ready())

    async def __rsgi__(self, scope: Connection, proto: WireProtocol) -> None:
        refused = Refused(503, close=True, headers=(("retry-after", "60"),))
        send(proto, scope.method, refusal_page(refused, https=False))


def send(proto: WireProtocol, method: str, answer: Answer) -> None:
    """Hand an answer to the server; HEAD gets the headers that GET would."""
    headers = [*answer.headers, NAMELESS]
    if method == "HEAD" and answer.status not in (204, 304):
        if answer.file is None:
            headers.append(("content-length", str(len(answer.body) or answer.file_size)))
        proto.response_empty(answer.status, headers)
    elif answer.file is not None and answer.part is not None:
        proto.response_file_range(answer.status, headers, answer.file, answer.part.start, answer.part.stop)
    elif answer.file is not None:
        proto.response_file(answer.status, headers, answer.file)
    elif answer.body and answer.status not in (204, 304):
        proto.response_bytes(answer.status, headers, answer.body)
    else:
        proto.response_empty(answer.status, headers)
