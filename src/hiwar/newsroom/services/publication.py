"""What becomes true when an article is published, whichever way: called by the receiver of Wagtail's own signal."""

from __future__ import annotations

import logging

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import translation
from wagtail.models import Page, ReferenceIndex

from hiwar.accounts.models import SiteProfile
from hiwar.newsroom.addresses import address_of, slugs_like
from hiwar.newsroom.models import ArticlePage, ArticleTopic, NewsImage, NewsVideo
from hiwar.newsroom.players import videos_in
from hiwar.newsroom.render import rendered, with_corrections
from hiwar.newsroom.signals import article_published
from hiwar.newsroom.sizes import WIDE, picture

SETTLED = (
    "published_at",
    "address",
    "rendered_body",
    "reading_minutes",
    "corrected_at",
    "video_seconds",
    "label_ends_at",
)
log = logging.getLogger(__name__)


@transaction.atomic
def settle_article(*, article: ArticlePage) -> None:
    """Fix the article's time and address for good, write its HTML anew, and announce it after the commit.

    The address is given once. Doing it again renders the same text again. Expects a live article as saved.
    """
    profile = SiteProfile.of(article.get_site())
    article.published_at = article.published_at or article.first_published_at
    article.address = article.address or _free_address(article, profile.time_zone)
    body = rendered(article.body, place=article.place, digits=profile.style.digits)
    fixed = list(article.corrections.order_by("at"))
    # Whoever publishes may read the editor in another language than the readers theirs.
    with translation.override(settings.LANGUAGE_CODE):
        style = profile.style
    told = [(one.at.isoformat(timespec="minutes"), style.date_time(one.at), one.text) for one in fixed]
    article.rendered_body, article.reading_minutes = str(with_corrections(body.html, told)), body.reading_minutes
    article.corrected_at = fixed[-1].at if fixed else None
    article.video_seconds = _seconds_of_videos(body.html)
    article.label_ends_at = article.label_until
    if article.lead_image:
        picture(article.lead_image, WIDE)  # Made now, so that no reader waits for it.
    ArticlePage.objects.filter(pk=article.pk).update(**{name: getattr(article, name) for name in SETTLED})
    ArticleTopic.objects.filter(article=article).update(published_at=article.published_at)
    transaction.on_commit(lambda: article_published.send(sender=ArticlePage, article=article))


def note_section(*, article: Page) -> None:
    """Keep with the article which section it stands in; Wagtail moves pages without saving them."""
    ArticlePage.objects.filter(pk=article.pk).update(section=article.get_parent(update=True).pk)


def settle_articles_showing(*, shown: NewsImage | NewsVideo) -> None:
    """Write anew every live article that shows a picture or a video: its files have new addresses."""
    settle_articles(articles_showing(shown))


def articles_showing(shown: NewsImage | NewsVideo) -> frozenset[int]:
    """Return the keys of all articles that show a picture or a video; once it is deleted nobody knows them any more.

    An article shows the picture that stands before one of its videos too.
    """
    kind = ContentType.objects.get_for_model(ArticlePage)
    uses = ReferenceIndex.get_references_to(shown).filter(content_type=kind)
    found = frozenset(int(pk) for pk in uses.values_list("object_id", flat=True))
    if isinstance(shown, NewsImage):
        found = found.union(*map(articles_showing, NewsVideo.objects.filter(poster=shown)))
    return found


def settle_articles(keys: frozenset[int]) -> None:
    """Write the live ones of these articles anew; one that cannot be written is logged and keeps no other waiting."""
    for article in ArticlePage.objects.live().filter(pk__in=keys):
        try:
            settle_article(article=article)
        except Exception:  # Whatever is wrong with one article, the others are not to show what is gone.
            log.exception("article_not_written_anew")


def _seconds_of_videos(html: str) -> int:
    ids = videos_in(html)
    return sum(NewsVideo.objects.filter(pk__in=ids).values_list("seconds", flat=True)) if ids else 0


def _free_address(article: ArticlePage, time_zone: str) -> str:
    for slug in slugs_like(article.slug):
        address = address_of(slug, article.published_at, time_zone)
        if not ArticlePage.objects.filter(address=address).exclude(pk=article.pk).exists():
            return address
    raise AssertionError("slugs_like is endless")
