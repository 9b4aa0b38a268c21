"""The page of search: a form, what was found, or why nothing was. Works without script; what is looked for is nobody's
business, so nothing of it is kept, stored or shared (`private, no-store`)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from hiwar.accounts.limits import PACE
from hiwar.accounts.models import SiteProfile
from hiwar.discussions.doors import site_or_404
from hiwar.newsroom.queries import sections
from hiwar.search.forms import Search, search_from
from hiwar.search.models import Kind
from hiwar.search.queries import Asked, find, suggestion
from hiwar.search.queries.narrowing import authors_read
from hiwar.search.question import Question

# A reader who narrows and turns pages stays far below; a network has many readers.
A_MINUTE = 60
PRIVATE = "private, no-store"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the form, and what was found if something was asked for."""
    site = site_or_404(request)
    authors = authors_read(site=site)
    asked = search_from(request.GET, sections=sections(site=site), authors=authors)
    if asked.errors:
        return _page(request, asked, {"authors": authors}, status=422)
    if asked.question is None:
        return _page(request, asked, {"authors": authors})
    if not _may(request):
        busy = _("Many searches came from your network within a minute. Wait a little, then try again.")
        return _page(request, asked, {"authors": authors, "busy": busy}, status=429)
    return _answer(request, asked, _wanted(asked, asked.question, site), {"authors": authors})


def _answer(request: HttpRequest, asked: Search, wanted: Asked, context: dict[str, Any]) -> HttpResponse:
    found = find(wanted)
    meant = suggestion(wanted, asked.values["q"]) if not found.hits and asked.page == 1 else ""
    links = {
        "newer": _address(asked, page=asked.page - 1) if asked.page > 1 else "",
        "older": _address(asked, page=asked.page + 1) if found.has_more else "",
        "meant": _address(asked, q=meant) if meant else "",
    }
    return _page(request, asked, {**context, "found": found, "meant": meant, "links": links})


def _wanted(asked: Search, question: Question, site: Site) -> Asked:
    return Asked(
        question=question,
        site=site,
        kind=asked.kind,
        section=asked.section,
        author=asked.author,
        since=asked.since,
        until=asked.until,
        zone=ZoneInfo(SiteProfile.of(site).time_zone),
        page=asked.page,
    )


def _may(request: HttpRequest) -> bool:
    token = request.META.get("hiwar.net_token", "")
    return not token or PACE.allows(act="search", key=token, amount=A_MINUTE, seconds=60) is True


def _address(asked: Search, **changed: Any) -> str:
    """Return the path of a search beside this one; without a page named it is the first."""
    values = {**asked.values, "page": "", **changed}
    kept = {name: value for name, value in values.items() if value and not (name == "page" and value == 1)}
    return f"?{urlencode(kept)}"


def _page(request: HttpRequest, asked: Search, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    kinds = {
        Kind.ARTICLE: _address(asked, kind=""),
        Kind.COMMENT: _address(asked, kind=Kind.COMMENT.value, author=""),
    }
    nothing: dict[str, Any] = {"found": None, "meant": "", "links": {}, "busy": ""}
    page = {**nothing, "asked": asked, "kinds": kinds, **context}
    response = render(request, "search/search.html", page, status=status)
    response["Cache-Control"] = PRIVATE
    return response
