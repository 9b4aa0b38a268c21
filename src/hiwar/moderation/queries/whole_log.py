"""The whole log: decisions about comments and whatever else staff did, one after the other, newest first.

Belongs here: which rows a question of the log means, merged and turned by a keyset. Not here: what they say to people
(`queries.entries`) and to machines (`log_tables`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from heapq import merge
from itertools import islice
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from hiwar.accounts.models import SiteProfile, User
from hiwar.moderation.models import Action, Decision, Event, EventKind
from hiwar.moderation.queries.log import decisions_of
from hiwar.moderation.roles import Act, Seat

PAGE = 50
# What was kept for the law, and what the law asked, is told to those who answer for it.
_FOR_SOME = {EventKind.EVIDENCE: Act.EVIDENCE, EventKind.TAKEDOWN: Act.TAKEDOWN}
_CURSOR = re.compile(r"([0-9]{1,9})-([de])-([0-9]{1,18})", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """What of the log is asked for; empty means all of it. `act` is an `Action` or an `EventKind`."""

    person: int | None = None
    act: str = ""
    reason: str = ""
    since: date | None = None
    until: date | None = None
    comment: str = ""
    batch: str = ""

    def parts(self) -> dict[str, str]:
        """Return what is asked for, as an address or a form says it."""
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: str(value) for name, value in values if value}


@dataclass(frozen=True)
class Cursor:
    """The row before a page: its minute, whether it is a decision, its number."""

    minute: int
    is_decision: bool
    pk: int

    @property
    def at(self) -> datetime:
        """Return the minute as a moment."""
        return datetime.fromtimestamp(self.minute * 60, tz=UTC)

    def __str__(self) -> str:
        return f"{self.minute}-{'d' if self.is_decision else 'e'}-{self.pk}"


LogRow = Decision | Event


def cursor_from(raw: str | None) -> Cursor | None:
    """Return the place in the log an address means, or None for anything that is none."""
    found = _CURSOR.fullmatch(raw or "")
    return Cursor(int(found[1]), found[2] == "d", int(found[3])) if found else None


def log_rows(
    *, seat: Seat, asked: Asked, after: Cursor | None = None, size: int = PAGE
) -> tuple[list[LogRow], Cursor | None]:
    """Return so many rows of the log, newest first, and where the rows after them begin; two queries."""
    decisions = _after(_decisions(seat, asked), after, are_decisions=True)[: size + 1]
    events = _after(_events(seat, asked), after, are_decisions=False)[: size + 1]
    rows = list(islice(merge(decisions, events, key=_key, reverse=True), size + 1))
    more = cursor_of(rows[size - 1]) if len(rows) > size else None
    return rows[:size], more


def cursor_of(row: LogRow) -> Cursor:
    """Return where a row stands in the log."""
    return Cursor(int(row.at.timestamp()) // 60, isinstance(row, Decision), row.pk)


def people_of_log(seat: Seat) -> list[User]:
    """Return everyone who ever did something at the desk of the site; one query."""
    decided = Decision.objects.filter(site=seat.site, by=OuterRef("pk"))
    did = Event.objects.filter(site=seat.site, by=OuterRef("pk"))
    return sorted(User.objects.filter(Exists(decided) | Exists(did)), key=str)


def _key(row: LogRow) -> tuple[datetime, bool, int]:
    # Within a minute decisions stand above the rest; rows of one kind in the order in which they were chained.
    return row.at, isinstance(row, Decision), row.pk


def _after(rows: QuerySet, cursor: Cursor | None, *, are_decisions: bool) -> QuerySet:
    rows = rows.order_by("-at", "-pk")
    if cursor is None:
        return rows
    same = Q(at=cursor.at)
    if cursor.is_decision == are_decisions:
        same &= Q(pk__lt=cursor.pk)
    elif are_decisions:
        # The row before is an event: the decisions of its minute stand above it.
        same = Q(pk__in=())
    # An index is entered at a bound and not at a choice of two: the first term is for it alone.
    return rows.filter(Q(at__lt=cursor.at) | same, at__lte=cursor.at)


def _decisions(seat: Seat, asked: Asked) -> QuerySet[Decision]:
    if asked.act and asked.act not in Action.values:
        return Decision.objects.none()
    rows = _of_days(decisions_of(seat), seat, asked)
    if asked.act:
        rows = rows.filter(action=asked.act)
    if asked.reason:
        rows = rows.filter(reason=asked.reason)
    if asked.comment:
        rows = rows.filter(comment_id=asked.comment)
    return rows.filter(batch=asked.batch) if asked.batch else rows


def _events(seat: Seat, asked: Asked) -> QuerySet[Event]:
    if asked.reason or asked.batch or (asked.act and asked.act not in EventKind.values):
        return Event.objects.none()
    hidden = [kind for kind, act in _FOR_SOME.items() if not seat.may(act)]
    rows = _of_days(Event.objects.filter(site=seat.site).exclude(kind__in=hidden).select_related("by"), seat, asked)
    if seat.sections:
        # Roles and thresholds are of the whole site; hers is what she did, and what happened to her sections' comments.
        rows = rows.filter(Q(by=seat.user) | Q(subject__in=seat.comments().values("public_id")))
    if asked.act:
        rows = rows.filter(kind=asked.act)
    return rows.filter(subject=asked.comment) if asked.comment else rows


def _of_days(rows: QuerySet, seat: Seat, asked: Asked) -> QuerySet:
    """Keep what one person did, on the days asked for by the newsroom's clock."""
    if asked.person:
        rows = rows.filter(by=asked.person)
    zone = ZoneInfo(SiteProfile.of(seat.site).time_zone)
    if asked.since:
        rows = rows.filter(at__gte=_midnight(asked.since, zone))
    if asked.until:
        rows = rows.filter(at__lt=_midnight(asked.until + timedelta(days=1), zone))
    return rows


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
