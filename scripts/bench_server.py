"""Measure the door: an asset and a trivial view through the bridge, beside a bare RSGI hello in the same run.

Usage: `python scripts/bench_server.py [seconds] [rounds]`. Needs `wrk` (`apt install wrk`). Read the ratios: requests
per second say more about how busy the machine is than about the code. One connection pool of 16, one worker process.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from hiwar.config.serve import run
from hiwar.config.server import announce
from hiwar.delivery.assets import AssetDoor, Assets
from hiwar.delivery.bridge import Bridge, SiteFacts
from hiwar.delivery.entry import Entry, Rooms
from hiwar.delivery.media import MediaDoor
from hiwar.delivery.network import DayKeys, NetTokens

HOST = "hiwar.example"
CONNECTIONS = 16
BODY = bytes(range(250)) * 20
SOURCES = {"naskh.woff2": BODY}
ASSET = Assets(SOURCES, {}).url("naskh.woff2")
TICKS = os.sysconf("SC_CLK_TCK")


class Hello:
    """The least an RSGI application can do with the same bytes: the floor everything else is compared with."""

    def __init__(self, on_ready):
        self.on_ready = on_ready

    def __rsgi_init__(self, loop):
        self.chore = loop.create_task(self.on_ready())

    async def __rsgi__(self, scope, proto):
        proto.response_bytes(200, [("content-type", "text/plain")], BODY)


def view(environ, start_response):
    """Answer as the smallest private page would."""
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [BODY]


def load(kind, media, address, notice):
    """Return the application to measure."""
    ready = partial(announce, address, notice, host=HOST)
    if kind == "bare":
        return Hello(ready)
    rooms = Rooms(
        AssetDoor(Assets(SOURCES, {}), https=True),
        MediaDoor(media, https=True),
        Bridge(view, SiteFacts(f"https://{HOST}")),
    )
    tokens = NetTokens(keys=DayKeys())
    return Entry(rooms, hosts=frozenset({HOST}), https=True, tokens=tokens, on_ready=ready)


@dataclass
class Figure:
    """What one run of wrk measured."""

    per_second: float
    cpu_us: float


@dataclass
class Server:
    """A started server."""

    process: subprocess.Popen
    port: int

    @classmethod
    def start(cls, kind, media):
        """Return a server that has said it is ready."""
        process = subprocess.Popen([sys.executable, __file__, "serve", kind, media], stdout=subprocess.PIPE, text=True)
        return cls(process, int(process.stdout.readline().rpartition(":")[2]))

    def cpu_seconds(self):
        """Return the processor time of the server and its worker so far."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        fields = (
            Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split() for pid in (self.process.pid, *children)
        )
        return sum(int(stat[11]) + int(stat[12]) for stat in fields) / TICKS

    def measure(self, target, seconds):
        """Return the figures of one run against an address."""
        url = f"http://127.0.0.1:{self.port}{target}"
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", f"Host: {HOST}", url]
        before = self.cpu_seconds()
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        spent = self.cpu_seconds() - before
        if "Non-2xx" in told:
            raise SystemExit(f"{target} is not answered with 200:\n{told}")
        count = int(re.search(r"(\d+) requests in", told)[1])
        return Figure(float(re.search(r"Requests/sec:\s*([\d.]+)", told)[1]), spent / count * 1e6)


def main():
    """Measure in alternation and print the medians and their ratios to the bare hello."""
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing: apt install wrk")
    seconds, rounds = (int(value) for value in (*sys.argv[1:3], *("2", "3")[len(sys.argv) - 1 :]))
    with TemporaryDirectory() as media:
        servers = {kind: Server.start(kind, media) for kind in ("bare", "door")}
        (Path(media) / "a.jpg").write_bytes(BODY)
        rows = {
            "bare RSGI hello": ("bare", "/"),
            "asset from memory": ("door", ASSET),
            "picture from disk": ("door", "/media/a.jpg"),
            "view over the bridge": ("door", "/"),
        }
        figures = {name: [] for name in rows}
        for _ in range(rounds):
            for name, (kind, target) in rows.items():
                figures[name].append(servers[kind].measure(target, seconds))
        for server in servers.values():
            server.process.terminate()
            server.process.wait()
    report(figures)


def report(figures):
    """Print one line per row."""
    print(f"{len(BODY)} bytes, {CONNECTIONS} connections, load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    print(f"{'':24}{'requests/s':>12}{'of bare':>9}{'CPU us':>9}{'of bare':>9}")
    floor = None
    for name, runs in figures.items():
        speed = statistics.median(run.per_second for run in runs)
        cpu = statistics.median(run.cpu_us for run in runs)
        floor = floor or Figure(speed, cpu)
        print(f"{name:24}{speed:12,.0f}{speed / floor.per_second:9.0%}{cpu:9.0f}{cpu / floor.cpu_us:8.1f}x")


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        run(host="127.0.0.1", port=0, load=partial(load, sys.argv[2], Path(sys.argv[3])))
    else:
        main()
