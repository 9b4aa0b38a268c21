"""Who sits at the desk of a site, as the room of roles shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from wagtail.models import Site

from hiwar.accounts.models import Assignment, Role, User
from hiwar.accounts.signing_out import open_sessions
from hiwar.moderation.models import Event, EventKind
from hiwar.moderation.models.events import PUT_BACK
from hiwar.moderation.queries.filters import section_names
from hiwar.moderation.roles import AUTHOR, Seat, seat_of

MOST_PEOPLE = 500
# So long a change of role is put back with one button. What an event of it says besides the role.
PUT_BACK_FOR = timedelta(days=1)
JOINED = "joined"


@dataclass(frozen=True)
class Colleague:
    """A member of staff: what she is here, in which sections; `is_given` unless her group alone says so; how often she
    is signed in.
    """

    pk: int
    name: str
    username: str
    role: str
    label: str
    sections: tuple[str, ...]
    section_keys: tuple[str, ...]
    is_owner: bool
    is_given: bool
    sessions: int
    can_put_back: bool


def colleagues(seat: Seat, *, now: datetime) -> tuple[Colleague, ...]:
    """Return everybody with an account that is in use, owners first, those without a seat here last."""
    assigned = {one.user_id: one for one in Assignment.objects.filter(site=seat.site)}
    names, signed_in = section_names(seat), open_sessions()
    changed = _changed_lately(seat.site, now=now)
    people = User.objects.filter(is_active=True).order_by("username")[:MOST_PEOPLE]
    found = [
        replace(
            _colleague(user, assigned.get(user.pk), names, seat=seat),
            sessions=signed_in.get(user.pk, 0),
            can_put_back=user.username in changed,
        )
        for user in people
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_owner, not one.role, one.username)))


def latest_change(username: str, *, site: Site, now: datetime) -> Event | None:
    """Return what last changed somebody's role within a day, unless that was putting it back."""
    return _changed_lately(site, now=now).get(username)


def _changed_lately(site: Site, *, now: datetime) -> dict[str, Event]:
    rows = Event.objects.filter(site=site, at__gte=now - PUT_BACK_FOR, kind=EventKind.ROLE).order_by("pk")
    latest = {event.subject: event for event in rows}
    return {username: event for username, event in latest.items() if not event.after.get(PUT_BACK)}


def account_of(pk: int) -> User | None:
    """Return a member of staff whose account is in use."""
    return User.objects.filter(pk=pk, is_active=True).first()


def _colleague(user: User, given: Assignment | None, names: dict[str, str], *, seat: Seat) -> Colleague:
    sits = seat_of(user, site=seat.site)
    # An author sits by her byline; that is no role, and the rooms of the desk are still to be given to her.
    role = sits.role if sits and sits.role != AUTHOR else ""
    keys = tuple(sorted(sits.sections)) if sits else ()
    return Colleague(
        pk=user.pk,
        name=str(user),
        username=user.username,
        role=role,
        label=str(Role(role).label) if role else "",
        # A section that was removed keeps its key: nobody must wonder why somebody sees nothing.
        sections=tuple(names.get(key, key) for key in keys),
        section_keys=keys,
        is_owner=user.is_superuser,
        is_given=given is not None,
        sessions=0,
        can_put_back=False,
    )
