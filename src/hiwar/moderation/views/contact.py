"""Looking at an address a commenter left: once, with a reason, for those who have the right."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hiwar.accounts.seal import CannotUnseal
from hiwar.moderation import services
from hiwar.moderation.access import for_staff
from hiwar.moderation.forms import RevealForm
from hiwar.moderation.places import Place
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.views.page import Shown, comment_or_404, show_desk


@require_POST
@for_staff(Act.REVEAL)
def reveal(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Show an address once, on this answer only, after recording who asked and why."""
    found = comment_or_404(public_id, seat=seat)
    place = Place(state=found.state)
    if not seat.may(Act.REVEAL):
        problem = _("You may not look at addresses.")
        return show_desk(request, seat, place, Shown(comment=found, problem=problem, status=403))
    form = RevealForm(request.POST)
    if not form.is_valid():
        problem = _("Say why in a few words.")
        errors = {"reveal": problem}
        return show_desk(request, seat, place, Shown(comment=found, problem=problem, errors=errors, status=422))
    try:
        address = services.reveal_contact(
            comment=found, by=request.user, note=form.cleaned_data["note"], now=timezone.now()
        )
    except services.TooManyReveals:
        problem = _("You have looked at as many addresses today as one person may.")
        return show_desk(request, seat, place, Shown(comment=found, problem=problem, status=429))
    except (services.NoContact, CannotUnseal):
        problem = _("There is no address any more: it was deleted, or its key was.")
        return show_desk(request, seat, place, Shown(comment=found, problem=problem, status=409))
    return show_desk(request, seat, place, Shown(comment=found, address=address))
