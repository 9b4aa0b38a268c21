"""Writing, publishing and taking back articles from code: imports, the demo, tests. Editors do the same in Wagtail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.html import escape

from hiwar.accounts.models import SiteProfile, User
from hiwar.arabic.languages import language_of
from hiwar.newsroom.addresses import address_of, slug_from, slugs_like
from hiwar.newsroom.models import ArticleByline, ArticlePage, Author, Correction, Discussion, NewsImage, SectionPage
from hiwar.newsroom.services.topics import topics_named


@dataclass(frozen=True)
class LeadPicture:
    """The picture above an article; empty texts mean the picture's own."""

    image: NewsImage
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class ArticleDraft:
    """An article before it exists.

    `paragraphs` are plain text whatever it looks like. `blocks` follow them, (block name, value) as in `blocks.py`;
    there a paragraph that begins with `<p>` is rich text, any other is plain. No `published_at` means now.
    `corrections` are (when, what was wrong and is right), `topics` are names.
    """

    headline: str
    paragraphs: tuple[str, ...] = ()
    blocks: tuple[tuple[str, Any], ...] = ()
    standfirst: str = ""
    place: str = ""
    slug: str | None = None
    published_at: datetime | None = None
    authors: tuple[Author, ...] = ()
    lead: LeadPicture | None = None
    source_url: str | None = None
    is_draft_headline: bool = False
    discussion: str = Discussion.OPEN
    label: str = ""
    corrections: tuple[tuple[datetime, str], ...] = ()
    topics: tuple[str, ...] = ()


class SourceTaken(Exception):
    """An article with this source exists already; carries it."""

    def __init__(self, article: ArticlePage) -> None:
        super().__init__(article.source_url)
        self.article = article


@transaction.atomic
def create_article(
    *, section: SectionPage, draft: ArticleDraft, by: User | None, now: datetime, publish: bool = True
) -> ArticlePage:
    """Write an article into a section and, unless told otherwise, publish it.

    The slug is made from the headline if none is given; a taken one gets the next free number. Raises
    `SourceTaken` for a second article from one source, `ValidationError` for a headline no editor could have saved.
    """
    if draft.source_url and (known := ArticlePage.objects.filter(source_url=draft.source_url).first()):
        raise SourceTaken(known)
    article = ArticlePage(
        title=draft.headline,
        slug=_free_slug(section, draft, now),
        standfirst=draft.standfirst,
        place=draft.place,
        body=[*(("paragraph", _plain(text)) for text in draft.paragraphs), *(_block(*block) for block in draft.blocks)],
        published_at=draft.published_at,
        source_url=draft.source_url or None,
        is_draft_headline=draft.is_draft_headline,
        discussion=draft.discussion,
        label=draft.label,
        owner=by,
        live=False,
        has_unpublished_changes=True,
    )
    if draft.lead:
        article.lead_image = draft.lead.image
        article.lead_alt, article.lead_caption = draft.lead.alt, draft.lead.caption
        article.lead_credit = draft.lead.credit
    article.bylines = [ArticleByline(author=author, sort_order=place) for place, author in enumerate(draft.authors)]
    article.corrections = [
        Correction(at=at, text=text, sort_order=place) for place, (at, text) in enumerate(draft.corrections)
    ]
    article.topics = topics_named(draft.topics, site=section.get_site()) if draft.topics else []
    section.add_child(instance=article)
    article.save_revision(user=by)
    return publish_article(article=article, by=by, now=now) if publish else article


@transaction.atomic
def publish_article(*, article: ArticlePage, by: User | None, now: datetime) -> ArticlePage:
    """Publish the article's latest revision; the first time, `now` is its publication time unless it has one."""
    revision = article.get_latest_revision() or article.save_revision(user=by)
    page = revision.as_object()
    if page.published_at is None:
        page.published_at = now
        revision = page.save_revision(user=by, log_action=False)
    # `by` may be a command that no person started; who may publish is decided before a service is called.
    revision.publish(user=by, skip_permission_checks=True)
    return ArticlePage.objects.get(pk=article.pk)


@transaction.atomic
def unpublish_article(*, article: ArticlePage, by: User | None) -> ArticlePage:
    """Take the article from readers; its address stays its own. Doing it twice changes nothing."""
    current = ArticlePage.objects.get(pk=article.pk)
    if current.live:
        current.unpublish(user=by)
    return ArticlePage.objects.get(pk=article.pk)


def _block(name: str, value: Any) -> tuple[str, Any]:
    if name == "paragraph" and isinstance(value, str) and not value.startswith("<p>"):
        return name, _plain(value)
    return name, value


def _plain(text: str) -> str:
    lines = escape(text.strip()).replace("\n", "<br/>")
    return f"<p>{lines}</p>"


def _free_slug(section: SectionPage, draft: ArticleDraft, now: datetime) -> str:
    nameless = language_of(settings.LANGUAGE_CODE).nameless
    first = slug_from((draft.slug or draft.headline).replace("-", " "), nameless=nameless)
    zone = SiteProfile.of(section.get_site()).time_zone
    siblings = set(section.get_children().filter(slug__startswith=first[:40]).values_list("slug", flat=True))
    for slug in slugs_like(first):
        address = address_of(slug, draft.published_at or now, zone)
        if slug not in siblings and not ArticlePage.objects.filter(address=address).exists():
            return slug
    raise AssertionError("slugs_like is endless")
