"""What was decided and done, newest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hiwar.moderation import queries, services
from hiwar.moderation.access import for_staff
from hiwar.moderation.frame import render_desk
from hiwar.moderation.places import number
from hiwar.moderation.roles import Act, Seat

CHECKED_IN_LOG = 500


@require_safe
@for_staff(Act.READ)
def log(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show what was decided, newest first, and whether the chain of decisions is whole."""
    decisions, more = queries.log_page(seat=seat, before=number(request.GET.get("before")))
    context = {
        "decisions": decisions,
        "more": more,
        "is_whole": services.chain_is_whole(latest=CHECKED_IN_LOG),
        "room": "desk-log",
    }
    return render_desk(request, seat, "moderation/log.html", context)
