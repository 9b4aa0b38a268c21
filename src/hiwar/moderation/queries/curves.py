"""The room of thresholds: for one head its curve, who would change sides, and what was changed before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hiwar.discussions.render import direction_of
from hiwar.discussions.services.scoring import HeadLimits, head_limits
from hiwar.moderation.curves import Curve, Judgment, Weighed, curve, other_heads_hold
from hiwar.moderation.findings import marks, observed
from hiwar.moderation.models import Event, EventKind
from hiwar.moderation.queries.judged import judged_comments
from hiwar.moderation.roles import Seat
from hiwar.moderation.spans import Segment, excerpt, segments
from hiwar.screening.overrides import is_for

MOST_SHOWN = 20
MOST_CHANGES = 20
CHARACTERS = 280


class NoModel(Exception):
    """The model, or what the site learned beside it, cannot be read: nothing is scored, and all comments wait."""


@dataclass(frozen=True)
class Asked:
    """Which head one looks at, over how many days, and where the slider stands; None: where the threshold is."""

    label: str
    days: int
    at: float | None = None


@dataclass(frozen=True)
class Side:
    """A comment that would change sides."""

    public_id: str
    score: float
    judgment: str
    direction: str
    text: tuple[Segment, ...]


@dataclass(frozen=True)
class Sides:
    """Who would change sides between the threshold in use and another; `would_wait` says to which side."""

    would_wait: bool
    count: int
    shown: tuple[Side, ...]


@dataclass(frozen=True)
class Change:
    """A change of a threshold, as the log has it."""

    pk: int
    label: str
    before: float
    after: float
    by_hand: bool
    by: str
    at: datetime
    note: str


@dataclass(frozen=True)
class ThresholdRoom:
    """Everything the room shows of one head."""

    label: str
    days: int
    limits: HeadLimits
    curve: Curve
    at: float
    sides: Sides

    @property
    def present(self) -> float:
        """Return the threshold in use."""
        return self.limits.in_use[self.label]

    @property
    def by_hand(self) -> bool:
        """Return whether it was set by hand, and counts."""
        override = self.limits.by_hand.get(self.label)
        return override is not None and is_for(override.model, self.limits.model)

    @property
    def forgotten(self) -> float | None:
        """Return a threshold that was set by hand for a model that is no longer in use."""
        override = self.limits.by_hand.get(self.label)
        return override.threshold if override is not None and not self.by_hand else None


def limits_of(seat: Seat) -> HeadLimits:
    """Return the thresholds of the seat's site; raises `NoModel`."""
    try:
        return head_limits(seat.site)
    except Exception as problem:
        # Whatever a broken file raises, screening survives it too (`screening.weighing`).
        raise NoModel from problem


def threshold_room(*, seat: Seat, asked: Asked, now: datetime) -> ThresholdRoom:
    """Return what the room shows; raises `NoModel`."""
    limits = limits_of(seat)
    since = now - timedelta(days=asked.days)
    read = judged_comments(seat=seat, model=limits.model, since=since, now=now)
    found = curve(asked.label, read.comments.values(), limits=limits.in_use, days=read.days)
    at = asked.at if asked.at is not None else limits.in_use[asked.label]
    sides = _sides(seat, read.comments, asked.label, limits, at)
    return ThresholdRoom(asked.label, asked.days, limits, found, at, sides)


def threshold_changes(seat: Seat) -> tuple[Change, ...]:
    """Return the latest changes of thresholds, newest first."""
    rows = Event.objects.filter(site=seat.site, kind=EventKind.THRESHOLD).select_related("by").order_by("-pk")
    return tuple(
        Change(
            event.pk,
            event.subject,
            float(event.before.get("threshold", 0)),
            float(event.after.get("threshold", 0)),
            bool(event.after.get("by_hand")),
            str(event.by),
            event.at,
            event.note,
        )
        for event in rows[:MOST_CHANGES]
    )


def _sides(seat: Seat, comments: Mapping[int, Weighed], label: str, limits: HeadLimits, at: float) -> Sides:
    present = limits.in_use[label]
    low, high = min(at, present), max(at, present)
    changing = [
        (pk, one)
        for pk, one in comments.items()
        if low <= one.scores.get(label, -1.0) < high and not other_heads_hold(one, label, limits.in_use)
    ]
    # What people decided teaches most; then the highest scores.
    changing.sort(key=lambda pair: (pair[1].judgment is Judgment.NONE, -pair[1].scores[label]))
    return Sides(at < present, len(changing), _shown(seat, changing[:MOST_SHOWN], label))


def _shown(seat: Seat, chosen: Iterable[tuple[int, Weighed]], label: str) -> tuple[Side, ...]:
    weighed = dict(chosen)
    found = {comment.pk: comment for comment in seat.comments().filter(pk__in=weighed)}
    return tuple(
        Side(
            public_id=comment.public_id,
            score=one.scores[label],
            judgment=one.judgment.value,
            direction=direction_of(comment.text),
            text=excerpt(segments(comment.text, marks(observed(comment.screening), "text")), limit=CHARACTERS),
        )
        for pk, one in weighed.items()
        if (comment := found.get(pk)) is not None
    )
