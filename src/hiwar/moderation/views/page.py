"""The queue's page: which comment is open in it, what was just done, what went wrong."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.models import Site

from hiwar.accounts.models import SiteProfile
from hiwar.discussions.models import Comment
from hiwar.discussions.queries.reports import open_reports
from hiwar.discussions.queries.revisions import EarlierText, earlier_texts, waiting_edit
from hiwar.moderation import queries, services
from hiwar.moderation.differences import Piece, difference
from hiwar.moderation.forms import MOST_AT_ONCE
from hiwar.moderation.frame import render_desk, write_by_the_way
from hiwar.moderation.places import Place, number, numbers
from hiwar.moderation.queries.measures import measures_about
from hiwar.moderation.queries.proposals import proposal
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.said import said_in


@dataclass(frozen=True)
class Shown:
    """What a page of the desk shows besides its queue."""

    comment: Comment | None = None
    problem: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    address: str = ""
    status: int = 200
    # For the script that loads the next rows ahead: nothing is opened, and so nothing is taken in hand.
    only_rows: bool = False


def show_desk(request: HttpRequest, seat: Seat, place: Place, shown: Shown) -> HttpResponse:
    """Show the queue at a place, with a comment open: the one asked for, or the first."""
    now = timezone.now()
    page = queries.queue_page(seat=seat, place=place, now=now)
    comment = shown.comment
    if comment is None and page.rows and not shown.only_rows:
        free = next((row for row in page.rows if not row.claimed_by), page.rows[0])
        comment = queries.comment_on_desk(free.public_id, seat=seat)
    if comment is not None and seat.may(Act.DECIDE):
        write_by_the_way(request, partial(services.claim_comment, comment=comment, by=seat.user, now=now))
    context = {
        **_open_context(seat, place, comment, shown),
        "page": page,
        "filters": queries.filters(seat, place),
        "pulse": queries.pulse(seat=seat, since=midnight(seat.site), now=now),
        "told": _told(request, seat) if shown.status == 200 else (),
        "left": number(request.GET.get("left")) or 0,
        "said": said_in(request) if shown.status == 200 else "",
        "many": services.MANY,
    }
    return render_desk(request, seat, "moderation/desk.html", context, status=shown.status)


def show_pane(request: HttpRequest, seat: Seat, place: Place, comment: Comment) -> HttpResponse:
    """Show one comment without the queue around it; nothing was just done, and nobody has it in hand by being shown."""
    context = {**_open_context(seat, place, comment, Shown()), "told": (), "left": 0, "said": ""}
    return render(request, "moderation/pane.html", {"user": request.user, "seat": seat, "Act": Act, **context})


def _open_context(seat: Seat, place: Place, comment: Comment | None, shown: Shown) -> dict[str, Any]:
    """Return what the open comment's template shows."""
    now = timezone.now()
    claims = queries.in_other_hands([comment.pk], user=seat.user, now=now) if comment else {}
    return {
        "place": replace(place, read=int(now.timestamp()) // 60),
        "room": place.room,
        "opened": queries.open_comment(comment, seat=seat, now=now) if comment else None,
        "claimed_by": claims.get(comment.pk, "") if comment else "",
        "shown": shown,
        "reported": open_reports(comment) if comment else None,
        "earlier": _earlier(comment) if comment else (),
        "edit": _edit(comment) if comment else (),
        "proposal": proposal(comment, seat=seat) if comment else None,
        "about_writer": measures_about(comment, seat=seat, now=now) if comment else None,
        "reasons": queries.offered_reasons(seat.site),
        "may_reveal": seat.may(Act.REVEAL),
    }


def _earlier(comment: Comment) -> list[tuple[EarlierText, tuple[Piece, ...]]]:
    """Return what a comment said before, the latest first, each with what changed when it was edited."""
    texts = earlier_texts(comment)
    after = [comment.text, *(one.text for one in texts)]
    return [(one, difference(one.text, then)) for one, then in zip(texts, after, strict=False)]


def _edit(comment: Comment) -> tuple[Piece, ...]:
    """Return what its author wants a published comment to say, beside what it says."""
    edit = waiting_edit(comment)
    return difference(comment.text, edit.text) if edit else ()


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
    zone = ZoneInfo(SiteProfile.of(site).time_zone)
    return timezone.now().astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
