"""Who may enter the desk: staff with the right to moderate, on the site they came to. Every view of the desk stands
behind `for_moderators`; a test walks the routes and finds the one that does not.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from wagtail.models import Site

PRIVATE = "private, no-store"
MODERATE = "moderation.moderate"
REVEAL = "moderation.reveal"


def for_moderators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Call the view with `site`, for staff who may moderate; others are sent to sign in, or told that they may not."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: object) -> HttpResponse:
        response = _answer(request, view, kwargs)
        response["Cache-Control"] = PRIVATE
        return response

    guarded.is_guarded = True  # type: ignore[attr-defined]
    return guarded


def _answer(request: HttpRequest, view: Callable[..., HttpResponse], kwargs: dict[str, object]) -> HttpResponse:
    if not request.user.is_authenticated:
        # What was to be posted is gone after signing in; the desk is the place to begin again.
        return redirect_to_login(request.get_full_path() if request.method == "GET" else reverse("desk"))
    if not request.user.has_perm(MODERATE):
        return render(request, "moderation/no_access.html", {"user": request.user}, status=403)
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return view(request, site=site, **kwargs)
