"""Keeping addresses of what is deleted or renamed, so that whoever still has one is told the truth."""

from __future__ import annotations

from urllib.parse import unquote

from hiwar.newsroom.models import ArticlePage, ArticleTopic, FormerAddress, SectionPage, Topic


def note_gone(*, page: ArticlePage | SectionPage) -> None:
    """Keep the address of a page that is about to be deleted, if readers have ever had it."""
    path, site = page.public_path(), page.get_site()
    if path is None or site is None or not (page.live or page.first_published_at):
        return
    _keep(path, site_id=site.pk, leads_to=None)


def note_topic_gone(*, topic: Topic) -> None:
    """Keep the address of a topic that is about to be deleted, if readers have ever had it."""
    if topic.stands_for_id or ArticleTopic.objects.filter(topic=topic, published_at__isnull=False).exists():
        _keep(topic.public_path(), site_id=topic.site_id, leads_to=None)


def note_renamed(*, section: SectionPage, before: SectionPage) -> None:
    """Let the address that a section had lead to the one it has."""
    site = section.get_site()
    if site is not None:
        _keep(before.public_path(), site_id=site.pk, leads_to=section.pk)


def _keep(path: str, *, site_id: int, leads_to: int | None) -> None:
    FormerAddress.objects.update_or_create(site_id=site_id, path=unquote(path), defaults={"leads_to_id": leads_to})
