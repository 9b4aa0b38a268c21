"""The room of similar comments: the groups that wait, the largest first, each with what a moderator asks of it.

How many wait, since when and how they came, from how many browsers, on how many articles, what became of the same
before. Not here: the comments of one group (`members`); nothing of who wrote them is read further than to be counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q

from hiwar.discussions.models import Comment, State
from hiwar.discussions.render import direction_of
from hiwar.moderation.arrivals import Arrivals, arrivals
from hiwar.moderation.models import Action, Decision
from hiwar.moderation.queries.comments import minutes_between
from hiwar.moderation.queries.groups import FAMILY, FEWEST, Group, of_groups, waiting, waiting_groups
from hiwar.moderation.queries.reasons import reason_labels
from hiwar.moderation.roles import Seat

PAGE = 12
Row = dict[str, Any]
# What was decided about a group is told by its latest decisions; after so many more of them say nothing new.
MOST_DECIDED = 500
DECIDED = (State.PUBLISHED, State.REJECTED, State.SPAM)


@dataclass(frozen=True)
class Before:
    """What became of the group's comments so far: by state, and for which reasons people rejected them."""

    states: tuple[tuple[str, int], ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Brigade:
    """A group that waits. `handle` is its address: the family, or a comment of the browser."""

    handle: str
    is_family: bool
    waiting: int
    browsers: int
    unknown: int
    threads: int
    minutes: int
    since: datetime
    arrivals: Arrivals
    text: str
    direction: str
    before: Before


@dataclass(frozen=True)
class BrigadePage:
    """Some of the groups that wait, and the number of the next page if there is one."""

    brigades: tuple[Brigade, ...]
    total: int
    following: int | None


def brigade_page(*, seat: Seat, column: str, page: int, now: datetime) -> BrigadePage:
    """Return the groups of a page, counted from 1, in six queries more than it takes to find them."""
    keys = waiting_groups(seat, column)
    start = (max(page, 1) - 1) * PAGE
    shown = keys[start : start + PAGE]
    following = page + 1 if len(keys) > start + PAGE else None
    return BrigadePage(_brigades(seat, column, shown, now=now), len(keys), following)


def brigade_of(group: Group, *, seat: Seat, now: datetime) -> Brigade | None:
    """Return one group as it stands now, or None if nothing of it waits; five queries."""
    found = _brigades(seat, group.column, (group.key,), now=now, fewest=1)
    return found[0] if found else None


def _brigades(
    seat: Seat, column: str, keys: tuple[str, ...], *, now: datetime, fewest: int = FEWEST
) -> tuple[Brigade, ...]:
    if not keys:
        return ()
    rows = of_groups(waiting(seat), column, list(keys)).order_by()
    known = ~Q(author_link="")
    counted = rows.values(column).annotate(
        waiting=Count("pk"),
        first=Min("pk"),
        known=Count("pk", filter=known),
        browsers=Count("author_link", filter=known, distinct=True),
        threads=Count("thread", distinct=True),
    )
    counts = {row[column]: row for row in counted.filter(waiting__gte=fewest)}
    came: dict[str, Counter[datetime]] = defaultdict(Counter)
    for key, at, count in rows.values_list(column, "submitted_at").annotate(count=Count("pk")):
        came[key][at] = count
    firsts = Comment.objects.in_bulk([row["first"] for row in counts.values()])
    before = _before(seat, column, list(counts))
    return tuple(
        _brigade(row, firsts[row["first"]], came[key], before[key], is_family=column == FAMILY, now=now)
        for key, row in sorted(counts.items(), key=lambda item: (-item[1]["waiting"], item[0]))
        # Between two of these questions a colleague may have settled it.
        if came[key] and row["first"] in firsts
    )


def _brigade(row: Row, first: Comment, came: Counter[datetime], before: Before, **seen: Any) -> Brigade:
    since = min(came)
    return Brigade(
        handle=first.family if seen["is_family"] else first.public_id,
        is_family=seen["is_family"],
        waiting=row["waiting"],
        browsers=row["browsers"],
        unknown=row["waiting"] - row["known"],
        threads=row["threads"],
        minutes=minutes_between(since, seen["now"]),
        since=since,
        arrivals=arrivals(came),
        text=first.text,
        direction=direction_of(first.text),
        before=before,
    )


def _before(seat: Seat, column: str, keys: list[str]) -> dict[str, Before]:
    """Return what became of each group's comments, by state; of the latest rejected ones, why people rejected them."""
    rows = of_groups(seat.comments(), column, keys).order_by()
    states: dict[str, Counter[str]] = defaultdict(Counter)
    # Said by what they are not: told which states are meant, SQLite would read everything that was ever published.
    decided = rows.exclude(state__in=[State.HELD, State.WITHDRAWN])
    counted = decided.values_list(column, "state").annotate(count=Count("pk"))
    for key, state, count in counted:
        states[key][state] = count
    rejected = rows.filter(state__range=(State.REJECTED, State.REJECTED)).order_by("-pk")
    newest = rejected.values_list("public_id", column)[:MOST_DECIDED]
    owners = dict(newest) if any(found[State.REJECTED] for found in states.values()) else {}
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for comment_id, reason in _rejections(seat, owners):
        reasons[owners[comment_id]][reason] += 1
    labels = reason_labels(seat.site) if owners else {}
    return {
        key: Before(
            tuple((state, states[key][state]) for state in DECIDED if states[key][state]),
            tuple((labels.get(reason, reason), count) for reason, count in reasons[key].most_common()),
        )
        for key in keys
    }


def _rejections(seat: Seat, comment_ids: Iterable[str]) -> Iterable[tuple[str, str]]:
    stands = Decision.objects.filter(site=seat.site, action=Action.REJECT, undone_by__isnull=True)
    return stands.filter(comment_id__in=list(comment_ids)).values_list("comment_id", "reason")
