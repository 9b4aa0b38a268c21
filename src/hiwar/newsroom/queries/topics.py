"""Reads of topics: what a page of one shows, which of them readers can reach, what an editor who types may mean."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from wagtail.models import Site

from hiwar.arabic.spelling import spelling_key
from hiwar.newsroom.models import ArticlePage, ArticleTopic, Topic
from hiwar.newsroom.queries.archive import NEWEST, ArchivePart
from hiwar.newsroom.queries.articles import card, live_articles, topic_view
from hiwar.newsroom.queries.shapes import TopicView

SUGGESTED = 10


def topic_named(slug: str, *, site: Site) -> TopicView | None:
    """Return the site's topic of which this is the slug, or was; in one query. Its `url` says where it is now.

    Whether an article of it can be read is for the caller to see.
    """
    found = Topic.objects.filter(site=site, slug=slug).select_related("stands_for").first()
    return found and topic_view(found.stands_for or found)


def listed_topics(*, site: Site) -> tuple[TopicView, ...]:
    """Return the topics of which an article can be read, in one query."""
    read = readable_lines().filter(topic=OuterRef("pk"))
    found = Topic.objects.filter(Exists(read), site=site, stands_for=None)
    return tuple(map(topic_view, found.order_by("pk")))


def topic_part(topic: TopicView, *, limit: int, before: int, site: Site) -> ArchivePart | None:
    """Return the part of a topic below the article with the id `before`, as `archive.section_part` does.

    The keys are read along the topic's own index, and then those articles: five queries at most.
    """
    lines, at = readable_lines().filter(topic=topic.id), None
    below = lines
    if before != NEWEST:
        at = ArticlePage.objects.filter(pk=before).values_list("published_at", flat=True).first()
        if at is None:
            return None
        # An index is entered at a bound and not at a choice of two: the first term is for it alone.
        below = lines.filter(Q(published_at__lt=at) | Q(published_at=at, article__lt=before), published_at__lte=at)
    keys = _keys(below.order_by("-published_at", "-article"), limit + 1)
    if not keys and at:
        return None
    newer = None
    if at:
        above = lines.filter(Q(published_at__gt=at) | Q(published_at=at, article__gte=before), published_at__gte=at)
        over = _keys(above.order_by("published_at", "article"), limit + 1)
        newer = over[limit] if len(over) > limit else NEWEST
    articles = live_articles(site=site).defer("body", "rendered_body").filter(pk__in=keys[:limit])
    return ArchivePart(tuple(map(card, articles)), newer, keys[limit - 1] if len(keys) > limit else None)


def newest_of_topic(topic: TopicView, *, limit: int) -> list[int]:
    """Return the ids of a topic's newest articles that can be read, in one query."""
    return _keys(readable_lines().filter(topic=topic.id).order_by("-published_at", "-article"), limit)


def suggested_topics(typed: str, *, site: Site) -> list[str]:
    """Return names of topics that begin as typed, in whichever spelling, or that had such a name; in one query."""
    key = spelling_key(typed)
    if not key:
        return []
    meant = Topic.objects.filter(site=site, folded__startswith=key).annotate(meant=Coalesce("stands_for__name", "name"))
    # Former names of one topic may fill the list with it alone, but not a longer one.
    return list(dict.fromkeys(meant.values_list("meant", flat=True)[: 3 * SUGGESTED]))[:SUGGESTED]


def readable_lines() -> QuerySet[ArticleTopic]:
    """Return what says which article has which topic, of those articles that readers see."""
    return ArticleTopic.objects.filter(article__live=True, published_at__isnull=False)


def _keys(lines: QuerySet[ArticleTopic], limit: int) -> list[int]:
    return list(lines.values_list("article", flat=True)[:limit])
