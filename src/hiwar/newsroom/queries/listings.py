"""What programs read of the newsroom: its newest articles for feeds, all of them, month by month, for sitemaps.

A sitemap names every article there is, so its queries read few columns and go along the index of publication times.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Prefetch, QuerySet
from wagtail.models import Site

from hiwar.newsroom.models import ArticleByline, ArticlePage
from hiwar.newsroom.queries.articles import excerpt, live_articles, readable_articles, section_link
from hiwar.newsroom.queries.days import HORIZON, MOST_MONTHS, month_bounds
from hiwar.newsroom.queries.shapes import (
    AuthorView,
    FeedArticle,
    ListedArticle,
    ListedMonth,
    SectionView,
    TopicView,
)
from hiwar.newsroom.queries.topics import newest_of_topic
from hiwar.newsroom.render import stored_html
from hiwar.newsroom.sizes import WIDE, picture


def feed_articles(
    *,
    site: Site,
    limit: int,
    section: SectionView | None = None,
    author: AuthorView | None = None,
    topic: TopicView | None = None,
) -> tuple[FeedArticle, ...]:
    """Return the newest live articles of the site, of a section, an author or a topic, in at most five queries."""
    articles = live_articles(site=site)
    if section is not None:
        articles = articles.filter(section=section.id)
    if author is not None:
        articles = articles.filter(pk__in=ArticleByline.objects.filter(author=author.id).values("page"))
    if topic is not None:
        # Their pictures by themselves: PostgreSQL would rather walk through all of them than look fifty up in a join.
        articles = articles.select_related(None).filter(pk__in=newest_of_topic(topic, limit=limit))
    bylines = Prefetch("bylines", ArticleByline.objects.select_related("author").order_by("sort_order"))
    return tuple(_feed_article(article) for article in articles.prefetch_related(bylines)[:limit])


def listed_months(*, site: Site, time_zone: str) -> tuple[ListedMonth, ...]:
    """Return the months in which live articles were published, newest first, in two queries for each of them."""
    found: list[ListedMonth] = []
    articles = _bare(site)
    zone = ZoneInfo(time_zone)
    # One bound at a time: of two, SQLite enters the index at the first, and would begin each month at the newest.
    newest = articles.filter(published_at__lt=HORIZON).values_list("published_at", flat=True).first()
    while newest is not None and len(found) < MOST_MONTHS:
        day = newest.astimezone(zone)
        begins, ends = month_bounds(day.year, day.month, zone)
        within = articles.filter(published_at__gte=begins, published_at__lt=ends).order_by()
        told = within.aggregate(count=Count("pk"), published=Max("published_at"), changed=Max("last_published_at"))
        changed_at = max(told["published"], told["changed"] or told["published"])
        found.append(ListedMonth(day.year, day.month, told["count"], changed_at))
        newest = articles.filter(published_at__lt=begins).values_list("published_at", flat=True).first()
    return tuple(found)


def listed_articles(
    *, month: tuple[int, int], part: int, limit: int, site: Site, time_zone: str
) -> tuple[ListedArticle, ...]:
    """Return a part, counted from one, of the live articles of a month (year, month), newest first, in one query."""
    begins, ends = month_bounds(*month, ZoneInfo(time_zone))
    within = _bare(site).filter(published_at__gte=begins, published_at__lt=ends)
    return tuple(map(_listed, within[(part - 1) * limit : part * limit]))


def news_of(*, site: Site, since: datetime, limit: int) -> tuple[ListedArticle, ...]:
    """Return the live articles published after a moment, newest first, in one query."""
    return tuple(map(_listed, _bare(site).filter(published_at__gt=since, published_at__lt=HORIZON)[:limit]))


def _bare(site: Site) -> QuerySet[ArticlePage]:
    """Return the live articles with no more of them than an address, a headline and their times."""
    columns = ("title", "address", "published_at", "first_published_at", "last_published_at")
    return readable_articles(site=site).only(*columns)


def _changed_at(article: ArticlePage) -> datetime:
    published_at: datetime = article.published_at
    return max(published_at, article.updated_at or published_at)


def _listed(article: ArticlePage) -> ListedArticle:
    return ListedArticle(str(article.public_path()), article.title, article.published_at, _changed_at(article))


def _feed_article(article: ArticlePage) -> FeedArticle:
    summary = article.search_description or article.standfirst or excerpt(stored_html(article.rendered_body))
    return FeedArticle(
        id=article.pk,
        headline=article.title,
        url=str(article.public_path()),
        section=section_link(article),
        summary=summary,
        authors=tuple(line.author.name for line in article.bylines.all()),
        published_at=article.published_at,
        changed_at=_changed_at(article),
        image=picture(article.lead_image, WIDE) if article.lead_image else None,
    )
