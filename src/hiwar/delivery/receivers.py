"""What delivery does when the newsroom says that something happened: threads open, follow and hide, cards go."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.safestring import SafeString
from wagtail.models import Site

from hiwar.accounts.models import SiteProfile
from hiwar.delivery.machines.cards import forget_cards
from hiwar.delivery.machines.websub import note_for_hub
from hiwar.delivery.reader_quotes import cards_of
from hiwar.discussions.queries.quotes import quoted_comments
from hiwar.discussions.services import Topic, change_screening_mode, hide_thread, open_thread
from hiwar.newsroom.models import ArticlePage, Discussion, NewsImage, SectionPage
from hiwar.newsroom.signals import (
    article_published,
    article_unpublished,
    reader_quotes_asked,
    screening_mode_changed,
)


@receiver(article_published, dispatch_uid="delivery.article_published")
def open_discussion(article: ArticlePage, **_: Any) -> None:
    """Give a published article its thread, or bring the thread's title and mode up to date."""
    if article.discussion == Discussion.OFF:
        hide_thread(site=article.get_site(), subject=article.subject)
    else:
        open_thread(
            site=article.get_site(),
            topic=Topic(
                article.subject,
                article.public_path(),
                article.title,
                article.effective_screening_mode,
                section=article.section_key,
                closes_at=article.closes_at,
            ),
            opened_at=article.published_at,
            mode=article.discussion,
        )


@receiver(article_published, dispatch_uid="delivery.hub")
def remember_the_hub(article: ArticlePage, **_: Any) -> None:
    """Note that the article's feeds have changed; the housekeeper tells the hub."""
    note_for_hub(article=article, now=timezone.now())


@receiver(screening_mode_changed, dispatch_uid="delivery.screening_mode_changed")
def pass_on_screening_mode(section: SectionPage, subjects: list[str], screening_mode: str, **_: Any) -> None:
    """Let the threads under a section's articles follow it."""
    change_screening_mode(site=section.get_site(), subjects=subjects, screening_mode=screening_mode)


@receiver(reader_quotes_asked, dispatch_uid="delivery.reader_quotes_asked")
def draw_reader_quotes(ids: tuple[str, ...], site: Site | None, **_: Any) -> dict[str, SafeString]:
    """Tell the newsroom how readers' comments look inside an article: to check an address, and in a preview."""
    profile = SiteProfile.of(site or Site.objects.get(is_default_site=True))
    return cards_of(quoted_comments(ids, site=site), style=profile.style)


@receiver(article_unpublished, dispatch_uid="delivery.article_unpublished")
def forget_article(article: ArticlePage, **_: Any) -> None:
    """Take the thread from readers together with its page; it stays for the day the article comes back.

    What was drawn of the article is deleted.
    """
    hide_thread(site=article.get_site(), subject=article.subject)
    forget_cards(article.pk)


@receiver(pre_delete, sender=NewsImage, dispatch_uid="delivery.picture_gone")
def forget_what_was_drawn_of_it(instance: NewsImage, **_: Any) -> None:
    """Delete the cards that a deleted picture was drawn on; drawn anew, they stand on plain ground."""
    drawn_on = tuple(ArticlePage.objects.filter(lead_image=instance).values_list("pk", flat=True))
    transaction.on_commit(lambda: [forget_cards(pk) for pk in drawn_on], robust=True)
