"""Measure live discussions: many readers with one open, a comment is published, and everybody hears of it.

Serves a demo newsroom, opens the streams from as many loopback networks as the limits ask for, publishes from another
process, and prints how long after the commit the first and the last reader heard, and what a stream costs in memory.
Then comments come many a second, and it prints how much of a core that takes. Beside it stands a bare RSGI application
that streams the same bytes, one coroutine a reader. Read memory and CPU: the readers are on this machine too.
"""

import argparse
import asyncio
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server import Server

from hiwar.config.serve import AT_ONCE, BACKLOG, HEADER_BYTES
from hiwar.delivery.live import TOGETHER_SECONDS
from serving import Newsroom, demo_newsroom, free_port

HERE = Path(__file__).parent
OF_ONE_NETWORK = 900
AT_A_TIME = 200
TICKS = os.sysconf("SC_CLK_TCK")
A_SECOND = 20
MESSAGE = b'id: 1\ndata: {"bare": true}\n\n'
OPEN = """
from django.utils import timezone
from wagtail.models import Site
from hiwar.discussions.services import Topic, open_thread
site = Site.objects.get(is_default_site=True)
thread = open_thread(site=site, topic=Topic("bench:live", "/about/rules/", "قياس"), opened_at=timezone.now())
print("thread", thread.public_id)
"""
# Found, not opened once more: that is a change too, and would be what readers hear of.
SAY = """
import time
from django.utils import timezone
from hiwar.discussions.models import Thread
from hiwar.discussions.services import ImportedComment, import_comment
thread = Thread.objects.get(public_id="{thread}")
def say():
    words = ImportedComment(source_key=str(time.time()), text="تعليق جديد.")
    import_comment(thread=thread, imported=words, approved=True, now=timezone.now())
    print("committed", time.monotonic(), flush=True)
"""
# In step with the clock, however long a comment takes.
SAY_MANY = """
began = time.monotonic()
for number in range({count}):
    time.sleep(max(0, began + number / {a_second} - time.monotonic()))
    say()
"""


@dataclass
class Crowd:
    """Every reader, and when each heard what."""

    open: int = 0
    lost: int = 0
    heard: list[float] = field(default_factory=list)
    all_heard: asyncio.Event = field(default_factory=asyncio.Event)

    def begin_to_listen(self) -> None:
        """Forget what was heard so far."""
        self.heard, self.all_heard = [], asyncio.Event()


class Reader(asyncio.Protocol):
    """One open stream."""

    def __init__(self, crowd: Crowd, request: bytes) -> None:
        self.crowd, self.request = crowd, request
        self.began = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        if isinstance(transport, asyncio.Transport):
            transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        """Count the first message as an opening, and every other as news."""
        if b"data: {" not in data:
            return
        if not self.began:
            self.began = True
            self.crowd.open += 1
            return
        self.crowd.heard.append(time.monotonic())
        if len(self.crowd.heard) >= self.crowd.open:
            self.crowd.all_heard.set()

    def connection_lost(self, error: Exception | None) -> None:
        """Count a reader who was let down."""
        self.crowd.lost += 1


class BareStreams:
    """The least an RSGI application with streams does: a coroutine for each, and all wait for the same moment."""

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop, self.said = loop, loop.create_future()

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        if scope.path == "/say":
            said, self.said = self.said, self.loop.create_future()
            said.set_result(None)
            proto.response_empty(204, [])
            return
        transport = proto.response_stream(200, [("content-type", "text/event-stream")])
        while True:
            await transport.send_bytes(MESSAGE)
            await self.said


BARE = BareStreams()


def serve_bare(port: int) -> None:
    """Serve the bare application as Hiwar is served, until the process is told to stop."""
    server = Server(
        f"{Path(__file__).stem}:BARE",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(max_buffer_size=HEADER_BYTES),
        websockets=False,
        log_enabled=False,
        backlog=BACKLOG,
        backpressure=AT_ONCE,
        workers_kill_timeout=1,
    )
    server.serve()


@contextmanager
def bare_streams() -> Iterator[str]:
    """Yield the host of a bare application, served until the block ends."""
    port = free_port()
    process = subprocess.Popen([sys.executable, __file__, "--port", str(port), "--serve-bare"], cwd=HERE)
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                say_bare(f"127.0.0.1:{port}")
                break
            except OSError:
                if time.monotonic() > deadline or process.poll() is not None:
                    raise
                time.sleep(0.05)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def say_bare(host: str) -> float:
    """Have the bare application say something to everybody; return when it was asked to."""
    asked_at = time.monotonic()
    with urllib.request.urlopen(f"http://{host}/say", timeout=5):
        return asked_at


def processes(host: str) -> Iterator[Path]:
    """Yield the folders in /proc of a server's processes."""
    named = f"--port {host.partition(':')[2]}"
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(") ")[2].split()[1]
            lines = ((folder / "cmdline").read_bytes(), Path(f"/proc/{parent}/cmdline").read_bytes())
        except OSError:
            continue
        if any(named in line.replace(b"\0", b" ").decode() for line in lines):
            yield folder


