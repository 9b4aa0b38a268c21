"""Doors of the discussion for browsers: post, compose, withdraw, forget. Each is one service call and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Site

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.origin import Origin
from hiwar.discussions import cookies
from hiwar.discussions.acceptance import crumbs_of, page_of, record_of
from hiwar.discussions.addresses import addresses_of, within_frame
from hiwar.discussions.decoding import JSON_FIELDS
from hiwar.discussions.doors import number_in, refused, site_or_404, thread_or_404, wants_json
from hiwar.discussions.forms import Answering, FormState
from hiwar.discussions.models import DiscussionSettings, Thread
from hiwar.discussions.origins import request_origin
from hiwar.discussions.problems import Problem, foreign_page, in_figures, not_saved
from hiwar.discussions.queries import (
    effective,
    form_options,
    house_rules,
    own_held,
    published_by_number,
    screening_mode,
    takes_comments,
)
from hiwar.discussions.services import unseen_warning, withdraw_comment
from hiwar.discussions.stamps import stamp_for
from hiwar.discussions.taking import Accepted, Arrived, Failed, NotSaved, Taken, TurnedDown, take_comments
from hiwar.screening.modes import Mode

# Under this name a request brings along what became of its comment already (`hiwar.delivery.comment_door`).
TAKEN = "hiwar.taken"


# Cached pages cannot carry a token of one reader's; the origin of the request is checked instead (threats, row S1).
@csrf_exempt
@require_POST
def post(request: HttpRequest, thread_id: str) -> HttpResponse:
    """Take a comment from a form or a script; answer with the page, or JSON for those who accept JSON."""
    return take_comment(request, lambda _fields: thread_or_404(request, thread_id))


def take_comment(
    request: HttpRequest, thread_asked: Callable[[Mapping[str, str]], Thread], *, names: frozenset[str] = JSON_FIELDS
) -> HttpResponse:
    """Take a comment for the thread that is named by the request and what it says, among `names`.

    Where the server took it already, together with others, only the answer is left to be given.
    """
    now = timezone.now()
    taken: Taken | None = request.META.get(TAKEN)
    if taken is None:
        taken = take_comments([_arrived(request, thread_asked, names)], now=now)[0]
    try:
        return _answered(request, taken, now=now)
    except DatabaseError:
        if isinstance(taken, TurnedDown):
            return _not_saved(request, taken.fields)
        raise


def _arrived(
    request: HttpRequest, thread_asked: Callable[[Mapping[str, str]], Thread], names: frozenset[str]
) -> Arrived:
    tokens = request.META.get("hiwar.net_token", ""), request.META.get("hiwar.net_token_yesterday", "")
    return Arrived(
        headers=request.headers,
        cookies=request.COOKIES,
        body=request.body,
        host=request.META.get("HTTP_HOST", ""),
        jar=cookies.jar_of(request),
        thread_asked=thread_asked,
        net_tokens=tokens,
        names=names,
    )


def _answered(request: HttpRequest, taken: Taken, *, now: datetime) -> HttpResponse:
    match taken:
        case Accepted():
            return _accepted(request, taken, now=now)
        case TurnedDown(thread=None, problem=problem):
            return refused(request, problem)
        case TurnedDown(thread=Thread() as thread):
            return _again(request, thread, taken.fields, taken.problem, taken.errors)
        case NotSaved(fields=fields):
            return _not_saved(request, fields)
        case Failed(error=error):
            raise error
    raise TypeError(taken)


def _accepted(request: HttpRequest, accepted: Accepted, *, now: datetime) -> HttpResponse:
    within = within_frame(request)
    response: HttpResponse
    if wants_json(request):
        response = JsonResponse(record_of(accepted, within=within), status=201)
    else:
        response = HttpResponseRedirect(page_of(accepted, within=within), status=303)
    for crumb in crumbs_of(accepted, jar=cookies.jar_of(request), now=now):
        crumb.put(response)
    return response


def _again(
    request: HttpRequest, thread: Thread, fields: Mapping[str, str], problem: Problem, errors: Mapping[str, str]
) -> HttpResponse:
    """Give the form back with everything that was typed, the fault marked and said."""
    problem, errors = in_figures(problem, errors, site=thread.site)
    if wants_json(request):
        return JsonResponse({"errors": errors, "message": problem.message}, status=problem.status)
    number = fields.get("reply_to", "")
    state = _form_state(request, thread, fields=fields, reply=number_in(number))
    said = replace(state, errors=errors, message=problem.message, leads_home=problem.leads_home)
    return _page(request, thread, said, status=problem.status)


@require_GET
def compose(request: HttpRequest, thread_id: str) -> HttpResponse:
    """Show the form on a light page of its own, with the comment it answers: how replies work without script."""
    return compose_in(request, thread_or_404(request, thread_id))


def compose_in(request: HttpRequest, thread: Thread) -> HttpResponse:
    """Show the form of a thread, which need not have a row yet."""
    number = request.GET.get("reply", "")
    reply = number_in(number)
    if number and (reply is None or published_by_number(thread, reply) is None):
        raise Http404
    return _page(request, thread, _form_state(request, thread, fields=None, reply=reply), status=200)


def _page(request: HttpRequest, thread: Thread, state: FormState, *, status: int) -> HttpResponse:
    rules, now = house_rules(thread.site), timezone.now()
    restraint = effective(rules.restraints_on(thread), now=now)
    context = {
        "thread": thread,
        "doors": addresses_of(thread, within=within_frame(request)),
        "form": state,
        "is_open": takes_comments(thread, rules.settings, restraint=restraint, now=now),
        "everything_waits": screening_mode(thread, rules.settings, restraint) is Mode.HELD,
        "restraint": restraint,
    }
    return render(request, "discussions/compose.html", context, status=status)


def form_state(request: HttpRequest, thread: Thread, *, settings: DiscussionSettings) -> FormState:
    """Return the empty form of a thread, filled with what this browser was asked to remember.

    The settings are those the page around it was made by: its tag must not tell of others.
    """
    return _form_state(request, thread, fields=None, reply=None, settings=settings)


def _form_state(
    request: HttpRequest,
    thread: Thread,
    *,
    fields: Mapping[str, str] | None,
    reply: int | None,
    settings: DiscussionSettings | None = None,
) -> FormState:
    now = timezone.now()
    reader = cookies.reader_from(request, now=now)
    remembered = reader.remembered
    values = fields
    if values is None:
        values = {"author": remembered.name, "email": remembered.email, "remember": "1"} if remembered else {}
    parent = published_by_number(thread, reply) if reply else None
    return FormState(
        action=addresses_of(thread, within=within_frame(request)).post,
        stamp=stamp_for(thread, now=now),
        options=form_options(settings or house_rules(thread.site).settings),
        values=values,
        answering=Answering(parent.number or 0, parent.name, parent.text) if parent else None,
        remembered=remembered is not None,
        warning=_warning(thread.site, reader.key, now=now),
    )


def _warning(site: Site, key: ReaderKey | None, *, now: datetime) -> str:
    """Return what a moderator warns this browser of until it has opened its own page; pages for everybody have none."""
    if key is None or not house_rules(site).has_measures:
        return ""
    warning = unseen_warning(site=site, key=key, now=now)
    return warning.message if warning else ""


@csrf_exempt
@require_POST
def withdraw(request: HttpRequest, comment_id: str) -> HttpResponse:
    """Take back one's own waiting comment, there or on the page of one's own; anyone else's and none answer alike."""
    if request_origin(request) is not Origin.OURS:
        return refused(request, foreign_page())
    state = cookies.reader_from(request, now=timezone.now())
    found = own_held(state.key, ids=(comment_id,), site=site_or_404(request))
    if not found:
        raise Http404
    is_from_own = request.POST.get("from") == "own"
    withdraw_comment(comment=found[0])
    page, place = (reverse("own-comments"), "said") if is_from_own else (found[0].thread.url, "talk")
    response = HttpResponseRedirect(f"{within_frame(request)}{page}?sent=withdrawn#{place}", status=303)
    others = tuple(kept for kept in state.mine if kept != comment_id)
    cookies.keep_mine(response, jar=cookies.jar_of(request), ids=others)
    return response


@csrf_exempt
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Remove from this browser everything it keeps for us."""
    if request_origin(request) is not Origin.OURS:
        return refused(request, foreign_page())
    response = render(request, "discussions/forgotten.html", {})
    cookies.forget_reader(response, jar=cookies.jar_of(request))
    return response


def _not_saved(request: HttpRequest, fields: Mapping[str, str]) -> HttpResponse:
    """Answer without asking the database for anything, with the text given back."""
    problem = not_saved()
    if wants_json(request):
        return JsonResponse({"errors": {}, "message": problem.message}, status=problem.status)
    context: dict[str, Any] = {"message": problem.message, "text": fields.get("comment", "")}
    return HttpResponse(render_to_string("discussions/unsaved.html", context), status=problem.status)
