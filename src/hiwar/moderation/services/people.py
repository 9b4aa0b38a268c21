"""Giving and taking roles at the desk of a site, each with an event that says how it was before and is after."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from hiwar.accounts.models import Assignment, Role, User
from hiwar.moderation.models import EventKind
from hiwar.moderation.models.events import PUT_BACK
from hiwar.moderation.queries.people import JOINED, latest_change
from hiwar.moderation.roles import MODERATE, Seat
from hiwar.moderation.services.events import Happening, write_down
from hiwar.newsroom.services.newsroom import MODERATORS

NO_ROLE = ""


class OwnersNeedNoRole(Exception):
    """An owner may do everything on every site; a role would say less than the truth."""


class UnknownSection(ValueError):
    """The site has no such section."""


class NothingToPutBack(Exception):
    """Nobody has changed this person's role within a day, or it was put back already."""


@transaction.atomic
def give_role(*, user: User, role: Role, sections: Collection[str], seat: Seat, now: datetime) -> Assignment:
    """Let a member of staff do at this desk what the role allows, everywhere or in some sections.

    Somebody who could not enter any desk joins the moderators. Giving the same again writes nothing. Raises
    `OwnersNeedNoRole`.
    """
    joins = not user.has_perm(MODERATE)
    if joins:
        user.groups.add(Group.objects.get_or_create(name=MODERATORS)[0])
    return _assign(user, {"role": str(role), "sections": sorted(sections)}, seat=seat, now=now, joins=joins)


@transaction.atomic
def take_role(*, user: User, seat: Seat, now: datetime) -> Assignment:
    """Close this site's desk to a member of staff, whatever her group lets her do elsewhere. Raises
    `OwnersNeedNoRole`.
    """
    return _assign(user, {"role": NO_ROLE, "sections": []}, seat=seat, now=now)


@transaction.atomic
def put_role_back(*, user: User, seat: Seat, now: datetime) -> None:
    """Make a person what she was at this desk before her role was last changed, within a day of that.

    Whoever had none and joined the moderators for it leaves them again. Raises `NothingToPutBack`.
    """
    changed = latest_change(user.username, site=seat.site, now=now)
    if changed is None:
        raise NothingToPutBack
    found = Assignment.objects.select_for_update().filter(site=seat.site, user=user).first()
    former = {name: value for name, value in changed.before.items() if name != JOINED}
    if former:
        Assignment.objects.update_or_create(site=seat.site, user=user, defaults=former)
    elif found is not None:
        found.delete()
    if changed.after.get(JOINED):
        user.groups.remove(*Group.objects.filter(name=MODERATORS))
    after = {**former, PUT_BACK: True}
    happening = Happening(EventKind.ROLE, subject=user.username, before=changed.after, after=after)
    write_down(happening, site=seat.site, by=seat.user, now=now)


def _assign(user: User, after: dict[str, Any], *, seat: Seat, now: datetime, joins: bool = False) -> Assignment:
    if user.is_superuser:
        raise OwnersNeedNoRole
    found = Assignment.objects.select_for_update().filter(site=seat.site, user=user).first()
    before = {"role": found.role, "sections": found.sections} if found else {}
    if found is not None and before == after:
        return found
    assignment, _made = Assignment.objects.update_or_create(site=seat.site, user=user, defaults=after)
    told = {**after, JOINED: True} if joins else after
    happening = Happening(EventKind.ROLE, subject=user.username, before=before, after=told)
    write_down(happening, site=seat.site, by=seat.user, now=now)
    return assignment
