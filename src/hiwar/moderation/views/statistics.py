"""The report about the desk: drawn, in tables, on paper, and as a file."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from hiwar.moderation.access import for_staff
from hiwar.moderation.frame import render_desk
from hiwar.moderation.places import number
from hiwar.moderation.queries.statistics import Report, report
from hiwar.moderation.report_drawings import MOST_SECTIONS, drawn_grid, drawn_volume, drawn_waits
from hiwar.moderation.report_tables import as_csv
from hiwar.moderation.roles import Act, Seat

ROOM = "desk-statistics"
PERIODS = (7, 30, 90)


@require_safe
@for_staff(Act.STATISTICS)
def statistics(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show the report of a period, for the whole site or one section."""
    found = _asked(request, seat)
    asked = urlencode({"days": found.period.days, "section": found.period.section})
    context = {"room": ROOM, "report": found, "periods": PERIODS, "asked": asked, **_drawn(found)}
    return render_desk(request, seat, "moderation/statistics.html", context)


@require_safe
@for_staff(Act.STATISTICS, asks=True)
def figures(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Give the same figures as a CSV file: it may say who decided how many, and goes where we do not see it."""
    found = _asked(request, seat)
    name = f"desk-{found.period.today.isoformat()}-{found.period.days}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(as_csv(found), content_type="text/csv; charset=utf-8", headers=headers)


def _asked(request: HttpRequest, seat: Seat) -> Report:
    days = number(request.GET.get("days"))
    days = days if days in PERIODS else PERIODS[1]
    return report(seat=seat, days=days, section=request.GET.get("section", ""), now=timezone.now())


def _drawn(found: Report) -> dict[str, Any]:
    rtl, volume = get_language_bidi(), found.volume
    # Django counts weekdays from Monday; the newsrooms' weeks begin on Sunday.
    weekdays = [str(WEEKDAYS[(place - 1) % 7]) for place in range(7)]
    liveliest = volume.sections()[:MOST_SECTIONS]
    by_section = [(found.sections.get(key, ""), volume.by_section[key]) for key in liveliest]
    return {
        "rtl": rtl,
        "weekdays": weekdays,
        "liveliest": liveliest,
        "by_day": drawn_volume(volume, rtl=rtl),
        "by_weekday": drawn_grid(list(zip(weekdays, volume.by_weekday, strict=True)), rtl=rtl),
        "by_section": drawn_grid(by_section, rtl=rtl),
        "waits": drawn_waits(found.waits, found.period.dates, rtl=rtl),
    }
