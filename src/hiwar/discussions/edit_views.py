"""The door at which an author edits her comment, on a light page of its own; it works without script.

Her browser's key is what opens it. A comment of somebody else's, and none at all, are answered alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hiwar.accounts.origin import Origin
from hiwar.discussions import cookies
from hiwar.discussions.addresses import addresses_of, within_frame
from hiwar.discussions.decoding import UnreadableBody, decode_fields
from hiwar.discussions.doors import refused, thread_or_404, wants_json
from hiwar.discussions.forms import CommentForm
from hiwar.discussions.models import Comment, Thread
from hiwar.discussions.origins import request_origin
from hiwar.discussions.problems import Problem, foreign_page, in_figures, problem_of, problem_of_body
from hiwar.discussions.queries import FormOptions, address_of, form_options, house_rules
from hiwar.discussions.queries.own import may_edit, own_comment
from hiwar.discussions.queries.revisions import text_to_edit
from hiwar.discussions.services.attempts import Reader
from hiwar.discussions.services.editing import Edited, edit_comment
from hiwar.discussions.services.refusals import EditTooLate, Refusal

FIELDS = frozenset({"comment"})


# As for comments: the origin of the request is checked instead of a token (threats, row S1).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, thread_id: str) -> HttpResponse:
    """Show the form with the words as they are, or take new ones."""
    return edit_in(request, thread_or_404(request, thread_id))


def edit_in(request: HttpRequest, thread: Thread) -> HttpResponse:
    """Show the form with the words of a comment in a thread, or take new ones."""
    now = timezone.now()
    state = cookies.reader_from(request, now=now)
    comment = own_comment(state.key, public_id=request.GET.get("comment", ""), thread=thread)
    if comment is None or state.key is None:
        raise Http404
    if request.method != "POST":
        if not may_edit(comment, house_rules(thread.site).settings, now=now):
            return refused(request, problem_of(EditTooLate()))
        return _page(request, comment, text=text_to_edit(comment), problem=None)
    if request_origin(request) is not Origin.OURS:
        return refused(request, foreign_page())
    try:
        content_type = request.headers.get("Content-Type", "")
        fields = decode_fields(request.body, content_type=content_type, names=FIELDS)
    except UnreadableBody as error:
        return refused(request, problem_of_body(error))
    reader = Reader(
        key=state.key,
        net_token=request.META.get("hiwar.net_token", ""),
        net_token_yesterday=request.META.get("hiwar.net_token_yesterday", ""),
    )
    return _take(request, comment, fields, reader, now)


def _take(
    request: HttpRequest, comment: Comment, fields: Mapping[str, str], reader: Reader, now: datetime
) -> HttpResponse:
    form = CommentForm({"comment": fields.get("comment", "")}, options=_text_alone(comment.thread))
    if not form.is_valid():
        return _again(request, comment, fields, Problem(422, form.messages()["comment"], "comment"))
    try:
        edited = edit_comment(comment=comment, text=form.submission().text, reader=reader, now=now)
    except Refusal as refusal:
        return _again(request, comment, fields, problem_of(refusal))
    response = _done(request, edited)
    mine = cookies.reader_from(request, now=now).mine
    others = tuple(kept for kept in mine if kept != comment.public_id)
    cookies.keep_mine(response, jar=cookies.jar_of(request), ids=(comment.public_id, *others))
    return response


def _text_alone(thread: Thread) -> FormOptions:
    """Return the options of the site for a form that asks for nothing but the text."""
    options = form_options(house_rules(thread.site).settings)
    return replace(options, name_required=False, email_shown=False, email_required=False, consent_required=False)


def _done(request: HttpRequest, edited: Edited) -> HttpResponse:
    comment, within = edited.comment, within_frame(request)
    if edited.is_published:
        state, url = "published", f"{within}{address_of(comment)}"
        message = _("Your comment stands as it was.")
        there = url
        if edited.waiting:
            # It is on the page as it was; what becomes of the new words stands on the page of her own comments.
            state, message = "edited", _("We have the change. Readers see it after a moderator has read it.")
            path, _hash, mark = url.partition("#")
            there = f"{path}{'&' if '?' in path else '?'}sent=edited#{mark}"
    else:
        # In the words of any comment that waits: what was found is not told (threats, row M4).
        state, message = "held", _("We have your comment. It appears after a moderator has read it.")
        page = f"{within}{comment.thread.url}"
        url, there = f"{page}#mine", f"{page}?sent=held#mine"
    if wants_json(request):
        return JsonResponse({"state": state, "url": url, "message": message, "id": comment.public_id})
    return HttpResponseRedirect(there, status=303)


def _again(request: HttpRequest, comment: Comment, fields: Mapping[str, str], problem: Problem) -> HttpResponse:
    problem, _errors = in_figures(problem, {}, site=comment.thread.site)
    if wants_json(request):
        errors = {"comment": problem.message} if problem.field else {}
        return JsonResponse({"errors": errors, "message": problem.message}, status=problem.status)
    return _page(request, comment, text=fields.get("comment", ""), problem=problem)


def _page(request: HttpRequest, comment: Comment, *, text: str, problem: Problem | None) -> HttpResponse:
    settings = house_rules(comment.thread.site).settings
    doors = addresses_of(comment.thread, within=within_frame(request))
    context = {
        "thread": comment.thread,
        "doors": doors,
        "comment": comment,
        "action": f"{doors.edit}?{urlencode({'comment': comment.public_id})}",
        "limit": settings.max_characters,
        "minutes": settings.edit_minutes,
        "text": text,
        "problem": problem,
    }
    return render(request, "discussions/edit.html", context, status=problem.status if problem else 200)
