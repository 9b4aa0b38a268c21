"""The discussion of another site's page: in a frame there, and as a page of its own; the script, and the counts.

A GET changes nothing: a discussion comes into being with its first comment. Until something in it is public, every
answer is the same whether it has a row or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from hiwar.delivery.assets import asset_url
from hiwar.delivery.composition import Talk, discussion_settings
from hiwar.delivery.context import chrome
from hiwar.delivery.page_rules import Parameter
from hiwar.delivery.public_pages import PRIVATE, Truth, public_answer, public_page, site_of, stored
from hiwar.delivery.views import SENT, state_of, to_number
from hiwar.discussions.addresses import within_frame
from hiwar.discussions.cookies import has_cookies
from hiwar.discussions.decoding import JSON_FIELDS
from hiwar.discussions.edit_views import edit_in
from hiwar.discussions.models import Thread
from hiwar.discussions.queries import comment_counts
from hiwar.discussions.report_views import report_in
from hiwar.discussions.views import compose_in, take_comment
from hiwar.discussions.windows import PATTERNS, NoSuchWindow, window_from
from hiwar.widget.origins import origin_of_host
from hiwar.widget.queries import registered_origins, thread_on
from hiwar.widget.subjects import FIELDS, claim_in, is_key, subject_of

SCRIPT = Path(__file__).with_name("embed.js")
ASSETS = ("site.css", "frame.css", "talk.js", "live.js", "frame.js")
JAVASCRIPT = "text/javascript; charset=utf-8"
MOST_COUNTS = 50
# A key may be quoted letter by letter, four bytes of three signs each.
_KEYS = r"(?:[A-Za-z0-9._~:,-]|%[0-9A-Fa-f]{2}){1,1500}"
ONE_MINUTE = "public, max-age=60"
ONE_HOUR = "public, max-age=3600"


@stored()
@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """Give the script that other sites load."""
    _origins_or_404(request)
    body, digest = _script()
    response = public_answer(
        request, lambda: HttpResponse(body, content_type=JAVASCRIPT), shown=("embed.js", digest), truth=Truth()
    )
    response["Cache-Control"] = ONE_HOUR
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@stored(*(Parameter(name, pattern) for name, pattern in PATTERNS.items()))
@require_safe
def discussion(request: HttpRequest, host: str, key: str) -> HttpResponse:
    """Show a discussion, or a part or another order of it."""
    thread = _thread_or_404(request, host, key)
    try:
        window = window_from(request.GET)
    except NoSuchWindow:
        raise Http404 from None
    now, sent = timezone.now(), request.GET.get("sent", "")
    origins = _origins_or_404(request)
    shown = Talk(thread, discussion_settings(thread.site), window)
    template = "widget/frame.html" if within_frame(request) else "widget/page.html"

    def context() -> dict[str, Any]:
        found = shown.context(request, now=now)
        if not found["conversation"].comments and not window.is_first:
            raise Http404
        return {**found, "window": window, "sent": sent if sent in SENT else ""}

    if has_cookies(request) or sent in SENT:
        response = render(request, template, context())
        response["Cache-Control"] = PRIVATE
        return response
    truth = Truth(thread, until=shown.true_until(now=now))
    tagged = (shown.shown(now=now), origins, *map(asset_url, ASSETS))
    return public_page(request, template, context, shown=tagged, truth=truth)


@stored()
@require_safe
def state(request: HttpRequest, host: str, key: str) -> HttpResponse:
    """Say how the discussion stands, for pages that have it open."""
    return state_of(request, _thread_or_404(request, host, key))


@require_safe
def by_number(request: HttpRequest, host: str, key: str, number: int) -> HttpResponse:
    """Lead to the comment of that number, on whatever page of the discussion it stands."""
    return to_number(request, _thread_or_404(request, host, key), number)


# The origin of the request is checked instead of a token, as for every discussion (threats, row S1).
@csrf_exempt
@require_POST
def post(request: HttpRequest, host: str, key: str) -> HttpResponse:
    """Take a comment; with the first one the discussion comes into being."""
    return take_comment(request, lambda fields: _thread_or_404(request, host, key, fields), names=JSON_FIELDS | FIELDS)


@require_GET
def compose(request: HttpRequest, host: str, key: str) -> HttpResponse:
    """Show the form with the comment it answers."""
    return compose_in(request, _thread_or_404(request, host, key))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, host: str, key: str) -> HttpResponse:
    """Show the form by which a comment is reported, or take it."""
    return report_in(request, _thread_or_404(request, host, key))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, host: str, key: str) -> HttpResponse:
    """Show the form by which an author edits her comment, or take it."""
    return edit_in(request, _thread_or_404(request, host, key))


@stored(Parameter("of", _KEYS))
@require_safe
def counts(request: HttpRequest, host: str) -> HttpResponse:
    """Say how many comments there are under many names at once; a page of that origin may read it."""
    origin, site = _origin_or_404(request, host), site_of(request)
    keys = request.GET.get("of", "").split(",")
    if len(keys) > MOST_COUNTS or not all(map(is_key, keys)):
        raise Http404
    subjects = {subject_of(host, key): key for key in keys}
    found = comment_counts(subjects, site=site)
    words = chrome(request)["comment_words"]
    told = {key: words(found.get(subject, 0)) for subject, key in subjects.items()}
    truth = Truth(subjects=subjects)
    response = public_answer(request, lambda: JsonResponse({"counts": told}), shown=("counts", told), truth=truth)
    response["Cache-Control"] = ONE_MINUTE
    # The host is part of the address, so the bytes and this line are the same for everybody; no credentials, ever.
    response["Access-Control-Allow-Origin"] = origin
    return response


@cache
def _script() -> tuple[bytes, str]:
    body = SCRIPT.read_bytes()
    return body, sha256(body).hexdigest()[:16]


def _origins_or_404(request: HttpRequest) -> tuple[str, ...]:
    origins = registered_origins(site_of(request))
    if not origins:
        raise Http404
    return origins


def _origin_or_404(request: HttpRequest, host: str) -> str:
    origin = origin_of_host(host, _origins_or_404(request))
    if origin is None:
        raise Http404
    return origin


def _thread_or_404(request: HttpRequest, host: str, key: str, fields: Mapping[str, str] | None = None) -> Thread:
    origin = _origin_or_404(request, host)
    claim = claim_in(fields, origin=origin, key=key) if fields else None
    found = thread_on(origin, key, site=site_of(request), now=timezone.now(), claim=claim)
    if found is None:
        raise Http404
    return found
