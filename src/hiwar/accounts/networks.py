"""From which network a comment came, for as long as memory may know it, and networks whose comments all wait.

A network is known by its token of the day (`hiwar.delivery.network`); token and ban lie in `volatile_notes`, never in a
database, and end with the day's key: on the evening after the comment at the latest. Whole towns share one address, so
a ban here makes comments wait for a person and refuses nobody.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from hiwar.accounts.volatile_notes import Note, Notes, OwnNotes

log = logging.getLogger(__name__)

MOST_HOURS = 24


class NetworkForgotten(Exception):
    """Too long ago, or the server was started anew: nobody knows any more from which network the comment came."""


class Networks:
    """What is known of networks; one instance serves the whole process."""

    def __init__(self) -> None:
        self._notes: Notes = OwnNotes()

    def lie_in(self, notes: Notes) -> None:
        """Keep everything there from now on: a server's workers share what they know."""
        self._notes = notes

    def remember(self, *, comment_id: str, token: str, now: datetime) -> None:
        """Note from which network a comment came, until the day's key is destroyed."""
        if not token:
            return
        midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        try:
            left = midnight + timedelta(days=2) - now
            self._notes.put(_comment(comment_id), token, seconds=left.total_seconds())
        except OSError:
            # A comment must not be lost because a note about it was.
            log.exception("network_not_noted")

    def is_known(self, comment_id: str) -> bool:
        """Return whether memory still knows from which network a comment came."""
        return self._known(comment_id) is not None

    def bar(self, *, comment_id: str, hours: int) -> int:
        """Let all comments from this one's network wait; return for how many seconds, which may be fewer.

        Raises `NetworkForgotten`.
        """
        note = self._known(comment_id)
        if note is None:
            raise NetworkForgotten
        seconds = min(min(hours, MOST_HOURS) * 3600, note.seconds)
        try:
            self._notes.put(_barred(note.value), comment_id, seconds=seconds)
        except OSError:
            raise NetworkForgotten from None
        return int(seconds)

    def unbar(self, comment_id: str) -> bool:
        """Take the ban of this comment's network back; return whether there was one."""
        note = self._known(comment_id)
        try:
            return note is not None and self._notes.forget(_barred(note.value))
        except OSError:
            log.exception("network_not_unbarred")
            return False

    def seconds_barred(self, comment_id: str) -> int:
        """Return for how many seconds comments from this one's network will still wait; 0 if they do not."""
        note = self._known(comment_id)
        try:
            barred = self._notes.get(_barred(note.value)) if note else None
        except OSError:
            return 0
        return int(barred.seconds) if barred else 0

    def is_barred(self, tokens: Collection[str]) -> bool:
        """Return whether comments from a network wait, by its tokens of today and yesterday."""
        try:
            return self._notes.has_any([_barred(token) for token in tokens if token])
        except OSError:
            # The counters lie in the same place: without them every comment waits anyway.
            log.exception("networks_unknown")
            return False

    def forget(self) -> None:
        """Forget everything (tests start clean)."""
        self._notes.reset()

    def _known(self, comment_id: str) -> Note | None:
        try:
            return self._notes.get(_comment(comment_id))
        except OSError:
            log.exception("networks_unknown")
            return None


def _comment(comment_id: str) -> str:
    return f"comment:{comment_id}"


def _barred(token: str) -> str:
    return f"barred:{token}"


NETWORKS = Networks()
