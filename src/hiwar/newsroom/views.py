"""What the editor's preview shows. Readers' pages are served by *delivery* and by nothing here."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve

from hiwar.accounts.models import SiteProfile
from hiwar.newsroom.models import ArticlePage, FrontPage
from hiwar.newsroom.queries import article_view
from hiwar.newsroom.reader_quotes import cards_for, filled, quoted_in
from hiwar.newsroom.render import rendered, stored_html


def preview(request: HttpRequest, page: ArticlePage, *, now: datetime) -> HttpResponse:
    """Return a draft as its readers would see it if it were published at `now`."""
    body = rendered(page.body, place=page.place, digits=SiteProfile.of(page.get_site()).style.digits)
    site = page.get_site()
    html = stored_html(filled(body.html, cards_for(quoted_in(body.html), site=site)))
    article = article_view(page, body_html=html, reading_minutes=body.reading_minutes, now=now)
    context = {"article": article, "conversation": None, "preview": True}
    return render(request, "newsroom/article.html", context, using="jinja2")


def preview_front(request: HttpRequest, page: FrontPage) -> HttpResponse:
    """Return the readers' front page as a draft composes it; whoever serves that page knows all that goes on it."""
    view, arguments, named = resolve(page.public_path())
    request.previewed = page  # type: ignore[attr-defined]
    answer: HttpResponse = view(request, *arguments, **named)
    return answer
