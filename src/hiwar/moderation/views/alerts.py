"""The room of alerts: whom the desk calls for, how, and what it has told lately."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hiwar.accounts.seal import CannotUnseal
from hiwar.moderation.access import for_staff
from hiwar.moderation.alerts_forms import TOLD_OF, ChannelForm
from hiwar.moderation.frame import render_desk
from hiwar.moderation.models import Channel, ChannelKind
from hiwar.moderation.places import number
from hiwar.moderation.queries import alerts as queries
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.services import channels as services
from hiwar.moderation.services.taking_back import TooLate
from hiwar.moderation.views.taking_back import too_late

ROOM = "desk-alerts"


@require_safe
@for_staff(Act.ALERTS)
def alerts(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show the channels, a form for another one, and the last notices."""
    return _room(request, seat, {})


@require_POST
@for_staff(Act.ALERTS)
def add(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Add a channel; a signed one's secret is shown on this answer and never again."""
    form = ChannelForm(request.POST)
    if not form.is_valid():
        return _room(request, seat, _refused(request, form), status=422)
    channel, secret = services.add_channel(site=seat.site, wanted=form.wanted(), by=request.user, now=timezone.now())
    if secret:
        return _room(request, seat, {"secret": secret, "secret_of": channel.name})
    return _back()


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Act.ALERTS)
def change(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show a channel to be changed, and change it."""
    channel = _channel(request, seat)
    if request.method != "POST":
        return _form(request, seat, channel, {"errors": {}, "values": _values(channel)})
    form = ChannelForm(request.POST, kept=channel.kind)
    if not form.is_valid():
        return _form(request, seat, channel, _refused(request, form), status=422)
    services.change_channel(channel=channel, wanted=form.wanted(), by=request.user, now=timezone.now())
    return _back()


@require_POST
@for_staff(Act.ALERTS)
def turn(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Turn a channel on or off."""
    is_on = request.POST.get("to") == "on"
    services.turn_channel(channel=_channel(request, seat), is_on=is_on, by=request.user, now=timezone.now())
    return _back()


@require_POST
@for_staff(Act.ALERTS)
def delete(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Forget a channel, once the box that says so is ticked."""
    channel = _channel(request, seat)
    if request.POST.get("sure") != "yes":
        said = {"errors": {"sure": _("Tick the box to delete it.")}, "values": _values(channel)}
        return _form(request, seat, channel, said, status=422)
    services.delete_channel(channel=channel, by=request.user, now=timezone.now())
    return HttpResponseRedirect(f"{reverse(ROOM)}?deleted={channel.pk}")


@require_POST
@for_staff(Act.ALERTS)
def put_back(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Make a channel that was just deleted what it was."""
    pk = number(request.POST.get("channel")) or 0
    try:
        services.put_channel_back(pk=pk, site=seat.site, by=request.user, now=timezone.now())
    except TooLate:
        return _room(request, seat, {"problem": too_late()}, status=409)
    return HttpResponseRedirect(f"{reverse(ROOM)}?back={pk}#way-{pk}")


@require_POST
@for_staff(Act.ALERTS)
def test(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Have a channel told a test, as soon as the next round is made."""
    try:
        services.order_test(channel=_channel(request, seat), by=request.user, now=timezone.now())
    except services.IsOff:
        return _room(request, seat, {"problem": _("This channel is off. Turn it on first.")}, status=409)
    return HttpResponseRedirect(f"{reverse(ROOM)}#told")


@require_POST
@for_staff(Act.ALERTS)
def rotate(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Replace a channel's secret and show the new one, this once."""
    channel = _channel(request, seat)
    try:
        secret = services.rotate_secret(channel=channel, by=request.user, now=timezone.now())
    except services.HasNoSecret:
        return _room(request, seat, {"problem": _("This channel has no secret: nothing of it is signed.")}, status=409)
    except CannotUnseal:
        return _room(request, seat, {"problem": _("Its secret can no longer be read: delete it.")}, status=409)
    return _room(request, seat, {"secret": secret, "secret_of": channel.name})


def _room(request: HttpRequest, seat: Seat, shown: dict[str, Any], *, status: int = 200) -> HttpResponse:
    nothing: dict[str, Any] = {"errors": {}, "values": {"triggers": []}, "secret": "", "secret_of": "", "problem": ""}
    deleted = number(request.GET.get("deleted")) or 0
    context = {
        **nothing,
        **shown,
        "undo": deleted if deleted and services.can_be_put_back(pk=deleted, site=seat.site) else 0,
        "back": number(request.GET.get("back")) or 0,
        "ways": queries.ways(seat.site),
        "told": queries.told_lately(seat.site),
        "has_mail": settings.HIWAR_MAIL is not None,
        "kinds": ChannelKind.choices,
        "told_of": TOLD_OF,
        "room": ROOM,
    }
    return render_desk(request, seat, "moderation/alerts.html", context, status=status)


def _form(
    request: HttpRequest, seat: Seat, channel: Channel, shown: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {"channel": channel, "told_of": TOLD_OF, "room": ROOM, **shown}
    return render_desk(request, seat, "moderation/channel.html", context, status=status)


def _channel(request: HttpRequest, seat: Seat) -> Channel:
    asked = request.POST if request.method == "POST" else request.GET
    return get_object_or_404(Channel, site=seat.site, pk=number(asked.get("channel")) or 0)


def _refused(request: HttpRequest, form: ChannelForm) -> dict[str, Any]:
    """Return what was typed and what is wrong with it; a token is typed again, it is shown to nobody."""
    values = {name: request.POST.get(name, "") for name in ("name", "kind", "target", "queue_length")}
    errors = form.sentences()
    problem = next(iter(errors.values()), "")
    return {"errors": errors, "values": {**values, "triggers": request.POST.getlist("triggers")}, "problem": problem}


def _values(channel: Channel) -> dict[str, Any]:
    return {"name": channel.name, "queue_length": channel.queue_length, "triggers": channel.triggers}


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse(ROOM))
