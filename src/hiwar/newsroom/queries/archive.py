"""A section, what an author wrote, or a day, from its newest article back to its first, part by part.

A part is named by the article above it (a keyset), never by a number: it stays the same part while articles are
published, and finding one of ten years ago costs what finding yesterday's does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from wagtail.models import Site

from hiwar.newsroom.models import ArticleByline, ArticlePage
from hiwar.newsroom.queries.articles import card, live_articles
from hiwar.newsroom.queries.shapes import ArticleCard, AuthorView, SectionView

NEWEST = 0  # Names the part that nothing stands above.


@dataclass(frozen=True)
class ArchivePart:
    """Some articles of a section or an author, newest first.

    `newer` and `older` name the parts beside it, None where none is.
    """

    cards: tuple[ArticleCard, ...]
    newer: int | None
    older: int | None


def section_part(section: SectionView, *, limit: int, before: int, site: Site) -> ArchivePart | None:
    """Return the part below the article with the id `before`; None where no article has it, or nothing stands below.

    Four queries at most. The newest part is there even if it is empty.
    """
    return part_of(live_articles(site=site).filter(section=section.id), limit=limit, before=before)


def author_part(author: AuthorView, *, limit: int, before: int, site: Site) -> ArchivePart | None:
    """Return the part of what an author wrote below the article with the id `before`, as `section_part` does."""
    written = ArticleByline.objects.filter(author=author.id).values("page")
    return part_of(live_articles(site=site).filter(pk__in=written), limit=limit, before=before)


def part_of(articles: QuerySet[ArticlePage], *, limit: int, before: int) -> ArchivePart | None:
    """Return the part of these articles, newest first, below the one with the id `before`; see `section_part`."""
    below, at = articles.defer("body", "rendered_body"), None
    if before != NEWEST:
        # Where it stood counts, though it be taken from readers or moved since: a link to the part must last.
        at = ArticlePage.objects.filter(pk=before).values_list("published_at", flat=True).first()
        if at is None:
            return None
        # An index is entered at a bound and not at a choice of two: the first term is for it alone.
        below = below.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=before), published_at__lte=at)
    found = list(below[: limit + 1])
    if not found and at:
        return None
    older = found[limit - 1].pk if len(found) > limit else None
    newer = _newer(articles, at, before, limit) if at else None
    return ArchivePart(tuple(card(article) for article in found[:limit]), newer, older)


def _newer(articles: QuerySet[ArticlePage], at: datetime, before: int, limit: int) -> int:
    """Return the name of the part that ends where another begins."""
    above = articles.filter(Q(published_at__gt=at) | Q(published_at=at, pk__gte=before), published_at__gte=at)
    keys = list(above.prefetch_related(None).order_by("published_at", "pk").values_list("pk", flat=True)[: limit + 1])
    return keys[limit] if len(keys) > limit else NEWEST
