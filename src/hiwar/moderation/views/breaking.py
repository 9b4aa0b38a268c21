"""Breaking-news mode: what is asked of comments for a while and where, and the form that asks it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Site

from hiwar.accounts.models import SiteProfile
from hiwar.discussions.models import Scope
from hiwar.moderation import services
from hiwar.moderation.access import for_staff
from hiwar.moderation.breaking_forms import MOST_MINUTES, WRITTEN, RestraintForm, typed
from hiwar.moderation.frame import render_desk
from hiwar.moderation.queries import breaking
from hiwar.moderation.roles import Act, Seat

DONE = ("set", "lifted", "nothing")
PLACES = ("site", "section", "thread")
# A headline in Arabic letters is six times as long in an address.
LONGEST_SEARCH = 1000


@dataclass(frozen=True)
class Said:
    """What comes back with a form that could not be taken."""

    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)


@require_safe
@for_staff(Act.RESTRAIN)
def room(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show what is in force, and the form for the place that is asked for, the widest one unless named."""
    if any(name in request.GET for name in PLACES):
        return _page(request, seat, _place(request.GET.dict(), seat))
    return _page(request, seat, next(iter(breaking.whole_places(seat)), None))


@require_POST
@for_staff(Act.RESTRAIN)
def change(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Ask more at a place, ask what the one button for breaking news asks, or ask nothing more."""
    where, now = _place(request.POST.dict(), seat), timezone.now()
    act = request.POST.get("act", "")
    if act == "lift":
        lifted = services.end_restraint(place=where.place, seat=seat, now=now)
        return _back(where, "lifted" if lifted else "nothing")
    if act == "now":
        services.restrain(place=where.place, asked=services.breaking_now(now=now), seat=seat, now=now)
        return _back(where, "set")
    form = RestraintForm(request.POST, zone=_zone(seat.site), now=now)
    if act != "set" or not form.is_valid():
        errors = form.messages() if act == "set" else {"": _("Choose what is to be done.")}
        return _page(request, seat, where, Said(request.POST.dict(), errors))
    services.restrain(place=where.place, asked=form.asked(), seat=seat, now=now)
    return _back(where, "set")


def _place(given: dict[str, str], seat: Seat) -> breaking.Where:
    where = breaking.place_asked(given, seat=seat)
    if where is None:
        raise Http404
    return where


def _back(where: breaking.Where, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('desk-breaking')}?{where.query}&done={done}#set")


def _page(request: HttpRequest, seat: Seat, where: breaking.Where | None, said: Said | None = None) -> HttpResponse:
    now, zone = timezone.now(), _zone(seat.site)
    asked = breaking.asked_at(where, seat=seat, now=now) if where else None
    words, done = request.GET.get("find", "").strip()[:LONGEST_SEARCH], request.GET.get("done", "")
    context = {
        "room": "desk-breaking",
        "where": where,
        "asked": asked,
        "is_set": asked is not None and not asked.is_nothing,
        "is_discussion": where is not None and where.place.scope == Scope.THREAD,
        "values": said.values if said else typed(asked, zone=zone) if asked else {},
        "errors": said.errors if said else {},
        "in_force": breaking.in_force(seat, now=now),
        "places": breaking.whole_places(seat),
        "words": words,
        "found": breaking.discussions_found(words, seat=seat),
        "done": done if done in DONE else "",
        "clock": now,
        "earliest": _written(now, zone),
        "most_minutes": MOST_MINUTES,
        "longest_search": LONGEST_SEARCH,
    }
    return render_desk(request, seat, "moderation/breaking.html", context, status=422 if said else 200)


def _written(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):{WRITTEN}}"


def _zone(site: Site) -> ZoneInfo:
    return ZoneInfo(SiteProfile.of(site).time_zone)
