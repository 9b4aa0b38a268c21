"""What the server does without being asked: once a day forget what is due, sign out who has gone, learn; every hour
forget which pages were old.

One quiet thread in the worker. Its failures are logged and tried again an hour later; readers never wait for it.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from threading import Event, Thread

from django.core.management import call_command
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from wagtail.models import Site

from hiwar.analysis.services import forget_feedback
from hiwar.delivery.change_feed import sweep_notes
from hiwar.discussions.services.sweeping import sweep
from hiwar.moderation.services import is_due

DAY = 24 * 3600
HOUR = 3600
log = logging.getLogger(__name__)


def keep_house() -> bool:
    """Do the day's work once; return whether all of it succeeded."""
    try:
        sweep(now=timezone.now())
        forget_feedback(now=timezone.now())
        call_command("clearsessions", verbosity=0)
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


def start_housekeeping(stop: Event) -> Thread:
    """Begin the work in the background, the first round a minute after the start; `stop` ends it."""

    def rounds() -> None:
        pause, due_at = 60, 0.0
        while not stop.wait(pause):
            forget_changes()
            if time.monotonic() >= due_at:
                due_at = time.monotonic() + (DAY if keep_house() else 0) - 60
            pause = HOUR

    thread = Thread(target=rounds, name="housekeeping", daemon=True)
    thread.start()
    return thread
