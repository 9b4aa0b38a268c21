"""The secrets that hide where a comment came from: one for each day, shared by all workers, gone after two days.

Whoever holds a day's key and a token can find the network behind it; so keys lie in memory only, and are destroyed.
Here belong making, sharing and destroying them. Not here: what they hide (`network`).
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from redis import Redis

log = logging.getLogger("hiwar.delivery")

KEY_BYTES = 32
_PREFIX = "day-"
_TWO_DAYS = 48 * 3600


class KeyShelf(Protocol):
    """Where keys lie for all who share them. Each method may raise `OSError`."""

    def key_of(self, day: date) -> bytes:
        """Return the key of a day; made, once for everybody, if there is none yet."""

    def known(self, day: date) -> bytes | None:
        """Return the key of a day if there is one."""

    def forget_before(self, day: date) -> None:
        """Destroy every older key."""


class OwnShelf:
    """Keys in this process's memory, for a worker that is alone."""

    def __init__(self, new_key: Callable[[], bytes] = lambda: secrets.token_bytes(KEY_BYTES)) -> None:
        self._new_key = new_key
        self._keys: dict[date, bytes] = {}

    def key_of(self, day: date) -> bytes:
        """Return the key of a day."""
        if day not in self._keys:
            self._keys[day] = self._new_key()
        return self._keys[day]

    def known(self, day: date) -> bytes | None:
        """Return the key of a day if there is one."""
        return self._keys.get(day)

    def forget_before(self, day: date) -> None:
        """Destroy every older key."""
        self._keys = {kept: key for kept, key in self._keys.items() if kept >= day}


class FolderShelf:
    """Keys as files in a folder in memory, for the workers of one server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def key_of(self, day: date) -> bytes:
        """Return the key of a day: the first worker's, whoever else tries at the same moment."""
        path = self._path(day)
        if not path.exists():
            draft = self._folder / f"draft-{os.getpid()}-{secrets.token_hex(4)}"
            draft.touch(mode=0o600)
            draft.write_bytes(secrets.token_bytes(KEY_BYTES))
            with suppress(FileExistsError):
                # A link is there whole or not at all, and only once.
                os.link(draft, path)
            draft.unlink()
        return path.read_bytes()

    def known(self, day: date) -> bytes | None:
        """Return the key of a day if there is one."""
        try:
            return self._path(day).read_bytes()
        except FileNotFoundError:
            return None

    def forget_before(self, day: date) -> None:
        """Destroy every older key."""
        for path in self._folder.glob(f"{_PREFIX}*"):
            if path.name < self._path(day).name:
                path.unlink(missing_ok=True)

    def _path(self, day: date) -> Path:
        return self._folder / f"{_PREFIX}{day.isoformat()}"


class RedisShelf:
    """Keys in a Redis or Valkey that keeps nothing on disk (`config.redis`), for the workers of several nodes."""

    def __init__(self, client: Redis) -> None:
        self._client = client

    def key_of(self, day: date) -> bytes:
        """Return the key of a day: the first node's, whoever else tries at the same moment."""
        with _as_os_error():
            self._client.set(self._name(day), secrets.token_bytes(KEY_BYTES), nx=True, ex=_TWO_DAYS)
        found = self.known(day)
        if found is None:
            raise OSError("the key was not kept")
        return found

    def known(self, day: date) -> bytes | None:
        """Return the key of a day if there is one."""
        with _as_os_error():
            return cast("bytes | None", self._client.get(self._name(day)))

    def forget_before(self, day: date) -> None:
        """Do nothing: the server itself destroys keys when their time is over."""

    def _name(self, day: date) -> str:
        return f"hiwar:{_PREFIX}{day.isoformat()}"


@contextmanager
def _as_os_error() -> Iterator[None]:
    from redis.exceptions import RedisError

    try:
        yield
    except RedisError as error:
        raise OSError(type(error).__name__) from None


class DayKeys:
    """Today's and yesterday's secret; older ones are forgotten, which is the whole point of them."""

    def __init__(self, shelf: KeyShelf | None = None, *, today: Callable[[], date] | None = None) -> None:
        self._shelf: KeyShelf = shelf or OwnShelf()
        self._own = OwnShelf()
        self._today = today or (lambda: datetime.now(UTC).date())
        self._day = date.min
        self._current, self._previous = b"", None
        self.counts_alone = False
        """Whether the shelf could not be reached for the present day's key."""
        self.turn()

    def turn(self) -> tuple[bytes, bytes | None]:
        """Return the keys of today and yesterday, after making and destroying what the calendar asks for.

        A clock that is set back keeps the keys it has. While the shelf cannot be reached this process counts alone, by
        a key of its own for the day.
        """
        day = self._today()
        if day > self._day:
            self._current, self._previous = self._keys_of(day)
            self._day = day
        return self._current, self._previous

    def share_again(self) -> None:
        """Take the others' key of the day, if the shelf can be reached by now; may wait for it.

        What was counted alone until then begins anew.
        """
        current, previous = self._keys_of(self._day)
        if not self.counts_alone:
            self._current, self._previous = current, previous

    def _keys_of(self, day: date) -> tuple[bytes, bytes | None]:
        yesterday = day - timedelta(days=1)
        try:
            self._shelf.forget_before(yesterday)
            keys = self._shelf.key_of(day), self._shelf.known(yesterday)
            self.counts_alone = False
            return keys
        except OSError:
            if not self.counts_alone:
                log.exception("day_keys_not_shared")
            self.counts_alone = True
            self._own.forget_before(yesterday)
            return self._own.key_of(day), self._own.known(yesterday)
