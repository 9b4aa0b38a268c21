"""Which comments belong together: texts that are nearly the same, or what one browser wrote; and which groups wait.

Families are counted along an index of their own: of a hundred thousand waiting comments in fifteen milliseconds, in
fifty where only some of them are the seat's. The frame of every page of the desk shows how many there are, so a few
hundred are counted each time; of many, what was found last is shown while it is found anew beside whoever asks.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Lock, Thread

from django.db import connections
from django.db.models import Count, Min, QuerySet

from hiwar.discussions.models import Comment, State
from hiwar.moderation.queries.rows import rows_in, sees_all
from hiwar.moderation.roles import Seat

# From so many waiting comments on, texts or browsers are a group.
FEWEST = 3
# A page of the queue shows fifty: so many that say the same would bury what else is on it, and are one row there.
FOLDED_FROM = 20
# A brigade of families is read from the largest down; behind the thousandth nobody looks.
MOST_GROUPS = 1000
# Whoever sees a part of what waits sees her share of so many.
MOST_SHARED = 5000
FEW = 1000
FRESH_SECONDS = 10.0
# What is older is no longer shown, but found first.
STALE_SECONDS = 60.0

FAMILY, SOURCE = "family", "author_link"


@dataclass(frozen=True)
class Group:
    """Comments with one value in a column: their family, or the link of their author, which is shown to nobody."""

    column: str
    key: str

    def among(self, rows: QuerySet[Comment]) -> QuerySet[Comment]:
        """Return those of the comments that belong to the group."""
        return of_groups(rows, self.column, [self.key])


@dataclass(frozen=True)
class Waiting:
    """A group that waits: its key, how many of it wait, and its first comment."""

    key: str
    count: int
    first: int


Found = tuple[Waiting, ...]


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
        self._found: dict[Hashable, tuple[float, Found]] = {}
        self._looking: set[Hashable] = set()
        # What was looked for before an act is of before it, whenever it is found.
        self._acts = 0

    def of(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """Return what was found under a key, in less than a minute's time."""
        now = self._clock()
        with self._lock:
            at, found = self._found.get(key, (now - STALE_SECONDS, None))
            renew = now - at >= FRESH_SECONDS and key not in self._looking
            if found is not None and now - at < STALE_SECONDS and renew:
                self._looking.add(key)
        if found is None or now - at >= STALE_SECONDS:
            return self._find(key, find)
        if renew:
            self._beside(partial(self._renew, key, find))
        return found

    def outdate(self) -> None:
        """Let everything be found anew when it is asked for next: somebody has just settled some of it."""
        with self._lock:
            self._acts += 1
            self._found.clear()

    def _renew(self, key: Hashable, find: Callable[[], Found]) -> None:
        try:
            self._find(key, find)
        finally:
            with self._lock:
                self._looking.discard(key)

    def _find(self, key: Hashable, find: Callable[[], Found]) -> Found:
        acts = self._acts
        found = find()
        with self._lock:
            if acts != self._acts:
                return found
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


def waiting_groups(seat: Seat, column: str) -> tuple[str, ...]:
    """Return the keys of groups of which at least three comments wait, the largest first, a thousand at most.

    Of more than a thousand waiting comments the answer may be a few seconds old.
    """
    return tuple(group.key for group in groups_waiting(seat, column))


def groups_waiting(seat: Seat, column: str) -> Found:
    """Return the same groups with how many of each wait."""
    some = rows_in(seat, State.HELD).order_by().values_list("pk", column)[: FEW + 1]
    if len(some) <= FEW:
        return _grouped(some)
    find = partial(_families if column == FAMILY else _sources, seat)
    return KEPT.of((seat.site.pk, seat.sections, column), find)


def folded(seat: Seat) -> Found:
    """Return the families of which so many wait that the queue shows each as one row, the largest first."""
    return tuple(group for group in groups_waiting(seat, FAMILY) if group.count >= FOLDED_FROM)


def families_waiting(seat: Seat, now: datetime) -> int:
    """Return how many families wait, for the frame; one query."""
    return len(groups_waiting(seat, FAMILY))


def group_of_writer(public_id: str, *, seat: Seat) -> Group | None:
    """Return the group of what the browser wrote that wrote this comment, or None where that is not known."""
    link = seat.comments().filter(public_id=public_id).values_list("author_link", flat=True).first()
    return Group(SOURCE, link) if link else None


def _grouped(some: Iterable[tuple[int, str]]) -> Found:
    """Return the groups among a few comments, given by their number and their key."""
    members: dict[str, list[int]] = defaultdict(list)
    for pk, key in some:
        members[key].append(pk)
    groups = (Waiting(key, len(pks), min(pks)) for key, pks in members.items() if key and len(pks) >= FEWEST)
    return _largest_first(groups)


def _largest_first(groups: Iterable[Waiting]) -> Found:
    return tuple(sorted(groups, key=lambda group: (-group.count, group.key)))


def _families(seat: Seat) -> Found:
    """Return the families that wait: first over all that waits, along its index, then of those the seat's own share."""
    held = Comment.objects.held().exclude(family="").order_by()
    if sees_all(seat):
        return _counted(held, FAMILY)
    return _share(held, _counted(held, FAMILY, most=MOST_SHARED), seat)[:MOST_GROUPS]


def _share(held: QuerySet[Comment], found: Found, seat: Seat) -> Found:
    """Return what a seat sees of these families: counted by discussion, which is quicker than asking for each comment.

    Whatever three of its own belong to is among them, up to the five-thousandth of all.
    """
    rows = held.filter(family__in=[group.key for group in found]).values_list("family", "thread_id")
    parts = list(rows.annotate(count=Count("pk"), first=Min("pk")))
    threads = seat.threads().filter(pk__in={thread_id for _, thread_id, _, _ in parts})
    own = set(threads.values_list("pk", flat=True))
    shares: dict[str, Waiting] = {}
    for key, thread_id, count, first in parts:
        if thread_id in own:
            before = shares.get(key, Waiting(key, 0, first))
            shares[key] = Waiting(key, before.count + count, min(before.first, first))
    return _largest_first(share for share in shares.values() if share.count >= FEWEST)


def _sources(seat: Seat) -> Found:
    return _counted(rows_in(seat, State.HELD).exclude(author_link="").order_by(), SOURCE)


def _counted(rows: QuerySet[Comment], column: str, *, most: int = MOST_GROUPS) -> Found:
    groups = rows.values_list(column).annotate(waiting=Count("pk"), first=Min("pk")).filter(waiting__gte=FEWEST)
    return tuple(Waiting(*group) for group in groups.order_by("-waiting", column)[:most])
