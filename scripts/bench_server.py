"""Measure the door: a finished page, an asset, a picture and a view, beside a bare RSGI application and nginx.

The bare application answers with the very bytes and headers of the page and looks at nothing; nginx serves the same
bytes as a file, packed beforehand, if it is installed. Every round measures each once, in turn; medians are printed.
Read the ratios: requests per second say more about how busy the machine is than about the code. Needs `wrk`.
"""

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hiwar.config.first_answer import report_first_answer
from hiwar.config.serve import Place, run
from hiwar.delivery.assets import AssetDoor, Assets
from hiwar.delivery.bridge import Bridge, SiteFacts
from hiwar.delivery.day_keys import DayKeys
from hiwar.delivery.entry import Entry, Rooms
from hiwar.delivery.hot_pages import HotPages, Site
from hiwar.delivery.media import MediaDoor
from hiwar.delivery.network import NetTokens
from hiwar.delivery.page_rules import PLAN, Route
from hiwar.delivery.page_store import PageStore
from serving import free_port

HOST = "hiwar.example"
CONNECTIONS = 16
BODY = bytes(range(250)) * 20
SOURCES = {"naskh.woff2": BODY}
ASSET = Assets(SOURCES, {}).url("naskh.woff2")
# A story with its discussion: no two sentences alike, or the packed bytes would be too few to mean anything.
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
DRAW = Random(7)  # noqa: S311 - words for a page, the same in every run
WORDS = ["".join(DRAW.choices(LETTERS, k=DRAW.randint(2, 7))) for _ in range(400)]
SENTENCES = [" ".join(DRAW.choices(WORDS, k=13)) for _ in range(150)]
PAGE = "<!doctype html>" + "".join(f"<p>{number} {words}.</p>" for number, words in enumerate(SENTENCES))
TICKS = os.sysconf("SC_CLK_TCK")
NGINX = """
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000; gzip_static on; default_type text/html;
  open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder};
  scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {folder}; location = /page/ {{ try_files /page.html =404; }} }}
}}
"""


class Bare:
    """The least an RSGI application can do with the same bytes: the floor everything else is compared with."""

    def __init__(self, kept, said):
        self.said = said
        self.headers = [(name, value) for name, value in kept["headers"]]
        self.body = bytes.fromhex(kept["body"])

    def __rsgi_init__(self, loop):
        self.chore = loop.create_task(report_first_answer(self, self.said, host=HOST))

    async def __rsgi__(self, scope, proto):
        proto.response_bytes(200, self.headers, self.body)


class Feed:
    """A feed of changes in which nothing changes."""

    looked_at = float("inf")

    def start(self, deliver):
        """Hear nothing."""

    stop = wake = lambda self: None


def view(environ, start_response):
    """Answer as a page for everybody, or as the smallest private one."""
    plan = environ.get(PLAN)
    if environ["PATH_INFO"] != "/page/":
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [BODY]
    if plan is not None:
        plan.keys, plan.until = frozenset({"newsroom"}), float("inf")
    headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "public, max-age=0", "ETag": '"v1"'}
    start_response("200 OK", list(headers.items()))
    return [PAGE.encode()]


