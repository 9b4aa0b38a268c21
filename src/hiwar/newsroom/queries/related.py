"""What else to read for whoever has read an article: others of its topics, and those before and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from wagtail.models import Site

from hiwar.newsroom.models import ArticleTopic
from hiwar.newsroom.queries.articles import card, live_articles, readable_articles
from hiwar.newsroom.queries.shapes import ArticleCard, ArticleLink, ArticleView
from hiwar.newsroom.queries.topics import readable_lines


@dataclass(frozen=True)
class Neighbors:
    """The articles of the same section that came out just before and just after; None where there is none."""

    older: ArticleLink | None
    newer: ArticleLink | None


def related_articles(article: ArticleView, *, limit: int, site: Site) -> tuple[ArticleCard, ...]:
    """Return articles that share topics with this one: the more of them the better, then the newer; three queries.

    Of each topic the newest few are looked at, so that one with ten thousand articles costs what one with ten does.
    """
    if not article.topics:
        return ()
    shared: Counter[int] = Counter()
    times: dict[int, datetime] = {}
    for line in _newest_of_each(article, limit=4 * limit):
        shared[line.article_id] += 1
        times[line.article_id] = line.published_at
    ranked = sorted(shared, key=lambda pk: (shared[pk], times[pk], pk), reverse=True)[:limit]
    found = live_articles(site=site).defer("body", "rendered_body").filter(pk__in=ranked)
    return tuple(map(card, sorted(found, key=lambda one: ranked.index(one.pk))))


def _newest_of_each(article: ArticleView, *, limit: int) -> Iterable[ArticleTopic]:
    """Return which of the newest other articles have each topic of an article, in one query."""
    lines = readable_lines().exclude(article=article.id).order_by("-published_at", "-article")
    asked = [lines.filter(topic=topic.id)[:limit].query.sql_with_params() for topic in article.topics]
    # Django will not join sliced queries on SQLite, which does take them as tables.
    parts = (f"SELECT * FROM ({sql}) AS of_{place}" for place, (sql, _) in enumerate(asked))  # noqa: S608 - Django's own
    return ArticleTopic.objects.raw(" UNION ALL ".join(parts), [one for _, values in asked for one in values])


def neighbors(article: ArticleView, *, site: Site) -> Neighbors:
    """Return what stands beside an article in its section, in two queries along the section's index."""
    inside = readable_articles(site=site).filter(section=article.section_id).only("title", "address", "published_at")
    at, pk = article.published_at, article.id
    # An index is entered at a bound and not at a choice of two: the second term is for it alone.
    older = inside.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=pk), published_at__lte=at)
    newer = inside.filter(Q(published_at__gt=at) | Q(published_at=at, pk__gt=pk), published_at__gte=at)
    found = (older.first(), newer.order_by("published_at", "pk").first())
    return Neighbors(*(one and ArticleLink(one.title, str(one.public_path())) for one in found))
