"""The way back to the page a form was sent from, for whoever is told that it was not stored.

An address that came with a request is taken only where it is a page of ours that can be looked at: many addresses of
the desk take forms alone, and answer a form at fault with a page that stands at none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from hiwar.accounts.confirming import page_before
from hiwar.moderation.frame import ROOMS
from hiwar.moderation.places import ROUTES, place_from

DESK, READERS = "/desk/", "/talk/"
# What is looked at besides the rooms.
ITEMS = frozenset(
    {
        "desk-alerts-change",
        "desk-evidence-item",
        "desk-family",
        "desk-remove-all",
        "desk-removed",
        "desk-second-disputes",
        "desk-takedown",
        "desk-writer",
    }
)
PAGES = ITEMS | {room.route for room in ROOMS}
_ABOUT_ONE = f"{DESK}comment/"


def way_back(request: HttpRequest, *, carried: str = "") -> str:
    """Return the address to go back to: a queue as it was narrowed, with the same comment open, or another page.

    `carried` is what this gave the last time, if the form is sent once more from the page that gave it back.
    """
    before = (carried, page_before(request))
    if not request.path.startswith(DESK):
        return next((address for address in before if _is_of_readers(request, address)), reverse("front"))
    return next(filter(None, (*_looked_at(request, before), _place_sent(request))), reverse("desk"))


def _looked_at(request: HttpRequest, before: tuple[str, ...]) -> Iterator[str]:
    comment = _comment(request)
    for address in before:
        path, _, query = address.partition("#")[0].partition("?")
        name, given = _route(path)
        if comment and name in ROUTES.values():
            yield place_from(QueryDict(query), state=given["state"]).url(open=comment)
        elif name in PAGES:
            yield f"{path}?{query}" if query else path


def _place_sent(request: HttpRequest) -> str:
    """Return the place that the form itself speaks of, or the one at which its comment stands now."""
    comment, queue = _comment(request), request.POST.get("tab", "")
    if queue in ROUTES:
        return place_from(request.POST, state=queue).url(open=comment or None)
    return reverse("desk-comment", kwargs={"public_id": comment}) if comment else ""


def _comment(request: HttpRequest) -> str:
    """Return the id of the comment that a form of the desk is about; empty for other forms."""
    _name, given = _route(request.path) if request.path.startswith(_ABOUT_ONE) else ("", {})
    return given.get("public_id", "")


def _route(path: str) -> tuple[str, Mapping[str, str]]:
    try:
        found = resolve(path)
    except Resolver404:
        return "", {}
    return found.url_name or "", found.kwargs


def _is_of_readers(request: HttpRequest, address: str) -> bool:
    """Tell whether this is a page of ours that any reader can look at, or the page of her own comments."""
    path = urlsplit(address).path if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""
    return path.startswith("/") and (not path.startswith(READERS) or path == reverse("own-comments"))
