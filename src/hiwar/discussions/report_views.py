"""The door at which readers report a comment: a light page with a form, which works without script.

The link to it stands under every comment of pages that are the same for everybody, so it names the comment by its
number. A comment that cannot be read, whatever the reason, is answered like one that never was (threats, row Z7).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.origin import Origin
from hiwar.discussions import cookies
from hiwar.discussions.addresses import addresses_of, within_frame
from hiwar.discussions.decoding import UnreadableBody, decode_fields
from hiwar.discussions.doors import number_in, refused, thread_or_404, wants_json
from hiwar.discussions.models import Comment, ReportReason, Thread
from hiwar.discussions.models.reports import MAX_REPORT
from hiwar.discussions.origins import request_origin
from hiwar.discussions.problems import foreign_page, problem_of_body
from hiwar.discussions.queries import address_of, published_by_number
from hiwar.discussions.report_forms import FIELDS, ReportForm
from hiwar.discussions.services.attempts import Reader
from hiwar.discussions.services.reporting import report_comment
from hiwar.discussions.stamps import stamp_for, stamp_is_valid


@dataclass(frozen=True)
class _Filled:
    """What stands in the form, what is wrong with it, and whether it was sent already."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    is_sent: bool = False


# As for comments: the page carries no token of one reader's, the origin of the request is checked (threats, row S1).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, thread_id: str) -> HttpResponse:
    """Show the form for a comment, or take what was filled in."""
    return report_in(request, thread_or_404(request, thread_id))


def report_in(request: HttpRequest, thread: Thread) -> HttpResponse:
    """Show the form for a comment of a thread, or take what was filled in."""
    now = timezone.now()
    if request.method != "POST":
        # The link under each of a page's hundred comments says it in one letter.
        comment = _comment_or_404(thread, request.GET.get("c") or request.GET.get("comment", ""))
        return _page(request, comment, _Filled(is_sent="sent" in request.GET), status=200)
    try:
        content_type = request.headers.get("Content-Type", "")
        fields = decode_fields(request.body, content_type=content_type, names=FIELDS)
    except UnreadableBody as error:
        return refused(request, problem_of_body(error))
    return _take(request, thread, fields, now)


def _take(request: HttpRequest, thread: Thread, fields: Mapping[str, str], now: datetime) -> HttpResponse:
    origin = request_origin(request)
    is_stamped = stamp_is_valid(thread, fields.get("stamp", ""), now=now)
    if origin is Origin.FOREIGN or (origin is Origin.UNKNOWN and not is_stamped):
        return refused(request, foreign_page())
    comment = _comment_or_404(thread, fields.get("comment", ""))
    form = ReportForm(fields)
    if not form.is_valid():
        return _again(request, comment, fields, form.messages())
    state = cookies.reader_from(request, now=now) if origin is Origin.OURS else cookies.ReaderState()
    reader = Reader(
        key=state.key or ReaderKey.fresh(),
        net_token=request.META.get("hiwar.net_token", ""),
        keyless=origin is Origin.UNKNOWN,
    )
    report_comment(comment=comment, complaint=form.complaint(), reader=reader, now=now)
    response = _thanks(request, comment)
    if state.key is None and not reader.keyless:
        # By it her second report of the comment will be known for what it is.
        jar = cookies.jar_of(request)
        cookies.keep_reader(response, jar=jar, key=reader.key, remembered=state.remembered, now=now)
    return response


def _comment_or_404(thread: Thread, number: str) -> Comment:
    # Asked for even where the number is none: whoever measures learns nothing.
    comment = published_by_number(thread, number_in(number) or 0)
    if comment is None:
        raise Http404
    return comment


def _thanks(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Answer alike whatever came of the report."""
    if wants_json(request):
        sentence = _("Thank you. A moderator will look at the comment.")
        return JsonResponse({"state": "reported", "message": sentence})
    query = urlencode({"comment": comment.number, "sent": 1})
    address = addresses_of(comment.thread, within=within_frame(request)).report
    return HttpResponseRedirect(f"{address}?{query}", status=303)


def _again(
    request: HttpRequest, comment: Comment, fields: Mapping[str, str], errors: Mapping[str, str]
) -> HttpResponse:
    if wants_json(request):
        sentence = _("Your report has not been sent yet.")
        return JsonResponse({"errors": errors, "message": sentence}, status=422)
    return _page(request, comment, _Filled(fields, errors), status=422)


def _page(request: HttpRequest, comment: Comment, filled: _Filled, *, status: int) -> HttpResponse:
    context = {
        "thread": comment.thread,
        "comment": comment,
        "doors": addresses_of(comment.thread, within=within_frame(request)),
        "back": f"{within_frame(request)}{address_of(comment)}",
        "reasons": ReportReason.choices,
        "limit": MAX_REPORT,
        "stamp": stamp_for(comment.thread, now=timezone.now()),
        "values": filled.values,
        "errors": filled.errors,
        "is_sent": filled.is_sent,
    }
    return render(request, "discussions/report.html", context, status=status)
