"""The newsroom's clock: what was scheduled is published, and what has run out is taken back, within seconds.

A thread of its own in each worker, of which one works: the night's work and a slow mail server take minutes, and an
embargo ends at one. Readers never wait for it.
"""

from __future__ import annotations

import logging
from threading import Event, Thread

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from hiwar.config.housekeeping import HouseKey, have
from hiwar.newsroom.services import publish_due

PAUSE = 5
KEY_FILE = "schedule.lock"
SCHEDULE_NUMBER = 0x4869776174
log = logging.getLogger(__name__)


def look_at_the_clock() -> int:
    """Do what is due; return how many articles changed. What fails is tried again at the next look."""
    try:
        return publish_due(now=timezone.now())
    except DatabaseError:
        log.exception("schedule_not_read")
        return 0
    finally:
        close_old_connections()


def start_scheduling(stop: Event) -> Thread:
    """Begin to look at the clock in the background; `stop` ends it."""
    key = HouseKey(settings.ENVIRONMENT.data, file=KEY_FILE, number=SCHEDULE_NUMBER)

    def work() -> None:
        while not stop.wait(PAUSE):
            if have(key):
                look_at_the_clock()

    thread = Thread(target=work, name="scheduling", daemon=True)
    thread.start()
    return thread
