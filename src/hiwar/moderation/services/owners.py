"""Telling the owners of acts that matter, whoever did them: a letter for each owner, written where the act is.

Sent with the alerts, within a minute (`sending`), and kept until then. It names who did what and how many; no comment's
words, nothing about who wrote. Not a channel: nobody at the desk can turn it off.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from wagtail.models import Site

from hiwar.accounts.models import User
from hiwar.discussions.models import minute
from hiwar.moderation.models import Letter, Matter
from hiwar.moderation.roles import Seat

# More comments at once than these are a large act: it asks for the password (`access`), and owners hear of it.
MANY = 20
HOUR = timedelta(hours=1)
# An owner hears of so many within an hour; the log knows the others, and the last letter says so.
MOST_AN_HOUR = 20


@transaction.atomic
def tell_owners(*, site: Site, matter: Matter, by: User, now: datetime, count: int = 0) -> int:
    """Write a letter for every owner who has an address; return how many. Call it in the transaction of the act."""
    # One after the other: two acts at once must not both be the twentieth.
    owners = User.objects.select_for_update(no_key=True).filter(is_superuser=True, is_active=True).exclude(email="")
    return sum(_write(owner, Letter(site=site, matter=matter, by=by, count=count), now=now) for owner in owners)


def tell_of_many(*, count: int, seat: Seat, now: datetime) -> int:
    """Tell the owners that somebody is about to decide on so many comments at once, if they are many.

    Before the act, which is done in parts: one that breaks off half-way is told of too.
    """
    if count <= MANY:
        return 0
    return tell_owners(site=seat.site, matter=Matter.MANY, by=seat.user, now=now, count=count)


def _write(owner: User, letter: Letter, *, now: datetime) -> bool:
    lately = Letter.objects.filter(to=owner, made_at__gt=minute(now) - HOUR)
    told = lately.count()
    # The tenth wrong password says no more than the third.
    has_heard = letter.matter == Matter.GUESSES and lately.filter(matter=letter.matter, by=letter.by).exists()
    if told >= MOST_AN_HOUR or has_heard:
        return False
    letter.to, letter.made_at, letter.due_at = owner, minute(now), minute(now)
    letter.is_last = told == MOST_AN_HOUR - 1
    letter.save(force_insert=True)
    return True
