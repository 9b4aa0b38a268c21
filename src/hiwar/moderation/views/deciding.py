"""Decisions: on one comment, on those that were ticked, and taken back.

A decision answers with a redirect to the next waiting comment; what could not be done comes back as the same desk with
a sentence (409, 422), the comment still open. The desk's script, which has shown the next comment long before, asks for
JSON and is told the same in few words.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hiwar.discussions.models import Comment, State
from hiwar.discussions.models.threads import new_public_id
from hiwar.moderation import queries, services
from hiwar.moderation.access import ask_about, for_staff
from hiwar.moderation.forms import MOST_AT_ONCE, BulkForm, DecisionForm, ticked
from hiwar.moderation.models import Decision
from hiwar.moderation.places import ROUTES, Place, numbers
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.views.page import Shown, comment_or_404, show_desk


@require_POST
@for_staff(Act.DECIDE)
def decide(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Publish, reject or set aside one comment, and go on to the next that waits."""
    found = comment_or_404(public_id, seat=seat, withdrawn=True)
    form = DecisionForm(request.POST, reasons=_codes(seat))
    if not form.is_valid():
        return _refused(request, seat, form, found)
    place = form.place()
    found.state = form.cleaned_data["seen"]
    try:
        decision = _decide(found, seat, form.cleaned_data)
    except services.AlreadyDecided as error:
        shown = _overtaken(error, public_id, seat=seat)
        return _as_json(shown) if _wants_json(request) else show_desk(request, seat, place, shown)
    services.put_down(comments=[found.pk], by=seat.user)
    if _wants_json(request):
        return JsonResponse({"decisions": [decision.pk], "left": 0})
    following = queries.next_in(seat=seat, place=place, comment=found, now=timezone.now())
    following = following if place.state == State.HELD else None
    return HttpResponseRedirect(place.url(open=following, done=[decision.pk]))


def _codes(seat: Seat) -> list[str]:
    return [reason.code for reason in queries.offered_reasons(seat.site)]


def _decide(comment: Comment, seat: Seat, data: dict[str, Any], *, batch: str = "") -> Decision:
    grounds = services.Grounds(
        by=seat.user,
        now=timezone.now(),
        reason=data.get("reason", ""),
        note=data.get("note", ""),
        message=data.get("message", ""),
        batch=batch,
        leaves_trace=data.get("trace") != "none",
        read_at=data.get("read"),
    )
    return services.decide_comment(comment=comment, action=data["action"], grounds=grounds)


@require_POST
@for_staff(Act.DECIDE)
def bulk(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Decide alike about the ticked comments, each with a decision of its own; overtaken ones are left alone."""
    form = BulkForm(request.POST, reasons=_codes(seat))
    valid, ids = form.is_valid(), request.POST.getlist("comment")
    if not valid or not ids:
        problem = _("Tick the comments first.") if not ids else _problem(form)
        shown = Shown(problem=problem, status=422)
        return _as_json(shown) if _wants_json(request) else show_desk(request, seat, form.place(), shown)
    chosen = {one.public_id: one.seen for one in ticked(ids, seen=form.cleaned_data["seen"])}
    if asked := ask_about(len(chosen), request=request, seat=seat):
        return asked
    services.tell_of_many(count=len(chosen), seat=seat, now=timezone.now())
    batch, done = new_public_id(), []
    for found in queries.comments_by_id(chosen, seat=seat):
        found.state = chosen[found.public_id]
        try:
            done.append(_decide(found, seat, form.cleaned_data, batch=batch).pk)
        except services.AlreadyDecided:
            continue
    left = len(chosen) - len(done)
    if _wants_json(request):
        return JsonResponse({"decisions": done, "left": left})
    return HttpResponseRedirect(form.place().url(done=done, left=left))


@require_POST
@for_staff(Act.DECIDE)
def undo(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Take decisions back, and open the comment again if it is one."""
    decisions = queries.decisions_by_id(numbers(request.POST.getlist("decision"), most=MOST_AT_ONCE), seat=seat)
    if not decisions:
        raise Http404
    if asked := ask_about(len(decisions), request=request, seat=seat):
        return asked
    services.tell_of_many(count=len(decisions), seat=seat, now=timezone.now())
    done: list[Decision] = []
    for decision in reversed(decisions):
        try:
            done.append(services.undo_decision(decision=decision, by=seat.user, now=timezone.now()))
        except services.NothingToUndo:
            continue
    left = len(decisions) - len(done)
    if not done:
        problem = _("There is nothing to undo: a later decision stands on it, or its author has withdrawn the comment.")
        shown = Shown(problem=problem, status=409)
        return _as_json(shown) if _wants_json(request) else show_desk(request, seat, Place(), shown)
    if _wants_json(request):
        return JsonResponse({"decisions": [one.pk for one in done], "left": left, "open": done[0].comment_id})
    state = done[0].state_after
    opened = done[0].comment_id if len(decisions) == 1 else None
    place = Place(state=state if state in ROUTES else State.HELD)
    return HttpResponseRedirect(place.url(open=opened, done=[one.pk for one in done], left=left))


def _refused(request: HttpRequest, seat: Seat, form: DecisionForm, comment: Comment) -> HttpResponse:
    errors = {name: str(sentences[0]) for name, sentences in form.errors.items()}
    values = {name: request.POST.get(name, "") for name in form.fields}
    shown = Shown(comment=comment, problem=_problem(form), errors=errors, values=values, status=422)
    return _as_json(shown) if _wants_json(request) else show_desk(request, seat, form.place(), shown)


def _problem(form: DecisionForm) -> str:
    """Return what is wrong with a decision: what its fields say, or that it makes no sense."""
    known = (form.errors.get(name) for name in form.fields if name not in {"action", "seen", "tab"})
    return next((str(sentences[0]) for sentences in known if sentences), _("This decision could not be read."))


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _as_json(shown: Shown) -> HttpResponse:
    return JsonResponse({"problem": shown.problem}, status=shown.status)


def _overtaken(error: services.AlreadyDecided, public_id: str, *, seat: Seat) -> Shown:
    sentences = {
        State.WITHDRAWN: _("Its author has withdrawn this comment; there is nothing left to decide."),
        State.PUBLISHED: _("A colleague has decided meanwhile: the comment is published. Look at it again."),
        State.REJECTED: _("A colleague has decided meanwhile: the comment is rejected. Look at it again."),
        State.SPAM: _("A colleague has decided meanwhile: the comment is marked as spam. Look at it again."),
        State.HELD: _("A colleague has taken the decision back: the comment waits again. Look at it again."),
    }
    edited = isinstance(error, services.EditedMeanwhile)
    sentence = _("Its author has edited the comment. Read it again.") if edited else sentences[State(error.state)]
    return Shown(comment=queries.comment_on_desk(public_id, seat=seat), problem=sentence, status=409)
