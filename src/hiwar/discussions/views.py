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
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Site

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.origin import Origin
from hiwar.discussions import cookies
from hiwar.discussions.addresses import addresses_of, within_frame
from hiwar.discussions.decoding import JSON_FIELDS, UnreadableBody, decode_fields
from hiwar.discussions.doors import number_in, refused, site_or_404, thread_or_404, wants_json
from hiwar.discussions.forms import Answering, CommentForm, FormState
from hiwar.discussions.models import DiscussionSettings, Thread
from hiwar.discussions.origins import request_origin
from hiwar.discussions.problems import Problem, foreign_page, in_figures, not_saved, problem_of, problem_of_body
from hiwar.discussions.queries import (
    address_of,
    effective,
    form_options,
    house_rules,
    own_held,
    published_by_number,
    screening_mode,
    takes_comments,
)
from hiwar.discussions.services import Posted, Reader, Refusal, post_comment, unseen_warning, withdraw_comment
from hiwar.discussions.stamps import stamp_for, stamp_is_valid
from hiwar.screening.modes import Mode


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

    That thread need not have a row yet (`post_comment`).
    """
    now = timezone.now()
    try:
        content_type = request.headers.get("Content-Type", "")
        fields = decode_fields(request.body, content_type=content_type, names=names)
    except UnreadableBody as error:
        return refused(request, problem_of_body(error))
    try:
        return _take(request, thread_asked(fields), fields, now)
    except DatabaseError:
        return _not_saved(request, fields)


def _take(request: HttpRequest, thread: Thread, fields: Mapping[str, str], now: datetime) -> HttpResponse:
    origin = request_origin(request)
    if origin is Origin.FOREIGN:
        return refused(request, foreign_page())
    if origin is Origin.UNKNOWN and not stamp_is_valid(thread, fields.get("stamp", ""), now=now):
        return refused(request, foreign_page())
    options = form_options(house_rules(thread.site).settings)
    form = CommentForm(fields, options=options)
    if not form.is_valid():
        return _again(request, thread, fields, Problem(422, _("Your comment has not been sent yet.")), form.messages())
    state = cookies.reader_from(request, now=now) if origin is Origin.OURS else cookies.ReaderState()
    reader = Reader(
        key=state.key or ReaderKey.fresh(),
        net_token=request.META.get("hiwar.net_token", ""),
        net_token_yesterday=request.META.get("hiwar.net_token_yesterday", ""),
        keyless=origin is Origin.UNKNOWN,
        is_new=state.key is None,
    )
    try:
        posted = post_comment(thread=thread, submission=form.submission(), reader=reader, now=now)
    except Refusal as refusal:
        problem = problem_of(refusal)
        return _again(request, thread, fields, problem, {problem.field: problem.message} if problem.field else {})
    response = _accepted(request, thread, posted)
    if not reader.keyless:
        submission = form.submission()
        agreed = bool(form.cleaned_data["remember"])
        remembered = cookies.Remembered(submission.name, submission.email) if agreed else None
        jar = cookies.jar_of(request)
        cookies.keep_reader(response, jar=jar, key=reader.key, remembered=remembered, now=now)
        # A published one too: for a while she may edit it, and pages for everybody cannot say which are hers.
        cookies.keep_mine(response, jar=jar, ids=(posted.comment.public_id, *state.mine))
    return response


def _accepted(request: HttpRequest, thread: Thread, posted: Posted) -> HttpResponse:
    # A rejected comment is answered exactly like a held one: an oracle would teach evasion (threats, row M4).
    within = within_frame(request)
    if posted.is_published:
        url = f"{within}{address_of(posted.comment)}"
        path, _hash, mark = url.partition("#")
        redirect = f"{path}{'&' if '?' in path else '?'}sent=published#{mark}"
    else:
        url = f"{within}{thread.url}#mine"
        redirect = f"{within}{thread.url}?sent=held#mine"
    if not wants_json(request):
        return HttpResponseRedirect(redirect, status=303)
    body = {"url": url, "id": posted.comment.public_id}
    if posted.is_published:
        body |= {"state": "published", "message": _("Your comment is published."), "number": str(posted.comment.number)}
    else:
        body |= {"state": "held", "message": _("We have your comment. It appears after a moderator has read it.")}
    return JsonResponse(body, status=201)


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
