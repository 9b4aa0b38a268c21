"""Giving and taking roles at the desk of a site, each with an event that says how it was before and is after."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction

from hiwar.accounts.models import Assignment, Role, User
from hiwar.moderation.models import EventKind
from hiwar.moderation.roles import MODERATE, Seat
from hiwar.moderation.services.events import Happening, write_down
from hiwar.newsroom.services.newsroom import MODERATORS

NO_ROLE = ""


class OwnersNeedNoRole(Exception):
    """An owner may do everything on every site; a role would say less than the truth."""


class UnknownSection(ValueError):
    """The site has no such section."""


@transaction.atomic
def give_role(*, user: User, role: Role, sections: Collection[str], seat: Seat, now: datetime) -> Assignment:
    """Let a member of staff do at this desk what the role allows, everywhere or in some sections.

    Somebody who could not enter any desk joins the moderators. Giving the same again writes nothing. Raises
    `OwnersNeedNoRole`.
    """
    if not user.has_perm(MODERATE):
        user.groups.add(Group.objects.get_or_create(name=MODERATORS)[0])
    return _assign(user, str(role), sorted(sections), seat=seat, now=now)


@transaction.atomic
def take_role(*, user: User, seat: Seat, now: datetime) -> Assignment:
    """Close this site's desk to a member of staff, whatever her group lets her do elsewhere. Raises
    `OwnersNeedNoRole`.
    """
    return _assign(user, NO_ROLE, [], seat=seat, now=now)


def _assign(user: User, role: str, sections: list[str], *, seat: Seat, now: datetime) -> Assignment:
    if user.is_superuser:
        raise OwnersNeedNoRole
    found = Assignment.objects.select_for_update().filter(site=seat.site, user=user).first()
    before = {"role": found.role, "sections": found.sections} if found else {}
    after = {"role": role, "sections": sections}
    if found is not None and before == after:
        return found
    assignment, _made = Assignment.objects.update_or_create(site=seat.site, user=user, defaults=after)
    happening = Happening(EventKind.ROLE, subject=user.username, before=before, after=after)
    write_down(happening, site=seat.site, by=seat.user, now=now)
    return assignment
