"""The texts everybody may read, as the index takes them in: live articles, published comments of visible discussions.

Whatever else there is (drafts, held, rejected, hidden ones) is absent here, and so from the index (threats, row Z7).
Readers' names are not taken in: a search for a name would list all that one person ever wrote.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from wagtail.models import Site

from hiwar.discussions.models import Comment, Mode
from hiwar.newsroom.models import ArticleByline, ArticlePage
from hiwar.newsroom.players import words_alone
from hiwar.search.models import Kind
from hiwar.search.snippets import plain
from hiwar.search.terms import Content, facet


@dataclass(frozen=True)
class Text:
    """A public text with what its entry needs."""

    source_id: int
    at: datetime
    content: Content
    thread_id: int | None = None


def public_articles() -> QuerySet[ArticlePage]:
    """Return the articles readers can open, on any site."""
    return ArticlePage.objects.live().filter(address__isnull=False, published_at__isnull=False)


def public_comments() -> QuerySet[Comment]:
    """Return the comments readers can read, on any site."""
    return Comment.objects.published().exclude(thread__mode=Mode.HIDDEN)


def texts_of(kind: str, ids: Collection[int]) -> list[Text]:
    """Return those of these articles or comments that are public, in at most three queries."""
    return _articles(ids) if kind == Kind.ARTICLE else _comments(ids)


def article_text(article: ArticlePage) -> str:
    """Return all that an article says, its headline apart."""
    body = plain(words_alone(article.rendered_body))
    return "\n".join(part for part in (article.standfirst, body, article.lead_caption) if part)


def _articles(ids: Collection[int]) -> list[Text]:
    lines = Prefetch("bylines", ArticleByline.objects.select_related("author").order_by("sort_order"))
    articles = public_articles().filter(pk__in=ids).defer("body").prefetch_related(lines)
    roots = [(site.root_page.path, site.pk) for site in Site.objects.select_related("root_page")]
    return [_article(article, roots) for article in articles]


def _article(article: ArticlePage, roots: list[tuple[str, int]]) -> Text:
    authors = [line.author for line in article.bylines.all()]
    sites = [facet("website", site) for path, site in roots if article.path.startswith(path)]
    section = [facet("section", article.section_id)] if article.section_id else []
    facets = (*sites, *section, *(facet("author", author.pk) for author in authors))
    text = "\n".join((article_text(article), *(author.name for author in authors)))
    content = Content(Kind.ARTICLE, article.title, text, facets)
    return Text(article.pk, article.published_at, content)


def _comments(ids: Collection[int]) -> list[Text]:
    comments = public_comments().filter(pk__in=ids).select_related("thread")
    return [_comment(comment) for comment in comments]


def _comment(comment: Comment) -> Text:
    name, _, number = comment.thread.section.partition(":")
    section = [facet("section", int(number))] if name == "section" and number.isdigit() else []
    facets = (facet("website", comment.thread.site_id), *section)
    content = Content(Kind.COMMENT, "", comment.text, facets)
    # The database holds that what is published has its minute.
    return Text(comment.pk, comment.published_at or comment.submitted_at, content, comment.thread_id)
