"""Putting a decided comment back into the queue, even when more was decided about it since."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hiwar.discussions.models import State
from hiwar.moderation import services
from hiwar.moderation.access import for_staff
from hiwar.moderation.forms import NoteField
from hiwar.moderation.places import ROUTES, Place
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.views.page import Shown, comment_or_404, show_desk


class ReopenForm(forms.Form):
    """The state the moderator saw the comment in, and why it is to be read again."""

    seen = forms.ChoiceField(choices=State.choices)
    note = NoteField(required=False)


@require_POST
@for_staff(Act.DECIDE)
def reopen(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Put the comment back into the queue and open it there."""
    found = comment_or_404(public_id, seat=seat)
    form = ReopenForm(request.POST)
    place = Place(state=found.state if found.state in ROUTES else State.HELD)
    if not form.is_valid():
        problem = _("This decision could not be read.")
        return show_desk(request, seat, place, Shown(comment=found, problem=problem, status=422))
    stands = found.state
    found.state = form.cleaned_data["seen"]
    try:
        decision = services.reopen_comment(
            comment=found, by=seat.user, now=timezone.now(), note=form.cleaned_data["note"]
        )
    except services.AlreadyDecided:
        found.state = stands
        problem = _("This comment waits already, or a colleague has decided meanwhile. Look at it again.")
        return show_desk(request, seat, place, Shown(comment=found, problem=problem, status=409))
    return HttpResponseRedirect(Place(state=State.HELD).url(open=public_id, done=[decision.pk]))
