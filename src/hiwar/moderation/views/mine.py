"""For whoever writes: where her comments stand, what was decided against them and why, and her one objection to each.

The only doors of this package for readers; `access` guards the others. Nothing here is ever stored by a cache, and a
browser without a key is answered like one that has written nothing.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Site

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.limits import PACE
from hiwar.accounts.models import Measure
from hiwar.accounts.origin import Origin
from hiwar.accounts.unwritable import attempt
from hiwar.discussions import cookies
from hiwar.discussions.addresses import within_frame
from hiwar.discussions.origins import request_origin
from hiwar.discussions.problems import foreign_page
from hiwar.discussions.queries import site_asked
from hiwar.moderation.access import PRIVATE
from hiwar.moderation.appeal_forms import ObjectionForm
from hiwar.moderation.models import Decision
from hiwar.moderation.queries import mine as reads
from hiwar.moderation.services.appeals import AppealedAlready, object_to
from hiwar.moderation.services.warnings import mark_seen

OBJECTIONS_AN_HOUR = 10
ROOM = "own-comments"


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show a browser its own comments and the measures against it; a warning counts as read from now on."""
    site, key = _site(request), _key(request)
    response = _page(request, site, key)
    if key is not None and request.method == "GET":
        # Where that cannot be kept, the warning is simply shown again.
        attempt(partial(mark_seen, key=key, site=site, now=timezone.now()))
    return response


# The page is this reader's own, yet kept as simple as the form that posts comments: the origin is checked instead of a
# token (docs/adr/0014-csrf-without-a-token.md).
@csrf_exempt
@require_POST
def appeal(request: HttpRequest) -> HttpResponse:
    """Take an objection to a refused comment or a measure. What is not hers and what is not there answer alike."""
    site = _site(request)
    if request_origin(request) is not Origin.OURS:
        context = {"message": foreign_page().message}
        return _private(render(request, "discussions/refused.html", context, status=foreign_page().status))
    key = _key(request)
    if key is None:
        raise Http404
    form = ObjectionForm(request.POST)
    against = _against(form, key, site=site)
    if against is None:
        raise Http404
    if not form.is_valid():
        return _again(request, site, key, next(str(one[0]) for one in form.errors.values()), status=422)
    if PACE.allows(act="appeal", key=key.pace_key(), amount=OBJECTIONS_AN_HOUR, seconds=3600) is not True:
        return _again(request, site, key, _("You have objected often within this hour. Try again later."), status=429)
    try:
        object_to(against=against, text=form.cleaned_data["text"], now=timezone.now())
    except AppealedAlready:
        return _again(request, site, key, _("You have objected to this already; one objection is heard."), status=409)
    return _private(HttpResponseRedirect(f"{within_frame(request)}{reverse(ROOM)}?sent=appeal#said", status=303))


def _against(form: ObjectionForm, key: ReaderKey, *, site: Site) -> Decision | Measure | None:
    """Return what is objected to if it concerns this very browser."""
    form.is_valid()
    wanted, number = form.cleaned_data.get("comment"), form.cleaned_data.get("measure")
    now = timezone.now()
    own = reads.own_comments(key, site=site, now=now)
    if wanted:
        comment = next((one for one in own if one.public_id == wanted), None)
        return reads.verdict_on(comment) if comment else None
    ids = [one.public_id for one in own]
    measures = reads.measures_concerning(key, own=ids, site=site, now=now) if number else []
    return next((one for one in measures if one.pk == number), None)


def _again(request: HttpRequest, site: Site, key: ReaderKey, problem: str, *, status: int) -> HttpResponse:
    """Show the page with what is wrong and the objection as it was written."""
    return _page(request, site, key, problem=problem, status=status)


def _page(
    request: HttpRequest, site: Site, key: ReaderKey | None, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "mine": reads.mine(key, site=site, now=timezone.now()),
        "has_key": key is not None,
        "sent": request.GET.get("sent", ""),
        "problem": problem,
        "values": request.POST if problem else {},
    }
    return _private(render(request, "moderation/mine.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = PRIVATE
    return response


def _key(request: HttpRequest) -> ReaderKey | None:
    return cookies.reader_from(request, now=timezone.now()).key


def _site(request: HttpRequest) -> Site:
    site = site_asked(request)
    if site is None:
        raise Http404
    return site
