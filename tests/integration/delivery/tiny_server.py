"""A whole server for tests: our door and bridge, with a WSGI application that says what reached it.

Run as a program: `python tiny_server.py MEDIA_FOLDER`; it takes a free port and prints the line that says it is ready.
"""

import json
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from hiwar.config.first_answer import report_first_answer
from hiwar.config.serve import Place, run
from hiwar.delivery import requests
from hiwar.delivery.assets import AssetDoor, Assets
from hiwar.delivery.bridge import Bridge, SiteFacts
from hiwar.delivery.day_keys import DayKeys
from hiwar.delivery.entry import Entry, Rooms
from hiwar.delivery.hot_pages import HotPages, Site
from hiwar.delivery.live import Live
from hiwar.delivery.media import MediaDoor
from hiwar.delivery.network import NetTokens, trusted_proxies
from hiwar.delivery.page_rules import PLAN, Parameter, Route
from hiwar.delivery.page_store import PageStore

HOST = "hiwar.example"
SOURCES = {"site.css": b"body{background:url(dot.svg)}" * 40, "dot.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>'}
PAGE = ("<!doctype html><title>حوار</title>" + "<p>مدرسة الحي تفتح أبوابها.</p>" * 60).encode()
LONG_LINES = 512 * 1024
CLOSED: list[str] = []
STORED = "/stored/"
SIGNED_OUT = "/editor/videos/signed-out/"
STATE = "/talk/abcdefghijklmnop/state/"


class Feed:
    """A feed of changes in which nothing changes."""

    looked_at = float("inf")

    def start(self, deliver):
        """Hear nothing."""

    stop = wake = lambda self: None


def route_of(path):
    """Return the route of the pages that may be kept."""
    return Route((Parameter("page", "[1-9]", absent="1"),)) if path in (STORED, STATE) else None


class Pieces:
    """A body in two pieces that remembers whether it was closed."""

    def __init__(self, path):
        self.path = path

    def __iter__(self):
        yield PAGE[:100]
        yield PAGE[100:]

    def close(self):
        CLOSED.append(self.path)


class LongPieces(Pieces):
    """A table of 64 MB, made a line at a time; one of them breaks off near its end."""

    streaming = True

    def __iter__(self):
        for number in range(LONG_LINES):
            if self.path == "/breaks/" and number == LONG_LINES - 1:
                raise ValueError("the secret of Layla")
            yield b"%08d,%s\n" % (number, b"x" * 118)


def application(environ, start_response):
    """Answer a few addresses that the tests ask for; everything else is told back as JSON."""
    path = environ["PATH_INFO"].encode("latin-1").decode()
    if path == "/fails/":
        raise ValueError("سلمى's secret")
    if path == "/fault/":
        start_response("500 Internal Server Error", [("Content-Type", "text/html")])
        return [b"Traceback: secret"]
    if path == SIGNED_OUT:
        start_response("302 Found", [("Location", "/enter/")])
        return []
    if path in (STORED, STATE):
        return stored_page(environ, start_response)
    if path in ("/public/", "/private/"):
        kept = "public, max-age=0, must-revalidate" if path == "/public/" else "private, no-store"
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", kept), ("Server", "wsgi")]
        start_response("200 OK", [*headers, ("ETag", '"v7"')] if path == "/public/" else headers)
        return Pieces(path)
    if path == "/closed/":
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(CLOSED).encode()]
    if path in ("/long/", "/breaks/"):
        start_response("200 OK", [("Content-Type", "text/csv"), ("Cache-Control", "private, no-store")])
        return LongPieces(path)
    told = {key: value for key, value in environ.items() if isinstance(value, str)}
    told["body"] = sum(len(piece) for piece in iter(partial(environ["wsgi.input"].read, 65_536), b""))
    start_response("200 OK", [("Content-Type", "application/json"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    return [json.dumps(told).encode()]


def stored_page(environ, start_response):
    """Answer with everything that was told, so that a page drawn for one reader would show it to the next."""
    if environ.get(PLAN) is not None:
        environ[PLAN].keys, environ[PLAN].until = frozenset({"thread:1"}), float("inf")
    told = {key: value for key, value in environ.items() if isinstance(value, str) and key != "hiwar.request_id"}
    kind = "application/json" if environ["PATH_INFO"] == STATE else "text/html; charset=utf-8"
    start_response("200 OK", [("Content-Type", kind), ("Cache-Control", "public, max-age=0")])
    return [json.dumps(told).encode() + b" " * 500]


def load(media, said):
    """Return the door over the tiny application."""
    # As in production, but slow senders are given up before a test loses its patience.
    requests.BODY_LIMITS = tuple(
        replace(limit, seconds=4.0 if limit.in_a_file else 0.5) for limit in requests.BODY_LIMITS
    )
    https = False
    bridge = Bridge(application, SiteFacts(f"http://{HOST}"), threads=2)
    pages = HotPages(PageStore(max_bytes=1_000_000), bridge, Feed(), Site(route_of, frozenset({"hiwar_reader"})))
    rooms = Rooms(
        assets=AssetDoor(Assets(SOURCES, {}), https=https),
        media=MediaDoor(media, https=https),
        bridge=bridge,
        pages=pages,
        live=Live(pages, https=https),
    )
    tokens = NetTokens(keys=DayKeys(), trusted=trusted_proxies(["127.0.0.1"]))
    entry = Entry(rooms, hosts=frozenset({HOST}), https=https, tokens=tokens)
    entry.on_ready = partial(report_first_answer, entry, said, host=HOST)
    return entry


if __name__ == "__main__":
    run(place=Place(port=0), load=partial(load, Path(sys.argv[1])))
