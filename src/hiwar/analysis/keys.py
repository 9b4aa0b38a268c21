"""API keys: what one looks like, what is kept of it, and who finds it again in a microsecond.

A key is 256 random bits, shown once; what is kept is its digest. No salt and no slow hash: nobody can guess such a key,
so the digest need not be slow, and it must not be, at fifty requests a second. Not here: the table (`models`).
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from time import monotonic

log = logging.getLogger("hiwar.analysis")

# People and scanners of repositories recognize a leaked key by it.
PREFIX = "hiwar_"
# A revoked key is refused, and a new one known, after this many seconds at the latest.
FRESH_SECONDS = 5.0
# While requests come, keys are read again beside them from this age on, so that nobody waits for the database.
AGING_SECONDS = 2.5
# A stranger's key must not send us to the database more often than this.
STRANGER_SECONDS = 0.5
# While the database is away known keys go on working for this long.
STALE_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Key:
    """What the door knows of a key."""

    id: int
    digest: str
    name: str
    site: str
    per_second: int
    may_teach: bool


# Stands for every caller of a server that was started without keys.
OPEN_DOOR = Key(id=0, digest="", name="", site="", per_second=0, may_teach=True)


def new_key() -> str:
    """Return a fresh key."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(key: str) -> str:
    """Return what is kept of a key."""
    return sha256(key.encode("utf-8", "replace")).hexdigest()


class KeysUnavailable(Exception):
    """Nobody can say at the moment whether a key is good."""


class Keyring:
    """The valid keys in memory, read again when they may have changed."""

    def __init__(self, load: Callable[[], Awaitable[Iterable[Key]]], *, clock: Callable[[], float] = monotonic) -> None:
        self._load = load
        self._clock = clock
        self._keys: dict[str, Key] = {}
        self._read_at = float("-inf")
        self._tried_at = float("-inf")
        self._reading: asyncio.Task[None] | None = None

    async def find(self, presented: str) -> Key | None:
        """Return the key that was presented, or None; raises `KeysUnavailable`."""
        digest = digest_of(presented)
        if self._age() > (FRESH_SECONDS if digest in self._keys else STRANGER_SECONDS):
            await self._refresh()
        elif self._age() > AGING_SECONDS:
            self._begin()
        found = self._keys.get(digest)
        # A ring that could not be read again says nothing about a key made since.
        if self._age() > (STALE_SECONDS if found else 2 * STRANGER_SECONDS):
            raise KeysUnavailable
        return found

    def _age(self) -> float:
        return self._clock() - self._read_at

    def _begin(self) -> None:
        # One reading serves everybody who asks meanwhile; a failed one is not repeated for every request.
        if self._reading is None and self._clock() - self._tried_at > STRANGER_SECONDS:
            self._tried_at = self._clock()
            self._reading = asyncio.create_task(self._read())

    async def _refresh(self) -> None:
        self._begin()
        if self._reading is not None:
            await asyncio.shield(self._reading)

    async def _read(self) -> None:
        try:
            found = {key.digest: key for key in await self._load()}
        except Exception:
            log.exception("keys_unreadable")
        else:
            self._keys, self._read_at = found, self._clock()
        finally:
            self._reading = None
