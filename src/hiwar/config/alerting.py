"""What the server does all day for people who are not looking: draws second looks, keeps watch, sends what is due.

One quiet thread in each worker, of which one works, as with housekeeping; it has a key of its own, because a mail
server that takes its time must not delay the night's work, nor learning an alert. Readers never wait for any of it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Event, Thread

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from hiwar.config.housekeeping import HouseKey, have
from hiwar.moderation.services.letters import send_letters
from hiwar.moderation.services.second_looks import draw_reviews
from hiwar.moderation.services.sending import Sender
from hiwar.moderation.services.watching import Watch

FIRST_AFTER = 20
# How soon somebody hears of it, at the latest; nothing is asked of the database in between.
PAUSE = 10
MINUTE = 60
KEY_FILE = "alerts.lock"
ALERTS_NUMBER = 0x4869776173
log = logging.getLogger(__name__)


class Rounds:
    """The rounds of one process; the watch remembers what it saw in the last one."""

    def __init__(self) -> None:
        self._watch, self._sender, self._looked_at = Watch(), Sender(), float("-inf")

    def go(self, *, clock: float) -> None:
        """Go round once: look if a minute has passed by this clock, then send; what fails is logged, the rest done."""
        if clock - self._looked_at >= MINUTE:
            self._looked_at = clock
            self._try("alerts_not_watched", lambda: self._watch.look(now=timezone.now()))
            self._try("second_looks_not_drawn", lambda: draw_reviews(now=timezone.now()))
        # Owners first: a chat that answers slowly must not keep them from hearing of a stolen desk.
        self._try("letters_not_sent", lambda: send_letters(now=timezone.now()))
        self._try("alerts_not_sent", lambda: self._sender.send_due(now=timezone.now()))

    def _try(self, event: str, work: Callable[[], int]) -> None:
        try:
            work()
        except Exception:  # Whatever failed, the next round gets another try and the server goes on.
            log.exception(event)
        finally:
            close_old_connections()


def start_alerting(stop: Event) -> Thread:
    """Begin the rounds in the background; `stop` ends them."""
    key, rounds = HouseKey(settings.ENVIRONMENT.data, file=KEY_FILE, number=ALERTS_NUMBER), Rounds()

    def work() -> None:
        pause = FIRST_AFTER
        while not stop.wait(pause):
            pause = PAUSE
            if have(key):
                rounds.go(clock=time.monotonic())

    thread = Thread(target=work, name="alerting", daemon=True)
    thread.start()
    return thread
