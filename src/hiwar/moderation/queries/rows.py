"""Which comments stand in a queue, in its order: the base of its pages, its counts and its «next».

Conditions that an index is made for are written as constants: SQLite uses an index over some rows only where it can see
that the question is about those rows, and it cannot see into a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL
from wagtail.models import Site

from hiwar.discussions.models import Comment, State
from hiwar.moderation.places import KINDS, REPORTED, UNREVIEWED, Narrowed, Place
from hiwar.moderation.roles import Seat

_NONE = RawSQL("0", [])

_IS: dict[str, Q] = {
    **{str(state): Q(state=state) for state in State},
    # What readers reported and a moderator has not decided since; withdrawn words are nobody's business any more.
    REPORTED: Q(reports__gt=_NONE) & ~Q(state=State.WITHDRAWN),
    UNREVIEWED: Q(state=State.PUBLISHED, decided_at__isnull=True, source_key__isnull=True),
}


def rows_in(seat: Seat, queue: str, narrowed: Narrowed | None = None) -> QuerySet[Comment]:
    """Return the comments of a queue that this person may see, narrowed, in no order."""
    rows = seat.comments().filter(_IS[queue])
    if not narrowed:
        return rows
    if narrowed.section:
        rows = rows.filter(thread__section=narrowed.section)
    if narrowed.thread:
        rows = rows.filter(thread__public_id=narrowed.thread)
    if narrowed.language:
        rows = rows.filter(language=narrowed.language)
    if narrowed.kind:
        # `alias` keeps the bits out of what is read.
        rows = rows.alias(bits=F("kinds").bitand(int(KINDS[narrowed.kind]))).filter(bits__gt=0)
    return rows


def sees_all(seat: Seat) -> bool:
    """Return whether everything that stands here is this person's to see: she has all sections of the only site."""
    return not seat.sections and not Site.objects.exclude(pk=seat.site.pk).exists()


def without(rows: QuerySet[Comment], families: Iterable[str]) -> QuerySet[Comment]:
    """Leave out comments of some families; those of no family stay."""
    keys = list(families)
    return rows.exclude(family__in=keys) if keys else rows


def in_order(rows: QuerySet[Comment], place: Place) -> QuerySet[Comment]:
    """Return the comments in the order of a place, from where it begins."""
    if place.by_risk:
        rows = rows.order_by("-priority", "pk")
        if place.after and place.level is not None:
            rows = rows.filter(Q(priority__lt=place.level) | Q(priority=place.level, pk__gt=place.after))
        return rows
    if place.state == State.HELD:
        return (rows.filter(pk__gt=place.after) if place.after else rows).order_by("pk")
    if place.state == REPORTED:
        rows = rows.order_by("-reports", "pk")
        if place.after and place.level is not None:
            rows = rows.filter(Q(reports__lt=place.level) | Q(reports=place.level, pk__gt=place.after))
        return rows
    return (rows.filter(pk__lt=place.after) if place.after else rows).order_by("-pk")


def following(rows: QuerySet[Comment], place: Place, comment: Comment) -> QuerySet[Comment]:
    """Return what of these comes after a comment in the order of a place, the comment itself left out."""
    rows = rows.exclude(pk=comment.pk)
    if place.by_risk:
        ahead = Q(priority__lt=comment.priority) | Q(priority=comment.priority, pk__gt=comment.pk)
        return rows.filter(ahead).order_by("-priority", "pk")
    if place.state == State.HELD:
        return rows.filter(pk__gt=comment.pk).order_by("pk")
    return in_order(rows, place.beginning())
