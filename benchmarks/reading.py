"""Reading: how many answers a page gives on one core, how long they take, what each costs the server.

`wrk` asks for pages that are quick. For a page that takes long it would end in the middle of sixteen drawings, which
cost processor time and are no answers; there our own crowd asks, and waits for the last.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from .peer import Page, Peer, PeerFailed
from .processes import cpu_seconds, program, run, wait_for_rest
from .wire import Asked, ask_for_a_while, get, request

CONNECTIONS = 16
SLOW_SECONDS = 0.02
UNITS_MS = {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0}
GZIP = {"Accept-Encoding": "gzip"}


@dataclass(frozen=True)
class Told:
    """What `wrk` printed, as numbers."""

    per_second: float
    count: int
    p50_ms: float
    p99_ms: float
    failed: int


@dataclass(frozen=True)
class Figure:
    """What one run measured; `cpu_ms` is the processor time of all the server's processes for one answer."""

    per_second: float
    cpu_ms: float
    p50_ms: float
    p99_ms: float
    count: int

    def to_record(self) -> dict[str, float]:
        """Return it as it is kept."""
        return {name: float(f"{value:.5g}") for name, value in asdict(self).items()}


def read(peer: Peer, page: Page, *, seconds: int) -> Figure:
    """Have sixteen connections read a page for a while."""
    # The first answer warms the cache of who has one.
    is_slow = min(_seconds_for(page) for _ in range(3)) > SLOW_SECONDS
    before = cpu_seconds(peer.processes)
    told = _with_crowd(page, seconds) if is_slow else _with_wrk(page, seconds)
    if told.failed or not told.count:
        raise PeerFailed(f"{page.url}: {told.failed} of {told.count} answers were no pages")
    # What a cache renews behind its readers' backs was caused by them.
    wait_for_rest(peer.processes)
    cpu_ms = (cpu_seconds(peer.processes) - before) / told.count * 1_000
    return Figure(told.per_second, cpu_ms, told.p50_ms, told.p99_ms, told.count)


def size(page: Page) -> int:
    """Return how many bytes of body cross the wire to a reader who takes gzip."""
    return len(get(page, Accept_Encoding="gzip").body)


def parsed(said: str) -> Told:
    """Return what a report of `wrk --latency` says."""

    def found(pattern: str) -> str | None:
        match = re.search(pattern, said, re.MULTILINE)
        return match[1] if match else None

    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    other = int(found(r"Non-2xx or 3xx responses: (\d+)") or 0)
    return Told(
        per_second=float(found(r"Requests/sec:\s+([\d.]+)") or 0),
        count=int(found(r"(\d+) requests in") or 0),
        p50_ms=_milliseconds(found(r"^ +50% +(\S+)")),
        p99_ms=_milliseconds(found(r"^ +99% +(\S+)")),
        failed=other + sum(int(count) for count in (errors.groups() if errors else ())),
    )


def rank(values: Sequence[float], share: float) -> float:
    """Return the value that this share of the values does not exceed.

    >>> rank([3.0, 1.0, 2.0], 0.5), rank([3.0, 1.0, 2.0], 0.99)
    (2.0, 3.0)
    """
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _seconds_for(page: Page) -> float:
    begun = time.monotonic()
    answer = get(page, Accept_Encoding="gzip")
    if answer.status != 200:
        raise PeerFailed(f"{page.url} is answered with {answer.status}")
    return time.monotonic() - begun


def _with_wrk(page: Page, seconds: int) -> Told:
    headers = [part for name, value in GZIP.items() for part in ("-H", f"{name}: {value}")]
    options = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "--latency", *headers]
    return parsed(run([program("wrk"), *options, page.url]))


def _with_crowd(page: Page, seconds: int) -> Told:
    asked = Asked(request("GET", page, headers=GZIP))
    begun = time.monotonic()
    outcomes = ask_for_a_while(lambda: asked, port=page.port, connections=CONNECTIONS, seconds=seconds)
    took = time.monotonic() - begun
    waits = [outcome.seconds * 1_000 for outcome in outcomes]
    failed = sum(outcome.answer is None or outcome.answer.status != 200 for outcome in outcomes)
    return Told(len(outcomes) / took, len(outcomes), rank(waits, 0.5), rank(waits, 0.99), failed)


def _milliseconds(text: str | None) -> float:
    match = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text or "")
    return float(match[1]) * UNITS_MS[match[2]] if match else 0.0
