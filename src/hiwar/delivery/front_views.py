"""The front page: composed by an editor, or by itself; and the same of a draft, as the editor previews it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hiwar.delivery.assets import asset_url
from hiwar.delivery.composition import FrontPageView, front_page
from hiwar.delivery.front_page import composed_page, parts_on
from hiwar.delivery.front_parts import ComposedFront
from hiwar.delivery.machines.described import about_site
from hiwar.delivery.public_pages import PRIVATE, Truth, moment_of, public_page, site_of, stored
from hiwar.delivery.views import ASSETS
from hiwar.newsroom.queries import parts_of

TEMPLATE = "delivery/front.html"


@stored()
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the front page. The editor hands a draft over with the request itself, which nobody outside can."""
    site, draft = site_of(request), getattr(request, "previewed", None)
    parts = parts_of(draft) if draft is not None else parts_on(site)
    page = composed_page(parts, site=site, now=moment_of(request)) or front_page(site=site)

    def context() -> dict[str, Any]:
        return {"page": page, "is_composed": isinstance(page, ComposedFront), "structured": about_site(request)}

    if draft is not None:
        response = render(request, TEMPLATE, context())
        response["Cache-Control"] = PRIVATE
        return response
    return public_page(request, TEMPLATE, context, shown=(page, *map(asset_url, ASSETS)), truth=_truth(page))


def _truth(page: ComposedFront | FrontPageView) -> Truth:
    if isinstance(page, ComposedFront):
        return Truth(counted=page.told, threads=page.threads, any_count=page.hangs_on_counts)
    return Truth(counted=page.told)
