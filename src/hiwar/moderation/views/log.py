"""What was decided and done, newest first: looked at, narrowed, taken out."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from hiwar.moderation import queries, services
from hiwar.moderation.access import for_staff
from hiwar.moderation.frame import render_desk
from hiwar.moderation.log_forms import asked_from
from hiwar.moderation.log_tables import FORMATS
from hiwar.moderation.models import Action, EventKind
from hiwar.moderation.places import number
from hiwar.moderation.queries.batches import standing_in_batch
from hiwar.moderation.queries.entries import entries
from hiwar.moderation.queries.whole_log import Asked, LogRow, cursor_from, log_rows, people_of_log
from hiwar.moderation.roles import Act, Seat

CHECKED_IN_LOG = 500
TAKEN_AT_ONCE = 500


@require_safe
@for_staff(Act.READ)
def log(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show what was done at the desk, newest first, and whether its chains are whole."""
    asked = asked_from(request.GET)
    rows, more = log_rows(seat=seat, asked=asked, after=cursor_from(request.GET.get("before")))
    decisions = services.chain_is_whole(latest=CHECKED_IN_LOG)
    context = {
        "entries": entries(rows, seat=seat),
        "asked": asked,
        "further": urlencode({**asked.parts(), "before": str(more)}) if more else "",
        "people": people_of_log(seat),
        "acts": Action.choices,
        "kinds": EventKind.choices,
        "reasons": sorted(queries.reason_labels(seat.site).items(), key=lambda pair: pair[1]),
        "is_whole": decisions and services.events_are_whole(latest=CHECKED_IN_LOG),
        "may_export": seat.may(Act.EXPORT),
        "standing": len(standing_in_batch(asked.batch, seat=seat)) if seat.may(Act.DECIDE) else 0,
        "undone": number(request.GET.get("undone")),
        "room": "desk-log",
    }
    return render_desk(request, seat, "moderation/log.html", context)


@require_POST
@for_staff(Act.EXPORT)
def export(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Take the log out, narrowed as it is shown, after writing down who took what."""
    form, asked = request.GET.get("format", request.POST.get("format", "")), asked_from(request.POST)
    if form not in FORMATS:
        return HttpResponseRedirect(f"{reverse('desk-log')}?{urlencode(asked.parts())}")
    content_type, written = FORMATS[form]
    now = timezone.now()
    told = services.Happening(EventKind.EXPORT, subject="log", after={"format": form, **asked.parts()})
    services.write_down(told, site=seat.site, by=seat.user, now=now)
    answer = StreamingHttpResponse(written(_all_rows(seat, asked)), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="log-{now:%Y-%m-%d}.{form}"'
    return answer


def _all_rows(seat: Seat, asked: Asked) -> Iterator[LogRow]:
    """Yield the log from the newest on, some hundreds at a time, however long it is."""
    rows, more = log_rows(seat=seat, asked=asked, size=TAKEN_AT_ONCE)
    yield from rows
    while more:
        rows, more = log_rows(seat=seat, asked=asked, after=more, size=TAKEN_AT_ONCE)
        yield from rows
