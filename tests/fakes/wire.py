"""The server's side of one request, in memory: what a door sees of the wire, and what it sent back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

HOST = "hiwar.example"


class FakeHeaders:
    """Headers as the server hands them over: names in lower case, one value each."""

    def __init__(self, values: dict[str, str]) -> None:
        self._values = values

    def keys(self) -> list[str]:
        return list(self._values)

    def items(self) -> list[tuple[str, str]]:
        return list(self._values.items())

    def get(self, key: str, default: str | None = None) -> str | None:
        return self._values.get(key, default)


@dataclass
class FakeScope:
    """What was asked."""

    method: str
    path: str
    query_string: str = ""
    headers: FakeHeaders = field(default_factory=lambda: FakeHeaders({}))
    authority: str | None = None


class FakeProtocol:
    """A body that arrives at once."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def __call__(self) -> bytes:
        return self._body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._body


@dataclass
class Told:
    """An answer, its body read as JSON."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def error_type(self) -> str:
        return str(self.json["error"]["details"][0]["errorType"])


async def ask(door: Any, method: str, target: str, *, body: bytes = b"", headers: dict[str, str] | None = None) -> Told:
    """Return what a door answers to one request."""
    path, _, query = target.partition("?")
    length = {"content-length": str(len(body))} if body else {}
    scope = FakeScope(method, path, query, FakeHeaders({"host": HOST, **length, **(headers or {})}))
    answer = await door.answer(scope, FakeProtocol(body))
    return Told(answer.status, dict(answer.headers), answer.body)


def ask_once(door: Any, method: str, target: str, **more: Any) -> Told:
    """Ask in a loop of its own."""
    return asyncio.run(ask(door, method, target, **more))
