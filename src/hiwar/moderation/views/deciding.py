"""Decisions: on one comment, on those that were ticked, and taken back.

A decision answers with a redirect to the next waiting comment; what could not be done comes back as the same desk with
a sentence (409, 422), the comment still open.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hiwar.discussions.models import Comment, State
from hiwar.moderation import queries, services
from hiwar.moderation.access import for_staff
from hiwar.moderation.forms import MOST_AT_ONCE, BulkForm, DecisionForm
from hiwar.moderation.models import Action, Decision
from hiwar.moderation.places import ROUTES, Place, numbers
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.views.page import Shown, comment_or_404, show_desk


@require_POST
@for_staff(Act.DECIDE)
def decide(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Publish, reject or set aside one comment, and go on to the next that waits."""
    found = comment_or_404(public_id, seat=seat, withdrawn=True)
    form = DecisionForm(request.POST, reasons=[one.code for one in queries.offered_reasons(seat.site)])
    place = _place_of(form)
    if not form.is_valid():
        errors = {name: str(sentences[0]) for name, sentences in form.errors.items()}
        values = {name: request.POST.get(name, "") for name in ("reason", "note")}
        problem = errors.get("reason") or errors.get("note") or _("This decision could not be read.")
        shown = Shown(comment=found, problem=problem, errors=errors, values=values, status=422)
        return show_desk(request, seat, place, shown)
    found.state = form.cleaned_data["seen"]
    try:
        decision = _decide(found, request, form.cleaned_data)
    except services.AlreadyDecided as error:
        return show_desk(request, seat, place, _overtaken(error.state, public_id, seat=seat))
    following = queries.next_waiting(seat=seat, comment=found) if place.state == State.HELD else None
    return HttpResponseRedirect(place.url(open=following, done=[decision.pk]))


def _decide(comment: Comment, request: HttpRequest, data: dict[str, Any]) -> Decision:
    now, by, note = timezone.now(), request.user, data.get("note", "")
    if data["action"] == Action.APPROVE:
        return services.approve_comment(comment=comment, by=by, now=now, note=note)
    if data["action"] == Action.SPAM:
        return services.mark_spam(comment=comment, by=by, now=now, note=note)
    return services.reject_comment(comment=comment, by=by, reason=data["reason"], now=now, note=note)


@require_POST
@for_staff(Act.DECIDE)
def bulk(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Publish or set aside the ticked comments, each with a decision of its own; overtaken ones are left alone."""
    form = BulkForm(request.POST)
    place = _place_of(form)
    ids = request.POST.getlist("comment")[:MOST_AT_ONCE]
    if not form.is_valid() or not ids:
        return show_desk(request, seat, place, Shown(problem=_("Tick the comments first."), status=422))
    done: list[int] = []
    for found in queries.comments_by_id(ids, seat=seat):
        found.state = form.cleaned_data["seen"]
        try:
            done.append(_decide(found, request, form.cleaned_data).pk)
        except services.AlreadyDecided:
            continue
    return HttpResponseRedirect(place.url(done=done, left=len(set(ids)) - len(done)))


@require_POST
@for_staff(Act.DECIDE)
def undo(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Take decisions back, and open the comment again if it is one."""
    decisions = queries.decisions_by_id(numbers(request.POST.getlist("decision"), most=MOST_AT_ONCE), seat=seat)
    if not decisions:
        raise Http404
    done: list[Decision] = []
    for decision in reversed(decisions):
        try:
            done.append(services.undo_decision(decision=decision, by=request.user, now=timezone.now()))
        except services.NothingToUndo:
            continue
    if not done:
        problem = _("There is nothing to undo: a later decision stands on it, or its author has withdrawn the comment.")
        return show_desk(request, seat, Place(), Shown(problem=problem, status=409))
    state = done[0].state_after
    opened = done[0].comment_id if len(decisions) == 1 else None
    place = Place(state=state if state in ROUTES else State.HELD)
    return HttpResponseRedirect(place.url(open=opened, done=[one.pk for one in done], left=len(decisions) - len(done)))


def _place_of(form: DecisionForm | BulkForm) -> Place:
    """Return the place a form was sent from; a form that does not say was sent from the waiting queue."""
    form.is_valid()
    state = form.cleaned_data.get("tab")
    state = state if state in ROUTES else State.HELD
    return Place(state=state, by_risk=state == State.HELD and form.cleaned_data.get("order") == "risk")


def _overtaken(state: str, public_id: str, *, seat: Seat) -> Shown:
    sentences = {
        State.WITHDRAWN: _("Its author has withdrawn this comment; there is nothing left to decide."),
        State.PUBLISHED: _("A colleague has decided meanwhile: the comment is published. Look at it again."),
        State.REJECTED: _("A colleague has decided meanwhile: the comment is rejected. Look at it again."),
        State.SPAM: _("A colleague has decided meanwhile: the comment is marked as spam. Look at it again."),
        State.HELD: _("A colleague has taken the decision back: the comment waits again. Look at it again."),
    }
    return Shown(comment=queries.comment_on_desk(public_id, seat=seat), problem=sentences[State(state)], status=409)
