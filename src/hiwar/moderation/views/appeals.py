"""The queue of objections: what is objected to, in whose words, and the answer of somebody who did not decide it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hiwar.moderation.access import for_staff
from hiwar.moderation.appeal_forms import AnswerForm
from hiwar.moderation.forms import read_at, reading_minute
from hiwar.moderation.frame import render_desk
from hiwar.moderation.places import number
from hiwar.moderation.queries import appeals as reads
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.services import EditedMeanwhile
from hiwar.moderation.services import appeals as services

ROOM = "desk-appeals"


@require_safe
@for_staff(Act.ANSWER_APPEAL)
def appeals(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show the objections that wait, oldest first, or those that were answered."""
    return _room(request, seat)


@require_POST
@for_staff(Act.ANSWER_APPEAL)
def answer(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Grant an objection or turn it down, with words its author reads."""
    found = reads.appeal_on_desk(public_id, seat=seat)
    if found is None:
        raise Http404
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _room(request, seat, problem=form.problem(), at_fault=public_id, status=422)
    given = services.Answer(
        form.cleaned_data["verdict"] == "grant", form.cleaned_data["answer"], read_at=read_at(request.POST)
    )
    try:
        services.answer_appeal(appeal=found, answer=given, seat=seat, now=timezone.now())
    except services.NotYoursToJudge:
        problem = _("You decided this first; a colleague answers the objection.")
        return _room(request, seat, problem=problem, at_fault=public_id, status=403)
    except EditedMeanwhile:
        problem = _("Its author has edited the comment. Read it again.")
        return _room(request, seat, problem=problem, at_fault=public_id, status=409)
    except services.AnsweredAlready:
        problem = _("A colleague has answered this objection meanwhile.")
        return _room(request, seat, problem=problem, status=409)
    return HttpResponseRedirect(reverse(ROOM))


def _room(
    request: HttpRequest, seat: Seat, *, problem: str = "", at_fault: str = "", status: int = 200
) -> HttpResponse:
    past = request.GET.get("show") == "past"
    rows, more = reads.appeals_page(seat=seat, is_open=not past, after=number(request.GET.get("after")))
    values = request.POST if at_fault else {}
    context: dict[str, Any] = {"appeals": rows, "more": more, "past": past, "room": ROOM}
    context |= {"problem": problem, "at_fault": at_fault, "values": values, "read": reading_minute(timezone.now())}
    return render_desk(request, seat, "moderation/appeals.html", context, status=status)
