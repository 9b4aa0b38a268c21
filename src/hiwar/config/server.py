"""The application that the server runs: the door, and behind it the files and Django.

This module knows the settings and hands each piece what it needs; the pieces themselves are in `hiwar.delivery`.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import traceback
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from hiwar.config import logs
from hiwar.delivery.entry import ClosedEntry, Entry, Rooms

if TYPE_CHECKING:
    from hiwar.delivery.hot_pages import Site
    from hiwar.delivery.page_rules import Route

# Ten thousand pages of 100 comments, gzip and brotli beside the plain bytes, would take a gigabyte; readers ask for a
# few hundred.
PAGE_STORE_BYTES = 64 * 1024 * 1024
# One reader's page needs a few milliseconds of one core; more threads than this only queue for the interpreter.
THREADS = 4


def build() -> Entry | ClosedEntry:
    """Return the door of the installation, or the closed one if Django cannot be loaded."""
    try:
        return _open()
    except Exception:
        # No reader has asked for anything yet: the operator may see the whole trace.
        traceback.print_exc(file=sys.stderr)
        return ClosedEntry()


def _open() -> Entry:
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.urls import get_resolver

    from hiwar.config.analyze_server import newsroom_door
    from hiwar.delivery.assets import AssetDoor, our_assets
    from hiwar.delivery.bridge import Bridge, SiteFacts
    from hiwar.delivery.change_feed import ChangeFeed
    from hiwar.delivery.hot_pages import HotPages
    from hiwar.delivery.live import Live
    from hiwar.delivery.media import MediaDoor
    from hiwar.delivery.network import DayKeys, NetTokens, trusted_networks
    from hiwar.delivery.page_store import PageStore

    application = get_wsgi_application()
    # Django would read its addresses, and every view behind them, while the first reader waits.
    _ = get_resolver().url_patterns
    facts = SiteFacts(settings.HIWAR_ORIGIN, show_errors=settings.DEBUG)
    bridge = Bridge(application, facts, threads=THREADS)
    https = facts.scheme == "https"
    pages = HotPages(PageStore(max_bytes=PAGE_STORE_BYTES), bridge, ChangeFeed(), page_site())
    rooms = Rooms(
        assets=AssetDoor(our_assets(), https=https),
        media=MediaDoor(settings.HIWAR_MEDIA_ROOT, https=https),
        bridge=bridge,
        side=newsroom_door(),
        pages=pages,
        live=Live(pages, https=https),
    )
    # Imported here: it needs models, and those need Django to have been set up above.
    from hiwar.config.housekeeping import start_housekeeping

    start_housekeeping(Event())
    return Entry(
        rooms,
        hosts=frozenset(host.lower() for host in settings.HIWAR_HOSTS),
        https=https,
        tokens=NetTokens(keys=DayKeys(), trusted=trusted_networks(settings.HIWAR_TRUSTED_PROXIES)),
    )


def page_site() -> Site:
    """Return what the page store must know of Django: which addresses it may keep, and which cookies make a reader."""
    from django.conf import settings
    from django.urls import Resolver404, resolve

    from hiwar.delivery.hot_pages import Site
    from hiwar.discussions import cookies

    def route_of(path: str) -> Route | None:
        try:
            return getattr(resolve(path).func, "hiwar_route", None)
        except Resolver404:
            return None

    own = frozenset({*cookies.ALL, settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME})
    return Site(route_of, own)


def announced(app: Entry | ClosedEntry, address: tuple[str, int], notice: str) -> Entry | ClosedEntry:
    """Return the door, made to say that it is open once it has answered a first request."""
    app.on_ready = partial(announce, address, notice, host=_own_host(address))
    return app


def _own_host(address: tuple[str, int]) -> str:
    from django.conf import settings

    try:
        return str(settings.HIWAR_ORIGIN).partition("://")[2]
    except Exception:
        # The settings are what could not be loaded; any name will do to be told so.
        return f"{address[0]}:{address[1]}"


async def announce(address: tuple[str, int], notice: str, *, host: str) -> None:
    """Ask for the front page as a reader would, then print that the server is ready, or that it is not."""
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address[0], address[0])  # noqa: S104 - read, not listened on
    status = await first_answer((name, address[1]), host)
    # What has been loaded stays for good. Unfrozen, the collector walks through all of it now and then, and everybody
    # waits for 60 ms (measured at 50 requests a second).
    gc.collect()
    gc.freeze()
    shown = f"[{address[0]}]" if ":" in address[0] else address[0]
    if status >= 500:
        print(f"Hiwar listens at http://{shown}:{address[1]} but cannot show its front page ({status}).", flush=True)
    else:
        print(f"Hiwar is ready at http://{shown}:{address[1]}", notice, sep="\n" if notice else "", flush=True)


async def first_answer(address: tuple[str, int], host: str) -> int:
    """Return the status of the front page, asked for over the network as soon as the listener is there."""
    while True:
        try:
            reader, writer = await asyncio.open_connection(*address)
        except ConnectionRefusedError:
            # Between our loop's first turn and the listener lie a few milliseconds of another thread.
            await asyncio.sleep(0.005)
            continue
        try:
            writer.write(f"HEAD / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            line = await reader.readline()
            return int(line.split()[1])
        finally:
            writer.close()
            await writer.wait_closed()


def __getattr__(name: str) -> Any:
    # Made when asked for: tests and tools may import this module without starting a newsroom.
    if name == "app":
        logs.configure()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiwar.config.settings")
        globals()["app"] = build()
        return globals()["app"]
    raise AttributeError(name)
