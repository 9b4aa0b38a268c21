"""What delivery does when the newsroom says that something happened: threads open, follow and hide, cards go."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from hiwar.delivery.machines.cards import forget_cards
from hiwar.discussions.services import Topic, change_screening_mode, hide_thread, open_thread
from hiwar.newsroom.models import ArticlePage, Discussion, SectionPage
from hiwar.newsroom.signals import article_published, article_unpublished, screening_mode_changed


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
            ),
            opened_at=article.published_at,
            mode=article.discussion,
        )


@receiver(screening_mode_changed, dispatch_uid="delivery.screening_mode_changed")
def pass_on_screening_mode(section: SectionPage, subjects: list[str], screening_mode: str, **_: Any) -> None:
    """Let the threads under a section's articles follow it."""
    change_screening_mode(site=section.get_site(), subjects=subjects, screening_mode=screening_mode)


@receiver(article_unpublished, dispatch_uid="delivery.article_unpublished")
def forget_article(article: ArticlePage, **_: Any) -> None:
    """Take the thread from readers together with its page; it stays for the day the article comes back.

    What was drawn of the article is deleted.
    """
    hide_thread(site=article.get_site(), subject=article.subject)
    forget_cards(article.pk)
