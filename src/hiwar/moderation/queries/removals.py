"""What the removal of all an author's comments would take, and what one took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from hiwar.discussions.models import Comment
from hiwar.discussions.render import direction_of
from hiwar.moderation.models import Action
from hiwar.moderation.queries.log import decisions_of
from hiwar.moderation.queries.measures import removable
from hiwar.moderation.queries.reasons import reason_labels
from hiwar.moderation.roles import Seat

# Each is a decision of its own, and the request waits for all of them.
MOST_REMOVED = 500
MOST_LISTED = 50
MOST_ARTICLES = 50


@dataclass(frozen=True)
class Listed:
    """A comment in a list: where it stands and how it begins."""

    public_id: str
    name: str
    text: str
    direction: str
    state: str
    at: datetime
    title: str


@dataclass(frozen=True)
class RemovalPreview:
    """What would go: how many in which state, under which articles, the newest of them, and the last that is meant."""

    total: int
    counts: tuple[tuple[str, int], ...]
    articles: tuple[tuple[str, int], ...]
    listed: tuple[Listed, ...]
    last: int
    is_cut: bool


@dataclass(frozen=True)
class RemovalRecord:
    """What one act removed: by whom, when, why, and how much of it has been put back."""

    batch: str
    by: str
    at: datetime
    reason: str
    note: str
    message: str
    total: int
    undone: int
    listed: tuple[Listed, ...]


def removal_preview(comment: Comment, *, seat: Seat) -> RemovalPreview:
    """Return what removing all would take, in four queries; of more than five hundred the oldest five hundred."""
    rows = removable(comment, seat=seat)
    keys = list(rows.values_list("pk", flat=True)[: MOST_REMOVED + 1])
    is_cut, meant = len(keys) > MOST_REMOVED, keys[:MOST_REMOVED]
    if is_cut:
        rows = removable(comment, seat=seat, up_to=meant[-1])
    counts = rows.order_by().values_list("state").annotate(count=Count("pk")).order_by("-count")
    articles = rows.order_by().values_list("thread__title").annotate(count=Count("pk")).order_by("-count")
    listed = rows.select_related("thread").order_by("-pk")[:MOST_LISTED]
    return RemovalPreview(
        total=len(meant),
        counts=tuple(counts),
        articles=tuple(articles[:MOST_ARTICLES]),
        listed=_listed(listed),
        last=meant[-1] if meant else 0,
        is_cut=is_cut,
    )


def removal_of(batch: str, *, seat: Seat) -> RemovalRecord | None:
    """Return what the act of that batch removed, as far as this seat may see it; None if it removed nothing."""
    rows = decisions_of(seat).filter(batch=batch, action=Action.REJECT) if batch else decisions_of(seat).none()
    first = rows.order_by("pk").first()
    if first is None:
        return None
    ids = list(rows.values_list("comment_id", flat=True)[:MOST_LISTED])
    comments = seat.comments().filter(public_id__in=ids).select_related("thread").order_by("-pk")
    return RemovalRecord(
        batch=batch,
        by=str(first.by),
        at=first.at,
        reason=reason_labels(seat.site).get(first.reason, first.reason),
        note=first.note,
        message=first.message,
        total=rows.count(),
        undone=rows.filter(undone_by__isnull=False).count(),
        listed=_listed(comments),
    )


def standing_removals(batch: str, *, seat: Seat) -> list[int]:
    """Return the decisions of that act which nobody has taken back."""
    rows = decisions_of(seat).filter(batch=batch, action=Action.REJECT, undone_by__isnull=True)
    return list(rows.values_list("pk", flat=True))


def _listed(comments: Iterable[Comment]) -> tuple[Listed, ...]:
    return tuple(
        Listed(one.public_id, one.name, one.text, direction_of(one.text), one.state, one.submitted_at, one.thread.title)
        for one in comments
    )
