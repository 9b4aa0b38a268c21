"""Finding a site's comments, and reading from one what every view of it needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from wagtail.models import Site

from hiwar.discussions.models import Comment, State


def comments_of(site: Site) -> QuerySet[Comment]:
    return Comment.objects.filter(thread__site=site).select_related("thread", "parent")


def comment_on_desk(public_id: str, *, site: Site) -> Comment | None:
    """Return the site's comment of that id; one its author withdrew has nothing left to show."""
    rows = comments_of(site).select_related("thread", "parent", "contact")
    return rows.filter(public_id=public_id).exclude(state=State.WITHDRAWN).first()


def comments_by_id(ids: Iterable[str], *, site: Site) -> list[Comment]:
    """Return the site's comments among these ids, oldest first."""
    return list(Comment.objects.filter(thread__site=site, public_id__in=list(ids)).order_by("pk"))


def minutes_between(moment: datetime, now: datetime) -> int:
    return max(int((now - moment).total_seconds()) // 60, 0)
