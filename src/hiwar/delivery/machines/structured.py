"""What a page says of itself to search engines: schema.org's terms as JSON-LD, in a data block that runs nothing.

Pure. The policy of our pages forbids inline scripts; a block of data is no script, and no text in it can end it
(threats, row X2).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from hiwar.delivery.look import NEWS
from hiwar.discussions.queries import CommentView
from hiwar.discussions.render import plain_text
from hiwar.newsroom.queries import ArticleView, VideoView

# A taste of the discussion; the page is not to weigh twice what it says.
MOST_COMMENTS = 20
_ESCAPED = tuple((character, f"\\u{ord(character):04x}") for character in "<>&\u2028\u2029")

Data = dict[str, Any]


@dataclass(frozen=True)
class Publisher:
    """Who publishes, in what language, from where, and in what color."""

    name: str
    origin: str
    language: str
    logo: str
    accent: str = NEWS

    def at(self, path: str) -> str:
        """Return the absolute address of a path."""
        return urljoin(f"{self.origin}/", path)

    @property
    def data(self) -> Data:
        """Return the publisher in schema.org's terms."""
        logo = {"@type": "ImageObject", "url": self.at(self.logo)}
        return {"@type": "NewsMediaOrganization", "name": self.name, "url": self.at("/"), "logo": logo}


def island(*things: Data) -> Markup:
    """Return the text of a data block that holds these things; parsed, it gives back exactly what went in.

    >>> str(island({"name": "</script>"}))
    '{"@context":"https://schema.org","@graph":[{"name":"\\\\u003c/script\\\\u003e"}]}'
    """
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in _ESCAPED:
        text = text.replace(character, escaped)
    return Markup(text)  # noqa: S704 - nothing in it can be read as markup


def news_article(
    article: ArticleView, publisher: Publisher, *, images: Iterable[str], comments: Iterable[CommentView], count: int
) -> Data:
    """Return an article with the first of what can be read of its discussion."""
    url = publisher.at(article.url)
    people = [
        {"@type": "Person", "name": author.name, "url": publisher.at(author.url)}
        | ({"jobTitle": author.role} if author.role else {})
        for author in article.authors
    ]
    data: Data = {
        "@type": "NewsArticle",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": article.headline,
        "description": article.description,
        "articleSection": article.section.name,
        "keywords": [topic.name for topic in article.topics],
        "inLanguage": publisher.language,
        "isAccessibleForFree": True,
        "datePublished": article.published_at.isoformat(timespec="minutes"),
        "dateModified": (article.updated_at or article.published_at).isoformat(timespec="minutes"),
        "author": people or [publisher.data],
        "publisher": publisher.data,
        "image": [publisher.at(image) for image in images],
        "video": [_video(video, publisher) for video in article.videos],
        "commentCount": count,
        "comment": [_comment(comment, url, publisher) for comment in _first_readable(comments)],
    }
    return {name: value for name, value in data.items() if value not in ("", [])}


def breadcrumbs(publisher: Publisher, *steps: tuple[str, str]) -> Data:
    """Return the way from the front page to here; each step is a name and a path."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": publisher.at(path)}
        for place, (name, path) in enumerate([(publisher.name, "/"), *steps], start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def website(publisher: Publisher, *, description: str) -> Data:
    """Return the newspaper as a whole."""
    data: Data = {
        "@type": "WebSite",
        "name": publisher.name,
        "url": publisher.at("/"),
        "inLanguage": publisher.language,
        "publisher": publisher.data,
    }
    return data | ({"description": description} if description else {})


def author_page(publisher: Publisher, *, name: str, role: str, path: str) -> Data:
    """Return an author with her page."""
    person: Data = {"@type": "Person", "name": name, "url": publisher.at(path), "worksFor": publisher.data}
    if role:
        person["jobTitle"] = role
    return {"@type": "ProfilePage", "url": publisher.at(path), "mainEntity": person}


def _video(video: VideoView, publisher: Publisher) -> Data:
    data: Data = {
        "@type": "VideoObject",
        "name": video.title,
        "description": video.title,
        "contentUrl": publisher.at(video.file),
        "encodingFormat": "video/mp4",
        "duration": f"PT{video.seconds}S",
        "uploadDate": video.uploaded_at.isoformat(timespec="minutes"),
    }
    return data | ({"thumbnailUrl": publisher.at(video.poster)} if video.poster else {})


def _comment(comment: CommentView, article_url: str, publisher: Publisher) -> Data:
    data: Data = {
        "@type": "Comment",
        "url": f"{article_url}#c{comment.number}",
        "text": plain_text(comment.text),
        "datePublished": comment.at.isoformat(timespec="minutes"),
    }
    if comment.badge:
        return data | {"author": _of_the_newsroom(comment.name, publisher)}
    return data | ({"author": {"@type": "Person", "name": comment.name}} if comment.name else {})


def _of_the_newsroom(name: str, publisher: Publisher) -> Data:
    """Return who answered for the newsroom: one of its people, or it itself where she signs with its name."""
    house = {"@type": "NewsMediaOrganization", "name": publisher.name, "url": publisher.at("/")}
    return house if name == publisher.name else {"@type": "Person", "name": name, "worksFor": house}


def _first_readable(comments: Iterable[CommentView]) -> list[CommentView]:
    found: list[CommentView] = []
    for comment in _flat(comments):
        if comment.gone or comment.number is None:
            continue
        found.append(comment)
        if len(found) == MOST_COMMENTS:
            break
    return found


def _flat(comments: Iterable[CommentView]) -> Iterator[CommentView]:
    for comment in comments:
        yield comment
        yield from _flat(comment.replies)
