"""The room of thresholds: what each setting costs, who would change sides, setting it, and what was set before."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hiwar.accounts.models import SiteProfile
from hiwar.arabic.numbers import Digits, localize_digits
from hiwar.moderation.access import for_staff
from hiwar.moderation.curves import STEPS
from hiwar.moderation.drawings import Frame, stacked
from hiwar.moderation.frame import render_desk
from hiwar.moderation.heads import HEADS
from hiwar.moderation.places import number
from hiwar.moderation.queries.curves import (
    Asked,
    NoModel,
    ThresholdRoom,
    limits_of,
    threshold_changes,
    threshold_room,
)
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.services.thresholds import Move, move_threshold
from hiwar.moderation.threshold_forms import PERIODS, ThresholdForm, asked_from
from hiwar.moderation.threshold_sentences import a_day, said, stands_on

ROOM = "desk-thresholds"


@require_safe
@for_staff(Act.TUNE)
def thresholds(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show the curve of a head and who would change sides at the setting asked for."""
    return _shown(request, seat, asked_from(request.GET))


@require_safe
@for_staff(Act.TUNE)
def sides(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Answer who would change sides alone, for a page whose slider was moved."""
    try:
        tuning = threshold_room(seat=seat, asked=asked_from(request.GET), now=timezone.now())
    except NoModel:
        return HttpResponse(status=409)
    return render(request, "moderation/_sides.html", {"tuning": tuning})


@require_POST
@for_staff(Act.TUNE)
def save(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Set a threshold by hand or give it back to the mode, and say so."""
    form = ThresholdForm(request.POST)
    if not form.is_valid():
        note = [str(sentence) for sentence in form.errors.get("note", [])]
        problem = note[0] if note else _("This is no threshold: it must lie between 0.01 and 0.99.")
        return _shown(request, seat, asked_from(request.POST), problem=problem, status=422)
    wanted = form.cleaned_data
    try:
        limits = limits_of(seat)
    except NoModel:
        return _shown(request, seat, asked_from(request.POST), status=409)
    at = round(wanted["at"], 2) if wanted["act"] == "set" else None
    move = Move(wanted["head"], at, wanted["note"])
    event = move_threshold(site=seat.site, move=move, limits=limits, by=seat.user, now=timezone.now())
    done = f"&done={event.pk}" if event else ""
    return HttpResponseRedirect(f"{reverse(ROOM)}?head={wanted['head']}{done}")


def _shown(request: HttpRequest, seat: Seat, asked: Asked, *, problem: str = "", status: int = 200) -> HttpResponse:
    changes = threshold_changes(seat)
    context: dict[str, Any] = {
        "room": ROOM,
        "heads": HEADS,
        "periods": PERIODS,
        "asked": asked,
        "problem": problem,
        "changes": changes,
        "done": next((change for change in changes if change.pk == number(request.GET.get("done"))), None),
        "tuning": None,
    }
    try:
        tuning = threshold_room(seat=seat, asked=asked, now=timezone.now())
    except NoModel:
        # All comments wait meanwhile. The page says so; it is no fault of whoever opened it.
        return render_desk(request, seat, "moderation/thresholds.html", context, status=status)
    context |= {"tuning": tuning, **_drawn(tuning, Digits(SiteProfile.of(seat.site).digits))}
    return render_desk(request, seat, "moderation/thresholds.html", context, status=status)


def _drawn(tuning: ThresholdRoom, digits: Digits) -> dict[str, Any]:
    curve, frame = tuning.curve, Frame(rtl=get_language_bidi())
    point = curve.at(tuning.at)
    columns = list(zip(curve.approved_bins, curve.rejected_bins, strict=True))
    points = [
        {
            "at": localize_digits(f"{one.threshold:.2f}", digits),
            "said": said(curve, one, digits),
            "rates": _rates(tuning, one.threshold, digits),
            "x": frame.x(one.threshold),
        }
        for one in curve.points
    ]
    return {
        "frame": frame,
        "boxes": stacked(columns, ("ok", "no"), frame=frame),
        "said": said(curve, point, digits),
        "stands_on": stands_on(curve, digits),
        "rates": _rates(tuning, tuning.at, digits),
        "island": {"first": STEPS[0], "step": 0.01, "points": points},
    }


def _rates(tuning: ThresholdRoom, at: float, digits: Digits) -> list[str]:
    curve, point = tuning.curve, tuning.curve.at(at)
    return [a_day(curve.a_day(n), digits) for n in (point.waiting, point.by_score, point.wrongly, point.missed)]
