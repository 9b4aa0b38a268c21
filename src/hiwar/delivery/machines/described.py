"""What each of our readers' pages says of itself to search engines: which things of `structured` stand in it."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from hiwar.delivery.context import chrome
from hiwar.delivery.machines.cards import card_of
from hiwar.delivery.machines.publishing import publisher_of
from hiwar.delivery.machines.structured import author_page, breadcrumbs, island, news_article, website
from hiwar.discussions.queries import Conversation
from hiwar.newsroom.queries import ArticleView, AuthorView, SectionView, TopicView


def about_site(request: HttpRequest) -> Markup:
    """Return what the front page says."""
    return island(website(publisher_of(request), description=chrome(request)["profile"].tagline))


def about_section(request: HttpRequest, section: SectionView) -> Markup:
    """Return what a section's page says."""
    return island(breadcrumbs(publisher_of(request), (section.name, section.url)))


def about_author(request: HttpRequest, author: AuthorView) -> Markup:
    """Return what an author's page says."""
    publisher = publisher_of(request)
    return island(
        author_page(publisher, name=author.name, role=author.role, path=author.url),
        breadcrumbs(publisher, (author.name, author.url)),
    )


def about_topic(request: HttpRequest, topic: TopicView) -> Markup:
    """Return what a topic's page says."""
    return island(breadcrumbs(publisher_of(request), (topic.name, topic.url)))


def about_archive(request: HttpRequest, *steps: tuple[str, str]) -> Markup:
    """Return what a page of the archive says: the way there, by months and days with their addresses."""
    return island(breadcrumbs(publisher_of(request), (_("Archive"), reverse("archive")), *steps))


def about_article(request: HttpRequest, article: ArticleView, *, conversation: Conversation | None) -> Markup:
    """Return what an article's page says, the first of its published comments included."""
    publisher = publisher_of(request)
    card = card_of(article, publisher)
    return island(
        news_article(
            article,
            publisher,
            images=[image.src for image in (article.lead, card) if image],
            comments=conversation.comments if conversation else (),
            count=conversation.count if conversation else 0,
        ),
        breadcrumbs(publisher, (article.section.name, article.section.url), (article.headline, article.url)),
    )
