"""Noting that a measure was read by whoever it concerns: a warning is shown beside the form until then."""

from __future__ import annotations

from datetime import datetime

from wagtail.models import Site

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.measures import links_of
from hiwar.accounts.models import Measure, Target
from hiwar.discussions.models import minute


def mark_seen(*, key: ReaderKey, site: Site, now: datetime) -> int:
    """Note that this browser has read its measures; return how many were new to it. Without new ones nothing is
    written.
    """
    links = links_of(key, site=site, now=now)
    unread = Measure.objects.filter(site=site, target=Target.BROWSER, tag__in=links, seen_at__isnull=True)
    keys = list(unread.filter(lifted_at__isnull=True).values_list("pk", flat=True))
    return Measure.objects.filter(pk__in=keys).update(seen_at=minute(now)) if keys else 0
