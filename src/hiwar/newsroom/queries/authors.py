"""Reads of authors as readers know them: those in whose name something can be read."""

from __future__ import annotations

from django.db.models import QuerySet
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
    read = _read_lines().values("author")
    return tuple(map(_author_view, Author.objects.filter(site=site, pk__in=read).order_by("pk")))


def author_with(account: int, *, site: Site) -> AuthorView | None:
    """Return the author of the site who signs in with this account, in one query."""
    found = Author.objects.filter(site=site, account=account).first()
    return _author_view(found) if found else None


def newest_subjects(author: int, *, limit: int) -> tuple[str, ...]:
    """Return the keys under which others know an author's newest live articles, in one query."""
    rows = _read_lines().filter(author=author).order_by("-page__published_at", "-page")
    return tuple(f"article:{page}" for page in rows.values_list("page", flat=True)[:limit])


def wrote(author: int, *, subject: str) -> bool:
    """Return whether a subject such as «article:12» is a live article of this author."""
    kind, _colon, number = subject.partition(":")
    if kind != "article" or not number.isdecimal():
        return False
    return _read_lines().filter(author=author, page=int(number)).exists()


def _read_lines() -> QuerySet[ArticleByline]:
    return ArticleByline.objects.filter(page__live=True, page__address__isnull=False)


def _author_view(author: Author) -> AuthorView:
    return AuthorView(author.pk, author.name, author.role, author.slug, path_of(f"author/{author.slug}"))
