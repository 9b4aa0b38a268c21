"""What the newsroom does when Wagtail says that something happened. One line each; the doing is in `services`."""

from __future__ import annotations

from copy import copy
from functools import partial
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Site, UploadedFile
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move
from wagtail.users.models import UserProfile

from hiwar.accounts.models import SiteProfile, User
from hiwar.accounts.names import reserve_name
from hiwar.newsroom.models import ArticlePage, Author, NewsImage, NewsVideo, SectionPage, Topic
from hiwar.newsroom.queries import subjects_following
from hiwar.newsroom.services.former import note_gone, note_renamed, note_topic_gone
from hiwar.newsroom.services.publication import (
    articles_showing,
    note_section,
    settle_article,
    settle_articles,
    settle_articles_showing,
)
from hiwar.newsroom.services.video_files import delete_files, leave_files
from hiwar.newsroom.signals import article_published, article_unpublished, screening_mode_changed
from hiwar.newsroom.washing import washed


@receiver(page_published, sender=ArticlePage, dispatch_uid="newsroom.settle")
def settle_what_was_published(instance: ArticlePage, **_: Any) -> None:
    """Settle the article, unless Wagtail only planned its publication for later."""
    if instance.live:
        settle_article(article=instance)


@receiver(page_published, sender=SectionPage, dispatch_uid="newsroom.section")
def announce_the_sections_mode(instance: SectionPage, **_: Any) -> None:
    """Tell the others in which mode the section wants its comments screened; its articles may have followed another."""
    transaction.on_commit(
        lambda: screening_mode_changed.send(
            sender=SectionPage,
            section=instance,
            subjects=subjects_following(instance),
            screening_mode=instance.screening_mode,
        )
    )


@receiver(page_unpublished, sender=ArticlePage, dispatch_uid="newsroom.withdraw")
def announce_what_was_withdrawn(instance: ArticlePage, **_: Any) -> None:
    """Tell the others that readers must not see the article any more; deleting one says so too."""
    # A deleted instance loses its key before the transaction ends; the copy still knows which article it was.
    transaction.on_commit(partial(article_unpublished.send, sender=ArticlePage, article=copy(instance)))


@receiver(post_page_move, sender=ArticlePage, dispatch_uid="newsroom.moved")
def announce_what_was_moved(instance: ArticlePage, **_: Any) -> None:
    """Note where the article stands now, and tell the others if it is a live one."""
    note_section(article=instance)
    if instance.live:
        # Wagtail names the article's class as sender and hands over the bare page.
        transaction.on_commit(partial(article_published.send, sender=ArticlePage, article=instance.specific))


@receiver(pre_delete, sender=ArticlePage, dispatch_uid="newsroom.gone_article")
@receiver(pre_delete, sender=SectionPage, dispatch_uid="newsroom.gone_section")
def note_what_is_gone(instance: ArticlePage | SectionPage, **_: Any) -> None:
    """Keep the address of what is deleted: it is gone, which is another answer than that there never was anything."""
    note_gone(page=instance)


@receiver(pre_delete, sender=Topic, dispatch_uid="newsroom.gone_topic")
def note_which_topic_is_gone(instance: Topic, **_: Any) -> None:
    """Keep the address of a topic that is deleted."""
    note_topic_gone(topic=instance)


@receiver(page_slug_changed, sender=SectionPage, dispatch_uid="newsroom.renamed")
def note_what_was_renamed(instance: SectionPage, instance_before: SectionPage, **_: Any) -> None:
    """Keep a section's former address; an article's never changes."""
    note_renamed(section=instance, before=instance_before)


@receiver(post_save, sender=NewsImage, dispatch_uid="newsroom.picture")
@receiver(post_save, sender=NewsVideo, dispatch_uid="newsroom.video")
def rewrite_what_shows_it(instance: NewsImage | NewsVideo, created: bool, **_: Any) -> None:
    """Write the articles anew that show a changed picture or video; after the commit, when old sizes are gone."""
    if not created:
        transaction.on_commit(partial(settle_articles_showing, shown=instance))


@receiver(pre_save, sender=NewsVideo, dispatch_uid="newsroom.video_files")
def leave_the_files_it_had(instance: NewsVideo, **_: Any) -> None:
    """Leave what is replaced to the sweep, as soon as it is certain that something else has taken its place."""
    earlier = NewsVideo.objects.filter(pk=instance.pk).values_list("file", "track").first()
    transaction.on_commit(partial(leave_files, tuple(filter(None, earlier or ()))), robust=True)


@receiver(post_delete, sender=NewsVideo, dispatch_uid="newsroom.video_gone")
def take_away_the_files(instance: NewsVideo, **_: Any) -> None:
    """Delete film and captions of a deleted video, unless another one has them; Wagtail does so for pictures."""
    names = tuple(filter(None, (instance.file.name, instance.track.name)))
    transaction.on_commit(partial(delete_files, names), robust=True)


@receiver(pre_delete, sender=NewsImage, dispatch_uid="newsroom.picture_not_shown")
@receiver(pre_delete, sender=NewsVideo, dispatch_uid="newsroom.video_not_shown")
def rewrite_what_showed_it(instance: NewsImage | NewsVideo, **_: Any) -> None:
    """Write the articles anew that showed a deleted picture or video: nobody is to be shown a hole in its place."""
    # Its files go after this, whatever happens here.
    transaction.on_commit(partial(settle_articles, articles_showing(instance)), robust=True)


@receiver(post_save, sender=Author, dispatch_uid="newsroom.author")
def keep_a_byline_from_guests(instance: Author, **_: Any) -> None:
    """Reserve the name: a guest who signs like a journalist would be believed like one."""
    reserve_name(site=instance.site, name=instance.name)


@receiver(pre_save, sender=UploadedFile, dispatch_uid="newsroom.waiting_picture")
def wash_a_picture_that_waits(instance: UploadedFile, **_: Any) -> None:
    """Wash an upload that Wagtail puts aside until its form is complete: it, too, would be written as it came."""
    if instance.for_content_type.model_class() is NewsImage and not instance.file._committed:
        instance.file = washed(instance.file.file)


@receiver(user_logged_in, dispatch_uid="newsroom.clock")
def give_the_newsrooms_clock(user: User, **_: Any) -> None:
    """Let staff who chose no time zone type publication times by the newsroom's clock instead of UTC."""
    profile = UserProfile.get_for_user(user)
    site = Site.objects.filter(is_default_site=True).first()
    if site and not profile.current_time_zone:
        profile.current_time_zone = SiteProfile.of(site).time_zone
        profile.save(update_fields=["current_time_zone"])
