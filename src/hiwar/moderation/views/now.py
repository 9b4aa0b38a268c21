"""How the desk stands right now, for its script: what waits where, who reads what; and taking a comment in hand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hiwar.moderation import queries, services
from hiwar.moderation.access import for_staff
from hiwar.moderation.frame import doors, said_of_saving
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.views.page import comment_or_404

MOST_ASKED = 60


@require_safe
@for_staff(Act.READ)
def now(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Return the counts of the rooms, of the comments asked for their states and which a colleague has in hand, and
    what is to be said while nothing can be stored.
    """
    moment = timezone.now()
    asked = request.GET.get("comments", "").split(",")[:MOST_ASKED]
    comments = queries.comments_by_id([public_id for public_id in asked if public_id], seat=seat)
    claimed = queries.in_other_hands([comment.pk for comment in comments], user=seat.user, now=moment)
    return JsonResponse(
        {
            "counts": {door.route: door.count for door in doors(seat, now=moment) if door.count is not None},
            "claims": {comment.public_id: claimed[comment.pk] for comment in comments if comment.pk in claimed},
            "states": {comment.public_id: comment.state for comment in comments},
            "unwritable": said_of_saving(request),
        }
    )


@require_POST
@for_staff(Act.DECIDE)
def claim(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Take a comment in hand, or learn who has it."""
    found = comment_or_404(public_id, seat=seat)
    standing = services.claim_comment(comment=found, by=seat.user, now=timezone.now())
    mine = standing.by_id == seat.user.pk
    return JsonResponse({"mine": mine, "by": "" if mine else str(standing.by)})
