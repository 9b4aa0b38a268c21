"""Views inside a frame: which sites may show the answer, in which language it is, and that it is nothing to others."""

from __future__ import annotations

from collections.abc import Iterable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from hiwar.delivery.headers import CSP
from hiwar.delivery.public_pages import View, site_of
from hiwar.delivery.views import not_found
from hiwar.widget.queries import registered_origins

_NOBODY = "frame-ancestors 'none'"


def framed(view: View) -> View:
    """Return the view as it answers in a frame of the site's registered origins; without any it is not there."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, language: str = "", **kwargs: Any) -> HttpResponse:
        with translation.override(language or settings.LANGUAGE_CODE):
            origins = registered_origins(site_of(request))
            if not origins:
                raise Http404
            try:
                response = view(request, *args, **kwargs)
            except Http404 as nothing:
                # Said inside the frame too: a page that no site may show would leave it blank.
                response = not_found(request, nothing)
        response["Content-Security-Policy"] = policy(origins)
        return response

    return answered


def policy(origins: Iterable[str]) -> str:
    """Return the content security policy of a page that these origins may show."""
    return CSP["frame"].replace(_NOBODY, f"frame-ancestors {' '.join(origins)}")
