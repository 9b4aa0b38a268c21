"""What the server does without being asked: once a day forget what is due, sign out who has gone, learn; every hour
forget which pages were old and sort what the desk cannot sort yet; every two minutes look where many are reading;
every quarter of a minute take into the search what was published and tell the hub of it.

One quiet thread in each worker, of which one works: whoever got the key of the house, until its process ends. Failures
are logged and tried again an hour later; readers never wait for any of it.
"""

from __future__ import annotations

import fcntl
import logging
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import IO

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from wagtail.models import Site

from hiwar.analysis.services import forget_feedback
from hiwar.config.patience import wait_for_long_work
from hiwar.delivery.article_views import forget_views, recent_views
from hiwar.delivery.change_feed import sweep_notes
from hiwar.delivery.machines.websub import tell_hub
from hiwar.discussions.services.backfill import triage_earlier
from hiwar.discussions.services.exposure import refresh_exposure
from hiwar.discussions.services.sweeping import sweep
from hiwar.moderation.services import is_due
from hiwar.moderation.services.sweeping import sweep_desk
from hiwar.newsroom.services.video_files import sweep_video_files
from hiwar.search.services import AT_ONCE, index_due, mend, walk_on, wipe_out

DAY = 24 * 3600
HOUR = 3600
ROUND = 120
TICK = 15
# So many steps of indexing before the rest of the house has its turn again.
MOST_STEPS = 50
# Any number will do; it is ours among the advisory locks of the database.
HOUSE_NUMBER = 0x4869776172
KEY_FILE = "housekeeping.lock"
log = logging.getLogger(__name__)


class HouseKey:
    """What only one process has at a time, of all workers and nodes of an installation.

    With PostgreSQL it is a lock that the asking thread's own connection holds; with SQLite, whose workers are on one
    machine, a lock on a file beside it. Both are free again when the process ends, however it ends. A thread with work
    of its own names a file and a number of its own.
    """

    def __init__(self, folder: Path, *, file: str = KEY_FILE, number: int = HOUSE_NUMBER) -> None:
        self._path, self._number = folder / file, number
        self._file: IO[bytes] | None = None

    def is_ours(self) -> bool:
        """Tell whether this process has it, after taking it if it was free."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # Asked again by its holder it is granted again, and is gone with the connection all the same.
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [self._number])
                return bool(cursor.fetchone()[0])
        if self._file is None:
            self._file = self._path.open("ab")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def keep_house() -> bool:
    """Do the day's work once; return whether all of it succeeded."""
    try:
        wait_for_long_work(connection)
        sweep(now=timezone.now())
        sweep_desk(now=timezone.now())
        forget_feedback(now=timezone.now())
        forget_views(now=timezone.now())
        sweep_video_files(now=timezone.now())
        call_command("clearsessions", verbosity=0)
        mend()
        wipe_out()
        if any(is_due(site=site) for site in Site.objects.all()):
            learn_apart()
    except Exception:  # Whatever failed, the next hour gets another try and the server goes on.
        log.exception("housekeeping failed")
        return False
    finally:
        close_old_connections()
    return True


def learn_apart() -> None:
    """Learn in a process of its own: a minute of one core, and memory that goes back to the machine afterwards."""
    command = [sys.executable, "-m", "hiwar.config.cli", "learn", "--if-due"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=HOUR, check=False)  # noqa: S603 - our own
    if done.returncode:
        raise RuntimeError(done.stderr.strip().rpartition("\n")[2])
    log.info("learned: %s", done.stdout.strip().partition("\n")[0])


def forget_changes() -> None:
    """Do the hour's work; what fails is tried again an hour later."""
    try:
        sweep_notes(connection, now=time.time())
    except DatabaseError:
        log.exception("changes_not_swept")
    finally:
        close_old_connections()


def sort_earlier() -> None:
    """Give comments from before the desk could sort them what it sorts by; after the first time there are none."""
    try:
        triage_earlier(today=timezone.now().date())
    except DatabaseError:
        log.exception("earlier_not_sorted")
    finally:
        close_old_connections()


def look_where_many_read() -> None:
    """Bring the order of the queue up to date with how many read each discussion; what fails is tried again soon."""
    try:
        now = timezone.now()
        refresh_exposure(views=recent_views(now=now), now=now)
    except DatabaseError:
        log.exception("exposure_not_refreshed")
    finally:
        close_old_connections()


def index_what_came(stop: Event) -> None:
    """Take into the search what was published or changed, and a part of what was there before it; tried again soon.

    A few texts at a time, then a rest four times as long: pages are drawn in this very process.
    """
    try:
        for step in (partial(index_due, most=AT_ONCE), partial(walk_on, steps=1)):
            for _ in range(MOST_STEPS):
                began = time.monotonic()
                if not step() or stop.wait(4 * (time.monotonic() - began)):
                    break
    except Exception:  # Whatever a text holds, the rest of the house goes on.
        log.exception("not_indexed")
    finally:
        close_old_connections()


def tell_whoever_reads_feeds() -> None:
    """Tell the hub which feeds have changed; what fails is tried again soon."""
    try:
        tell_hub(now=timezone.now())
    except DatabaseError:
        log.exception("hub_not_told")
    finally:
        close_old_connections()


def have(key: HouseKey) -> bool:
    """Tell whether the key is ours; while nobody can say, it is not."""
    try:
        return key.is_ours()
    except (DatabaseError, OSError):
        log.exception("house_key_unknown")
        # A broken connection would stay broken; the next round opens another.
        connection.close()
        return False


def start_housekeeping(stop: Event) -> Thread:
    """Begin the work in the background, the first round a minute after the start; `stop` ends it."""

    key = HouseKey(settings.ENVIRONMENT.data)

    def rounds() -> None:
        pause, round_at, hour_at, day_at = 60, 0.0, 0.0, 0.0
        while not stop.wait(pause):
            pause = TICK
            if not have(key):
                continue
            tell_whoever_reads_feeds()
            index_what_came(stop)
            if time.monotonic() < round_at:
                continue
            round_at = time.monotonic() + ROUND - TICK
            look_where_many_read()
            if time.monotonic() < hour_at:
                continue
            hour_at = time.monotonic() + HOUR - 60
            forget_changes()
            sort_earlier()
            if time.monotonic() >= day_at:
                day_at = time.monotonic() + (DAY if keep_house() else 0) - 60

    thread = Thread(target=rounds, name="housekeeping", daemon=True)
    thread.start()
    return thread
