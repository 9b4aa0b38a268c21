"""A flood in the queue: a family of which many wait is one row before the others, so that it buries none of them.

Belongs here: what is left out of the waiting queue, and the row that stands for it. Not here: which families wait
(`groups`), what a family's own page shows (`members`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from hiwar.discussions.models import Comment, State
from hiwar.discussions.render import direction_of
from hiwar.moderation.places import Place
from hiwar.moderation.queries.groups import FAMILY, Found, Group, Waiting, folded
from hiwar.moderation.queries.rows import rows_in, sees_all, without
from hiwar.moderation.roles import Seat

# The largest so many have a row, a line leads to all of them: what stands for itself must be on the first screen.
SHOWN = 4


@dataclass(frozen=True)
class Fold:
    """A family as one row: how many of it wait, and what its first comment says."""

    family: str
    waiting: int
    text: str
    direction: str


def unfolded(seat: Seat, place: Place) -> tuple[QuerySet[Comment], Found]:
    """Return the comments of a place that stand for themselves, in no order, and the families that do not."""
    rows = rows_in(seat, place.state, place.narrowed)
    if place.state != State.HELD or place.each:
        return rows, ()
    groups = folded(seat)
    if sees_all(seat) and not place.narrowed:
        # A flood lies before what stands for itself: asking of each whether it is hers takes longer than the rest.
        rows = Comment.objects.held()
    return without(rows, (group.key for group in groups)), groups


def folds(seat: Seat, groups: Sequence[Waiting]) -> tuple[Fold, ...]:
    """Return the rows of the largest families; one query, and one more for each of which the first is just decided.

    What was counted a moment ago may be settled by now: a family of which nothing waits has no row.
    """
    shown = groups[:SHOWN]
    waiting = seat.comments().filter(state=State.HELD)
    texts = dict(waiting.filter(pk__in=[group.first for group in shown]).values_list("pk", "text"))
    found = []
    for group in shown:
        text = texts.get(group.first)
        if text is None:
            rest = Group(FAMILY, group.key).among(waiting)
            text = rest.order_by("pk").values_list("text", flat=True).first()
        if text is not None:
            found.append(Fold(group.key, group.count, text, direction_of(text)))
    return tuple(found)
