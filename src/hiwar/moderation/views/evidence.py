"""The evidence room: what is kept for the law, keeping a comment, holding a copy longer, taking one out."""

from __future__ import annotations

from datetime import datetime, time
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hiwar.accounts.models import SiteProfile
from hiwar.moderation.access import for_staff
from hiwar.moderation.evidence_forms import AnswerForm, HoldForm, KeepForm
from hiwar.moderation.frame import render_desk
from hiwar.moderation.models import Evidence
from hiwar.moderation.places import ROUTES, Place, number
from hiwar.moderation.queries import reason_labels
from hiwar.moderation.queries.evidence import evidence_by_id, evidence_page
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.services import evidence as services
from hiwar.moderation.views.page import Shown, comment_or_404, show_desk


@require_safe
@for_staff(Act.EVIDENCE)
def room(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show what is kept, newest first."""
    kept, more = evidence_page(seat=seat, before=number(request.GET.get("before")))
    context = {"kept": kept, "more": more, "now": timezone.now(), "room": "desk-evidence"}
    return render_desk(request, seat, "moderation/evidence.html", context)


@require_POST
@for_staff(Act.EVIDENCE)
def keep(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Keep the open comment as it stands."""
    found = comment_or_404(public_id, seat=seat)
    form = KeepForm(request.POST)
    place = Place(state=found.state if found.state in ROUTES else Place().state)
    if not form.is_valid():
        problem = _("Say why it is kept, in a few words.")
        shown = Shown(comment=found, problem=problem, errors={"evidence": problem}, status=422)
        return show_desk(request, seat, place, shown)
    try:
        kept = services.keep_evidence(
            comment=found, by=seat.user, reason=form.cleaned_data["reason"], now=timezone.now()
        )
    except services.NothingToKeep:
        problem = _("The words of this comment are gone; there is nothing to keep.")
        return show_desk(request, seat, place, Shown(comment=found, problem=problem, status=409))
    return HttpResponseRedirect(reverse("desk-evidence-item", kwargs={"public_id": kept.public_id}))


@require_safe
@for_staff(Act.EVIDENCE)
def item(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Show one copy, to be read and printed."""
    return _show(request, seat, _evidence_or_404(public_id, seat))


@require_POST
@for_staff(Act.EVIDENCE, asks=True)
def take_out(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Give one copy away as a file."""
    found = _evidence_or_404(public_id, seat)
    told = services.take_out_evidence(evidence=found, by=seat.user, now=timezone.now())
    answer = HttpResponse(told, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="evidence-{found.public_id}.json"'
    return answer


@require_POST
@for_staff(Act.EVIDENCE)
def hold(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Ask that a copy be kept beyond its year."""
    found = _evidence_or_404(public_id, seat)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _show(request, seat, found, _("Say why, and until which day."), status=422)
    until = _end_of_day(form.cleaned_data["until"], seat)
    try:
        services.ask_hold(
            evidence=found, by=seat.user, reason=form.cleaned_data["reason"], until=until, now=timezone.now()
        )
    except services.HoldTooLong:
        problem = _("A hold ends on a day to come, within five years; it can be asked for again.")
        return _show(request, seat, found, problem, status=422)
    return _back_to(found)


@require_POST
@for_staff(Act.EVIDENCE)
def confirm(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Confirm a hold that somebody else asked for, or turn it down."""
    found = _evidence_or_404(public_id, seat)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, seat, found, _("This answer could not be read."), status=422)
    confirms = form.cleaned_data["answer"] == "confirm"
    try:
        services.answer_hold(evidence=found, by=seat.user, confirms=confirms, now=timezone.now())
    except services.SamePerson:
        problem = _("You asked for this hold; somebody else has to confirm it.")
        return _show(request, seat, found, problem, status=409)
    except services.NothingAsked:
        problem = _("Nobody asks for a hold of this copy now.")
        return _show(request, seat, found, problem, status=409)
    return _back_to(found)


def _evidence_or_404(public_id: str, seat: Seat) -> Evidence:
    found = evidence_by_id(public_id, seat=seat)
    if found is None:
        raise Http404
    return found


def _end_of_day(day: datetime, seat: Seat) -> datetime:
    zone = ZoneInfo(SiteProfile.of(seat.site).time_zone)
    return datetime.combine(day, time(23, 59), tzinfo=zone)


def _show(request: HttpRequest, seat: Seat, found: Evidence, problem: str = "", *, status: int = 200) -> HttpResponse:
    now = timezone.now()
    context = {
        "kept": found,
        "is_unchanged": services.is_unchanged(found),
        "is_held": found.held_until is not None and found.held_until > now,
        "is_asked": found.asked_until is not None and found.asked_until > now,
        "minutes": {
            name: datetime.fromisoformat(found.record[name]) if found.record.get(name) else None
            for name in ("submitted_at", "published_at", "edited_at", "decided_at")
        },
        "decisions": [{**one, "at": datetime.fromisoformat(one["at"])} for one in found.record.get("decisions", [])],
        # As people read an Arabic address; the record itself has it as it is sent.
        "place": f"{found.record['thread']['site']}{unquote(found.record['thread']['url'])}",
        "labels": reason_labels(seat.site),
        "problem": problem,
        "values": request.POST if problem else {},
        "room": "desk-evidence",
    }
    return render_desk(request, seat, "moderation/evidence_item.html", context, status=status)


def _back_to(found: Evidence) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk-evidence-item", kwargs={"public_id": found.public_id}))
