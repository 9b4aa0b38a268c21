"""The frame around every page of the desk: where one can go, how many things wait there, and who sits there.

A new room of the desk is a line in `ROOMS`. What a room shows is its view's business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hiwar.accounts.unwritable import attempt
from hiwar.discussions.models import State
from hiwar.moderation.places import REPORTED
from hiwar.moderation.queries.answers import Readers
from hiwar.moderation.queries.appeals import waiting_appeals
from hiwar.moderation.queries.counts import count_in
from hiwar.moderation.queries.edits import waiting_edits
from hiwar.moderation.queries.groups import families_waiting
from hiwar.moderation.queries.second_looks import waiting_looks
from hiwar.moderation.queries.takedowns import open_takedowns
from hiwar.moderation.roles import Act, Seat

Count = Callable[[Seat, datetime], int]


@dataclass(frozen=True)
class Room:
    """A part of the desk: its route, its name, the right it needs, what waits there.

    What one goes through all day stands in the row of tabs; the others (`is_tool`) under «more rooms».
    """

    route: str
    label: str | Promise
    act: Act = Act.READ
    count: Count | None = None
    is_tool: bool = False


@dataclass(frozen=True)
class Door:
    """A room as the frame shows it."""

    route: str
    url: str
    label: str
    count: int | None
    is_tool: bool


def _waiting(seat: Seat, now: datetime) -> int:
    return count_in(seat, State.HELD)


def _reported(seat: Seat, now: datetime) -> int:
    return count_in(seat, REPORTED)


def _objections(seat: Seat, now: datetime) -> int:
    return waiting_appeals(seat)


def _edits(seat: Seat, now: datetime) -> int:
    return waiting_edits(seat)


def _unanswered(seat: Seat, now: datetime) -> int:
    return Readers(seat).count()


def _open_takedowns(seat: Seat, now: datetime) -> int:
    return open_takedowns(seat)


# In the order in which a moderator's day meets them.
ROOMS: tuple[Room, ...] = (
    Room("desk", _("Awaiting review"), count=_waiting),
    Room("desk-reported", _("Reported ones"), count=_reported),
    Room("desk-edits", _("Edits"), count=_edits),
    Room("desk-answers", _("Awaiting your answer"), Act.ANSWER, count=_unanswered),
    Room("desk-brigades", _("Similar ones"), count=families_waiting),
    Room("desk-unreviewed", _("Read by nobody yet")),
    Room("desk-published", _("Published ones"), is_tool=True),
    Room("desk-rejected", _("Rejected ones"), is_tool=True),
    Room("desk-spam", _("Unwanted advertising"), is_tool=True),
    Room("desk-second", _("Second look"), Act.REVIEW, count=waiting_looks, is_tool=True),
    Room("desk-breaking", _("Breaking news"), Act.RESTRAIN, is_tool=True),
    Room("desk-appeals", _("Objections"), Act.ANSWER_APPEAL, count=_objections),
    Room("desk-alerts", _("Alerts"), Act.ALERTS, is_tool=True),
    Room("desk-log", _("Log")),
    Room("desk-statistics", _("Report"), Act.STATISTICS, is_tool=True),
    Room("desk-measures", _("Measures"), is_tool=True),
    Room("desk-people", _("People and roles"), Act.ROLES, is_tool=True),
    Room("desk-words-try", _("Try a word"), Act.TUNE, is_tool=True),
    Room("desk-thresholds", _("Thresholds"), Act.TUNE, is_tool=True),
    Room("desk-reasons", _("Reasons"), Act.REASONS, is_tool=True),
    Room("desk-evidence", _("Kept for the law"), Act.EVIDENCE, is_tool=True),
    Room("desk-takedowns", _("Takedown requests"), Act.TAKEDOWN, count=_open_takedowns, is_tool=True),
)


def doors(seat: Seat, *, now: datetime) -> tuple[Door, ...]:
    """Return the rooms that are open to this person, with what waits in each; one query for each that counts."""
    return tuple(
        Door(
            room.route,
            reverse(room.route),
            str(room.label),
            room.count(seat, now) if room.count else None,
            room.is_tool,
        )
        for room in ROOMS
        if seat.may(room.act)
    )


def write_by_the_way(request: HttpRequest, write: Callable[[], object]) -> None:
    """Write what a page of the desk can do without; where the database takes no changes, the page says so instead."""
    if not attempt(write):
        request.hiwar_unwritable = True  # type: ignore[attr-defined]


def said_of_saving(request: HttpRequest) -> str:
    """Return what is said at the top of a page while nothing can be stored; nothing as long as all is well."""
    if not getattr(request, "hiwar_unwritable", False):
        return ""
    return gettext(
        "Nothing can be saved just now, neither a decision nor that you have a comment in hand: you can read on, and a"
        " colleague may have the same comment open."
    )


def render_desk(
    request: HttpRequest, seat: Seat, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return a page of the desk. `context["room"]` is the route of the room it belongs to."""
    frame = {
        "user": request.user,
        "seat": seat,
        "doors": doors(seat, now=timezone.now()),
        "Act": Act,
        "unwritable": said_of_saving(request),
    }
    return render(request, template, {**frame, **context}, status=status)
