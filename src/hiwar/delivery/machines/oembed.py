"""An article's address exchanged for what a link to it should show: oEmbed, as a provider (oembed.com).

Our pages may not stand in other pages' frames, so the answer is of the kind «link»: title, author, picture.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from wagtail.models import Site

from hiwar.delivery.machines.structured import Publisher
from hiwar.delivery.public_pages import MOST_NUMBERS
from hiwar.newsroom.queries import ArticleView, article_at, article_by_id

CACHE_SECONDS = 3600
LONGEST_ADDRESS = 2000


def article_behind(url: str, *, site: Site) -> ArticleView | None:
    """Return the live article that an absolute address of ours leads to, long or short; None for any other."""
    if len(url) > LONGEST_ADDRESS or not url.startswith(f"{settings.HIWAR_ORIGIN}/"):
        return None
    try:
        match = resolve(unquote(urlsplit(url).path))
    except (Resolver404, ValueError):
        return None
    if match.url_name == "article":
        year, month, day, slug = (match.kwargs[name] for name in ("year", "month", "day", "slug"))
        return article_at(f"{year}/{int(month):02}/{int(day):02}/{slug}", site=site)
    if match.url_name == "short-address" and match.kwargs["pk"] < MOST_NUMBERS:
        return article_by_id(match.kwargs["pk"], site=site)
    return None


def described(article: ArticleView, publisher: Publisher, *, room: tuple[int, int] | None) -> dict[str, Any]:
    """Return what a link to the article should show; its picture only if it fits into the room there is."""
    data: dict[str, Any] = {
        "version": "1.0",
        "type": "link",
        "title": article.headline,
        "provider_name": publisher.name,
        "provider_url": publisher.at("/"),
        "cache_age": CACHE_SECONDS,
    }
    if article.authors:
        data |= {"author_name": article.authors[0].name, "author_url": publisher.at(article.authors[0].url)}
    lead = article.lead
    if lead and (room is None or (lead.width <= room[0] and lead.height <= room[1])):
        picture = {"url": publisher.at(lead.src), "width": lead.width, "height": lead.height}
        data |= {f"thumbnail_{name}": value for name, value in picture.items()}
    return data
