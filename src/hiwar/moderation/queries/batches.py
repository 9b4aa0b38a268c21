"""What was decided in one act: for the notice after it, and for taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hiwar.accounts.models import User
from hiwar.discussions.models import minute
from hiwar.moderation.models import Action, Decision
from hiwar.moderation.queries.log import decisions_of
from hiwar.moderation.queries.reasons import reason_labels
from hiwar.moderation.roles import Seat


@dataclass(frozen=True)
class BatchTold:
    """One act: what was decided about how many comments, and why."""

    batch: str
    action: str
    reason: str
    count: int


def batch_told(batch: str, *, seat: Seat, by: User) -> BatchTold | None:
    """Return a person's own act as far as it stands, or None; two queries."""
    rows = decisions_of(seat).filter(batch=batch, by=by, undone_by__isnull=True)
    found = list(rows.values_list("action", "reason"))
    if not found:
        return None
    action, reason = found[0]
    return BatchTold(batch, action, reason_labels(seat.site).get(reason, reason) if reason else "", len(found))


def standing_in_batch(batch: str, *, seat: Seat) -> list[int]:
    """Return the keys of an act's decisions that stand and that this seat may see."""
    if not batch:
        return []
    rows = decisions_of(seat).filter(batch=batch, undone_by__isnull=True).exclude(action=Action.UNDO)
    return list(rows.values_list("pk", flat=True))


def decided_together(*, seat: Seat, since: datetime, most: int) -> int:
    """Return how many decisions a person took on many comments at once since then, counted up to `most`."""
    recent = Decision.objects.filter(site=seat.site, by=seat.user, at__gte=minute(since)).exclude(batch="")
    return recent.values("pk")[:most].count()
