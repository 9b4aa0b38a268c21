"""Measure live discussions: many readers with one open, a comment is published, and everybody hears of it.

Serves a demo newsroom, opens the streams from as many loopback networks as the limits ask for, publishes from another
process, and prints how long after the commit the first and the last reader heard, and what a stream costs in memory.
"""

import argparse
import asyncio
import os
import re
import statistics
import sys
import time
from pathlib import Path

from serving import Newsroom, demo_newsroom, hiwar

OF_ONE_NETWORK = 900
AT_A_TIME = 200
FOUND = """
import time
from django.utils import timezone
from wagtail.models import Site
from hiwar.discussions.services import ImportedComment, Topic, import_comment, open_thread
site, now = Site.objects.get(is_default_site=True), timezone.now()
thread = open_thread(site=site, topic=Topic("bench:live", "/about/rules/", "قياس"), opened_at=now)
"""
SAY = """
words = ImportedComment(source_key=str(time.time()), text="تعليق جديد.")
import_comment(thread=thread, imported=words, approved=True, now=now)
print("committed", time.monotonic())
"""


class Crowd:
    """Every reader, and when each heard what."""

    def __init__(self) -> None:
        self.open = 0
        self.lost = 0
        self.heard: list[float] = []
        self.all_heard = asyncio.Event()


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


def memory(newsroom: Newsroom) -> float:
    """Return the megabytes of the server's processes, shared pages divided among those who share them."""
    total = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if f"--port {newsroom.host.partition(':')[2]}" in command or _is_worker_of(folder, newsroom):
                found = re.search(r"Pss:\s+(\d+)", (folder / "smaps_rollup").read_text())
                total += int(found[1]) / 1024 if found else 0
        except OSError:
            continue
    return total


def _is_worker_of(folder: Path, newsroom: Newsroom) -> bool:
    parent = (folder / "stat").read_text().rpartition(") ")[2].split()[1]
    try:
        command = Path(f"/proc/{parent}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return False
    return f"--port {newsroom.host.partition(':')[2]}" in command


async def measure(newsroom: Newsroom, thread: str, options: argparse.Namespace) -> None:
    """Open the streams, publish, and print what was measured."""
    loop = asyncio.get_running_loop()
    crowd = Crowd()
    host, _, port = newsroom.host.partition(":")
    request = (
        f"GET /talk/{thread}/live/ HTTP/1.1\r\nHost: {newsroom.host}\r\nAccept: text/event-stream\r\n\r\n".encode()
    )
    before, began = memory(newsroom), time.monotonic()
    for first in range(0, options.streams, AT_A_TIME):
        source = f"127.0.{first // OF_ONE_NETWORK + 1}.1"
        wanted = min(AT_A_TIME, options.streams - first)
        made = [
            loop.create_connection(lambda: Reader(crowd, request), host, int(port), local_addr=(source, 0))
            for _ in range(wanted)
        ]
        await asyncio.gather(*made)
        deadline = time.monotonic() + 30
        while crowd.open < first + wanted and time.monotonic() < deadline:
            await asyncio.sleep(0.01)
    print(
        f"{crowd.open:,} of {options.streams:,} streams open after {time.monotonic() - began:.1f} s, {crowd.lost} lost"
    )
    print(f"memory {before:.0f} MB before, {memory(newsroom):.0f} MB with them: "
          f"{(memory(newsroom) - before) * 1024 / max(crowd.open, 1):.1f} KB a stream")  # fmt: skip
    firsts, lasts = [], []
    for _ in range(options.messages):
        crowd.heard, crowd.all_heard = [], asyncio.Event()
        said = await asyncio.to_thread(hiwar, newsroom.data, "manage", "shell", "-c", FOUND + SAY)
        committed_at = float(said.rpartition("committed ")[2])
        await asyncio.wait_for(crowd.all_heard.wait(), 60)
        firsts.append(min(crowd.heard) - committed_at)
        lasts.append(max(crowd.heard) - min(crowd.heard))
    print(f"after the commit the first heard in {statistics.median(firsts):.2f} s (changes of a second go together)")
    print(
        f"and the last {statistics.median(lasts) * 1000:.0f} ms after the first (median of {options.messages} messages)"
    )
    load = "/".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{os.cpu_count()} cores, load {load}, Python {sys.version.split()[0]}")


def main() -> None:
    """Serve, measure, stop."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--streams", type=int, default=9_000, help="readers with the discussion open (default: 9000)")
    parser.add_argument("--messages", type=int, default=5, help="comments published, one after another (default: 5)")
    options = parser.parse_args()
    with demo_newsroom() as newsroom:
        said = newsroom.hiwar("manage", "shell", "-c", FOUND + "print('thread', thread.public_id)")
        asyncio.run(measure(newsroom, said.rpartition("thread ")[2].strip(), options))


if __name__ == "__main__":
    main()
