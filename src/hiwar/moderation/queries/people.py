"""Who sits at the desk of a site, as the room of roles shows it."""

from __future__ import annotations

from dataclasses import dataclass

from hiwar.accounts.models import Assignment, Role, User
from hiwar.moderation.queries.filters import section_names
from hiwar.moderation.roles import Seat, seat_of

MOST_PEOPLE = 500


@dataclass(frozen=True)
class Colleague:
    """A member of staff: what she is here, in which sections; `is_given` unless her group alone says so."""

    pk: int
    name: str
    username: str
    role: str
    label: str
    sections: tuple[str, ...]
    section_keys: tuple[str, ...]
    is_owner: bool
    is_given: bool


def colleagues(seat: Seat) -> tuple[Colleague, ...]:
    """Return everybody with an account that is in use, owners first, those without a seat here last."""
    assigned = {one.user_id: one for one in Assignment.objects.filter(site=seat.site)}
    names = section_names(seat)
    people = User.objects.filter(is_active=True).order_by("username")[:MOST_PEOPLE]
    found = [_colleague(user, assigned.get(user.pk), names, seat=seat) for user in people]
    return tuple(sorted(found, key=lambda one: (not one.is_owner, not one.role, one.username)))


def account_of(pk: int) -> User | None:
    """Return a member of staff whose account is in use."""
    return User.objects.filter(pk=pk, is_active=True).first()


def _colleague(user: User, given: Assignment | None, names: dict[str, str], *, seat: Seat) -> Colleague:
    sits = seat_of(user, site=seat.site)
    role = sits.role if sits else ""
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
    )
