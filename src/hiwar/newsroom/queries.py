"""What readers' pages and feeds read of the newsroom: small frozen values, live pages of one site only, no N+1.

Times are aware; addresses are percent-encoded paths without an origin. Nothing here writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Left, Length
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from wagtail.models import Page, Site

from hiwar.newsroom.addresses import path_of, phrases_of
from hiwar.newsroom.models import ArticleByline, ArticlePage, NewsRendition, SectionPage
from hiwar.newsroom.render import stored_html
from hiwar.newsroom.sizes import WIDE, Picture, picture

DESCRIPTION_LENGTH = 160  # Search engines and messengers cut what is longer.


@dataclass(frozen=True)
class SectionLink:
    """A section as others point at it."""

    name: str
    slug: str

    @property
    def url(self) -> str:
        """Return the section's path."""
        return path_of(f"section/{self.slug}")


@dataclass(frozen=True)
class SectionView:
    """A section's own page."""

    id: int
    name: str
    slug: str
    description: str
    url: str


@dataclass(frozen=True)
class Byline:
    """One author as the article names them."""

    name: str
    role: str
    slug: str


@dataclass(frozen=True)
class Lead:
    """The picture above the text."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True)
class ArticleView:
    """Everything a template needs to show an article."""

    id: int
    headline: str
    headline_phrases: tuple[str, ...]
    section: SectionLink
    standfirst: str
    place: str
    authors: tuple[Byline, ...]
    published_at: datetime
    updated_at: datetime | None
    reading_minutes: int
    lead: Lead | None
    body_html: SafeString
    url: str
    short_url: str
    description: str
    discussion: str

    @property
    def subject(self) -> str:
        """Return the key of the article's discussion."""
        return f"article:{self.id}"


@dataclass(frozen=True)
class ArticleCard:
    """An article in a list."""

    id: int
    headline: str
    headline_phrases: tuple[str, ...]
    url: str
    section: SectionLink
    published_at: datetime
    standfirst: str
    image: Picture | None
    discussion: str

    @property
    def subject(self) -> str:
        """Return the key of the article's discussion, for counts."""
        return f"article:{self.id}"


def article_at(address: str, *, site: Site | None = None) -> ArticleView | None:
    """Return the live article at `YYYY/MM/DD/slug`, in at most three queries; None if there is none."""
    return _first_view(live_articles(site=site).filter(address=address))


def article_by_id(pk: int, *, site: Site | None = None) -> ArticleView | None:
    """Return the live article with this id, in at most three queries; None if there is none."""
    return _first_view(live_articles(site=site).filter(pk=pk))


def latest_articles(
    *, section: SectionView | SectionLink | None = None, limit: int = 20, offset: int = 0, site: Site | None = None
) -> tuple[ArticleCard, ...]:
    """Return cards of live articles, newest first, in at most two queries."""
    articles = live_articles(site=site)
    if section is not None:
        articles = articles.filter(section_slug=section.slug)
    return tuple(_card(article) for article in articles[offset : offset + limit])


def sections(*, site: Site | None = None) -> tuple[SectionView, ...]:
    """Return the site's live sections in the editor's order, in one query."""
    found = SectionPage.objects.live().filter(path__startswith=_root_path(site)).order_by("path")
    return tuple(_section_view(section) for section in found)


def section_named(slug: str, *, site: Site | None = None) -> SectionView | None:
    """Return the site's live section with this slug, in one query."""
    found = SectionPage.objects.live().filter(path__startswith=_root_path(site), slug=slug).first()
    return _section_view(found) if found else None


def live_articles(*, site: Site | None = None) -> QuerySet[ArticlePage]:
    """Return the site's live articles, newest first, with section, picture and its sizes at hand."""
    parent = Page.objects.filter(path=Left(OuterRef("path"), Length(OuterRef("path")) - Page.steplen))
    sizes = Prefetch(
        "lead_image__renditions",
        NewsRendition.objects.filter(filter_spec__in=WIDE),
        to_attr="prefetched_renditions",
    )
    return (
        ArticlePage.objects.live()
        .filter(path__startswith=_root_path(site), address__isnull=False)
        .annotate(section_name=Subquery(parent.values("title")), section_slug=Subquery(parent.values("slug")))
        .select_related("lead_image")
        .prefetch_related(sizes)
        .defer("body")
        .order_by("-published_at", "-pk")
    )


def article_view(article: ArticlePage, *, body_html: SafeString, reading_minutes: int, now: datetime) -> ArticleView:
    """Return the view of any article, a draft in memory included; `now` stands for a publication still to come."""
    return ArticleView(
        id=article.pk or 0,
        headline=article.title,
        headline_phrases=phrases_of(article.title),
        section=_section_link(article),
        standfirst=article.standfirst,
        place=article.place,
        authors=tuple(Byline(line.author.name, line.author.role, line.author.slug) for line in article.bylines.all()),
        published_at=article.published_at or now,
        updated_at=article.updated_at,
        reading_minutes=reading_minutes,
        lead=_lead(article),
        body_html=body_html,
        url=article.public_path() or path_of(article.slug),
        short_url=f"/a/{article.pk or 0}/",
        description=article.search_description or article.standfirst or _excerpt(body_html),
        discussion=article.discussion,
    )


def _first_view(articles: QuerySet[ArticlePage]) -> ArticleView | None:
    bylines = Prefetch("bylines", ArticleByline.objects.select_related("author").order_by("sort_order"))
    article = articles.prefetch_related(bylines).first()
    if article is None:
        return None
    return article_view(
        article,
        body_html=stored_html(article.rendered_body),
        reading_minutes=article.reading_minutes,
        now=article.published_at,
    )


def _root_path(site: Site | None) -> Subquery:
    one = Site.objects.filter(is_default_site=True) if site is None else Site.objects.filter(pk=site.pk)
    return Subquery(one.values("root_page__path")[:1])


def _section_view(section: SectionPage) -> SectionView:
    return SectionView(section.pk, section.title, section.slug, section.description, section.public_path())


def _section_link(article: ArticlePage) -> SectionLink:
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


def _card(article: ArticlePage) -> ArticleCard:
    return ArticleCard(
        id=article.pk,
        headline=article.title,
        headline_phrases=phrases_of(article.title),
        url=str(article.public_path()),
        section=_section_link(article),
        published_at=article.published_at,
        standfirst=article.standfirst,
        image=picture(article.lead_image, WIDE) if article.lead_image else None,
        discussion=article.discussion,
    )


def _excerpt(html: str) -> str:
    first = re.search(r"<p>(.*?)</p>", html, re.DOTALL)
    text = " ".join(strip_tags(first.group(1)).split()) if first else ""
    return Truncator(text).chars(DESCRIPTION_LENGTH, truncate="…")


def subjects_following(section: SectionPage) -> list[str]:
    """Return the subjects of the section's live articles that leave the mode of screening to it; one query."""
    following = ArticlePage.objects.child_of(section).live().filter(screening_mode="")
    return [f"article:{pk}" for pk in following.values_list("pk", flat=True)]
