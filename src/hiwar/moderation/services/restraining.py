"""Breaking-news mode, set and lifted by staff: what comments are asked at a place, and the event that tells of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from hiwar.discussions.queries import Asked
from hiwar.discussions.services import Place, lift_restraint, set_restraint
from hiwar.moderation.models import EventKind
from hiwar.moderation.roles import Seat
from hiwar.moderation.services.events import Happening, write_down

BREAKING_FOR = timedelta(hours=6)


def breaking_now(*, now: datetime) -> Asked:
    """Return what the one button for breaking news asks: enough for a first hour, and forgotten by itself."""
    return Asked(careful=True, slow_minutes=2, hold_first=True, ends_at=now + BREAKING_FOR)


@transaction.atomic
def restrain(*, place: Place, asked: Asked, seat: Seat, now: datetime) -> None:
    """Ask this of comments at a place from now on, and write down what was asked before and is asked now."""
    before = set_restraint(site=seat.site, place=place, asked=asked, by=seat.user, now=now)
    _tell(place, before, asked, seat=seat, now=now)


@transaction.atomic
def end_restraint(*, place: Place, seat: Seat, now: datetime) -> bool:
    """Ask nothing more at a place and return True, or False if nothing was asked there."""
    before = lift_restraint(site=seat.site, place=place)
    if before == Asked():
        return False
    _tell(place, before, Asked(), seat=seat, now=now)
    return True


def _tell(place: Place, before: Asked, after: Asked, *, seat: Seat, now: datetime) -> None:
    told = Happening(EventKind.RESTRAINT, place.key or place.scope, _record(before), _record(after))
    write_down(told, site=seat.site, by=seat.user, now=now)


def _record(asked: Asked) -> dict[str, Any]:
    """Return what is asked and nothing of what is not."""
    named = ((name, value) for name, value in asked._asdict().items() if value)
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in named}
