"""Measure `deploy/nginx.conf` in front of Hiwar beside nginx that serves the same page as a file.

    python scripts/bench_front.py [--rounds 7] [--seconds 2]

The file holds the very bytes of the page, packed beforehand; one server of files adds nothing to them, the other adds
the page's own headers, which no newsroom may do without. Once over TLS, as readers come and as the settings are
shipped, and once in clear text, where nothing hides what nginx does more than read a file. Every round measures each
once, in turn, on core 0 with the load on core 1; the ratio is taken within each round and the median of the ratios is
printed. CPU a request is nginx's alone, and beside it Hiwar's, which works by the second and not by the request. Needs
`wrk`.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sqlite3
import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from statistics import median

from behind import Node, demo_behind
from front import (
    Front,
    Wanted,
    cpu_seconds,
    end,
    family,
    front,
    program,
    two_free_ports,
    wait_until_it_listens,
    write_certificate,
)

# `wrk` names in the TLS handshake what stands in the address it is given, and must find it there.
HOST = "localhost"
CONNECTIONS = 16
GOAL = 0.95
FILES = """
worker_processes 1; pid {folder}/pid; error_log stderr error; {user}
events {{ worker_connections 4096; }}
http {{
  access_log off; server_tokens off; sendfile on; tcp_nopush on; keepalive_requests 10000; gzip_static on;
  types {{ }} default_type "text/html; charset=utf-8";
  open_file_cache max=4096 inactive=70s; open_file_cache_valid 10s;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}{tls}; root {folder}; location / {{ {headers} try_files /page.html =404; }} }}
}}
"""
OWN_TO_THE_SERVER = {"content-type", "content-length", "content-encoding", "date", "server", "connection", "etag"}


@dataclass(frozen=True)
class Figure:
    """What one run of wrk measured: answers a second, microseconds of nginx and of Hiwar for each."""

    per_second: float
    nginx_us: float
    hiwar_us: float = 0.0


@dataclass(frozen=True)
class Row:
    """One server under measurement: its address, nginx, and Hiwar where it is behind it."""

    name: str
    origin: str
    nginx: int
    hiwar: int | None = None

    def measure(self, path: str, seconds: int) -> Figure:
        """Return the figures of one run; exit if an answer was not the page."""
        asked = ["-H", f"Host: {HOST}", "-H", "Accept-Encoding: gzip"]
        command = [*on_core(1), "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *asked, self.origin + path]
        before = self._spent()
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        spent = [after - one for after, one in zip(self._spent(), before, strict=True)]
        count = int(re.search(r"(\d+) requests in", told)[1])
        if not count or "Non-2xx" in told or "Socket errors" in told:
            raise SystemExit(f"{self.name} does not answer as it should:\n{told}")
        speed = float(re.search(r"Requests/sec:\s*([\d.]+)", told)[1])
        return Figure(speed, *(one / count * 1e6 for one in spent))

    def _spent(self) -> list[float]:
        return [cpu_seconds(self.nginx), cpu_seconds(self.hiwar) if self.hiwar else 0.0]


def on_core(number: int) -> tuple[str, ...]:
    """Return the words that keep a command to one core, where there are two: the load must not share the server's."""
    return ("taskset", "-c", str(number)) if (os.cpu_count() or 1) > 1 and shutil.which("taskset") else ()


def keep_on_core(number: int, root: int) -> None:
    """Keep a process, its threads and its children to one core from now on: it starts sooner with all of them."""
    if on_core(number):
        for pid in family(root):
            for task in Path(f"/proc/{pid}/task").iterdir():
                os.sched_setaffinity(int(task.name), {number})


def page_of(origin: str, path: str) -> tuple[list[tuple[str, str]], bytes]:
    """Return headers and packed bytes of the page."""
    # The certificate is a day old and our own; what is measured is not whether to believe it.
    unchecked = ssl._create_unverified_context()  # noqa: S323
    address = origin.partition("://")[2]
    made = HTTPSConnection(address, timeout=20, context=unchecked) if "https" in origin else HTTPConnection(address)
    with closing(made) as wire:
        wire.request("GET", path, headers={"Host": HOST, "Accept-Encoding": "gzip"})
        answer = wire.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"The page answers {answer.status}.")
        return answer.getheaders(), body


