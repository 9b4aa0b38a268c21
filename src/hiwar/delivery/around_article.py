"""What stands around an article: its section's newest beside it, what to read also, the ones before and after it."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Site

from hiwar.delivery.composition import Told, told
from hiwar.delivery.shelf import SHELF
from hiwar.newsroom.queries import (
    ArticleCard,
    ArticleView,
    Neighbors,
    latest_articles,
    neighbors,
    related_articles,
)

NEWEST = 12
IN_THE_RAIL = 4
READ_ALSO = 4


@dataclass(frozen=True)
class Around:
    """Where a reader can go on from an article. No article stands there twice, but for the neighbors."""

    same_section: tuple[Told, ...]
    also: tuple[Told, ...]
    neighbors: Neighbors

    @property
    def told(self) -> tuple[Told, ...]:
        """Return all of them that are shown with their comments counted."""
        return self.same_section + self.also


def around(article: ArticleView, *, site: Site) -> Around:
    """Return what stands around an article: what shares its topics first, then the newest, of its section at the last.

    Seven queries, one of them for the counts; all others are kept for as long as nothing in the newsroom changes.
    """
    newest = SHELF.take(("latest", site.pk), lambda: latest_articles(limit=NEWEST, site=site))
    related, beside = SHELF.take(
        ("around", article.id),
        lambda: (related_articles(article, limit=READ_ALSO, site=site), neighbors(article, site=site)),
    )
    taken = {article.id, *(card.id for card in related)}
    rest = [card for card in newest if card.id not in taken]
    same = [card for card in rest if _in_its_section(card, article)]
    also = [*related, *(card for card in rest if not _in_its_section(card, article)), *same[IN_THE_RAIL:]][:READ_ALSO]
    rail = same[:IN_THE_RAIL]
    counted = told([*rail, *also], site=site)
    return Around(counted[: len(rail)], counted[len(rail) :], beside)


def _in_its_section(card: ArticleCard, article: ArticleView) -> bool:
    return card.section.slug == article.section.slug
