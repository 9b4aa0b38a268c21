"""Decisions as people read them: in the log, under a comment, in the notice after deciding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from wagtail.models import Site

from hiwar.accounts.models import User
from hiwar.discussions.models import Comment, State
from hiwar.moderation.models import Decision
from hiwar.moderation.queries.comments import comments_by_id

PAGE = 50


@dataclass(frozen=True)
class Past:
    """A decision, for people."""

    pk: int
    comment_id: str
    action: str
    label: str
    reason: str
    note: str
    by: str
    at: datetime
    state_after: str
    name: str | None = None
    text: str | None = None
    is_here: bool = False


def decisions_by_id(ids: Iterable[int], *, site: Site) -> list[Decision]:
    """Return the site's decisions among these ids, in order."""
    return list(Decision.objects.filter(site=site, pk__in=list(ids)).order_by("pk"))


def told(ids: Iterable[int], *, site: Site, by: User) -> tuple[Past, ...]:
    """Return this person's own decisions among these ids that nobody has taken back, for the notice after them."""
    rows = decisions_of(site).filter(pk__in=list(ids), by=by, undone_by__isnull=True)
    return tuple(past(decision) for decision in rows)


def log_page(*, site: Site, before: int | None = None) -> tuple[tuple[Past, ...], int | None]:
    """Return fifty decisions, newest first, with what is left of their comments, and where the next page begins."""
    rows = decisions_of(site)
    decisions = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    shown = decisions[:PAGE]
    ids = {decision.comment_id for decision in shown}
    comments = {comment.public_id: comment for comment in comments_by_id(ids, site=site)}
    more = shown[-1].pk if len(decisions) > PAGE else None
    return tuple(past(decision, comments.get(decision.comment_id)) for decision in shown), more


def decisions_of(site: Site) -> QuerySet[Decision]:
    return Decision.objects.filter(site=site).select_related("by").order_by("-pk")


def past(decision: Decision, comment: Comment | None = None) -> Past:
    return Past(
        pk=decision.pk,
        comment_id=decision.comment_id,
        action=decision.action,
        label=decision.get_action_display(),
        reason=decision.get_reason_display() if decision.reason else "",
        note=decision.note,
        by=str(decision.by),
        at=decision.at,
        state_after=decision.state_after,
        name=comment.name if comment else None,
        text=comment.text if comment else None,
        is_here=comment is not None and comment.state != State.WITHDRAWN,
    )
