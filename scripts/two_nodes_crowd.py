"""Readers and writers of the drill with two nodes: what they ask, and what they were answered.

Not here: which servers there are and what must hold (`two_nodes_drill`).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from front import HOST

Address = tuple[str, int]
READERS = 4
# Each carries a cookie of ours, so nginx keeps nothing for them: every request reaches a node.
KNOWN_READERS = 2
WRITERS = 3
KNOWN = {"Cookie": "__Host-hiwar_mine=AAAAAAAAAAAAAAAA"}
BETWEEN_COMMENTS = 0.25
SECONDS_TO_ANSWER = 40


def read(address: Address, path: str, **headers: str) -> tuple[int, str]:
    """Return status and text of a page."""
    with closing(HTTPConnection(*address, timeout=SECONDS_TO_ANSWER)) as wire:
        wire.request("GET", path, headers={"Host": HOST, **headers})
        answer = wire.getresponse()
        return answer.status, answer.read().decode()


def watched(address: Address, path: str, text: str, *, seconds: float) -> tuple[float, float]:
    """Return when the last page without this text was asked for, and when the first with it had arrived.

    Exits if it does not come. Without a page that lacked it, the first time is 0.
    """
    deadline, without = time.monotonic() + seconds, 0.0
    with closing(HTTPConnection(*address, timeout=SECONDS_TO_ANSWER)) as wire:
        while time.monotonic() < deadline:
            asked_at = time.time()
            wire.request("GET", path, headers={"Host": HOST})
            if text in wire.getresponse().read().decode():
                return without, time.time()
            without = asked_at
    raise SystemExit(f"«{text}» is not on the page after {seconds:.0f} s.")


def post(address: Address, thread: str, text: str, *, network: str = "", source: str = "") -> int:
    """Return the status of a comment, posted from a source address or, as a proxy would, for a network."""
    headers = {
        "Host": HOST,
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
        "Sec-Fetch-Site": "same-origin",
        **({"X-Forwarded-For": network} if network else {}),
    }
    body = urlencode({"comment": text, "author": "ليلى"})
    own = (source, 0) if source else None
    with closing(HTTPConnection(*address, timeout=SECONDS_TO_ANSWER, source_address=own)) as wire:
        wire.request("POST", f"/discussion/{thread}/comments/", body=body, headers=headers)
        answer = wire.getresponse()
        answer.read()
        return answer.status


class Crowd:
    """Readers who read and writers who write until the block ends, each in a thread of their own."""

    def __init__(self, address: Address, path: str, thread: str) -> None:
        self._address, self._path, self._thread = address, path, thread
        self._is_over, self._lock = Event(), Lock()
        self.answered = 0
        self.failed: Counter[str] = Counter()
        self.acknowledged: set[str] = set()
        self.refused = 0
        self._people = [
            *(Thread(target=self._read, args=({},)) for _ in range(READERS)),
            *(Thread(target=self._read, args=(KNOWN,)) for _ in range(KNOWN_READERS)),
            *(Thread(target=self._write, args=(number,)) for number in range(WRITERS)),
        ]

    def __enter__(self) -> Self:
        for person in self._people:
            person.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._is_over.set()
        for person in self._people:
            person.join(SECONDS_TO_ANSWER)

    def goes_on_for(self, seconds: float) -> None:
        """Let everybody read and write for so long: the time is what is asked for, not a guess at a condition."""
        self._is_over.wait(seconds)

    def goes_on_until(self, holds: Callable[[], bool], *, seconds: float) -> bool:
        """Let everybody read and write until this holds; return whether it did in time."""
        deadline = time.monotonic() + seconds
        while not (found := holds()) and time.monotonic() < deadline:
            self._is_over.wait(0.1)
        return found

    def _read(self, headers: dict[str, str]) -> None:
        while not self._is_over.is_set():
            try:
                status, _ = read(self._address, self._path, **headers)
            except (OSError, HTTPException) as error:
                status = type(error).__name__
            with self._lock:
                self.answered += 1
                if status != 200:
                    self.failed[str(status)] += 1

    def _write(self, number: int) -> None:
        count = 0
        while not self._is_over.wait(BETWEEN_COMMENTS):
            count += 1
            text, status = f"من القارئ {number}: الرسالة {count}.", 0
            with suppress(OSError, HTTPException):
                status = post(self._address, self._thread, text, source=f"127.0.{number + 1}.1")
            with self._lock:
                if status == 201:
                    self.acknowledged.add(text)
                else:
                    self.refused += 1
