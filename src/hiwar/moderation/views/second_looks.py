"""The room of the second looks: one comment at a time, judged as if nobody had; and the disputes that come of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hiwar.discussions.models import State
from hiwar.moderation import queries
from hiwar.moderation.access import for_staff
from hiwar.moderation.forms import read_at, reading_minute
from hiwar.moderation.frame import render_desk
from hiwar.moderation.models import Action, DeskSettings, Review, ReviewKind
from hiwar.moderation.places import number
from hiwar.moderation.queries import agreement as figures
from hiwar.moderation.queries import second_looks as looks
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.second_looks_forms import OpinionForm, SettleForm, SharesForm
from hiwar.moderation.services import AlreadyDecided, EditedMeanwhile
from hiwar.moderation.services import second_looks as services
from hiwar.moderation.views.page import midnight

ROOM = "desk-second"
FIGURES_OF = timedelta(days=90)


@require_safe
@for_staff(Act.REVIEW)
def second(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show the next look that waits for this person, and thank her for the last one."""
    now = timezone.now()
    after = number(request.GET.get("after"))
    look = looks.next_look(seat, now=now, after=after)
    said = number(request.GET.get("said"))
    given = looks.given_looks(seat).filter(pk=said).first() if said else None
    return _room(request, seat, {"case": look, "after": after, "given": given, "may_take": _may_take(given, seat)}, now)


@require_POST
@for_staff(Act.REVIEW)
def say(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Take down an opinion and go on to the next look."""
    now, pk = timezone.now(), _posted_look(request)
    found = looks.open_looks(seat).filter(pk=pk).select_related("site", "comment__thread", "comment__parent").first()
    if found is None:
        return _gone(request, seat, pk, now)
    form = OpinionForm(request.POST, reasons=[one.code for one in queries.offered_reasons(seat.site)])
    if not form.is_valid():
        problem = next(iter(form.non_field_errors()), _("This opinion could not be read."))
        shown = {"case": looks.look_of(found, now=now), "problem": problem}
        return _room(request, seat, shown, now, status=422)
    data = form.cleaned_data
    opinion = services.Opinion(data["action"], data["reason"], read_at=read_at(request.POST))
    try:
        services.give_opinion(review=found, opinion=opinion, by=request.user, now=now)
    except services.AlreadyLooked:
        return _gone(request, seat, pk, now)
    except EditedMeanwhile:
        problem = _("Its author has edited the comment. Read it again.")
        return _room(request, seat, {"case": looks.look_of(found, now=now), "problem": problem}, now, status=409)
    return HttpResponseRedirect(f"{reverse(ROOM)}?after={pk}&said={pk}")


@require_POST
@for_staff(Act.DECIDE)
def take_down(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Take a comment off the page that published itself and that this second reader would have stopped."""
    now, pk = timezone.now(), _posted_look(request)
    found = looks.given_looks(seat).filter(pk=pk, comment__in=seat.comments()).first()
    if found is None:
        raise Http404
    try:
        services.take_down(review=found, by=request.user, now=now)
    except (services.NothingToTakeDown, AlreadyDecided):
        problem = _("It is no longer on the page: a colleague or its author was faster.")
        shown = {"case": looks.next_look(seat, now=now, after=pk), "problem": problem}
        return _room(request, seat, shown, now, status=409)
    return HttpResponseRedirect(f"{reverse(ROOM)}?after={pk}&said={pk}")


@require_safe
@for_staff(Act.TUNE)
def disputes(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show what two people judged differently."""
    return _disputes(request, seat)


@require_POST
@for_staff(Act.TUNE)
def settle(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Say which of two judgments was right; where it was not the one that stands, the comment opens."""
    now, pk = timezone.now(), _posted_look(request)
    rows = Review.objects.filter(site=seat.site, kind=ReviewKind.BLIND, comment__in=seat.comments())
    found = get_object_or_404(rows.select_related("decision", "comment", "site"), pk=pk)
    form = SettleForm(request.POST)
    try:
        if not form.is_valid():
            raise ValueError
        services.settle(review=found, right=form.cleaned_data["right"], by=request.user, now=now)
    except services.NotNeutral:
        problem = _("You are one of the two. Somebody else says who was right.")
        return _disputes(request, seat, problem=problem, status=409)
    except services.AlreadyLooked:
        return _disputes(request, seat, problem=_("A colleague has settled this already."), status=409)
    except ValueError:
        return _disputes(request, seat, problem=_("This answer could not be read."), status=422)
    if found.decision is not None and form.cleaned_data["right"] != found.decision.action:
        return HttpResponseRedirect(reverse("desk-comment", kwargs={"public_id": found.comment.public_id}))
    return HttpResponseRedirect(reverse("desk-second-disputes"))


@require_POST
@for_staff(Act.TUNE)
def shares(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Set how much is looked at twice."""
    now, form = timezone.now(), SharesForm(request.POST)
    if not form.is_valid():
        shown = {"case": looks.next_look(seat, now=now), "problem": _("A share is a whole number from 0 to 100.")}
        return _room(request, seat, shown, now, status=422)
    wanted = services.Shares(form.cleaned_data["published"], form.cleaned_data["decisions"])
    services.set_shares(site=seat.site, shares=wanted, by=request.user, now=now)
    return HttpResponseRedirect(f"{reverse(ROOM)}#shares")


def _room(request: HttpRequest, seat: Seat, shown: dict[str, Any], now: datetime, *, status: int = 200) -> HttpResponse:
    nothing: dict[str, Any] = {"after": None, "given": None, "may_take": False, "problem": "", "settings": None}
    context = {
        **nothing,
        **shown,
        "progress": looks.progress(seat, since=midnight(seat.site), now=now),
        "reasons": queries.offered_reasons(seat.site),
        "read": reading_minute(now),
        "room": ROOM,
    }
    if seat.may(Act.STATISTICS):
        since = now - FIGURES_OF
        context |= {"agreed": figures.agreement(seat.site, since), "missed": figures.missed(seat.site, since)}
    if seat.may(Act.TUNE):
        context |= {"settings": DeskSettings.of(seat.site), "disputed": looks.open_disputes(seat, now=now).count()}
    return render_desk(request, seat, "moderation/second.html", context, status=status)


def _disputes(request: HttpRequest, seat: Seat, *, problem: str = "", status: int = 200) -> HttpResponse:
    labels = queries.reason_labels(seat.site)
    found = looks.disputes(seat, labels=labels, now=timezone.now())
    context = {"disputes": found, "problem": problem, "room": ROOM}
    return render_desk(request, seat, "moderation/disputes.html", context, status=status)


def _posted_look(request: HttpRequest) -> int:
    """Return the number of the look a form is about; 0, which no look has, for what is no number."""
    return number(request.POST.get("look")) or 0


def _gone(request: HttpRequest, seat: Seat, pk: int, now: datetime) -> HttpResponse:
    """Tell that a look which this person was shown is no longer to be taken; of any other she learns nothing."""
    seen = Review.objects.filter(pk=pk, site=seat.site, comment__in=seat.comments()).exclude(opinion="")
    if not seen.exists():
        raise Http404
    shown = {
        "case": looks.next_look(seat, now=now, after=pk),
        "problem": _("A colleague has looked at it meanwhile. Here is the next one."),
    }
    return _room(request, seat, shown, now, status=409)


def _may_take(given: Review | None, seat: Seat) -> bool:
    if given is None or not seat.may(Act.DECIDE) or given.kind != ReviewKind.MISSED:
        return False
    return given.opinion in {Action.REJECT, Action.SPAM} and given.comment.state == State.PUBLISHED
