"""The queue of edits: what a published comment says, what its author wants it to say, and one decision about that."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hiwar.moderation import queries
from hiwar.moderation.access import for_staff
from hiwar.moderation.edit_forms import EditAnswerForm
from hiwar.moderation.frame import render_desk
from hiwar.moderation.places import number
from hiwar.moderation.queries.edits import edits_page
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.services.edits import (
    EditAnswer,
    EditGone,
    answer_edit,
    take_answer_back,
    was_answered_just_now,
)
from hiwar.moderation.services.taking_back import TooLate
from hiwar.moderation.views.taking_back import too_late

ROOM = "desk-edits"
DONE = ("accepted", "refused", "back")


@require_safe
@for_staff(Act.READ)
def edits(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show the edits that wait, oldest first."""
    return _room(request, seat)


@require_POST
@for_staff(Act.DECIDE)
def answer(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Accept the edit of a comment or refuse it."""
    comment = queries.comment_on_desk(public_id, seat=seat)
    if comment is None:
        raise Http404
    form = EditAnswerForm(request.POST, reasons=[one.code for one in queries.offered_reasons(seat.site)])
    if not form.is_valid():
        return _room(request, seat, problem=form.problem(), at_fault=public_id, status=422)
    data = form.cleaned_data
    is_accepted = data["verdict"] == "accept"
    given = EditAnswer(is_accepted, data["seen"], data["reason"], data["message"], data["note"])
    try:
        answer_edit(comment=comment, answer=given, seat=seat, now=timezone.now())
    except EditGone:
        problem = _("This edit is no longer what you read: its author changed it, or a colleague was faster.")
        return _room(request, seat, problem=problem, status=409)
    return HttpResponseRedirect(f"{reverse(ROOM)}?done={DONE[0] if is_accepted else DONE[1]}&c={public_id}")


@require_POST
@for_staff(Act.DECIDE)
def take_back(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Let an edit that was just answered wait again."""
    comment = queries.comment_on_desk(public_id, seat=seat)
    if comment is None:
        raise Http404
    try:
        take_answer_back(comment=comment, seat=seat, now=timezone.now())
    except TooLate:
        return _room(request, seat, problem=too_late(), status=409)
    return HttpResponseRedirect(f"{reverse(ROOM)}?done=back#edit-{public_id}")


def _answered_just_now(public_id: str, seat: Seat) -> str:
    """Return the comment's id if the answer to its edit can still be taken back by this person."""
    comment = queries.comment_on_desk(public_id, seat=seat) if public_id and seat.may(Act.DECIDE) else None
    return public_id if comment and was_answered_just_now(comment, site=seat.site) else ""


def _room(
    request: HttpRequest, seat: Seat, *, problem: str = "", at_fault: str = "", status: int = 200
) -> HttpResponse:
    rows, more = edits_page(seat=seat, now=timezone.now(), after=number(request.GET.get("after")))
    done = request.GET.get("done", "")
    context: dict[str, Any] = {
        "edits": rows,
        "more": more,
        "done": done if done in DONE and not problem else "",
        "undo": "" if problem else _answered_just_now(request.GET.get("c", ""), seat),
        "reasons": queries.offered_reasons(seat.site),
        "problem": problem,
        "at_fault": at_fault,
        "values": request.POST if at_fault else {},
        "room": ROOM,
    }
    return render_desk(request, seat, "moderation/edits.html", context, status=status)
