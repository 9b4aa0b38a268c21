"""What the editor's preview shows. Readers' pages are served by *delivery* and by nothing here."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hiwar.accounts.models import SiteProfile
from hiwar.newsroom.models import ArticlePage
from hiwar.newsroom.queries import article_view
from hiwar.newsroom.render import rendered


def preview(request: HttpRequest, page: ArticlePage, *, now: datetime) -> HttpResponse:
    """Return a draft as its readers would see it if it were published at `now`."""
    body = rendered(page.body, place=page.place, digits=SiteProfile.for_site(page.get_site()).style.digits)
    article = article_view(page, body_html=body.html, reading_minutes=body.reading_minutes, now=now)
    context = {"article": article, "conversation": None, "preview": True}
    return render(request, "newsroom/article.html", context, using="jinja2")
