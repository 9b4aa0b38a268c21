"""Moving a threshold by hand, and giving it back to the mode; each leaves an event in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.models import Site

from hiwar.accounts.models import User
from hiwar.discussions.models import HeadThreshold, minute
from hiwar.discussions.services.scoring import HeadLimits
from hiwar.moderation.models import Event, EventKind
from hiwar.moderation.services.events import Happening, write_down
from hiwar.screening.overrides import is_for


@dataclass(frozen=True)
class Move:
    """A threshold that somebody wants: of which label, where (None: where the mode has it), and why."""

    label: str
    threshold: float | None
    note: str = ""


@transaction.atomic
def move_threshold(*, site: Site, move: Move, limits: HeadLimits, by: User, now: datetime) -> Event | None:
    """Hold comments from this score on and record who wanted it; None where it stands so already."""
    # One change after another: each must see in its log what the one before it left.
    Site.objects.select_for_update().get(pk=site.pk)
    rows = HeadThreshold.objects.filter(site=site, label=move.label)
    wanted = None
    if move.threshold is not None:
        wanted = HeadThreshold(
            site=site, label=move.label, threshold=move.threshold, model=limits.model, by=by, at=minute(now)
        )
    before, after = _record(rows.first(), move.label, limits), _record(wanted, move.label, limits)
    if before == after:
        return None
    rows.delete()
    if wanted is not None:
        wanted.save()
    happening = Happening(EventKind.THRESHOLD, subject=move.label, before=before, after=after, note=move.note)
    return write_down(happening, site=site, by=by, now=now)


def _record(row: HeadThreshold | None, label: str, limits: HeadLimits) -> dict[str, object]:
    """Return what counts for comments: a threshold for a model that is gone counts no more."""
    by_hand = row is not None and is_for(row.model, limits.model)
    threshold = row.threshold if row is not None and by_hand else limits.of_mode[label]
    return {"threshold": round(threshold, 3), "by_hand": by_hand, "model": limits.model, "mode": limits.mode.value}
