"""Raising an alert: a notice for each channel that wants to hear of it, written where the thing itself is written.

Here belongs what is told to whom, and how often. Noticing that something is wrong is `watching`; telling is `sending`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Site

from hiwar.accounts.models import SiteProfile
from hiwar.discussions.models import minute
from hiwar.discussions.models.threads import new_public_id
from hiwar.moderation.models import Channel, ChannelKind, Notice, Trigger
from hiwar.moderation.notice_words import COUNTS, IDS

DIGEST_AT = time(8)
KEPT = timedelta(days=30)
HOUR = timedelta(hours=1)
# A channel hears so many of one sort within an hour; what floods the desk shall not flood pockets too.
MOST_AN_HOUR = 20
# The same subject is told again only after so long: a family of similar texts once, a comment once a day.
QUIET: Mapping[str, timedelta] = {Trigger.BRIGADE: KEPT, Trigger.REPORTED: timedelta(days=1)}
SUBJECTS: Mapping[str, str] = {Trigger.BRIGADE: "family", Trigger.REPORTED: "comment"}


@transaction.atomic
def raise_alert(*, site: Site, trigger: str, data: Mapping[str, int | str], now: datetime) -> int:
    """Write a notice for every channel of the site that is told of this; return how many were written.

    Called inside the transaction of what happened, both happen or neither does. `data` holds ids and counts; anything
    else raises `ValueError`. Who has heard of the same thing lately does not hear of it again.
    """
    # Two who report at once are told of once.
    channels = Channel.objects.select_for_update().filter(site=site, is_on=True).order_by("pk")
    wanting = [channel for channel in channels if trigger in channel.triggers]
    return sum(tell(channel, trigger=trigger, data=data, now=now) for channel in wanting)


def tell(channel: Channel, *, trigger: str, data: Mapping[str, int | str], now: datetime) -> bool:
    """Write one notice for one channel, if it has not heard of the same thing; call it inside a transaction."""
    if set(data) - COUNTS - IDS:
        raise ValueError(sorted(data))
    lately = Notice.objects.filter(channel=channel, trigger=trigger)
    if _has_heard(lately, trigger, data, now=now):
        return False
    told = lately.filter(made_at__gt=minute(now) - HOUR).count()
    if told >= MOST_AN_HOUR:
        return False
    more: dict[str, int | str] = {"last": 1} if told == MOST_AN_HOUR - 1 else {}
    Notice.objects.create(
        channel=channel,
        trigger=trigger,
        public_id=new_public_id(),
        data={**data, **more},
        # A reader's act may be behind it: nothing finer than the minute is kept.
        made_at=minute(now),
        due_at=due_at(channel, now=now),
    )
    return True


def _has_heard(lately: QuerySet[Notice], trigger: str, data: Mapping[str, int | str], *, now: datetime) -> bool:
    if trigger == Trigger.UNSCORED:
        return lately.filter(made_at__gt=minute(now) - HOUR).exists()
    if trigger not in QUIET:
        return False
    subject = SUBJECTS[trigger]
    return lately.filter(made_at__gt=now - QUIET[trigger], **{f"data__{subject}": data[subject]}).exists()


def due_at(channel: Channel, *, now: datetime) -> datetime:
    """Return when a channel is told: now, or at the newsroom's next eight o'clock."""
    if channel.kind != ChannelKind.DIGEST:
        return minute(now)
    zone = ZoneInfo(SiteProfile.of(channel.site).time_zone)
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), DIGEST_AT, tzinfo=zone)
    return today if local < today else datetime.combine(local.date() + timedelta(days=1), DIGEST_AT, tzinfo=zone)
