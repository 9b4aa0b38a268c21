"""An author's page: who she is in a line, and what she has written, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Site

from hiwar.delivery.composition import ON_A_SECTION_PAGE, Told, told
from hiwar.delivery.shelf import SHELF
from hiwar.newsroom.queries import AuthorView, author_part


@dataclass(frozen=True)
class AuthorPageView:
    """One page of what an author wrote, named as those of a section are (`SectionPageView`)."""

    author: AuthorView
    told: tuple[Told, ...]
    before: int
    newer: int | None
    older: int | None


def author_page(author: AuthorView, *, before: int, site: Site) -> AuthorPageView | None:
    """Return the page of an author below an article; None where nothing is, the author who has only drafts included."""
    part = SHELF.take(
        ("author", author.id, before),
        lambda: author_part(author, limit=ON_A_SECTION_PAGE, before=before, site=site),
    )
    if part is None or not part.cards:
        return None
    return AuthorPageView(author, told(part.cards, site=site), before, newer=part.newer, older=part.older)