def memory(host: str) -> float:
    """Return the kilobytes of a server's processes, shared pages divided among those who share them."""
    found = [re.search(r"Pss:\s+(\d+)", (folder / "smaps_rollup").read_text()) for folder in processes(host)]
    return float(sum(int(one[1]) for one in found if one))


def cpu_seconds(host: str) -> float:
    """Return what a server's processes have used so far."""
    times = [(folder / "stat").read_text().rpartition(") ")[2].split()[11:13] for folder in processes(host)]
    return sum(int(user) + int(system) for user, system in times) / TICKS


async def open_streams(crowd: Crowd, host: str, path: str, count: int) -> None:
    """Open so many streams, a few hundred at a time."""
    loop = asyncio.get_running_loop()
    request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/event-stream\r\n\r\n".encode()
    name, _, port = host.partition(":")
    for first in range(0, count, AT_A_TIME):
        source = f"127.0.{first // OF_ONE_NETWORK + 1}.1"
        wanted = min(AT_A_TIME, count - first)
        made = [
            loop.create_connection(lambda: Reader(crowd, request), name, int(port), local_addr=(source, 0))
            for _ in range(wanted)
        ]
        await asyncio.gather(*made)
        deadline = time.monotonic() + 30
        while crowd.open < first + wanted and time.monotonic() < deadline:
            await asyncio.sleep(0.01)


async def measure(host: str, path: str, say: Callable[[], float], options: argparse.Namespace) -> Crowd:
    """Open the streams, have something said a few times, and print what both cost."""
    crowd = Crowd()
    before, began = memory(host), time.monotonic()
    await open_streams(crowd, host, path, options.streams)
    took, each = time.monotonic() - began, (memory(host) - before) / max(crowd.open, 1)
    print(f"  {crowd.open:,} of {options.streams:,} streams open after {took:.1f} s, {crowd.lost} lost")
    print(f"  {each:.1f} KB a stream ({before / 1024:.0f} MB without them)")
    firsts, lasts, spent = [], [], []
    for _ in range(options.messages):
        # What comes within a second of a message goes together a second later. Silence costs something too.
        used, quiet_at = cpu_seconds(host), time.monotonic()
        await asyncio.sleep(2 * TOGETHER_SECONDS)
        idle = (cpu_seconds(host) - used) / (time.monotonic() - quiet_at)
        crowd.begin_to_listen()
        used, began = cpu_seconds(host), time.monotonic()
        said_at = await asyncio.to_thread(say)
        await asyncio.wait_for(crowd.all_heard.wait(), 60)
        spent.append(cpu_seconds(host) - used - idle * (time.monotonic() - began))
        firsts.append(min(crowd.heard) - said_at)
        lasts.append(max(crowd.heard) - said_at)
    first, last, cpu = (statistics.median(figures) * 1000 for figures in (firsts, lasts, spent))
    print(f"  the first heard {first:.0f} ms after it was said, the last {last:.0f} ms; {cpu:.0f} ms of CPU a message")
    return crowd


async def measure_newsroom(newsroom: Newsroom, options: argparse.Namespace) -> None:
    """Measure one comment at a time, then many a second in the same thread."""
    thread = newsroom.hiwar("manage", "shell", "-c", OPEN).split()[-1]
    there = partial(say, newsroom, thread)
    crowd = await measure(newsroom.host, f"/talk/{thread}/live/", partial(there, "say()"), options)
    crowd.begin_to_listen()
    many = SAY_MANY.format(count=options.seconds * A_SECOND, a_second=A_SECOND)
    saying = asyncio.create_task(asyncio.to_thread(there, many))
    # Loading Django is no part of it: the time begins with the first that is heard.
    await asyncio.wait_for(crowd.all_heard.wait(), 60)
    used, began, heard = cpu_seconds(newsroom.host), time.monotonic(), len(crowd.heard)
    await saying
    share, took = cpu_seconds(newsroom.host) - used, time.monotonic() - began
    each = (len(crowd.heard) - heard) / crowd.open
    print(f"  {A_SECOND} comments a second for {took:.0f} s: {share / took:.0%} of a core, {each:.0f} messages to each")


def say(newsroom: Newsroom, thread: str, what: str) -> float:
    """Publish in a process of its own; return when the last comment was committed."""
    said = newsroom.hiwar("manage", "shell", "-c", SAY.format(thread=thread) + what)
    return float(said.rpartition("committed ")[2])


def main() -> None:
    """Serve, measure, stop."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--streams", type=int, default=9_000, help="readers with the discussion open (default: 9000)")
    parser.add_argument("--messages", type=int, default=5, help="comments published, one after another (default: 5)")
    parser.add_argument("--seconds", type=int, default=10, help="how long many comments a second come (default: 10)")
    parser.add_argument("--serve-bare", action="store_true", help="only serve the bare application, on --port")
    parser.add_argument("--port", type=int, help="where to")
    options = parser.parse_args()
    if options.serve_bare:
        serve_bare(options.port)
        return
    with bare_streams() as host:
        print("bare RSGI streams")
        asyncio.run(measure(host, "/", partial(say_bare, host), options))
    with demo_newsroom() as newsroom:
        print("Hiwar")
        asyncio.run(measure_newsroom(newsroom, options))
    load = "/".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{os.cpu_count()} cores, load {load}, Python {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
