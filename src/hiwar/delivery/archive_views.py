"""Readers' pages of what was published about a topic, and of what was published when.

As in `views`, an address becomes queries and a template. Here is also what a day says on which nothing was published.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hiwar.delivery.archive_pages import DayPageView, archive, day_page, day_path, month_page, month_path, months_of
from hiwar.delivery.assets import asset_url
from hiwar.delivery.context import chrome
from hiwar.delivery.machines.described import about_archive, about_topic
from hiwar.delivery.page_rules import PLAN
from hiwar.delivery.public_pages import ALONE, PRIVATE, Truth, moment_of, public_page, site_of, stored
from hiwar.delivery.topic_pages import topic_page
from hiwar.delivery.views import BEFORE, absent, part_asked
from hiwar.newsroom.queries import Clock, days_beside, topic_named

ASSETS = ("site.css", "archive.css")


@stored(BEFORE)
@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one page of what was written about a topic; former names of it lead there, one of drafts alone has none."""
    before = part_asked(request)
    found = topic_named(slug, site=site_of(request))
    page = found and topic_page(found, before=before, site=site_of(request))
    if found is None or page is None:
        return absent(request)
    if request.path != unquote(found.url):
        return HttpResponsePermanentRedirect(found.url)
    context = {"page": page, "structured": about_topic(request, found)}
    return _page(request, "delivery/topic.html", context, shown=(page,), truth=Truth(counted=page.told))


@stored()
@require_safe
def whole(request: HttpRequest) -> HttpResponse:
    """Show every month in which something was published."""
    years = archive(months_of(_clock(request)))
    context = {"years": years, "structured": about_archive(request)}
    return _page(request, "delivery/archive.html", context, shown=("archive", years))


@stored()
@require_safe
def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """Show the days of a month on which something was published."""
    first = date(int(year), int(month), 1)
    page = month_page(first, _clock(request))
    if page is None:
        return _empty(request, first, is_month=True)
    way = [(chrome(request)["style"].month(first.year, first.month), month_path(first))]
    context = {"page": page, "path": month_path, "structured": about_archive(request, *way)}
    return _page(request, "delivery/archive_month.html", context, shown=(page,))


@stored(BEFORE)
@require_safe
def day(request: HttpRequest, year: str, month: str, day: str) -> HttpResponse:
    """Show one page of what was published on a day."""
    before = part_asked(request)
    try:
        asked = date(int(year), int(month), int(day))
    except ValueError:
        raise Http404 from None
    page = day_page(asked, before=before, clock=_clock(request))
    if page is None:
        return _empty(request, asked, is_month=False)
    context = {"page": page, "path": day_path, "month_path": month_path(asked), "structured": _way_to(request, page)}
    return _page(request, "delivery/archive_day.html", context, shown=(page,), truth=Truth(counted=page.told))


def _way_to(request: HttpRequest, page: DayPageView) -> Any:
    style = chrome(request)["style"]
    steps = (
        (style.month(page.day.year, page.day.month), month_path(page.day)),
        (style.date(page.day), day_path(page.day)),
    )
    return about_archive(request, *steps)


def _empty(request: HttpRequest, asked: date, *, is_month: bool) -> HttpResponse:
    """Say that nothing was published then, and when it was: a 404 with words of its own."""
    clock = _clock(request)
    earlier, later = days_beside(asked, clock)
    is_ahead = asked > moment_of(request).astimezone(clock.zone).date()
    context = {"asked": asked, "is_month": is_month, "is_ahead": is_ahead, "earlier": earlier, "later": later}
    if plan := request.META.get(PLAN):
        plan.has_words = True
    response = render(request, "delivery/archive_empty.html", {**context, "path": day_path}, status=404)
    response["Cache-Control"] = PRIVATE
    return response


def _clock(request: HttpRequest) -> Clock:
    return Clock(site_of(request), chrome(request)["profile"].time_zone)


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], *, shown: tuple[object, ...], truth: Truth = ALONE
) -> HttpResponse:
    return public_page(request, template, context, shown=(*shown, *map(asset_url, ASSETS)), truth=truth)
