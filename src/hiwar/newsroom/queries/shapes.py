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
class Byline:
    """One author as the article names them."""

    name: str
    role: str
    slug: str


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
    lead: Lead | None
    body_html: SafeString
    url: str
    short_url: str
    description: str
    discussion: str

    @property
    def subject(self) -> str:
        """Return the key of the article's discussion."""
        return f"article:{self.id}"


@dataclass(frozen=True)
class ArticleCard:
    """An article in a list."""

    id: int
    headline: str
    headline_phrases: tuple[str, ...]
    url: str
    section: SectionLink
    published_at: datetime
    standfirst: str
    image: Picture | None
    discussion: str

    @property
    def subject(self) -> str:
        """Return the key of the article's discussion, for counts."""
        return f"article:{self.id}"
