"""What readers' pages and feeds know of sections and articles: small frozen values, and nothing read here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from hiwar.newsroom.addresses import path_of
from hiwar.newsroom.sizes import Picture


@dataclass(frozen=True)
class SectionLink:
    """A section as others point at it."""

    name: str
    slug: str

    @property
    def url(self) -> str:
        """Return the section's path."""
        return path_of(f"section/{self.slug}")


@dataclass(frozen=True)
class SectionView:
    """A section's own page."""

    id: int
    name: str
    slug: str
    description: str
    url: str


@dataclass(frozen=True)
class TopicView:
    """A topic, as articles point at it and as its own page tells of it."""

    id: int
    name: str
    slug: str
    description: str

    @property
    def url(self) -> str:
        """Return the topic's path."""
        return path_of(f"topic/{self.slug}")


@dataclass(frozen=True)
class ArticleLink:
    """An article as another one points at it."""

    headline: str
    url: str


@dataclass(frozen=True)
class TimedLabel:
    """What kind of piece it is, and when that is no longer said; empty for a plain report."""

    kind: str = ""
    until: datetime | None = None

    def at(self, now: datetime) -> str:
        """Return the kind that is said at a moment."""
        return self.kind if self.until is None or now < self.until else ""


@dataclass(frozen=True)
class Byline:
    """One author as the article names them."""

    name: str
    role: str
    slug: str

    @property
    def url(self) -> str:
        """Return the path of the author's page."""
        return path_of(f"author/{self.slug}")


@dataclass(frozen=True)
class Lead:
    """The picture above the text."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True)
class VideoView:
    """A video as machines are told of it; the paths have no origin."""

    title: str
    file: str
    poster: str
    seconds: int
    uploaded_at: datetime


@dataclass(frozen=True)
class ArticleView:
    """Everything a template needs to show an article."""

    id: int
    headline: str
    headline_phrases: tuple[str, ...]
    section: SectionLink
    standfirst: str
    place: str
    authors: tuple[Byline, ...]
    published_at: datetime
    updated_at: datetime | None
    reading_minutes: int
    label: TimedLabel
    corrected_at: datetime | None
    lead: Lead | None
    body_html: SafeString
    url: str
    short_url: str
    description: str
    discussion: str
    section_id: int
    topics: tuple[TopicView, ...]
    videos: tuple[VideoView, ...]

    @property
    def subject(self) -> str:
        """Return the key of the article's discussion."""
        return f"article:{self.id}"


@dataclass(frozen=True)
class ArticleCard:
    """An article in a list. `video_length` is as players show it, and empty where there is no video."""

    id: int
    headline: str
    headline_phrases: tuple[str, ...]
    url: str
    section: SectionLink
    published_at: datetime
    standfirst: str
    label: TimedLabel
    image: Picture | None
    discussion: str
    video_length: str

    @property
    def subject(self) -> str:
        """Return the key of the article's discussion, for counts."""
        return f"article:{self.id}"


@dataclass(frozen=True)
class AuthorView:
    """An author's own page."""

    id: int
    name: str
    role: str
    slug: str
    url: str


@dataclass(frozen=True)
class FeedArticle:
    """An article as feeds tell it: enough to decide whether to read it, and never its text."""

    id: int
    headline: str
    url: str
    section: SectionLink
    summary: str
    authors: tuple[str, ...]
    published_at: datetime
    changed_at: datetime
    image: Picture | None


@dataclass(frozen=True)
class ListedArticle:
    """An article in a sitemap."""

    url: str
    headline: str
    published_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class ListedMonth:
    """A month in which something was published: how much of it is live, and when the last of it changed."""

    year: int
    month: int
    count: int
    changed_at: datetime
