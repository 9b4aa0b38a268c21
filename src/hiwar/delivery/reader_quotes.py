"""Readers' comments inside an article: the newsroom keeps a place for each, and here stands what is in it now.

Only ids are kept with the article, so a comment that is withdrawn, rejected or edited is gone, or edited, there too as
soon as it is in its discussion: the page hangs on the discussions it quotes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from wagtail.models import Site

from hiwar.arabic.dates import DateStyle
from hiwar.discussions.queries.quotes import Quoted, quoted_comments
from hiwar.discussions.render import direction_of
from hiwar.newsroom.queries import ArticleView
from hiwar.newsroom.reader_quotes import filled, quoted_in
from hiwar.newsroom.render import stored_html

LONGEST = 320


@dataclass(frozen=True)
class Card:
    """What a card says."""

    name: str
    badge: str
    text: str
    direction: str
    number: int
    at: datetime
    is_edited: bool
    url: str


def quotes_of(article: ArticleView, *, site: Site) -> tuple[Quoted, ...]:
    """Return what an article quotes, readable or not: in one query, none where it quotes nobody."""
    return quoted_comments(quoted_in(article.body_html), site=site)


def with_quotes(html: SafeString, quotes: Iterable[Quoted], *, style: DateStyle) -> SafeString:
    """Return a text with its cards; where there is nothing to show, nothing is left."""
    if not quoted_in(html):
        return html
    return stored_html(filled(html, cards_of(quotes, style=style)))


def cards_of(quotes: Iterable[Quoted], *, style: DateStyle) -> dict[str, SafeString]:
    """Return the cards of what can be read, by public id."""
    return {
        quote.public_id: SafeString(
            render_to_string("delivery/_reader_quote.html", {"card": card, "style": style}, using="jinja2")
        )
        for quote in quotes
        if (card := _card(quote))
    }


def _card(quote: Quoted) -> Card | None:
    comment = quote.comment
    if comment is None:
        return None
    return Card(
        name=comment.name,
        badge=comment.badge,
        text=Truncator(" ".join(comment.text.split())).chars(LONGEST, truncate="…"),
        direction=direction_of(comment.text),
        number=comment.number,
        at=comment.published_at,
        is_edited=comment.edited_at is not None,
        url=quote.url,
    )
