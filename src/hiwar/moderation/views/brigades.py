"""The room of similar comments: groups that wait, one group with its members, one decision on all of it, one undo.

A decision is taken on what was seen: comments up to the latest one shown, like the wording shown, none of those ticked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hiwar.moderation import queries, services
from hiwar.moderation.access import ask_about, for_staff
from hiwar.moderation.brigades_forms import SettleForm
from hiwar.moderation.forms import read_at, reading_minute
from hiwar.moderation.frame import render_desk
from hiwar.moderation.places import number
from hiwar.moderation.queries import brigades as found
from hiwar.moderation.queries import members as inside
from hiwar.moderation.queries.batches import batch_told, standing_in_batch
from hiwar.moderation.queries.groups import FAMILY, KEPT, SOURCE, Group, group_of_writer
from hiwar.moderation.roles import Act, Seat

PAGE = 50
MOST_LEFT_OUT = 200
_FAMILY = re.compile(r"[0-9a-f]{16}")
_PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{16}")


@dataclass(frozen=True)
class Shown:
    """One group as a page shows it: which page of it, who is ticked to be left out, what went wrong."""

    group: Group
    handle: str
    page: int = 1
    left_out: tuple[str, ...] = ()
    problem: str = ""
    values: dict[str, str] = field(default_factory=dict)
    status: int = 200

    @property
    def route(self) -> str:
        return "desk-family" if self.group.column == FAMILY else "desk-writer"

    def url(self, *, settle: bool = False) -> str:
        """Return the group's address, or that of deciding about it."""
        return reverse(f"{self.route}-settle" if settle else self.route, args=[self.handle])

    def page_url(self, page: int, left_out: Iterable[str]) -> str:
        """Return the address of a page of the group that still knows who is ticked."""
        asked = [("page", str(page)), *(("leave", one) for one in left_out)]
        return f"{self.url()}?{urlencode(asked)}#members"