@contextmanager
def files(body: bytes, headers: list[tuple[str, str]], *, tls: bool) -> Iterator[Front]:
    """Run nginx over a folder that holds the page, packed, as a file."""
    with tempfile.TemporaryDirectory(prefix="hiwar-files-") as name:
        folder = Path(name)
        (folder / "page.html.gz").write_bytes(body)
        # `gzip_static` wants the plain file to be there; nobody asks for it.
        (folder / "page.html").write_bytes(b"")
        port, _ = two_free_ports("127.0.0.1")
        write_certificate(folder, HOST)
        secure = f" ssl http2; ssl_certificate {folder}/certificate.pem; ssl_certificate_key {folder}/key.pem"
        lines = " ".join(
            f'add_header {key} "{value}";' for key, value in headers if key.lower() not in OWN_TO_THE_SERVER
        )
        user = "user root;" if os.geteuid() == 0 else ""
        text = FILES.format(folder=folder, port=port, headers=lines, user=user, tls=secure if tls else "")
        (folder / "nginx.conf").write_text(text)
        command = [*on_core(0), program(), "-c", str(folder / "nginx.conf"), "-e", "stderr", "-g", "daemon off;"]
        with (folder / "said").open("wb") as said:
            process = subprocess.Popen(command, stdout=said, stderr=said)
        started = Front("127.0.0.1", port, port, folder, process)
        try:
            wait_until_it_listens(started)
            yield started
        finally:
            end(process)


def fullest_page(data: Path) -> str:
    """Return the path of the article with the fullest discussion."""
    with closing(sqlite3.connect(f"file:{data / 'hiwar.sqlite3'}?mode=ro", uri=True)) as database:
        statement = "SELECT url FROM discussions_thread ORDER BY comment_count DESC LIMIT 1"
        return str(database.execute(statement).fetchone()[0])


def compare(node: Node, server: str, options: argparse.Namespace, *, tls: bool) -> float:
    """Measure in alternation, print the table, and return the ratio of our settings to the file."""
    path = fullest_page(node.data)
    scheme = "https" if tls else "http"
    with ExitStack() as stack:
        shipped = stack.enter_context(front(Wanted((server,), host=HOST, tls=tls, command=on_core(0))))
        origin = f"{scheme}://{HOST}:{shipped.port}"
        headers, body = page_of(origin, path)
        rows = []
        for name, added in (("the file", []), ("the file with the page's headers", headers)):
            one = stack.enter_context(files(body, added, tls=tls))
            rows.append(Row(f"nginx, {name}", f"{scheme}://{HOST}:{one.port}", one.process.pid))
            if page_of(rows[-1].origin, path)[1] != body:
                raise SystemExit("The file is not the page.")
        rows.append(Row("deploy/nginx.conf before Hiwar", origin, shipped.process.pid, node.process.pid))
        rounds = [[row.measure(path, options.seconds) for row in rows] for _ in range(options.rounds)]
    print(f"{'over TLS' if tls else 'in clear text'}: {len(body):,} packed bytes, {CONNECTIONS} connections")
    return report([row.name for row in rows], rounds)


def report(names: list[str], rounds: list[list[Figure]]) -> float:
    """Print one line for each row, ratios within rounds; return the last row's ratio."""
    print(
        f"{'':40}{'requests/s':>11}{'of the file':>12}{'least':>7}{'most':>6}{'CPU us':>8}"
        f"{'of the file':>12}{'Hiwar us':>10}"
    )
    ratio = 0.0
    for number, name in enumerate(names):
        mine = [figures[number] for figures in rounds]
        speeds = [figures[number].per_second / figures[0].per_second for figures in rounds]
        costs = [figures[number].nginx_us / figures[0].nginx_us for figures in rounds]
        ratio = median(speeds)
        speed, nginx = median(one.per_second for one in mine), median(one.nginx_us for one in mine)
        spread = f"{ratio:12.3f}{min(speeds):7.2f}{max(speeds):6.2f}"
        hiwar = median(one.hiwar_us for one in mine)
        print(f"{name:40}{speed:11,.0f}{spread}{nginx:8.1f}{median(costs):11.2f}x{hiwar:10.1f}")
    return ratio


def main(options: argparse.Namespace) -> int:
    """Measure both ways; return 1 if the goal is missed over TLS."""
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing: apt install wrk")
    with (
        tempfile.TemporaryDirectory(prefix="hiwar-bench-") as name,
        demo_behind(Path(name), host=HOST) as (node, server),
    ):
        keep_on_core(0, node.process.pid)
        ratios = [compare(node, server, options, tls=tls) for tls in (True, False)]
    load = "/".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{os.cpu_count()} cores, load {load}; goal over TLS: {GOAL}, {'reached' if ratios[0] >= GOAL else 'missed'}")
    return 0 if ratios[0] >= GOAL else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=2, help="of one run (default: 2)")
    parser.add_argument("--rounds", type=int, default=7, help="in which every row is measured once (default: 7)")
    raise SystemExit(main(parser.parse_args()))
