"""Reads of sections: the live ones of one site, found by their kind of page and never by a walk through all pages."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, Subquery
from wagtail.models import Site

from hiwar.newsroom.models import ArticlePage, SectionPage
from hiwar.newsroom.queries.shapes import SectionView


def sections(*, site: Site | None = None) -> tuple[SectionView, ...]:
    """Return the site's live sections in the editor's order, in one query."""
    found = sorted(_live_sections(site), key=lambda section: section.path)
    return tuple(_section_view(section) for section in found)


def section_named(slug: str, *, site: Site | None = None) -> SectionView | None:
    """Return the site's live section with this slug, in one query."""
    found = _live_sections(site).filter(slug=slug).first()
    return _section_view(found) if found else None


def _live_sections(site: Site | None) -> QuerySet[SectionPage]:
    # SQLite begins with the table of all pages, whichever way this is put, and in the tree's order walks through it:
    # so the kind of page is named, by which there is an index, and the order is left to whoever needs it.
    kind = ContentType.objects.get_for_model(SectionPage)
    return SectionPage.objects.live().filter(content_type=kind, path__startswith=root_path(site)).order_by()


def subjects_following(section: SectionPage) -> list[str]:
    """Return the subjects of the section's live articles that leave the mode of screening to it; one query."""
    following = ArticlePage.objects.child_of(section).live().filter(screening_mode="")
    return [f"article:{pk}" for pk in following.values_list("pk", flat=True)]


def root_path(site: Site | None) -> str | Subquery:
    """Return the path of a site's root in the tree, the default site's if none is named; for use in a query.

    Of a path that is still to be found PostgreSQL believes that hardly any page begins with it, and reads all of them.
    """
    if site is not None:
        return str(site.root_page.path)
    return Subquery(Site.objects.filter(is_default_site=True).values("root_page__path")[:1])


def _section_view(section: SectionPage) -> SectionView:
    return SectionView(section.pk, section.title, section.slug, section.description, section.public_path())
