"""Noticing what nobody does: a queue that grows, many similar comments at once, a model that fails.

Asked once a minute by the thread that sends alerts; each question reads a bounded number of rows, and none is asked
where no channel wants to know.
"""

from __future__ import annotations

from collections import Counter, deque
from datetime import date, datetime, timedelta

from django.db import transaction
from wagtail.models import Site

from hiwar.discussions.models import Comment, UnscoredCount
from hiwar.moderation.models import Channel, Trigger
from hiwar.moderation.services.alerts import raise_alert, tell

HOUR = timedelta(hours=1)
# So many similar comments waiting within an hour are a brigade.
BRIGADE = 10
# So many of the newest waiting comments are looked through for similar ones.
LOOKED_THROUGH = 5000
# So many more comments without a score within an hour, and the model fails.
RISE = 5
# A long queue counts as short again below this share of its limit; else it would be told at every comment around it.
SHORT_AGAIN = 0.8


class Rise:
    """By how much a daily count has risen within the last hour, from counts told once in a while."""

    def __init__(self, *, within: timedelta = HOUR) -> None:
        self._within = within
        self._told: deque[tuple[datetime, dict[date, int]]] = deque()

    def by(self, counts: dict[date, int], *, now: datetime) -> int:
        """Return the rise, after noting the counts; what stood there at the beginning is no rise."""
        self._told.append((now, counts))
        # The oldest kept is the last one before the hour, so that the hour is always covered.
        while len(self._told) > 1 and self._told[1][0] <= now - self._within:
            self._told.popleft()
        before = self._told[0][1]
        return sum(max(count - before.get(day, 0), 0) for day, count in counts.items())


class Watch:
    """The watch over all sites of an installation; it remembers what it must compare with."""

    def __init__(self) -> None:
        self._rises: dict[int, Rise] = {}

    def look(self, *, now: datetime) -> int:
        """Look once, and raise what is to be told; return how many notices were written."""
        told = 0
        wanted: dict[int, set[str]] = {}
        for site_id, triggers in Channel.objects.filter(is_on=True).values_list("site_id", "triggers"):
            wanted.setdefault(site_id, set()).update(triggers)
        for site in Site.objects.filter(pk__in=wanted):
            if Trigger.LONG_QUEUE in wanted[site.pk]:
                told += look_at_queue(site=site, now=now)
            if Trigger.BRIGADE in wanted[site.pk]:
                told += look_for_brigades(site=site, now=now)
            if Trigger.UNSCORED in wanted[site.pk]:
                told += self._look_at_model(site, now=now)
        return told

    def _look_at_model(self, site: Site, *, now: datetime) -> int:
        days = [now.date() - timedelta(days=1), now.date()]
        counts: Counter[date] = Counter()
        for day, count in UnscoredCount.objects.filter(site=site, day__in=days).values_list("day", "count"):
            counts[day] += count
        rise = self._rises.setdefault(site.pk, Rise()).by(dict(counts), now=now)
        if rise < RISE:
            return 0
        return raise_alert(site=site, trigger=Trigger.UNSCORED, data={"count": rise}, now=now)


@transaction.atomic
def look_at_queue(*, site: Site, now: datetime) -> int:
    """Tell each channel once that the queue is longer than it wants, and again only after it was short."""
    waiting, told = Comment.objects.held().filter(thread__site=site).count(), 0
    for channel in Channel.objects.select_for_update().filter(site=site, is_on=True).order_by("pk"):
        if Trigger.LONG_QUEUE not in channel.triggers:
            continue
        limit = channel.queue_length
        if channel.knows_of_queue:
            knows = waiting >= limit * SHORT_AGAIN
        else:
            knows = waiting >= limit
            data = {"count": waiting, "limit": limit}
            told += knows and tell(channel, trigger=Trigger.LONG_QUEUE, data=data, now=now)
        if knows != channel.knows_of_queue:
            channel.knows_of_queue = knows
            channel.save(update_fields=["knows_of_queue"])
    return told


def look_for_brigades(*, site: Site, now: datetime) -> int:
    """Tell of each family of similar comments of which ten wait that came within an hour."""
    columns = ("family", "submitted_at", "source_key", "thread__site_id")
    newest = Comment.objects.held().order_by("-pk").values_list(*columns)[:LOOKED_THROUGH]
    families = Counter(
        family
        for family, at, source_key, site_id in newest
        if family and site_id == site.pk and source_key is None and at >= now - HOUR
    )
    return sum(
        raise_alert(site=site, trigger=Trigger.BRIGADE, data={"family": family, "count": count}, now=now)
        for family, count in families.items()
        if count >= BRIGADE
    )
