"""Taking all that one browser wrote off the pages: first the list, then the act, then the way back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hiwar.discussions.models import Comment
from hiwar.moderation import queries, services
from hiwar.moderation.access import ask_about, for_staff
from hiwar.moderation.frame import render_desk
from hiwar.moderation.measure_forms import RemovalForm
from hiwar.moderation.queries import removals as reads
from hiwar.moderation.queries.measures import removable
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.services.author_comments import remove_comments
from hiwar.moderation.services.batches import undo_all
from hiwar.moderation.services.decisions import Grounds
from hiwar.moderation.views.page import comment_or_404

ROOM = "desk-measures"


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Act.REMOVE_ALL)
def remove_all(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Show what would be removed; remove what was shown, each comment with a decision of its own."""
    found = comment_or_404(public_id, seat=seat)
    if request.method != "POST":
        return _preview(request, seat, found)
    form = RemovalForm(request.POST, reasons=[one.code for one in queries.offered_reasons(seat.site)])
    if not form.is_valid():
        problem = form.problem() if "last" not in form.errors else _("Look at the list again before you remove it.")
        return _preview(request, seat, found, problem=problem, status=422)
    data, now = form.cleaned_data, timezone.now()
    comments = list(removable(found, seat=seat, up_to=data["last"]).select_related("thread__site"))
    if asked := ask_about(len(comments), request=request, seat=seat):
        return asked
    services.tell_of_many(count=len(comments), seat=seat, now=now)
    grounds = Grounds(seat.user, now, reason=data["reason"], note=data["note"], message=data["message"])
    done = remove_comments(comments=comments, grounds=grounds)
    if not done.removed:
        problem = _("There is nothing left of it to remove.")
        return _preview(request, seat, found, problem=problem, status=409)
    return HttpResponseRedirect(reverse("desk-removed", kwargs={"batch": done.batch}))


@require_safe
@for_staff(Act.REMOVE_ALL)
def removed(request: HttpRequest, *, seat: Seat, batch: str) -> HttpResponse:
    """Show what one act removed and whether it was taken back."""
    return _batch(request, seat, batch)


@require_POST
@for_staff(Act.REMOVE_ALL)
def undo(request: HttpRequest, *, seat: Seat, batch: str) -> HttpResponse:
    """Put back all that one act removed, as far as nothing was decided since."""
    if reads.removal_of(batch, seat=seat) is None:
        raise Http404
    standing = reads.standing_removals(batch, seat=seat)
    if asked := ask_about(len(standing), request=request, seat=seat):
        return asked
    services.tell_of_many(count=len(standing), seat=seat, now=timezone.now())
    if not undo_all(decisions=standing, by=seat.user, now=timezone.now()).done:
        problem = _("There is nothing to undo: later decisions stand on these, or their author has withdrawn them.")
        return _batch(request, seat, batch, problem=problem, status=409)
    return HttpResponseRedirect(reverse("desk-removed", kwargs={"batch": batch}))


def _preview(request: HttpRequest, seat: Seat, found: Comment, *, problem: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "preview": reads.removal_preview(found, seat=seat),
        "comment": found,
        "reasons": queries.offered_reasons(seat.site),
        "values": request.POST,
        "problem": problem,
        "room": ROOM,
    }
    return render_desk(request, seat, "moderation/remove_all.html", context, status=status)


def _batch(request: HttpRequest, seat: Seat, batch: str, *, problem: str = "", status: int = 200) -> HttpResponse:
    removal = reads.removal_of(batch, seat=seat)
    if removal is None:
        raise Http404
    context = {"removal": removal, "problem": problem, "room": ROOM}
    return render_desk(request, seat, "moderation/removed.html", context, status=status)
