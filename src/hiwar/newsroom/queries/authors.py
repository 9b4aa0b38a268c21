"""Reads of authors as readers know them: those in whose name something can be read."""

from __future__ import annotations

from wagtail.models import Site

from hiwar.newsroom.addresses import path_of
from hiwar.newsroom.models import ArticleByline, Author
from hiwar.newsroom.queries.shapes import AuthorView


def author_named(slug: str, *, site: Site) -> AuthorView | None:
    """Return the site's author with this slug, in one query.

    Whether anything of hers can be read is for the caller to see: the name of one who has only drafts is not public.
    """
    found = Author.objects.filter(site=site, slug=slug).first()
    if found is None:
        return None
    return _author_view(found)


def listed_authors(*, site: Site) -> tuple[AuthorView, ...]:
    """Return the authors of whom an article can be read, in one query."""
    read = ArticleByline.objects.filter(page__live=True, page__address__isnull=False)
    return tuple(map(_author_view, Author.objects.filter(site=site, pk__in=read.values("author")).order_by("pk")))


def _author_view(author: Author) -> AuthorView:
    return AuthorView(author.pk, author.name, author.role, author.slug, path_of(f"author/{author.slug}"))
