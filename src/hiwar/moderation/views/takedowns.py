"""The takedown register: entering a request, writing down what became of it, taking the register out."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from types import MappingProxyType

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hiwar.moderation.access import for_staff
from hiwar.moderation.frame import render_desk
from hiwar.moderation.log_tables import BYTE_ORDER_MARK, disarmed
from hiwar.moderation.models import EventKind, Takedown, TakedownOutcome
from hiwar.moderation.places import number
from hiwar.moderation.queries.takedowns import (
    comments_linked,
    comments_named,
    takedown_by_id,
    takedowns_of,
    takedowns_page,
)
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.services import Happening, write_down
from hiwar.moderation.services.takedowns import (
    AlreadyClosed,
    Request,
    close_takedown,
    register_takedown,
    take_closing_back,
    was_closed_just_now,
)
from hiwar.moderation.services.taking_back import TooLate
from hiwar.moderation.takedown_forms import MAX_WORDS, CloseForm, TakedownForm
from hiwar.moderation.views.taking_back import too_late

COLUMNS = ("received_on", "authority", "reference", "request", "comments", "outcome", "answer", "closed_on", "by")
# What a page says besides the request: nothing was just done, and nothing is wrong.
NOTHING: Mapping[str, str] = MappingProxyType({})


@require_safe
@for_staff(Act.TAKEDOWN)
def room(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show the register, newest first, and the form of a new request."""
    return _show(request, seat, TakedownForm(initial={"received_on": timezone.localdate()}))


@require_POST
@for_staff(Act.TAKEDOWN)
def add(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Enter a request."""
    form = TakedownForm(request.POST)
    if not form.is_valid():
        return _show(request, seat, form)
    data = form.cleaned_data
    ids, unknown = comments_named(data["comments"], seat=seat)
    if unknown:
        form.add_error("comments", _("No comment of this site is meant by: %(words)s") % {"words": " ".join(unknown)})
        return _show(request, seat, form)
    asked = Request(data["authority"], data["request"], data["received_on"], data["reference"], tuple(ids))
    made = register_takedown(site=seat.site, request=asked, by=seat.user, now=timezone.now())
    return HttpResponseRedirect(reverse("desk-takedown", kwargs={"public_id": made.public_id}))


@require_safe
@for_staff(Act.TAKEDOWN)
def item(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Show one request, to be read, printed and closed."""
    return _show_one(request, seat, _takedown_or_404(public_id, seat), CloseForm())


@require_POST
@for_staff(Act.TAKEDOWN)
def close(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Write down what became of a request."""
    found, form = _takedown_or_404(public_id, seat), CloseForm(request.POST)
    if not form.is_valid():
        return _show_one(request, seat, found, form)
    try:
        close_takedown(takedown=found, by=seat.user, now=timezone.now(), **form.cleaned_data)
    except AlreadyClosed:
        problem = _("This request was closed before; the register is not rewritten.")
        return _show_one(request, seat, _takedown_or_404(public_id, seat), CloseForm(), {"problem": problem})
    return HttpResponseRedirect(reverse("desk-takedown", kwargs={"public_id": found.public_id}))


@require_POST
@for_staff(Act.TAKEDOWN)
def take_back(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Open a request again that was just closed; what was written about it stands in the form again."""
    found = _takedown_or_404(public_id, seat)
    form = CloseForm(initial={"outcome": found.outcome, "answer": found.answer})
    try:
        take_closing_back(takedown=found, by=seat.user, now=timezone.now())
    except TooLate:
        return _show_one(request, seat, _takedown_or_404(public_id, seat), CloseForm(), {"problem": too_late()})
    return _show_one(request, seat, _takedown_or_404(public_id, seat), form, {"done": "back"})


@require_POST
@for_staff(Act.TAKEDOWN, asks=True)
def table(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Give the whole register away as a table, after writing down who took it."""
    now = timezone.now()
    told = Happening(EventKind.EXPORT, subject="takedowns", after={"format": "csv"})
    write_down(told, site=seat.site, by=seat.user, now=now)
    lines = StringIO()
    lines.write(BYTE_ORDER_MARK)
    writer = csv.writer(lines)
    writer.writerow(COLUMNS)
    for row in takedowns_of(seat).order_by("pk").iterator():
        cells = {name: getattr(row, name) for name in COLUMNS} | {"comments": " ".join(row.comments)}
        writer.writerow(disarmed(cells[name] if cells[name] is not None else "") for name in COLUMNS)
    answer = HttpResponse(lines.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="takedowns-{now:%Y-%m-%d}.csv"'
    return answer


def _takedown_or_404(public_id: str, seat: Seat) -> Takedown:
    found = takedown_by_id(public_id, seat=seat)
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, seat: Seat, form: TakedownForm) -> HttpResponse:
    rows, more = takedowns_page(seat=seat, before=number(request.GET.get("before")))
    context = {"form": form, "rows": rows, "more": more, "max_words": MAX_WORDS, "room": "desk-takedowns"}
    return render_desk(request, seat, "moderation/takedowns.html", context, status=422 if form.errors else 200)


def _show_one(
    request: HttpRequest, seat: Seat, found: Takedown, form: Form, shown: Mapping[str, str] = NOTHING
) -> HttpResponse:
    problem = shown.get("problem", "")
    context = {
        "done": shown.get("done", ""),
        "can_be_taken_back": was_closed_just_now(found),
        "asked": found,
        "is_open": found.outcome == TakedownOutcome.OPEN,
        "linked": comments_linked([found], seat=seat),
        "outcomes": form.fields["outcome"].choices,
        "form": form,
        "problem": problem,
        "max_words": MAX_WORDS,
        "room": "desk-takedowns",
    }
    status = 409 if problem else 422 if form.errors else 200
    return render_desk(request, seat, "moderation/takedown.html", context, status=status)
