"""Decisions as people read them under a comment, and in the notice after deciding; the log has more to say
(`queries.whole_log`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from hiwar.accounts.models import User
from hiwar.moderation.models import Decision
from hiwar.moderation.queries.reasons import reason_labels
from hiwar.moderation.roles import Seat


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
    message: str = ""


def decisions_by_id(ids: Iterable[int], *, seat: Seat) -> list[Decision]:
    """Return the site's decisions among these ids, in order."""
    return list(decisions_of(seat).filter(pk__in=list(ids)).order_by("pk"))


def told(ids: Iterable[int], *, seat: Seat, by: User) -> tuple[Past, ...]:
    """Return this person's own decisions among these ids that nobody has taken back, for the notice after them."""
    rows = decisions_of(seat).filter(pk__in=list(ids), by=by, undone_by__isnull=True)
    labels = reason_labels(seat.site)
    return tuple(past(decision, labels) for decision in rows)


def decisions_of(seat: Seat) -> QuerySet[Decision]:
    rows = Decision.objects.filter(site=seat.site).select_related("by").order_by("-pk")
    # A decision knows its comment by id alone; once that is gone, only those who sit for all sections see it.
    return rows.filter(comment_id__in=seat.comments().values("public_id")) if seat.sections else rows


def past(decision: Decision, labels: Mapping[str, str]) -> Past:
    return Past(
        pk=decision.pk,
        comment_id=decision.comment_id,
        action=decision.action,
        label=decision.get_action_display(),
        reason=labels.get(decision.reason, decision.reason),
        note=decision.note,
        by=str(decision.by),
        at=decision.at,
        state_after=decision.state_after,
        message=decision.message,
    )
