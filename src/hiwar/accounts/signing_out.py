"""Where staff are signed in, and ending that: one session, all others, or all of a colleague's.

Belongs here: reading and deleting the rows. A new password ends sessions by itself (`models.people.User.save`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from wagtail.models import Site

from hiwar.accounts.models import StaffSession, User
from hiwar.accounts.models.sessions import HANDLE
from hiwar.accounts.signals import sessions_ended


@dataclass(frozen=True)
class Listed:
    """A session as its owner sees it: its name, the hour of its last use, whether it is the one she is in."""

    handle: str
    label: str
    seen_at: datetime
    is_here: bool


def sessions_of(user: User, *, here: str) -> tuple[Listed, ...]:
    """Return a person's sessions, the one whose digest is `here` first, then the ones used last."""
    rows = StaffSession.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-seen_at", "session_key")
    found = [Listed(row.handle, row.label, row.seen_at, row.session_key == here) for row in rows]
    return tuple(sorted(found, key=lambda one: not one.is_here))


def open_sessions() -> dict[int, int]:
    """Return how many sessions each person has, by key; whoever has none is not in it."""
    rows = StaffSession.objects.filter(user__isnull=False, expire_date__gt=timezone.now())
    return dict(rows.order_by().values_list("user").annotate(Count("pk")))


@transaction.atomic
def end_sessions(*, user: User, by: User, site: Site, keep: str = "", handle: str = "") -> int:
    """End a person's sessions, all or the one that `handle` names, but never the one whose digest is `keep`.

    Return how many ended; of all at once others are told (`sessions_ended`). What an ended one still asks for is
    answered as a stranger's request is. A request that is under way cannot bring one back, because a session is only
    ever written over a row that is there.
    """
    rows = StaffSession.objects.filter(user=user).exclude(session_key=keep)
    if handle:
        rows = rows.filter(session_key__startswith=handle) if len(handle) == HANDLE else rows.none()
    ended = int(rows.delete()[0])
    if ended and not handle:
        sessions_ended.send(sender=StaffSession, user=user, by=by, site=site, count=ended)
    return ended
