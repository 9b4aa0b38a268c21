"""nginx with our finished pages as files, packed beforehand: what a server can do at most with these bytes.

It takes no comments and knows no change; nothing that does can be faster than this by much.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.serving import free_port

from .peer import Page, Peer, Place
from .processes import Command, hand_over, missing, program, running, unprivileged
from .wire import answers

NAME = "nginx, files"
SETTINGS = """
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000; gzip_static on; default_type text/html;
  open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder};
  scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


def available(home: Path) -> str | None:
    """Return what is missing, with the line that brings it."""
    return "nginx is missing: apt install nginx" if missing("nginx") else None


@contextmanager
def start(place: Place) -> Iterator[Peer]:
    """Write our pages down and serve them."""
    port, folder = free_port(), place.folder
    for count, (plain, packed) in place.finished.items():
        (folder / f"{count}.html").write_bytes(plain)
        (folder / f"{count}.html.gz").write_bytes(packed)
    settings = folder / "nginx.conf"
    settings.write_text(SETTINGS.format(folder=folder, port=port), "utf-8")
    hand_over(folder)
    pages = {count: Page(port, f"/{count}.html") for count in place.finished}
    command: Command = [program("nginx"), "-c", settings, "-e", folder / "errors"]
    first = next(iter(pages.values()))
    with running(command, log=folder / "log", ready=lambda: answers(first), **unprivileged()) as process:
        yield Peer(name=NAME, version=version(), answers_with="the whole page", processes=(process,), pages=pages)


def version() -> str:
    """Return which nginx this is."""
    # It names itself where others complain.
    told = subprocess.run([program("nginx"), "-v"], capture_output=True, text=True, env=os.environ)  # noqa: S603
    found = re.search(r"nginx/(\S+)", told.stderr)
    return found[1] if found else ""
