"""The news of changes where pages are drawn from a replica: a page grows old when the replica can draw it anew.

Told by the primary, a page would be drawn again before the replica had the change, and stay as it was. Here belongs
what a replica does and a primary does not: falling behind, catching up, coming back as it was some moments ago. What
comments are judged by is heard of from the primary. Not here: which query goes where (`replica`).
"""

from __future__ import annotations

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from hiwar.accounts.shelf import Shelf

from .change_feed import KEPT_SECONDS, LOOK_EVERY, ChangeFeed, News, PostgresNotes
from .replica import REPLICA

# About once a second.
ASK_EVERY_LOOKS = int(1 / LOOK_EVERY)


class ReplicaNotes:
    """Notes as a standby of PostgreSQL has them.

    After a break it begins anew and says that changes may have been missed: a standby that crashed may be behind what
    it had shown, for a moment, and another may stand in its place.
    """

    # When what was last applied here had been committed there; 0 before the first.
    _REPLAYED = "SELECT coalesce(extract(epoch FROM pg_last_xact_replay_timestamp()), 0)::float8"

    def __init__(self, database: BaseDatabaseWrapper) -> None:
        self._database = database
        self._notes = PostgresNotes(database)
        self._was_cut_off = False
        self._looks = 0
        self._replayed: float | None = None

    def look(self) -> News:
        """Return the keys noted since the last look; the first look only finds out where to begin."""
        news = self._notes.look()
        leapt = self._leapt() if self._looks % ASK_EVERY_LOOKS == 0 else False
        self._looks += 1
        missed = self._was_cut_off or leapt
        self._was_cut_off = False
        return News(news.keys, missed)

    def close(self) -> None:
        """Give the connection back; the next look opens another and begins anew."""
        self._notes.close()
        self._notes = PostgresNotes(self._database)
        self._was_cut_off, self._looks, self._replayed = True, 0, None

    def _leapt(self) -> bool:
        """Tell whether so much was applied since the last time that notes may have come and been swept away in it.

        After a quiet hour the first change looks the same; then pages are looked at once more for nothing.
        """
        before = self._replayed
        with self._database.cursor() as cursor:
            cursor.execute(self._REPLAYED)
            (self._replayed,) = cursor.fetchone()
        return before is not None and self._replayed - before > KEPT_SECONDS / 2


def replica_feed() -> ChangeFeed:
    """Return the news that the replica gives."""
    return ChangeFeed(open_notes=lambda: ReplicaNotes(connections[REPLICA]))


def keep_true_to_primary(shelf: Shelf, *, hangs_on: frozenset[str]) -> ChangeFeed:
    """Have a shelf keep things from now on and be cleared when the primary tells that one of these keys changed.

    What it returns looks until it is stopped, or the process ends.
    """
    feed = ChangeFeed()

    def hear(news: News) -> None:
        if news.missed or not hangs_on.isdisjoint(news.keys):
            shelf.clear()

    feed.start(hear)
    shelf.follow(lambda: feed.looked_at)
    return feed