def load(kind, folder, said):
    """Return the application to measure."""
    if kind == "bare":
        return Bare(json.loads((folder / "page.json").read_text()), said)
    bridge = Bridge(view, SiteFacts(f"https://{HOST}"))
    site = Site(lambda path: Route() if path == "/page/" else None, frozenset())
    rooms = Rooms(
        AssetDoor(Assets(SOURCES, {}), https=True),
        MediaDoor(folder, https=True),
        bridge,
        pages=HotPages(PageStore(max_bytes=1 << 24), bridge, Feed(), site),
    )
    tokens = NetTokens(keys=DayKeys())
    entry = Entry(rooms, hosts=frozenset({HOST}), https=True, tokens=tokens)
    entry.on_ready = partial(report_first_answer, entry, said, host=HOST)
    return entry


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
    def start(cls, kind, folder):
        """Return a server of ours that has said it is ready."""
        command = [sys.executable, __file__, "--serve", kind, str(folder)]
        process = subprocess.Popen(pinned(0, command), stdout=subprocess.PIPE, text=True)
        return cls(process, int(process.stdout.readline().rpartition(":")[2]))

    @classmethod
    def nginx(cls, folder):
        """Return nginx over a folder of packed files."""
        port = free_port()
        settings = folder / "nginx.conf"
        settings.write_text(NGINX.format(folder=folder, port=port))
        process = subprocess.Popen(pinned(0, ["nginx", "-c", str(settings), "-e", str(folder / "errors")]))
        started = cls(process, port)
        while True:
            try:
                started.page()
                return started
            except ConnectionRefusedError:
                if process.poll() is not None:
                    raise SystemExit(f"nginx did not start:\n{(folder / 'errors').read_text()}") from None

    def page(self):
        """Return status, headers and packed bytes of the page."""
        wire = HTTPConnection("127.0.0.1", self.port, timeout=20)
        wire.request("GET", "/page/", headers={"Host": HOST, "Accept-Encoding": "gzip"})
        answer = wire.getresponse()
        found = answer.status, answer.getheaders(), answer.read()
        wire.close()
        return found

    def cpu_seconds(self):
        """Return the processor time of the server and its workers so far."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        fields = (
            Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split() for pid in (self.process.pid, *children)
        )
        return sum(int(stat[11]) + int(stat[12]) for stat in fields) / TICKS

    def measure(self, target, seconds):
        """Return the figures of one run against an address."""
        url = f"http://127.0.0.1:{self.port}{target}"
        asked = ["-H", f"Host: {HOST}", "-H", "Accept-Encoding: gzip"]
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *asked, url]
        before = self.cpu_seconds()
        told = subprocess.run(pinned(1, command), capture_output=True, text=True, check=True).stdout
        spent = self.cpu_seconds() - before
        if "Non-2xx" in told:
            raise SystemExit(f"{target} is not answered with 200:\n{told}")
        count = int(re.search(r"(\d+) requests in", told)[1])
        return Figure(float(re.search(r"Requests/sec:\s*([\d.]+)", told)[1]), spent / count * 1e6)


def pinned(core, command):
    """Return the command kept to one core, where there are two: the load must not share the server's."""
    return ["taskset", "-c", str(core), *command] if (os.cpu_count() or 1) > 1 and shutil.which("taskset") else command


def main(options):
    """Measure in alternation and print the medians and their ratios."""
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing: apt install wrk")
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "a.jpg").write_bytes(BODY)
        servers = {"door": Server.start("door", folder)}
        _, headers, body = servers["door"].page()
        # What the server itself says of every answer, bare or not.
        ours = [(key, value) for key, value in headers if key not in ("content-length", "date")]
        (folder / "page.json").write_text(json.dumps({"headers": ours, "body": body.hex()}))
        (folder / "page.html").write_text(PAGE)
        (folder / "page.html.gz").write_bytes(body)
        servers["bare"] = Server.start("bare", folder)
        rows = {"bare RSGI, the page": ("bare", "/page/"), "finished page": ("door", "/page/")}
        if shutil.which("nginx"):
            servers["nginx"] = Server.nginx(folder)
            rows["nginx, the page as a file"] = ("nginx", "/page/")
        rows |= {
            "asset from memory": ("door", ASSET),
            "picture from disk": ("door", "/media/a.jpg"),
            "view over the bridge": ("door", "/"),
        }
        figures = {row: [] for row in rows}
        for _ in range(options.rounds):
            for row, (kind, target) in rows.items():
                figures[row].append(servers[kind].measure(target, options.seconds))
        for server in servers.values():
            server.process.terminate()
            server.process.wait()
    report(figures, len(body))


def report(figures, size):
    """Print one line per row."""
    load = "/".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"page of {len(PAGE.encode()):,} bytes, {size:,} packed; {CONNECTIONS} connections")
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {load}, Python {platform.python_version()}")
    print(f"{'':28}{'requests/s':>12}{'of bare':>9}{'CPU us':>9}{'of bare':>9}")
    floor = None
    for name, runs in figures.items():
        speed = statistics.median(run.per_second for run in runs)
        cpu = statistics.median(run.cpu_us for run in runs)
        floor = floor or Figure(speed, cpu)
        print(f"{name:28}{speed:12,.0f}{speed / floor.per_second:9.0%}{cpu:9.0f}{cpu / floor.cpu_us:8.2f}x")


def read_arguments():
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=2, help="of one run (default: 2)")
    parser.add_argument("--rounds", type=int, default=3, help="in which every row is measured once (default: 3)")
    parser.add_argument("--serve", nargs=2, metavar=("KIND", "FOLDER"), help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    given = read_arguments()
    if given.serve:
        run(place=Place(port=0), load=partial(load, given.serve[0], Path(given.serve[1])))
    else:
        main(given)
