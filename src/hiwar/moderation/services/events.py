"""Writing down what staff did besides deciding about a comment, in the transaction of whatever they did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from wagtail.models import Site

from hiwar.accounts.models import User
from hiwar.discussions.models import minute
from hiwar.moderation.models import Event, EventKind, Matter
from hiwar.moderation.services.owners import tell_owners

# Any number of our own: PostgreSQL keeps locks by number. SQLite's writers are one at a time anyway.
EVENT_LOCK = 0x48495742
# Of these the owners hear at once, in the same transaction.
MATTERS: Mapping[str, Matter] = {
    EventKind.EXPORT: Matter.EXPORT,
    EventKind.ROLE: Matter.ROLE,
    EventKind.SESSIONS: Matter.SESSIONS,
}


@dataclass(frozen=True)
class Happening:
    """What is to be written down: about what, how it was before and is after, why."""

    kind: EventKind
    subject: str = ""
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


@transaction.atomic
def write_down(happening: Happening, *, site: Site, by: User, now: datetime) -> Event:
    """Add one event to the chain and return it; call it inside the transaction that does what it tells of."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [EVENT_LOCK])
    event = Event(
        site=site,
        by=by,
        kind=happening.kind,
        subject=happening.subject,
        before=dict(happening.before),
        after=dict(happening.after),
        note=happening.note,
        at=minute(now),
    )
    event.link(Event.latest_digest())
    event.save()
    if matter := _matter_of(happening):
        tell_owners(site=site, matter=matter, by=by, now=now, count=happening.after.get("count", 0))
    return event


def _matter_of(happening: Happening) -> Matter | None:
    """Return as what the owners hear of it at once, if they do."""
    if happening.kind == EventKind.EVIDENCE and "taken_out" in happening.after:
        return Matter.EXPORT
    return MATTERS.get(happening.kind)


def events_are_whole(*, latest: int | None = None) -> bool:
    """Return whether every event, or each of the `latest`, says what it said and none between them is missing."""
    return Event.is_whole(latest=latest)
