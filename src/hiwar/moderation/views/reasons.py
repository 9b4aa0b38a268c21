"""The reasons' room: the words a newsroom gives for what it refuses, and what they mean to the learner."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hiwar.moderation import queries, services
from hiwar.moderation.access import for_staff
from hiwar.moderation.frame import render_desk
from hiwar.moderation.models import Reason
from hiwar.moderation.queries.reasons import codes_in_use
from hiwar.moderation.reasons_forms import MAX_LABEL, MAX_SENTENCE, NewReasonForm, ReasonForm
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.services.reasons import NoReasonLeft, ReasonExists, ReasonInUse, TooManyReasons


@require_safe
@for_staff(Act.REASONS)
def reasons(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show the reasons, each with what can be changed about it."""
    return _show(request, seat, _forms(seat), NewReasonForm())


@require_POST
@for_staff(Act.REASONS)
def edit(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Keep the reasons as the form has them, in the order it gives."""
    forms, new = _forms(seat, request), NewReasonForm(request.POST)
    if not all([form.is_valid() for form in forms] + [new.is_valid()]):
        return _show(request, seat, forms, new, problem=_("Nothing was saved. Look at the marked fields."))
    kept = [form for form in forms if not form.cleaned_data["remove"]]
    # Of two on one place the one that stood first stays first.
    wanted = [form.reason() for form in sorted(kept, key=lambda form: form.cleaned_data["place"])]
    if added := new.reason():
        wanted.append(added)
    try:
        services.edit_reasons(site=seat.site, reasons=wanted, by=seat.user, now=timezone.now())
    except (NoReasonLeft, ReasonExists, ReasonInUse, TooManyReasons) as refusal:
        return _show(request, seat, forms, new, problem=_sentence(refusal))
    return HttpResponseRedirect(f"{reverse('desk-reasons')}?saved=1")


def _forms(seat: Seat, request: HttpRequest | None = None) -> list[ReasonForm]:
    data = request.POST if request else None
    found = enumerate(queries.reasons_of(seat.site), start=1)
    return [ReasonForm(data, reason=reason, place=place) for place, reason in found]


def _sentence(refusal: ValueError) -> str:
    if isinstance(refusal, ReasonExists):
        return _("Nothing was saved: there is a reason of the code «%(code)s» already.") % {"code": refusal.code}
    if isinstance(refusal, ReasonInUse):
        sentence = _("Nothing was saved: decisions speak of «%(code)s». It can be retired, not deleted.")
        return sentence % {"code": refusal.code}
    if isinstance(refusal, TooManyReasons):
        return _("Nothing was saved: nobody can choose among so many reasons.")
    return _("Nothing was saved: at least one reason must be offered.")


def _show(
    request: HttpRequest, seat: Seat, forms: list[ReasonForm], new: NewReasonForm, problem: str = ""
) -> HttpResponse:
    context = {
        "forms": forms,
        "new": new,
        "problem": problem,
        "was_saved": "saved" in request.GET,
        "meanings": Reason.choices,
        "cannot_go": codes_in_use(seat.site) | frozenset(map(str, Reason.values)),
        "max_label": MAX_LABEL,
        "max_sentence": MAX_SENTENCE,
        "room": "desk-reasons",
    }
    return render_desk(request, seat, "moderation/reasons.html", context, status=422 if problem else 200)
