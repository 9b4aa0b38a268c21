"""Who may enter the desk: staff with the right to moderate, for what their role allows, on the site they came to.

Every view of the desk stands behind `for_staff`; a test walks the routes and finds the one that does not.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from wagtail.models import Site

from hiwar.moderation.frame import render_desk
from hiwar.moderation.roles import Act, seat_of

PRIVATE = "private, no-store"
View = Callable[..., HttpResponse]


def for_staff(act: Act) -> Callable[[View], View]:
    """Call the view with `seat`, for staff who may do that; others are sent to sign in, or told that they may not."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: object) -> HttpResponse:
            response = _answer(request, view, act, kwargs)
            response["Cache-Control"] = PRIVATE
            return response

        guarded.act = act  # type: ignore[attr-defined]
        return guarded

    return decorate


def _answer(request: HttpRequest, view: View, act: Act, kwargs: dict[str, object]) -> HttpResponse:
    if not request.user.is_authenticated:
        # What was to be posted is gone after signing in; the desk is the place to begin again.
        return redirect_to_login(request.get_full_path() if request.method == "GET" else reverse("desk"))
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    seat = seat_of(request.user, site=site)
    if seat is None:
        return render(request, "moderation/no_access.html", {"user": request.user}, status=403)
    # An address may be looked at by nobody without a right of its own; its view says so on the desk itself.
    if act is not Act.REVEAL and not seat.may(act):
        return render_desk(request, seat, "moderation/not_yours.html", {"room": ""}, status=403)
    return view(request, seat=seat, **kwargs)
