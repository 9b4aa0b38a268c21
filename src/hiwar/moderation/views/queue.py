"""The queues, one comment by itself for the script that loads ahead, and the way from a comment to its place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from hiwar.discussions.models import State
from hiwar.moderation.access import for_staff
from hiwar.moderation.places import ROUTES, Place, place_from
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.views.page import Shown, comment_or_404, show_desk, show_pane


@require_safe
@for_staff(Act.READ)
def queue(request: HttpRequest, *, seat: Seat, state: str) -> HttpResponse:
    """Show a queue with one of its comments open."""
    place = place_from(request.GET, state=state)
    wanted = request.GET.get("open")
    comment = comment_or_404(wanted, seat=seat) if wanted else None
    return show_desk(request, seat, place, Shown(comment=comment, only_rows=request.GET.get("only") == "rows"))


@require_safe
@for_staff(Act.READ)
def pane(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Show one comment and its author's record, without the queue: what the desk loads before it is wanted."""
    state = request.GET.get("tab", "")
    place = place_from(request.GET, state=state if state in ROUTES else State.HELD)
    return show_pane(request, seat, place, comment_or_404(public_id, seat=seat))


@require_safe
@for_staff(Act.READ)
def comment(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Lead to a comment in the queue it stands in now."""
    found = comment_or_404(public_id, seat=seat)
    return HttpResponseRedirect(Place(state=found.state).url(open=found.public_id))
