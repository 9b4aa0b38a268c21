"""Reads of articles: live ones of one site only, no N+1; lists are read along their indexes and no further."""

from __future__ import annotations

import re
from datetime import datetime

from django.db.models import F, Prefetch, QuerySet
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from wagtail.models import Site

from hiwar.newsroom.addresses import path_of, phrases_of
from hiwar.newsroom.models import ArticleByline, ArticlePage, NewsRendition, Topic
from hiwar.newsroom.players import length
from hiwar.newsroom.queries.sections import root_path
from hiwar.newsroom.queries.shapes import (
    ArticleCard,
    ArticleView,
    Byline,
    Lead,
    SectionLink,
    SectionView,
    TimedLabel,
    TopicView,
)
from hiwar.newsroom.queries.videos import videos_of
from hiwar.newsroom.render import stored_html
from hiwar.newsroom.sizes import WIDE, picture

DESCRIPTION_LENGTH = 160  # Search engines and messengers cut what is longer.


def article_at(address: str, *, site: Site | None = None) -> ArticleView | None:
    """Return the live article at `YYYY/MM/DD/slug`, in four queries and two for its videos; None if there is none."""
    return _first_view(live_articles(site=site).filter(address=address))


def article_by_id(pk: int, *, site: Site | None = None) -> ArticleView | None:
    """Return the live article with this id, in four queries and two for its videos; None if there is none."""
    return _first_view(live_articles(site=site).filter(pk=pk))


def latest_articles(
    *, section: SectionView | None = None, limit: int = 20, site: Site | None = None
) -> tuple[ArticleCard, ...]:
    """Return cards of live articles, newest first, in at most two queries; what is further down is `archive`'s."""
    articles = live_articles(site=site)
    if section is not None:
        articles = articles.filter(section=section.id)
    return tuple(card(article) for article in articles.defer("body", "rendered_body")[:limit])


def live_articles(*, site: Site | None = None) -> QuerySet[ArticlePage]:
    """Return the site's live articles, newest first, with section, picture and its sizes at hand."""
    sizes = Prefetch(
        "lead_image__renditions",
        NewsRendition.objects.filter(filter_spec__in=WIDE),
        to_attr="prefetched_renditions",
    )
    return (
        readable_articles(site=site)
        .annotate(section_name=F("section__title"), section_slug=F("section__slug"))
        .select_related("lead_image")
        .prefetch_related(sizes)
        .defer("body")
    )


def readable_articles(*, site: Site | None = None) -> QuerySet[ArticlePage]:
    """Return the site's live articles, newest first, and nothing that belongs to them."""
    articles = ArticlePage.objects.live().filter(path__startswith=root_path(site), address__isnull=False)
    return articles.order_by("-published_at", "-pk")


def article_view(article: ArticlePage, *, body_html: SafeString, reading_minutes: int, now: datetime) -> ArticleView:
    """Return the view of any article, a draft in memory included; `now` stands for a publication still to come."""
    return ArticleView(
        id=article.pk or 0,
        headline=article.title,
        headline_phrases=phrases_of(article.title),
        section=section_link(article),
        standfirst=article.standfirst,
        place=article.place,
        authors=tuple(Byline(line.author.name, line.author.role, line.author.slug) for line in article.bylines.all()),
        published_at=article.published_at or now,
        updated_at=article.updated_at,
        reading_minutes=reading_minutes,
        label=TimedLabel(article.label, article.label_until),
        corrected_at=article.corrected_at,
        lead=_lead(article),
        body_html=body_html,
        url=article.public_path() or path_of(article.slug),
        short_url=f"/a/{article.pk or 0}/",
        description=article.search_description or article.standfirst or excerpt(body_html),
        discussion=article.discussion,
        section_id=article.section_id or 0,
        topics=tuple(map(topic_view, article.topics.all())),
        videos=videos_of(body_html),
    )


def topic_view(topic: Topic) -> TopicView:
    """Return a topic as readers know it."""
    return TopicView(topic.pk, topic.name, topic.slug, topic.description)


def _first_view(articles: QuerySet[ArticlePage]) -> ArticleView | None:
    bylines = Prefetch("bylines", ArticleByline.objects.select_related("author").order_by("sort_order"))
    article = articles.prefetch_related(bylines, "topics").first()
    if article is None:
        return None
    return article_view(
        article,
        body_html=stored_html(article.rendered_body),
        reading_minutes=article.reading_minutes,
        now=article.published_at,
    )


def section_link(article: ArticlePage) -> SectionLink:
    """Return the section an article stands in."""
    if hasattr(article, "section_name"):
        return SectionLink(article.section_name, article.section_slug)
    parent = article.get_parent()
    return SectionLink(parent.title, parent.slug)


def _lead(article: ArticlePage) -> Lead | None:
    image = article.lead_image
    if image is None:
        return None
    shown = picture(image, WIDE)
    return Lead(
        src=shown.src,
        srcset=shown.srcset,
        width=shown.width,
        height=shown.height,
        alt=article.lead_alt or image.description,
        caption=article.lead_caption,
        credit=article.lead_credit or image.credit,
    )


def card(article: ArticlePage) -> ArticleCard:
    return ArticleCard(
        id=article.pk,
        headline=article.title,
        headline_phrases=phrases_of(article.title),
        url=str(article.public_path()),
        section=section_link(article),
        published_at=article.published_at,
        standfirst=article.standfirst,
        label=TimedLabel(article.label, article.label_until),
        image=picture(article.lead_image, WIDE) if article.lead_image else None,
        discussion=article.discussion,
        video_length=length(article.video_seconds) if article.video_seconds else "",
    )


def excerpt(html: str) -> str:
    """Return the beginning of a text, no longer than what search engines and messengers show."""
    first = re.search(r"<p>(.*?)</p>", html, re.DOTALL)
    text = " ".join(strip_tags(first.group(1)).split()) if first else ""
    return Truncator(text).chars(DESCRIPTION_LENGTH, truncate="…")
