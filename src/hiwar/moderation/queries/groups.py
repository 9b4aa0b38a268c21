"""Which comments belong together: texts that are nearly the same, or what one browser wrote; and which groups wait.

A hundred thousand waiting comments take a database more than a tenth of a second to group, and the frame of every page
of the desk shows how many groups there are. A few hundred are grouped each time; of many, what was found last is shown
while it is found anew beside whoever asks.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Lock, Thread

from django.db import connections
from django.db.models import Count, QuerySet

from hiwar.discussions.models import Comment, State
from hiwar.moderation.queries.rows import rows_in
from hiwar.moderation.roles import Seat

# From so many waiting comments on, texts or browsers are a group.
FEWEST = 3
# A brigade of families is read from the largest down; behind the thousandth nobody looks.
MOST_GROUPS = 1000
FEW = 1000
FRESH_SECONDS = 10.0
# What is older is no longer shown, but found first.
STALE_SECONDS = 60.0

FAMILY, SOURCE = "family", "author_link"
Keys = tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Comments with one value in a column: their family, or the link of their author, which is shown to nobody."""

    column: str
    key: str

    def among(self, rows: QuerySet[Comment]) -> QuerySet[Comment]:
        """Return those of the comments that belong to the group."""
        return of_groups(rows, self.column, [self.key])


def waiting(seat: Seat) -> QuerySet[Comment]:
    """Return what waits, for questions about a few groups of it.

    Told that the state is equal, SQLite would read all that waits to find one family among it.
    """
    return seat.comments().filter(state__range=(State.HELD, State.HELD))


def of_groups(rows: QuerySet[Comment], column: str, keys: list[str]) -> QuerySet[Comment]:
    """Return the comments of some groups. Said twice: indexes leave out what belongs to none, and so must questions."""
    return rows.filter(**{f"{column}__in": keys}).exclude(**{column: ""})


class Kept:
    """What is slow to find, by key: shown while it is fresh, shown once more while it is found anew by another hand."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        beside: Callable[[Callable[[], None]], None] | None = None,
    ) -> None:
        self._clock = clock
        self._beside = beside or _in_a_thread
        self._lock = Lock()
        self._found: dict[Hashable, tuple[float, Keys]] = {}
        self._looking: set[Hashable] = set()

    def of(self, key: Hashable, find: Callable[[], Keys]) -> Keys:
        """Return what was found under a key, in less than a minute's time."""
        now = self._clock()
        with self._lock:
            at, found = self._found.get(key, (now - STALE_SECONDS, None))
            renew = now - at >= FRESH_SECONDS and key not in self._looking
            if found is not None and now - at < STALE_SECONDS and renew:
                self._looking.add(key)
        if found is None or now - at >= STALE_SECONDS:
            return self._keep(key, find())
        if renew:
            self._beside(partial(self._renew, key, find))
        return found

    def outdate(self) -> None:
        """Let everything be found anew when it is asked for next: somebody has just settled some of it."""
        with self._lock:
            self._found = {key: (at - FRESH_SECONDS, found) for key, (at, found) in self._found.items()}

    def _renew(self, key: Hashable, find: Callable[[], Keys]) -> None:
        try:
            self._keep(key, find())
        finally:
            with self._lock:
                self._looking.discard(key)

    def _keep(self, key: Hashable, found: Keys) -> Keys:
        with self._lock:
            if len(self._found) > FEW:
                self._found.clear()
            self._found[key] = (self._clock(), found)
        return found


def _in_a_thread(job: Callable[[], None]) -> None:
    def run() -> None:
        try:
            job()
        finally:
            # A connection belongs to its thread.
            connections.close_all()

    Thread(target=run, name="hiwar-groups", daemon=True).start()


KEPT = Kept()


def waiting_groups(seat: Seat, column: str) -> Keys:
    """Return the keys of groups of which at least three comments wait, the largest first, a thousand at most.

    Of more than a thousand waiting comments the answer may be a few seconds old.
    """
    find = partial(_find, seat, column)
    some = rows_in(seat, State.HELD).order_by().values_list("pk", flat=True)[: FEW + 1]
    if len(some) <= FEW:
        return find()
    return KEPT.of((seat.site.pk, seat.sections, column), find)


def families_waiting(seat: Seat, now: datetime) -> int:
    """Return how many families wait, for the frame; two queries, one while many comments wait."""
    return len(waiting_groups(seat, FAMILY))


def group_of_writer(public_id: str, *, seat: Seat) -> Group | None:
    """Return the group of what the browser wrote that wrote this comment, or None where that is not known."""
    link = seat.comments().filter(public_id=public_id).values_list("author_link", flat=True).first()
    return Group(SOURCE, link) if link else None


def _find(seat: Seat, column: str) -> Keys:
    rows = rows_in(seat, State.HELD).exclude(**{column: ""}).order_by()
    groups = rows.values(column).annotate(waiting=Count("pk")).filter(waiting__gte=FEWEST)
    return tuple(groups.order_by("-waiting", column).values_list(column, flat=True)[:MOST_GROUPS])
