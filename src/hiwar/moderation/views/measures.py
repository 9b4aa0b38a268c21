"""What is done about a writer: from her comment (note, warning, mute, ban, network), and the room of all measures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hiwar.accounts.networks import NetworkForgotten
from hiwar.discussions.models import Comment
from hiwar.moderation import queries
from hiwar.moderation.access import for_staff
from hiwar.moderation.frame import render_desk
from hiwar.moderation.measure_forms import (
    AuthorNoteForm,
    BanForm,
    MuteForm,
    NetworkForm,
    WarningForm,
)
from hiwar.moderation.places import Place, number
from hiwar.moderation.queries import measures as reads
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.said import Word, said_in
from hiwar.moderation.services import measures as services
from hiwar.moderation.services.notes import add_note
from hiwar.moderation.views.page import Shown, comment_or_404, show_desk

ROOM = "desk-measures"


@require_POST
@for_staff(Act.NOTE)
def note(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Leave a line for colleagues about the writer of a comment."""
    found = comment_or_404(public_id, seat=seat)
    form = AuthorNoteForm(request.POST)
    if not form.is_valid():
        return _refused(request, seat, found, _("Write the note in a few words."))
    try:
        add_note(comment=found, text=form.cleaned_data["note"], seat=seat, now=timezone.now())
    except services.NothingKnown:
        return _refused(request, seat, found, _nothing_known())
    return _back(form.place(), found, "noted")


@require_POST
@for_staff(Act.WARN)
def warn(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Warn the writer of a comment; she is shown it when she next comes to write."""
    return _take(request, seat, public_id, WarningForm, "warned")


@require_POST
@for_staff(Act.MUTE)
def mute(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Take no comments from a writer for some hours; she is told why and until when."""
    return _take(request, seat, public_id, MuteForm, "muted")


@require_POST
@for_staff(Act.BAN)
def ban(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Take no comments from a writer for days, or no more; she is told why and until when."""
    return _take(request, seat, public_id, BanForm, "banned")


@require_POST
@for_staff(Act.BAN)
def watch_network(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Let everything wait that comes from a comment's network, for some hours, while memory knows it."""
    found = comment_or_404(public_id, seat=seat)
    form = NetworkForm(request.POST, reasons=_codes(seat))
    if not form.is_valid():
        problem = form.problem() if "reason" in form.errors else _("Choose for how many hours.")
        return _refused(request, seat, found, problem)
    data = form.cleaned_data
    try:
        services.watch_network(
            comment=found, hours=data["hours"], reason=data["reason"], seat=seat, now=timezone.now(), note=data["note"]
        )
    except NetworkForgotten:
        return _refused(request, seat, found, _("Too old: from which network it came is no longer known."), status=409)
    return _back(form.place(), found, "watched")


@require_POST
@for_staff(Act.BAN)
def unwatch_network(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Judge what comes from a comment's network like everything else again."""
    found = comment_or_404(public_id, seat=seat)
    services.unwatch_network(comment=found, seat=seat, now=timezone.now())
    return _to_room("unwatched")


@require_safe
@for_staff(Act.READ)
def measures(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show the measures that stand, or those of the past."""
    return _room(request, seat)


@require_POST
@for_staff(Act.WARN)
def lift(request: HttpRequest, *, seat: Seat, pk: int) -> HttpResponse:
    """End a measure before its time; whoever may take such a one may lift it."""
    found = reads.measures_of(seat).filter(pk=pk).first()
    if found is None:
        raise Http404
    if not seat.may(reads.ACT_FOR[found.kind]):
        return render_desk(request, seat, "moderation/not_yours.html", {"room": ROOM}, status=403)
    services.lift_measure(measure=found, seat=seat, now=timezone.now())
    return _to_room("lifted")


def _room(request: HttpRequest, seat: Seat) -> HttpResponse:
    now, past = timezone.now(), request.GET.get("show") == "past"
    page = reads.measures_page(seat=seat, now=now, is_active=not past, after=number(request.GET.get("after")))
    networks = () if past else reads.watched_networks(seat=seat, now=now)
    context: dict[str, Any] = {"page": page, "past": past, "networks": networks, "said": said_in(request), "room": ROOM}
    return render_desk(request, seat, "moderation/measures.html", context)


def _take(
    request: HttpRequest, seat: Seat, public_id: str, make: Callable[..., WarningForm | MuteForm | BanForm], said: Word
) -> HttpResponse:
    found = comment_or_404(public_id, seat=seat)
    form = make(request.POST, reasons=_codes(seat))
    if not form.is_valid():
        return _refused(request, seat, found, form.problem())
    now = timezone.now()
    try:
        services.take_measure(comment=found, order=form.order(now=now), seat=seat, now=now)
    except services.NothingKnown:
        return _refused(request, seat, found, _nothing_known())
    return _back(form.place(), found, said)


def _codes(seat: Seat) -> list[str]:
    return [one.code for one in queries.offered_reasons(seat.site)]


def _refused(request: HttpRequest, seat: Seat, found: Comment, problem: str, *, status: int = 422) -> HttpResponse:
    return show_desk(request, seat, Place(state=found.state), Shown(comment=found, problem=problem, status=status))


def _nothing_known() -> str:
    return _("Nothing tells this writer from others: the comment has no browser key and no name, or is too old.")


def _back(place: Place, found: Comment, said: Word) -> HttpResponse:
    return HttpResponseRedirect(place.url(open=found.public_id, said=said))


def _to_room(said: Word) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(ROOM)}?said={said}")
