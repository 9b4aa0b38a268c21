"""The application that the server runs: the door, and behind it the files and Django.

This module knows the settings and hands each piece what it needs; the pieces themselves are in `hiwar.delivery`.
"""

from __future__ import annotations

import os
import sys
import traceback
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from hiwar.config import logs
from hiwar.config.first_answer import report_first_answer
from hiwar.delivery.entry import ClosedEntry, Entry, Rooms

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from multiprocessing.connection import Connection

    from hiwar.accounts.volatile_notes import Notes
    from hiwar.delivery.bridge import Bridge
    from hiwar.delivery.day_keys import KeyShelf
    from hiwar.delivery.hatch import Hatch
    from hiwar.delivery.hot_pages import HotPages, Site
    from hiwar.delivery.page_rules import Route
    from hiwar.delivery.traffic import Traffic

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
    from hiwar.delivery.day_keys import DayKeys
    from hiwar.delivery.live import Live
    from hiwar.delivery.media import MediaDoor
    from hiwar.delivery.network import NetTokens, trusted_proxies

    application = get_wsgi_application()
    # Django would read its addresses, and every view behind them, while the first reader waits.
    _ = get_resolver().url_patterns
    facts = SiteFacts(settings.HIWAR_ORIGIN, show_errors=settings.DEBUG, folder=settings.ENVIRONMENT.data)
    bridge = Bridge(application, facts, threads=THREADS)
    https = facts.scheme == "https"
    pages = hot_pages(bridge)
    rooms = Rooms(
        assets=AssetDoor(our_assets(), https=https),
        media=MediaDoor(settings.HIWAR_MEDIA_ROOT, https=https),
        bridge=bridge,
        side=newsroom_door(),
        pages=pages,
        live=Live(pages, https=https),
        traffic=traffic(pages, bridge),
        hatch=comment_hatch(https=https),
    )
    begin_work()
    shelf = share_counts()
    return Entry(
        rooms,
        hosts=frozenset(host.lower() for host in settings.HIWAR_HOSTS),
        https=https,
        tokens=NetTokens(keys=DayKeys(shelf), trusted=trusted_proxies(settings.HIWAR_TRUSTED_PROXIES)),
    )


def comment_hatch(*, https: bool) -> Hatch:
    """Return where comments are handed in. Needs Django to be set up."""
    from hiwar.delivery.comment_door import CommentTaker
    from hiwar.delivery.hatch import Hatch

    return Hatch(CommentTaker(), https=https)


def traffic(pages: HotPages, bridge: Bridge) -> Traffic:
    """Return what counts how often articles are asked for. Needs Django to be set up: it knows a table."""
    from django.db import close_old_connections

    from hiwar.delivery.article_views import write_views
    from hiwar.delivery.traffic import Traffic

    def write(counts: Mapping[str, int]) -> None:
        # No request has looked on this thread whether its connection still serves.
        close_old_connections()
        write_views(counts)

    return Traffic(pages.store, bridge, write)


def hot_pages(bridge: Bridge) -> HotPages:
    """Return the page store's door, which also hears of what comments are judged by. Needs Django to be set up."""
    from django.conf import settings

    from hiwar.delivery.change_feed import ChangeFeed
    from hiwar.delivery.hot_pages import HotPages
    from hiwar.delivery.old_paths import OldPaths
    from hiwar.delivery.page_store import PageStore
    from hiwar.delivery.replica import REPLICA
    from hiwar.delivery.replica_feeds import keep_true_to_primary, replica_feed
    from hiwar.delivery.watched_rows import NEWSROOM, RULES
    from hiwar.discussions import queries

    has_replica = REPLICA in settings.DATABASES
    feed = replica_feed() if has_replica else ChangeFeed()
    old_paths = OldPaths(bridge, read_old_paths)
    old_paths.read_now()
    pages = HotPages(PageStore(max_bytes=PAGE_STORE_BYTES), bridge, feed, page_site(old_paths))
    pages.listen(old_paths.hear)
    judged_by = frozenset({RULES, NEWSROOM})
    if has_replica:
        # A word that was listed a moment ago holds comments now, however far behind the replica is.
        keep_true_to_primary(queries.RULES, hangs_on=judged_by)
    else:
        pages.keep_true(queries.RULES, hangs_on=judged_by)
    return pages


