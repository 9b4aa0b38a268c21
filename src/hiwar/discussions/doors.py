"""What every door of the discussion does alike: find the site and the thread, and refuse in words or as data.

Not here: the doors themselves (`views`, `report_views`, `edit_views`), the sentences (`problems`).
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from wagtail.models import Site

from hiwar.discussions.models import Thread
from hiwar.discussions.problems import Problem
from hiwar.discussions.queries import site_asked, thread_by_public_id


def thread_or_404(request: HttpRequest, public_id: str) -> Thread:
    """Return the thread of the site that was asked."""
    thread = thread_by_public_id(public_id, site=site_or_404(request))
    if thread is None:
        raise Http404
    return thread


def site_or_404(request: HttpRequest) -> Site:
    """Return the site that was asked."""
    site = site_asked(request)
    if site is None:
        raise Http404
    return site


def number_in(text: str) -> int | None:
    """Return the number that a parameter spells, None for anything a database would not take for one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def wants_json(request: HttpRequest) -> bool:
    """Return whether a script asks, rather than a form."""
    return accepts_json(request.headers)


def accepts_json(headers: Mapping[str, str]) -> bool:
    """Return whether a request with these headers, asked for in lower case, is a script's."""
    return "application/json" in headers.get("accept", "")


def refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Answer with a sentence alone, before any form could be shown again."""
    if wants_json(request):
        return JsonResponse({"errors": {}, "message": problem.message}, status=problem.status)
    return render(request, "discussions/refused.html", {"message": problem.message}, status=problem.status)
