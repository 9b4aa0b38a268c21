"""Asking more of comments for a while, at one place, and no longer.

The database notes each change of these rows itself, so that pages and rules are read anew; who may do it, and the log
of who did, are the desk's (`hiwar.moderation.services.restraining`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.models import Site

from hiwar.accounts.models import User
from hiwar.discussions.models import Restraint, Scope
from hiwar.discussions.queries import Asked


@dataclass(frozen=True)
class Place:
    """For what a restraint holds: the site, a section by its key, a discussion by its subject."""

    scope: str = Scope.SITE
    key: str = ""


@transaction.atomic
def set_restraint(*, site: Site, place: Place, asked: Asked, by: User, now: datetime) -> Asked:
    """Ask this of comments at the place from now on, instead of whatever was asked there; return what that was."""
    before = _asked_at(site, place)
    Restraint.objects.update_or_create(
        site=site, scope=place.scope, key=place.key, defaults={**asked._asdict(), "by": by, "since": now}
    )
    return before


@transaction.atomic
def lift_restraint(*, site: Site, place: Place) -> Asked:
    """Ask nothing more of comments at the place; return what was asked."""
    before = _asked_at(site, place)
    Restraint.objects.filter(site=site, scope=place.scope, key=place.key).delete()
    return before


def _asked_at(site: Site, place: Place) -> Asked:
    rows = Restraint.objects.select_for_update().filter(site=site, scope=place.scope, key=place.key)
    return Asked(*(rows.values_list(*Asked._fields).first() or ()))
