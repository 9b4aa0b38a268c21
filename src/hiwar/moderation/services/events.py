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
from hiwar.moderation.models import Event, EventKind

# Any number of our own: PostgreSQL keeps locks by number. SQLite's writers are one at a time anyway.
EVENT_LOCK = 0x48495742


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
    previous = Event.objects.order_by("-pk").first()
    event = Event(
        site=site,
        by=by,
        kind=happening.kind,
        subject=happening.subject,
        before=dict(happening.before),
        after=dict(happening.after),
        note=happening.note,
        at=minute(now),
        previous_digest=previous.digest if previous else "",
    )
    event.digest = event.digest_after(event.previous_digest)
    event.save()
    return event


def events_are_whole(*, latest: int | None = None) -> bool:
    """Return whether every event, or each of the `latest`, says what it said and none between them is missing."""
    following: Event | None = None
    rows = Event.objects.order_by("-pk")
    for event in (rows[:latest] if latest else rows).iterator():
        linked = following is None or following.previous_digest == event.digest
        if not linked or event.digest != event.digest_after(event.previous_digest):
            return False
        following = event
    return True