def begin_work() -> None:
    """Begin what this process does beside answering. Needs Django to be set up."""
    from django.db import connection
    from django.db.backends.signals import connection_created

    from hiwar.config.alerting import start_alerting
    from hiwar.config.housekeeping import start_housekeeping
    from hiwar.config.patience import limit_statements
    from hiwar.config.scheduling import start_scheduling
    from hiwar.discussions.services.scribe import SCRIBE

    connection_created.connect(limit_statements, dispatch_uid="config.limit_statements")
    start_housekeeping(Event())
    start_alerting(Event())
    start_scheduling(Event())
    if connection.vendor == "sqlite":
        SCRIBE.start()


def share_counts() -> KeyShelf | None:
    """Count with the other workers, or with the other nodes; return where the day keys lie for all of them."""
    from django.conf import settings

    from hiwar.accounts.limits import PACE
    from hiwar.accounts.shared_counts import storage_for
    from hiwar.accounts.volatile_notes import RedisNotes, notes_in
    from hiwar.config.runtime import given_folder
    from hiwar.delivery.day_keys import FolderShelf, RedisShelf

    folder = given_folder()
    if settings.HIWAR_REDIS:
        from hiwar.config.redis_node import forgetful_client

        client = forgetful_client(settings.HIWAR_REDIS)
        PACE.count_in(storage_for(redis=settings.HIWAR_REDIS, folder=None))
        _keep_notes_in(RedisNotes(client))
        return RedisShelf(client)
    PACE.count_in(storage_for(redis="", folder=folder))
    _keep_notes_in(notes_in(folder=folder))
    return FolderShelf(folder) if folder is not None else None


def _keep_notes_in(notes: Notes) -> None:
    """Let whatever is known for a while lie there, in memory and for all who answer."""
    from hiwar.accounts.networks import NETWORKS
    from hiwar.moderation.services.taking_back import FORMER

    NETWORKS.lie_in(notes)
    FORMER.lie_in(notes)


def read_old_paths() -> frozenset[str]:
    """Return the paths that lead on although no view answers them. Needs Django to be set up."""
    from django.db import close_old_connections
    from wagtail.models import Site as Newsroom

    from hiwar.delivery.absences import leads_nowhere
    from hiwar.newsroom.queries import noted_paths

    # No request has looked on this thread whether its connection still serves.
    close_old_connections()
    sites = Newsroom.objects.filter(is_default_site=True)
    return frozenset(path for site in sites for path in noted_paths(site=site) if leads_nowhere(path))


def page_site(old_paths: Container[str]) -> Site:
    """Return what the page store must know of Django: which addresses it may keep, and which cookies make a reader."""
    from django.conf import settings
    from django.urls import Resolver404, resolve

    from hiwar.delivery.absences import leads_nowhere
    from hiwar.delivery.hot_pages import Site
    from hiwar.discussions import cookies

    def route_of(path: str) -> Route | None:
        try:
            return getattr(resolve(path).func, "hiwar_route", None)
        except Resolver404:
            return None

    own = frozenset({*cookies.ALL, settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME})
    return Site(route_of, own, lambda path: path not in old_paths and leads_nowhere(path))


def reporting(app: Entry | ClosedEntry, said: Connection) -> Entry | ClosedEntry:
    """Return the door, made to say to the parent with which status it first answered."""
    app.on_ready = partial(report_first_answer, app, said, host=_own_host())
    return app


def _own_host() -> str:
    from django.conf import settings

    try:
        return str(settings.HIWAR_ORIGIN).partition("://")[2]
    except Exception:
        # The settings are what could not be loaded; any name will do to be told so.
        return "127.0.0.1"


def __getattr__(name: str) -> Any:
    # Made when asked for: tests and tools may import this module without starting a newsroom.
    if name == "app":
        logs.configure()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiwar.config.settings")
        globals()["app"] = build()
        return globals()["app"]
    raise AttributeError(name)
