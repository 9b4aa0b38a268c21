"""Telling a hub that feeds have changed (WebSub, www.w3.org/TR/websub): whoever reads them hears of news in seconds.

An article that is published, or published anew, is in several feeds; each is noted once, told by the housekeeper, and
tried again for a day where the hub does not answer. Without `websub_hub` in the settings nothing is noted or told.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import F
from django.urls import reverse

from hiwar.delivery.machines.feeds import FORMATS
from hiwar.delivery.models import HubNotice
from hiwar.moderation.outbound import NotSent, Outbound
from hiwar.moderation.services.sending import pause_after
from hiwar.newsroom.models import ArticlePage

# So many are told in a round, and for so long; what is left waits for the next one, as other work of the house does.
MOST_AT_ONCE = 50
SECONDS = 20.0
GIVEN_UP_AFTER = timedelta(hours=24)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
log = logging.getLogger(__name__)


def feeds_of(article: ArticlePage) -> Iterator[str]:
    """Yield the addresses of the feeds in which an article stands."""
    of: list[tuple[str, dict[str, str]]] = [("site-feed", {}), ("section-feed", {"slug": article.get_parent().slug})]
    of += [("author-feed", {"slug": line.author.slug}) for line in article.bylines.select_related("author")]
    of += [("topic-feed", {"slug": topic.slug}) for topic in article.topics.all()]
    for name, kwargs in of:
        for form in FORMATS:
            yield f"{settings.HIWAR_ORIGIN}{reverse(name, kwargs={'form': form, **kwargs})}"


def note_for_hub(*, article: ArticlePage, now: datetime) -> int:
    """Note the feeds of an article that readers see anew; return how many. None where there is no hub."""
    if not settings.HIWAR_WEBSUB_HUB:
        return 0
    notices = [HubNotice(feed=feed, made_at=now, due_at=now) for feed in feeds_of(article)]
    HubNotice.objects.bulk_create(
        notices, update_conflicts=True, unique_fields=["feed"], update_fields=["made_at", "due_at"]
    )
    return len(notices)


def tell_hub(*, now: datetime, outbound: Outbound | None = None) -> int:
    """Tell the hub of feeds that are due; return of how many it was told.

    A hub that does not answer is left alone for the round. What it heard while a feed changed once more is told again.
    """
    hub = settings.HIWAR_WEBSUB_HUB
    if not hub:
        return 0
    outbound = outbound or Outbound(inner=settings.HIWAR_ALERT_TARGETS)
    HubNotice.objects.filter(made_at__lt=now - GIVEN_UP_AFTER).delete()
    told, began = 0, time.monotonic()
    for notice in HubNotice.objects.filter(due_at__lte=now).order_by("due_at", "pk")[:MOST_AT_ONCE]:
        try:
            _told(hub, notice.feed, outbound)
        except NotSent as error:
            log.warning("hub_not_told: %s", error.reason)
            later = now + pause_after(notice.tries + 1)
            HubNotice.objects.filter(due_at__lte=now).update(due_at=later, tries=F("tries") + 1)
            break
        HubNotice.objects.filter(pk=notice.pk, made_at=notice.made_at).delete()
        told += 1
        if time.monotonic() - began > SECONDS:
            break
    return told


def _told(hub: str, feed: str, outbound: Outbound) -> None:
    status = outbound.post(hub, body=urlencode({"hub.mode": "publish", "hub.url": feed}).encode(), headers=FORM)
    if not 200 <= status < 300:
        raise NotSent(f"http_{status}")
