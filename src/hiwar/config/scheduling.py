"""The newsroom's clock: what was scheduled is published, and what has run out is taken back, at its moment.

A thread of its own in each worker, of which one works: the night's work and a slow mail server take minutes, and an
embargo ends at one. Readers never wait for it. It asks the database every five seconds, and once more at the moment of
which it heard the last time; what somebody schedules for sooner than that is seen at the next look.
"""

from __future__ import annotations

import logging
from datetime import datetime
from threading import Event, Thread

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from hiwar.config.housekeeping import HouseKey, have
from hiwar.newsroom.services import next_due_at, publish_due

PAUSE = 5.0
# A timer may wake a little before the clock of the day is there; it is asked again, and not a thousand times over.
SHORTEST = 0.01
KEY_FILE = "schedule.lock"
SCHEDULE_NUMBER = 0x4869776174
log = logging.getLogger(__name__)


def look_at_the_clock() -> float:
    """Do what is due; return in how many seconds to look again. What fails is tried again after the usual pause."""
    try:
        now = timezone.now()
        publish_due(now=now)
        return _seconds_until(next_due_at(after=now))
    except DatabaseError:
        log.exception("schedule_not_read")
        return PAUSE
    finally:
        close_old_connections()


def _seconds_until(moment: datetime | None) -> float:
    if moment is None:
        return PAUSE
    return min(PAUSE, max(SHORTEST, (moment - timezone.now()).total_seconds()))


def keep_looking(key: HouseKey, stop: Event) -> None:
    """Look at the clock as long as nobody says stop, while the key is ours."""
    pause = PAUSE
    while not stop.wait(pause):
        pause = look_at_the_clock() if have(key) else PAUSE


def start_scheduling(stop: Event) -> Thread:
    """Begin to look at the clock in the background; `stop` ends it."""
    key = HouseKey(settings.ENVIRONMENT.data, file=KEY_FILE, number=SCHEDULE_NUMBER)
    thread = Thread(target=keep_looking, args=(key, stop), name="scheduling", daemon=True)
    thread.start()
    return thread
