"""Who may enter the desk: staff with the right to moderate, for what their role allows, on the site they came to.

Every view of the desk stands behind `for_staff`; a test walks the routes and finds the one that does not. Acts that
matter, and acts on more than twenty comments, ask for the password again (threats, row Z4).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from hiwar.accounts.confirming import SAFE, ask_again
from hiwar.moderation.frame import render_desk, write_by_the_way
from hiwar.moderation.queries.batches import decided_together
from hiwar.moderation.roles import Act, Seat, seat_of
from hiwar.moderation.services.owners import MANY

PRIVATE = "private, no-store"
# Doing any of these asks for the password; looking at their rooms does not.
FRESH = frozenset({Act.REVEAL, Act.ROLES, Act.EXPORT, Act.ALERTS})
# Several small acts within so long are a large one.
COUNTED_FOR = timedelta(minutes=10)
View = Callable[..., HttpResponse]


def for_staff(act: Act, *, asks: bool | None = None) -> Callable[[View], View]:
    """Call the view with `seat`, for staff who may do that; others are sent to sign in, or told that they may not.

    `asks` says whether the password must have been entered lately; unless said, it must for what is posted to do one of
    the acts that matter.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: object) -> HttpResponse:
            wants_password = asks if asks is not None else act in FRESH and request.method not in SAFE
            response = _answer(request, view, act, kwargs, wants_password=wants_password)
            response["Cache-Control"] = PRIVATE
            return response

        guarded.act = act  # type: ignore[attr-defined]
        return guarded

    return decorate


def ask_about(count: int, *, request: HttpRequest, seat: Seat) -> HttpResponse | None:
    """Return what asks for the password before an act on so many comments, or None where it may go on.

    What the same person has decided together within ten minutes counts along: many small acts are a large one.
    """
    if count <= MANY:
        since = timezone.now() - COUNTED_FOR
        count += decided_together(seat=seat, since=since, most=MANY + 1)
    return ask_again(request) if count > MANY else None


def _answer(
    request: HttpRequest, view: View, act: Act, kwargs: dict[str, object], *, wants_password: bool
) -> HttpResponse:
    if not request.user.is_authenticated:
        # What was to be posted is gone after signing in; the desk is the place to begin again.
        return redirect_to_login(request.get_full_path() if request.method == "GET" else reverse("desk"))
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    seat = seat_of(request.user, site=site)
    if seat is None:
        return render(request, "moderation/no_access.html", {"user": request.user}, status=403)
    if request.method in SAFE:
        write_by_the_way(request, request.session.touch)
    # An address may be looked at by nobody without a right of its own; its view says so on the desk itself.
    if act is not Act.REVEAL and not seat.may(act):
        return render_desk(request, seat, "moderation/not_yours.html", {"room": ""}, status=403)
    # Whoever may not do it is not asked for anything.
    asked = ask_again(request) if wants_password and seat.may(act) else None
    return asked or view(request, seat=seat, **kwargs)
