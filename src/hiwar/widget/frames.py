"""Views inside a frame: which sites may show the answer, in which language it is, and that it is nothing to others.

The page around a frame can have any address of it fetched in this reader's name and learn from the answer, if only
from its height. So she is known to nothing but what our own frame leads to, and to the discussion, which that page
must open.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from hiwar.accounts.origin import Origin
from hiwar.delivery.headers import CSP
from hiwar.delivery.page_rules import PLAN
from hiwar.delivery.public_pages import View, site_of
from hiwar.delivery.views import not_found
from hiwar.discussions.cookies import jar_of
from hiwar.discussions.origins import request_origin
from hiwar.widget.queries import registered_origins

_NOBODY = "frame-ancestors 'none'"
_SAFE = frozenset({"GET", "HEAD"})
# What the page around the frame opens itself.
_OPENED_BY_THE_PAGE = "embedded"
# What the database last said, by host, of which the door lets in its own alone. Whoever writes while it is away must be
# able to see her words again, and they are seen only where the frame may be shown.
_last_known: dict[str, tuple[str, ...]] = {}


def framed(view: View) -> View:
    """Return the view as it answers in a frame of the site's registered origins; without any it is not there."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, language: str = "", **kwargs: Any) -> HttpResponse:
        with translation.override(language or settings.LANGUAGE_CODE):
            origins = _origins_or_404(request)
            if not _is_led_here_by_us(request):
                for name in jar_of(request).names:
                    request.COOKIES.pop(name, None)
            try:
                response = view(request, *args, **kwargs)
            except Http404 as nothing:
                # Said inside the frame too: a page that no site may show would leave it blank.
                response = not_found(request, nothing)
                if plan := request.META.get(PLAN):
                    plan.has_words = True
        response["Content-Security-Policy"] = policy(origins)
        return response

    return answered


def policy(origins: Iterable[str]) -> str:
    """Return the content security policy of a page that these origins may show; without any, nobody may."""
    named = " ".join(origins)
    return CSP["frame"].replace(_NOBODY, f"frame-ancestors {named}") if named else CSP["frame"]


def _origins_or_404(request: HttpRequest) -> tuple[str, ...]:
    """Return who may show the answer: to what is sent while the database is away, those it named last, if it has."""
    try:
        origins = registered_origins(site_of(request))
    except DatabaseError:
        if request.method in _SAFE:
            raise
        return _last_known.get(request.get_host(), ())
    _last_known[request.get_host()] = origins
    if not origins:
        raise Http404
    return origins


def _is_led_here_by_us(request: HttpRequest) -> bool:
    """Return whether our own frame asks, or the page around it asks for what it may."""
    if request.method not in _SAFE:
        return request_origin(request) is Origin.OURS
    if request.resolver_match is not None and request.resolver_match.url_name == _OPENED_BY_THE_PAGE:
        return True
    # A browser that does not say it could be led by anybody.
    return request.headers.get("Sec-Fetch-Site") == "same-origin"
