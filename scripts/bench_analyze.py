"""Measure how long one comment waits for its scores at a steady rate of requests.

    make bench-analyze                        a server of its own, with a key, 50 requests a second
    make bench-analyze ARGS="--rate 100 --long 0.05"
    make bench-analyze ARGS="--origin http://127.0.0.1:8000 --key KEY"    a server that already runs

Open loop: requests leave at their appointed times however slow the answers are, and a wait is counted from that time,
so that a server that stalls cannot hide it. Comments are put together from a list of words; no two are alike.
"""

import argparse
import asyncio
import json
import os
import platform
import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from serving import HIWAR, environment, hiwar, temporary_folder

ATTRIBUTES = ("TOXICITY", "SEVERE_TOXICITY", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT")
SENTENCES = (
    "قرأت المقال مرتين ولم أفهم لماذا تأخر المشروع كل هذه السنوات والناس في الحي ينتظرون الحافلة صباحا ومساء شكرا",
    "للكاتبة على الأرقام الواضحة لكن البلدية لم تجب عن سؤال واحد يا جماعة المدرسة أقرب إلى بيتنا من السوق الجديد",
)
WORDS = [word for sentence in SENTENCES for word in sentence.split()]
SHORT, LONG = 120, 9_000
WARM_UP = 20
ENOUGH = 100
KEPT_SECONDS = 4.0  # The server closes a connection that has been silent for five.


@dataclass
class Waits:
    """How long requests of one kind waited, in milliseconds, and how many were not answered with scores."""

    times: list[float] = field(default_factory=list)
    failed: int = 0

    @property
    def p99(self) -> float:
        """Return the wait that one in a hundred exceeds; NaN for so few requests that there is no such one."""
        times = sorted(self.times)
        return times[int(len(times) * 0.99)] if len(times) >= ENOUGH else float("nan")

    def line(self, name: str) -> str:
        """Return the figures as a row."""
        times = sorted(self.times) or [float("nan")]
        return f"{name:8}{len(self.times):8}{self.failed:8}{times[len(times) // 2]:8.1f}{self.p99:8.1f}{times[-1]:8.1f}"


class Client:
    """Connections that are kept open, as many as are needed at once."""

    def __init__(self, origin: str, key: str) -> None:
        parts = urlsplit(origin)
        self._address = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._head = f"POST /v1alpha1/comments:analyze?key={key} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        self._idle: list[tuple[float, asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(self, text: str) -> int:
        """Return the status of the answer about a text."""
        asked = {"comment": {"text": text}, "requestedAttributes": {name: {} for name in ATTRIBUTES}}
        body = json.dumps(asked, ensure_ascii=False).encode()
        reader, writer = await self._connection()
        writer.write(f"{self._head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(line for line in head.split("\r\n") if line.lower().startswith("content-length"))
        await reader.readexactly(int(length.partition(":")[2]))
        self._idle.append((time.perf_counter(), reader, writer))
        return int(head.split()[1])

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while self._idle:
            used_at, reader, writer = self._idle.pop()
            if time.perf_counter() - used_at < KEPT_SECONDS:
                return reader, writer
            writer.close()
        return await asyncio.open_connection(*self._address)

    def close(self) -> None:
        """Close every connection."""
        for _, _, writer in self._idle:
            writer.close()


def comment(chance: random.Random, length: int) -> str:
    """Return a text of about this many characters."""
    words: list[str] = []
    while sum(map(len, words)) + len(words) < length:
        words.append(chance.choice(WORDS))
    return " ".join(words)


async def measure(client: Client, options: argparse.Namespace) -> dict[str, Waits]:
    """Return the waits of short and long comments."""
    chance = random.Random(options.seed)  # noqa: S311 - comments, not secrets
    waits = {"short": Waits(), "long": Waits()}
    for _ in range(WARM_UP):
        await client.ask(comment(chance, SHORT))
    kinds = ["long" if chance.random() < options.long else "short" for _ in range(int(options.rate * options.seconds))]
    texts = [comment(chance, LONG if kind == "long" else SHORT) for kind in kinds]
    start = time.perf_counter() + 0.1

    async def one(number: int) -> None:
        due = start + number / options.rate
        await asyncio.sleep(due - time.perf_counter())
        status = await client.ask(texts[number])
        waits[kinds[number]].times.append((time.perf_counter() - due) * 1000)
        waits[kinds[number]].failed += status != 200

    await asyncio.gather(*(one(number) for number in range(len(kinds))))
    return waits


@contextmanager
def own_server() -> Iterator[tuple[str, str]]:
    """Serve scores from a temporary folder; yield the address and a key."""
    with temporary_folder() as folder:
        data = folder / "data"
        key = hiwar(data, "key", "create", "bench", "--per-second", "10000").splitlines()[0]
        command = [HIWAR, "analyze-server", "--host", "127.0.0.1", "--port", "0"]
        process = subprocess.Popen(command, env=environment(data), stdout=subprocess.PIPE, text=True)
        try:
            yield (process.stdout.readline() if process.stdout else "").split()[-1], key
        finally:
            process.terminate()
            process.communicate()


def machine() -> str:
    """Return what the figures were measured on."""
    cores = len(os.sched_getaffinity(0))
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    return f"{platform.machine()}, {cores} cores, Python {platform.python_version()}, load {load} before the run"


def main() -> int:
    """Measure and print; return 1 if short comments wait too long or any was not answered with scores."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rate", type=float, default=50, help="requests a second")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--long", type=float, default=0.02, help=f"share of comments of {LONG} characters")
    parser.add_argument("--origin", help="a server that already runs")
    parser.add_argument("--key", default="none")
    parser.add_argument("--most", type=float, default=25, help="milliseconds that 99 in 100 short comments may wait")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(machine())
    if options.origin:
        return report(options, options.origin, options.key)
    with own_server() as (origin, key):
        return report(options, origin, key)


def report(options: argparse.Namespace, origin: str, key: str) -> int:
    """Measure one server, print a row for each kind of comment, and return the exit code."""

    async def run() -> dict[str, Waits]:
        client = Client(origin, key)
        try:
            return await measure(client, options)
        finally:
            client.close()

    waits = asyncio.run(run())
    print(f"{options.rate:g} requests a second for {options.seconds:g} s; waits in ms")
    print(f"{'':8}{'asked':>8}{'failed':>8}{'p50':>8}{'p99':>8}{'most':>8}")
    for name, one in waits.items():
        print(one.line(name))
    print(f"load {os.getloadavg()[0]:.1f} after the run")
    return int(waits["short"].p99 > options.most or any(one.failed for one in waits.values()))


if __name__ == "__main__":
    raise SystemExit(main())
