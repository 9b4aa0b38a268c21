"""What the clock does with articles: publishes those whose time has come, takes from readers those whose time is over.

The same as Wagtail's `publish_scheduled`, but that one article that cannot be published keeps no other waiting, and
that what should have left already does not appear for a moment. Who calls it, and how often, is not decided here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Subquery
from wagtail.models import Revision, Site

from hiwar.newsroom.models import ArticlePage

log = logging.getLogger(__name__)


def publish_due(*, now: datetime) -> int:
    """Publish and take back what is due; return how many articles changed for readers.

    Two queries along an index where nothing is due. What fails is logged and tried again the next time.
    """
    # Whatever they are revisions of: asked for articles alone, SQLite would read all there ever were.
    coming = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at")
    leaving = ArticlePage.objects.filter(leaves_at__lte=now).order_by("leaves_at").values_list("pk", flat=True)
    changed = sum(_tried(lambda one=one: _publish(one, now=now)) for one in coming)
    return changed + sum(_tried(lambda one=one: _take_back(one)) for one in leaving)


def next_due_at(*, after: datetime) -> datetime | None:
    """Return when something is due for the first time after a moment, if anything is; one query along two indexes."""
    coming = Revision.objects.filter(approved_go_live_at__gt=after).order_by("approved_go_live_at")
    leaving = ArticlePage.objects.filter(leaves_at__gt=after).order_by("leaves_at")
    # The site is not looked at: it is the one row that every newsroom has, and two questions beside it are one.
    both = Site.objects.values_list(
        Subquery(coming.values("approved_go_live_at")[:1]), Subquery(leaving.values("leaves_at")[:1])
    )
    return min(filter(None, both.first() or ()), default=None)


def _tried(act: Callable[[], bool]) -> bool:
    try:
        with transaction.atomic():
            return act()
    except Exception:  # Whatever is wrong with one article, the others are on time.
        log.exception("article_not_on_time")
        return False


def _publish(revision: Revision, *, now: datetime) -> bool:
    planned = revision.as_object()
    if planned.expire_at and planned.expire_at <= now:
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


def _take_back(pk: int) -> bool:
    ArticlePage.objects.get(pk=pk).unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True
