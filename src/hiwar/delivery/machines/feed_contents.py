"""What stands in which feed: the newest of the site, of a section, of an author, of a topic, of a discussion.

Not here: how a feed is written (`feeds`), and who asks (`views`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from hiwar.delivery.machines.feeds import Entry, Feed, FeedPicture
from hiwar.delivery.machines.structured import Publisher
from hiwar.discussions.models import Badge, Thread
from hiwar.discussions.queries.feeds import PublishedComment, newest_comments
from hiwar.newsroom.queries import AuthorView, FeedArticle, SectionView, TopicView, feed_articles

IN_A_FEED = 50


@dataclass(frozen=True)
class Asked:
    """The feed that is asked for: whose, in which format, when, how its site writes digits, who tells of changes."""

    site: Site
    publisher: Publisher
    tagline: str
    form: str
    now: datetime
    digits: Callable[[int], str]
    hub: str = ""

    def address(self, name: str, **of: str) -> str:
        """Return the feed's own address."""
        return self.publisher.at(reverse(name, kwargs={"form": self.form, **of}))


def site_feed(asked: Asked) -> Feed:
    """Return the newest articles of the site."""
    articles = feed_articles(site=asked.site, limit=IN_A_FEED)
    name = asked.publisher.name
    return _feed(asked, (name, asked.tagline), ("/", asked.address("site-feed")), _told(asked, articles), hub=asked.hub)


def section_feed(asked: Asked, section: SectionView) -> Feed:
    """Return the newest articles of a section."""
    articles = feed_articles(site=asked.site, section=section, limit=IN_A_FEED)
    address = asked.address("section-feed", slug=section.slug)
    title = f"{asked.publisher.name} | {section.name}"
    return _feed(asked, (title, section.description), (section.url, address), _told(asked, articles), hub=asked.hub)


def author_feed(asked: Asked, author: AuthorView) -> Feed | None:
    """Return the newest articles of an author; None if none of them can be read."""
    articles = feed_articles(site=asked.site, author=author, limit=IN_A_FEED)
    if not articles:
        return None
    address = asked.address("author-feed", slug=author.slug)
    title = f"{asked.publisher.name} | {author.name}"
    return _feed(asked, (title, author.role), (author.url, address), _told(asked, articles), hub=asked.hub)


def topic_feed(asked: Asked, topic: TopicView) -> Feed | None:
    """Return the newest articles of a topic; None if none of them can be read."""
    articles = feed_articles(site=asked.site, topic=topic, limit=IN_A_FEED)
    if not articles:
        return None
    address = asked.address("topic-feed", slug=topic.slug)
    title = f"{asked.publisher.name} | {topic.name}"
    return _feed(asked, (title, topic.description), (topic.url, address), _told(asked, articles), hub=asked.hub)


def comments_feed(asked: Asked, thread: Thread) -> Feed:
    """Return the newest comments of a discussion."""
    title = _("Comments on: %(headline)s") % {"headline": thread.public_title}
    address = asked.address("comments-feed", thread_id=thread.public_id)
    entries = tuple(_comment(asked, thread, one) for one in newest_comments(thread, limit=IN_A_FEED))
    return _feed(asked, (title, asked.publisher.name), (f"{thread.url}#talk", address), entries)


def _feed(
    asked: Asked, words: tuple[str, str], places: tuple[str, str], entries: tuple[Entry, ...], *, hub: str = ""
) -> Feed:
    return Feed(
        title=words[0],
        subtitle=words[1],
        publisher=asked.publisher.name,
        language=asked.publisher.language,
        page=asked.publisher.at(places[0]),
        address=places[1],
        entries=entries,
        empty_since=asked.now.replace(minute=0, second=0, microsecond=0),
        hub=hub,
    )


def _told(asked: Asked, articles: tuple[FeedArticle, ...]) -> tuple[Entry, ...]:
    return tuple(_article(asked.publisher, article) for article in articles)


def _article(publisher: Publisher, article: FeedArticle) -> Entry:
    image = article.image
    return Entry(
        # The short address outlives everything; the long one carries the headline of its first day.
        id=publisher.at(f"/a/{article.id}/"),
        url=publisher.at(article.url),
        title=article.headline,
        summary=article.summary,
        published_at=article.published_at,
        changed_at=article.changed_at,
        authors=article.authors,
        category=article.section.name,
        picture=FeedPicture(publisher.at(image.src), image.width, image.height) if image else None,
    )


def _comment(asked: Asked, thread: Thread, comment: PublishedComment) -> Entry:
    address = asked.publisher.at(reverse("comment-by-number", args=[thread.public_id, comment.number]))
    return Entry(
        id=address,
        url=address,
        title=_("Comment no. %(number)s") % {"number": asked.digits(comment.number)},
        summary=comment.text,
        published_at=comment.published_at,
        changed_at=comment.edited_at or comment.published_at,
        authors=(_signed(comment),) if comment.name else (),
    )


def _signed(comment: PublishedComment) -> str:
    """Return the name under a comment; the newsroom's own answers say what they are."""
    if not comment.badge:
        return comment.name
    return _("%(name)s (%(badge)s)") % {"name": comment.name, "badge": Badge(comment.badge).label}
