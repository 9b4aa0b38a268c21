"""What the newsroom does when Wagtail says that something happened. One line each; the doing is in `services`."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from hiwar.accounts.names import reserve_name
from hiwar.newsroom.models import ArticlePage, Author, NewsImage
from hiwar.newsroom.services.publication import settle_article, settle_articles_showing
from hiwar.newsroom.signals import article_published, article_unpublished


@receiver(page_published, sender=ArticlePage, dispatch_uid="newsroom.settle")
def settle_what_was_published(instance: ArticlePage, **_: Any) -> None:
    """Settle the article, unless Wagtail only planned its publication for later."""
    if instance.live:
        settle_article(article=instance)


@receiver(page_unpublished, sender=ArticlePage, dispatch_uid="newsroom.withdraw")
def announce_what_was_withdrawn(instance: ArticlePage, **_: Any) -> None:
    """Tell the others that readers must not see the article any more."""
    transaction.on_commit(partial(article_unpublished.send, sender=ArticlePage, article=instance))


@receiver(post_page_move, sender=ArticlePage, dispatch_uid="newsroom.moved")
def announce_what_was_moved(instance: ArticlePage, **_: Any) -> None:
    """Tell the others that a live article stands in another section."""
    if instance.live:
        transaction.on_commit(partial(article_published.send, sender=ArticlePage, article=instance))


@receiver(post_save, sender=NewsImage, dispatch_uid="newsroom.picture")
def rewrite_what_shows_a_picture(instance: NewsImage, created: bool, **_: Any) -> None:
    """Write the articles anew that show a changed picture; after the commit, when its old sizes are gone."""
    if not created:
        transaction.on_commit(partial(settle_articles_showing, image=instance))


@receiver(post_save, sender=Author, dispatch_uid="newsroom.author")
def keep_a_byline_from_guests(instance: Author, **_: Any) -> None:
    """Reserve the name: a guest who signs like a journalist would be believed like one."""
    reserve_name(site=instance.site, name=instance.name)
