"""The queue's page: which comment is open in it, what was just done, what went wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import Site

from hiwar.accounts.models import SiteProfile
from hiwar.discussions.models import Comment
from hiwar.moderation import queries
from hiwar.moderation.forms import MOST_AT_ONCE
from hiwar.moderation.frame import render_desk
from hiwar.moderation.places import ROUTES, Place, number, numbers
from hiwar.moderation.roles import Act, Seat


@dataclass(frozen=True)
class Shown:
    """What a page of the desk shows besides its queue."""

    comment: Comment | None = None
    problem: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    address: str = ""
    status: int = 200


def show_desk(request: HttpRequest, seat: Seat, place: Place, shown: Shown) -> HttpResponse:
    """Show the queue at a place, with a comment open: the one asked for, or the first."""
    now = timezone.now()
    page = queries.queue_page(seat=seat, state=place.state, now=now, after=place.after, by_risk=place.by_risk)
    comment = shown.comment
    if comment is None and page.rows:
        comment = queries.comment_on_desk(page.rows[0].public_id, seat=seat)
    context = {
        "place": place,
        "page": page,
        "opened": queries.open_comment(comment, seat=seat, now=now) if comment else None,
        "pulse": queries.pulse(seat=seat, since=midnight(seat.site), now=now),
        "shown": shown,
        "told": _told(request, seat) if shown.status == 200 else (),
        "left": number(request.GET.get("left")) or 0,
        "reasons": queries.offered_reasons(seat.site),
        "may_reveal": seat.may(Act.REVEAL),
        "room": ROUTES[place.state],
    }
    return render_desk(request, seat, "moderation/desk.html", context, status=shown.status)


def _told(request: HttpRequest, seat: Seat) -> tuple[queries.Past, ...]:
    ids = numbers(request.GET.get("done", "").split(","), most=MOST_AT_ONCE)
    return queries.told(ids, seat=seat, by=request.user) if ids else ()


def comment_or_404(public_id: str, *, seat: Seat, withdrawn: bool = False) -> Comment:
    """Return the comment; one that its author withdrew only if `withdrawn` is wanted."""
    found = queries.comment_on_desk(public_id, seat=seat)
    if found is None and withdrawn:
        found = next(iter(queries.comments_by_id([public_id], seat=seat)), None)
    if found is None:
        raise Http404
    return found


def midnight(site: Site) -> datetime:
    """Return when today began by the newsroom's clock."""
    zone = ZoneInfo(SiteProfile.for_site(site).time_zone)
    return timezone.now().astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
