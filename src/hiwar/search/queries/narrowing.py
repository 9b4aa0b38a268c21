"""What a search can be narrowed by: the site's authors. Its sections are in the frame of every page already."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Site

from hiwar.newsroom.models import ArticleByline, Author

# More than this nobody chooses from; who looks for one of them finds the name as a word.
MOST_AUTHORS = 300


@dataclass(frozen=True)
class AuthorChoice:
    """An author as the form offers her."""

    id: int
    name: str
    slug: str


def authors_read(*, site: Site) -> tuple[AuthorChoice, ...]:
    """Return the authors of whom something can be read, by name, in one query; the name of any other is not public."""
    read = ArticleByline.objects.filter(page__live=True, page__address__isnull=False).values("author")
    rows = Author.objects.filter(site=site, pk__in=read).order_by("name", "pk")[:MOST_AUTHORS]
    return tuple(AuthorChoice(author.pk, author.name, author.slug) for author in rows)
