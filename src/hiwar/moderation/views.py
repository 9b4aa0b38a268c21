"""The desk: queues, the open comment with its author's record, decisions, and the log of all of them.

Each view turns a request into queries or into one service call, and the answer back into a page. A decision answers
with a redirect to the next waiting comment; what could not be done comes back as the same desk with a sentence (409,
422), the comment still open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Site

from hiwar.accounts.models import SiteProfile
from hiwar.accounts.seal import CannotUnseal
from hiwar.discussions.models import Comment, State
from hiwar.moderation import queries, services
from hiwar.moderation.access import REVEAL, for_moderators
from hiwar.moderation.forms import MOST_AT_ONCE, BulkForm, DecisionForm, RevealForm
from hiwar.moderation.models import Action, Decision, Reason
from hiwar.moderation.places import ROUTES, Place, number, numbers, place_from

CHECKED_IN_LOG = 500


@dataclass(frozen=True)
class Shown:
    """What a page of the desk shows besides its queue."""

    comment: Comment | None = None
    problem: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    address: str = ""
    status: int = 200


@require_safe
@for_moderators
def queue(request: HttpRequest, *, site: Site, state: str) -> HttpResponse:
    """Show a queue with one of its comments open."""
    place = place_from(request.GET, state=state)
    wanted = request.GET.get("open")
    comment = _comment_or_404(wanted, site=site) if wanted else None
    return _desk(request, site, place, Shown(comment=comment))


@require_safe
@for_moderators
def comment(request: HttpRequest, *, site: Site, public_id: str) -> HttpResponse:
    """Lead to a comment in the queue it stands in now."""
    found = _comment_or_404(public_id, site=site)
    return HttpResponseRedirect(Place(state=found.state).url(open=found.public_id))


@require_POST
@for_moderators
def decide(request: HttpRequest, *, site: Site, public_id: str) -> HttpResponse:
    """Publish, reject or set aside one comment, and go on to the next that waits."""
    found = _comment_or_404(public_id, site=site, withdrawn=True)
    form = DecisionForm(request.POST)
    place = _place_of(form)
    if not form.is_valid():
        errors = {name: str(sentences[0]) for name, sentences in form.errors.items()}
        values = {name: request.POST.get(name, "") for name in ("reason", "note")}
        problem = errors.get("reason") or errors.get("note") or _("This decision could not be read.")
        shown = Shown(comment=found, problem=problem, errors=errors, values=values, status=422)
        return _desk(request, site, place, shown)
    found.state = form.cleaned_data["seen"]
    try:
        decision = _decide(found, request, form.cleaned_data)
    except services.AlreadyDecided as error:
        return _desk(request, site, place, _overtaken(error.state, public_id, site=site))
    following = queries.next_waiting(site=site, comment=found) if place.state == State.HELD else None
    return HttpResponseRedirect(place.url(open=following, done=[decision.pk]))


def _decide(comment: Comment, request: HttpRequest, data: dict[str, Any]) -> Decision:
    now, by, note = timezone.now(), request.user, data.get("note", "")
    if data["action"] == Action.APPROVE:
        return services.approve_comment(comment=comment, by=by, now=now, note=note)
    if data["action"] == Action.SPAM:
        return services.mark_spam(comment=comment, by=by, now=now, note=note)
    return services.reject_comment(comment=comment, by=by, reason=data["reason"], now=now, note=note)


@require_POST
@for_moderators
def bulk(request: HttpRequest, *, site: Site) -> HttpResponse:
    """Publish or set aside the ticked comments, each with a decision of its own; overtaken ones are left alone."""
    form = BulkForm(request.POST)
    place = _place_of(form)
    ids = request.POST.getlist("comment")[:MOST_AT_ONCE]
    if not form.is_valid() or not ids:
        return _desk(request, site, place, Shown(problem=_("Tick the comments first."), status=422))
    done: list[int] = []
    for found in queries.comments_by_id(ids, site=site):
        found.state = form.cleaned_data["seen"]
        try:
            done.append(_decide(found, request, form.cleaned_data).pk)
        except services.AlreadyDecided:
            continue
    return HttpResponseRedirect(place.url(done=done, left=len(set(ids)) - len(done)))


@require_POST
@for_moderators
def undo(request: HttpRequest, *, site: Site) -> HttpResponse:
    """Take decisions back, and open the comment again if it is one."""
    decisions = queries.decisions_by_id(numbers(request.POST.getlist("decision"), most=MOST_AT_ONCE), site=site)
    if not decisions:
        raise Http404
    done: list[Decision] = []
    for decision in reversed(decisions):
        try:
            done.append(services.undo_decision(decision=decision, by=request.user, now=timezone.now()))
        except services.NothingToUndo:
            continue
    if not done:
        problem = _("There is nothing to undo: a later decision stands on it, or its author has withdrawn the comment.")
        return _desk(request, site, Place(), Shown(problem=problem, status=409))
    state = done[0].state_after
    opened = done[0].comment_id if len(decisions) == 1 else None
    place = Place(state=state if state in ROUTES else State.HELD)
    return HttpResponseRedirect(place.url(open=opened, done=[one.pk for one in done], left=len(decisions) - len(done)))


@require_POST
@for_moderators
def reveal(request: HttpRequest, *, site: Site, public_id: str) -> HttpResponse:
    """Show an address once, on this answer only, after recording who asked and why."""
    found = _comment_or_404(public_id, site=site)
    place = Place(state=found.state)
    if not request.user.has_perm(REVEAL):
        problem = _("You may not look at addresses.")
        return _desk(request, site, place, Shown(comment=found, problem=problem, status=403))
    form = RevealForm(request.POST)
    if not form.is_valid():
        problem = _("Say why in a few words.")
        errors = {"reveal": problem}
        return _desk(request, site, place, Shown(comment=found, problem=problem, errors=errors, status=422))
    try:
        address = services.reveal_contact(
            comment=found, by=request.user, note=form.cleaned_data["note"], now=timezone.now()
        )
    except services.TooManyReveals:
        problem = _("You have looked at as many addresses today as one person may.")
        return _desk(request, site, place, Shown(comment=found, problem=problem, status=429))
    except (services.NoContact, CannotUnseal):
        problem = _("There is no address any more: it was deleted, or its key was.")
        return _desk(request, site, place, Shown(comment=found, problem=problem, status=409))
    return _desk(request, site, place, Shown(comment=found, address=address))


@require_safe
@for_moderators
def log(request: HttpRequest, *, site: Site) -> HttpResponse:
    """Show what was decided, newest first, and whether the chain of decisions is whole."""
    decisions, more = queries.log_page(site=site, before=number(request.GET.get("before")))
    context = {
        "decisions": decisions,
        "more": more,
        "is_whole": services.chain_is_whole(latest=CHECKED_IN_LOG),
        "waiting": queries.pulse(site=site, since=_midnight(site), now=timezone.now()).waiting,
        "place": None,
        "user": request.user,
    }
    return render(request, "moderation/log.html", context)


def _desk(request: HttpRequest, site: Site, place: Place, shown: Shown) -> HttpResponse:
    now = timezone.now()
    page = queries.queue_page(site=site, state=place.state, now=now, after=place.after, by_risk=place.by_risk)
    comment = shown.comment
    if comment is None and page.rows:
        comment = queries.comment_on_desk(page.rows[0].public_id, site=site)
    context = {
        "place": place,
        "page": page,
        "opened": queries.open_comment(comment, site=site, now=now) if comment else None,
        "pulse": queries.pulse(site=site, since=_midnight(site), now=now),
        "shown": shown,
        "told": _told(request, site) if shown.status == 200 else (),
        "left": number(request.GET.get("left")) or 0,
        "reasons": Reason.choices,
        "may_reveal": request.user.has_perm(REVEAL),
        "user": request.user,
    }
    return render(request, "moderation/desk.html", context, status=shown.status)


def _told(request: HttpRequest, site: Site) -> tuple[queries.Past, ...]:
    ids = numbers(request.GET.get("done", "").split(","), most=MOST_AT_ONCE)
    return queries.told(ids, site=site, by=request.user) if ids else ()


def _place_of(form: DecisionForm | BulkForm) -> Place:
    """Return the place a form was sent from; a form that does not say was sent from the waiting queue."""
    form.is_valid()
    state = form.cleaned_data.get("tab")
    state = state if state in ROUTES else State.HELD
    return Place(state=state, by_risk=state == State.HELD and form.cleaned_data.get("order") == "risk")


def _overtaken(state: str, public_id: str, *, site: Site) -> Shown:
    sentences = {
        State.WITHDRAWN: _("Its author has withdrawn this comment; there is nothing left to decide."),
        State.PUBLISHED: _("A colleague has decided meanwhile: the comment is published. Look at it again."),
        State.REJECTED: _("A colleague has decided meanwhile: the comment is rejected. Look at it again."),
        State.SPAM: _("A colleague has decided meanwhile: the comment is marked as spam. Look at it again."),
        State.HELD: _("A colleague has taken the decision back: the comment waits again. Look at it again."),
    }
    return Shown(comment=queries.comment_on_desk(public_id, site=site), problem=sentences[State(state)], status=409)


def _comment_or_404(public_id: str, *, site: Site, withdrawn: bool = False) -> Comment:
    found = queries.comment_on_desk(public_id, site=site)
    if found is None and withdrawn:
        found = next(iter(queries.comments_by_id([public_id], site=site)), None)
    if found is None:
        raise Http404
    return found


def _midnight(site: Site) -> datetime:
    zone = ZoneInfo(SiteProfile.for_site(site).time_zone)
    return timezone.now().astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
