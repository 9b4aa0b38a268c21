"""The queues, and the way from a comment's address to its place in one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from hiwar.moderation.access import for_staff
from hiwar.moderation.places import Place, place_from
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.views.page import Shown, comment_or_404, show_desk


@require_safe
@for_staff(Act.READ)
def queue(request: HttpRequest, *, seat: Seat, state: str) -> HttpResponse:
    """Show a queue with one of its comments open."""
    place = place_from(request.GET, state=state)
    wanted = request.GET.get("open")
    comment = comment_or_404(wanted, seat=seat) if wanted else None
    return show_desk(request, seat, place, Shown(comment=comment))


@require_safe
@for_staff(Act.READ)
def comment(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Lead to a comment in the queue it stands in now."""
    found = comment_or_404(public_id, seat=seat)
    return HttpResponseRedirect(Place(state=found.state).url(open=found.public_id))
