"""A topic's page: what it is in a line, and what was written about it, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Site

from hiwar.delivery.composition import ON_A_SECTION_PAGE, Told, told
from hiwar.delivery.shelf import SHELF
from hiwar.newsroom.queries import TopicView, topic_part


@dataclass(frozen=True)
class TopicPageView:
    """One page of what was written about a topic, named as those of a section are (`SectionPageView`)."""

    topic: TopicView
    told: tuple[Told, ...]
    before: int
    newer: int | None
    older: int | None


def topic_page(topic: TopicView, *, before: int, site: Site) -> TopicPageView | None:
    """Return the page of a topic below an article; None where nothing can be read, a topic of drafts included."""
    part = SHELF.take(
        ("topic", topic.id, before),
        lambda: topic_part(topic, limit=ON_A_SECTION_PAGE, before=before, site=site),
    )
    if part is None or not part.cards:
        return None
    return TopicPageView(topic, told(part.cards, site=site), before, newer=part.newer, older=part.older)