@require_safe
@for_staff(Act.READ)
def brigades(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show the groups that wait, the largest first: by text, or by browser."""
    column = SOURCE if request.GET.get("by") == "browser" else FAMILY
    page = max(number(request.GET.get("page")) or 1, 1)
    batch = request.GET.get("done", "")
    context = {
        "room": "desk-brigades",
        "by_browser": column == SOURCE,
        "number": page,
        "page": found.brigade_page(seat=seat, column=column, page=page, now=timezone.now()),
        "told": batch_told(batch, seat=seat, by=request.user) if _PUBLIC_ID.fullmatch(batch) else None,
        "undone": number(request.GET.get("undone")),
        "left": number(request.GET.get("left")) or 0,
    }
    return render_desk(request, seat, "moderation/brigades.html", context)


@require_safe
@for_staff(Act.READ)
def family(request: HttpRequest, *, seat: Seat, family: str) -> HttpResponse:
    """Show the waiting comments of one family."""
    return _show(request, seat, _asked(request, _family(family, seat=seat), family))


@require_safe
@for_staff(Act.READ)
def writer(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Show what waits of the browser that wrote a comment."""
    return _show(request, seat, _asked(request, _writer(public_id, seat=seat), public_id))


@require_POST
@for_staff(Act.DECIDE)
def settle_family(request: HttpRequest, *, seat: Seat, family: str) -> HttpResponse:
    """Decide about a family as one."""
    return _settle(request, seat, _family(family, seat=seat), family)


@require_POST
@for_staff(Act.DECIDE)
def settle_writer(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Decide about what one browser wrote as one."""
    return _settle(request, seat, _writer(public_id, seat=seat), public_id)


@require_POST
@for_staff(Act.DECIDE)
def undo(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Take back everything that was decided in one act."""
    decisions = standing_in_batch(request.POST.get("batch", ""), seat=seat)
    if not decisions:
        raise Http404
    if asked := ask_about(len(decisions), request=request, seat=seat):
        return asked
    services.tell_of_many(count=len(decisions), seat=seat, now=timezone.now())
    settled = services.undo_all(decisions=decisions, by=request.user, now=timezone.now())
    KEPT.outdate()
    told = {"undone": settled.done, "left": settled.left}
    # From the log one comes back to the act in the log.
    is_from_log = request.POST.get("from") == "log"
    room, more = ("desk-log", {"batch": request.POST["batch"]}) if is_from_log else ("desk-brigades", {})
    return HttpResponseRedirect(f"{reverse(room)}?{urlencode({**more, **told})}")


def _family(family: str, *, seat: Seat) -> Group:
    group = Group(FAMILY, family)
    if not _FAMILY.fullmatch(family) or not group.among(seat.comments()).exists():
        raise Http404
    return group


def _writer(public_id: str, *, seat: Seat) -> Group:
    group = group_of_writer(public_id, seat=seat)
    if group is None:
        raise Http404
    return group


def _asked(request: HttpRequest, group: Group, handle: str) -> Shown:
    left_out = tuple(one for one in request.GET.getlist("leave") if _PUBLIC_ID.fullmatch(one))[:MOST_LEFT_OUT]
    return Shown(group, handle, page=max(number(request.GET.get("page")) or 1, 1), left_out=left_out)


def _show(request: HttpRequest, seat: Seat, shown: Shown) -> HttpResponse:
    members = inside.members_of(shown.group, seat=seat)
    alike = members.alike if members else ()
    start = (shown.page - 1) * PAGE
    page = alike[start : start + PAGE]
    here = {one.public_id for one in page}
    known = {one.public_id for one in alike}
    context = {
        "room": "desk-brigades",
        "shown": shown,
        "brigade": found.brigade_of(shown.group, seat=seat, now=timezone.now()),
        "members": members,
        "page": page,
        "first": start + 1,
        "is_last": start + PAGE >= len(alike),
        "apart": members.apart[:PAGE] if members else (),
        "elsewhere": [one for one in shown.left_out if one in known and one not in here],
        "reasons": queries.offered_reasons(seat.site),
        "may_decide": seat.may(Act.DECIDE),
        "read": reading_minute(timezone.now()),
    }
    return render_desk(request, seat, "moderation/brigade.html", context, status=shown.status)


def _settle(request: HttpRequest, seat: Seat, group: Group, handle: str) -> HttpResponse:
    ticked = tuple(dict.fromkeys(one for one in request.POST.getlist("leave") if _PUBLIC_ID.fullmatch(one)))
    turned = number(request.POST.get("turn"))
    page = turned or number(request.POST.get("page")) or 1
    shown = Shown(group, handle, page=max(page, 1), left_out=ticked[:MOST_LEFT_OUT])
    form = SettleForm(request.POST, reasons=[one.code for one in queries.offered_reasons(seat.site)])
    if len(ticked) > MOST_LEFT_OUT:
        return _refused(request, seat, shown, _("So many cannot be left out. Decide about them one by one."))
    if turned:
        # Turning a page decides nothing; it only takes along who is ticked.
        return HttpResponseRedirect(shown.page_url(shown.page, ticked))
    if not form.is_valid():
        return _refused(request, seat, shown, form.problem())
    return _decide(request, seat, shown, form.cleaned_data)


def _decide(request: HttpRequest, seat: Seat, shown: Shown, data: dict[str, Any]) -> HttpResponse:
    members = inside.members_of(shown.group, seat=seat, upto=data["upto"], anchor=data["anchor"])
    keys = [one.pk for one in members.alike if one.public_id not in shown.left_out] if members else []
    if not keys:
        problem = _("Nothing of it waits any more: colleagues have decided about it, or its authors withdrew it.")
        return _refused(request, seat, shown, problem, status=409)
    gone = max(min(data["seen"], inside.MOST) - len(shown.left_out) - len(keys), 0)
    if again := ask_about(len(keys), request=request, seat=seat):
        return again
    services.tell_of_many(count=len(keys), seat=seat, now=timezone.now())
    grounds = services.Grounds(
        request.user, timezone.now(), data["reason"], data["note"], data["message"], read_at=read_at(request.POST)
    )
    settled = services.decide_all(waiting=keys, action=data["action"], grounds=grounds)
    KEPT.outdate()
    asked = {"done": settled.batch, "left": settled.left + gone}
    return HttpResponseRedirect(f"{reverse('desk-brigades')}?{urlencode(asked)}")


def _refused(request: HttpRequest, seat: Seat, shown: Shown, problem: str, *, status: int = 422) -> HttpResponse:
    values = {name: request.POST.get(name, "") for name in ("reason", "note", "message")}
    again = Shown(shown.group, shown.handle, shown.page, shown.left_out, problem, values, status)
    return _show(request, seat, again)
