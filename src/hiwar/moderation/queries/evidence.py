"""What is kept for the law on a site: the list of it, and one copy."""

from __future__ import annotations

from django.db.models import QuerySet

from hiwar.moderation.models import Evidence
from hiwar.moderation.roles import Seat

PAGE = 50


def evidence_page(*, seat: Seat, before: int | None = None) -> tuple[list[Evidence], int | None]:
    """Return fifty copies, newest first, and where the next page begins."""
    rows = _evidence(seat).defer("record").order_by("-pk")
    found = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def evidence_by_id(public_id: str, *, seat: Seat) -> Evidence | None:
    """Return one copy, if it is this site's."""
    return _evidence(seat).filter(public_id=public_id).first()


def kept_of(comment_id: str, *, seat: Seat) -> list[Evidence]:
    """Return the copies that were made of one comment, newest first."""
    return list(_evidence(seat).defer("record").filter(comment_id=comment_id).order_by("-pk"))


def _evidence(seat: Seat) -> QuerySet[Evidence]:
    people = ("by", "hold_by", "hold_confirmed_by", "asked_by")
    return Evidence.objects.filter(site=seat.site).select_related("site", *people)
