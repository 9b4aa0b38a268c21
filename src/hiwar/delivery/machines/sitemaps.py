"""Sitemaps as sitemaps.org and Google want them: an index, its parts, and the news of two days.

Pure: addresses are absolute. Which articles are named where is decided in `views`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from hiwar.delivery.machines.xml_writing import NEWS, SITEMAP, add, named, xml_bytes

# Five times as many are allowed; a part of this size is written in a tenth of a second and travels in a moment.
IN_A_PART = 10_000
MOST_NEWS = 1000
NEWS_HOURS = 48


@dataclass(frozen=True)
class Place:
    """An address with when it last changed; None where nothing says."""

    url: str
    changed_at: datetime | None = None


@dataclass(frozen=True)
class News:
    """An article of the last two days."""

    url: str
    headline: str
    published_at: datetime


def index(parts: Iterable[Place]) -> bytes:
    """Return the sitemap that names the others."""
    return _listed("sitemapindex", "sitemap", parts)


def sitemap(places: Iterable[Place]) -> bytes:
    """Return a sitemap of pages."""
    return _listed("urlset", "url", places)


def news_sitemap(articles: Iterable[News], *, publication: str, language: str) -> bytes:
    """Return the sitemap of what is new, for Google News."""
    root = Element(named("urlset", SITEMAP))
    for article in articles:
        place = add(root, named("url", SITEMAP))
        add(place, named("loc", SITEMAP), article.url)
        told = add(place, named("news", NEWS))
        paper = add(told, named("publication", NEWS))
        add(paper, named("name", NEWS), publication)
        add(paper, named("language", NEWS), language)
        add(told, named("publication_date", NEWS), article.published_at.isoformat(timespec="seconds"))
        add(told, named("title", NEWS), article.headline)
    return xml_bytes(root, default=SITEMAP)


def _listed(outer: str, inner: str, places: Iterable[Place]) -> bytes:
    root = Element(named(outer, SITEMAP))
    for place in places:
        found = add(root, named(inner, SITEMAP))
        add(found, named("loc", SITEMAP), place.url)
        if place.changed_at:
            add(found, named("lastmod", SITEMAP), place.changed_at.isoformat(timespec="seconds"))
    return xml_bytes(root, default=SITEMAP)
