"""A feed as it is, whichever format it is written in: RSS 2.0 and Atom are two spellings of the same thing.

Pure: addresses in it are absolute. What goes into a feed is decided in `feed_contents`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element

from hiwar.delivery.machines.xml_writing import ATOM, DC, MEDIA, add, named, xml_bytes


@dataclass(frozen=True)
class FeedPicture:
    """A picture beside an entry."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Entry:
    """One article or comment. `id` is an address that stays the same whatever becomes of the headline."""

    id: str
    url: str
    title: str
    summary: str
    published_at: datetime
    changed_at: datetime
    authors: tuple[str, ...] = ()
    category: str = ""
    picture: FeedPicture | None = None


@dataclass(frozen=True)
class Feed:
    """Entries, newest first, with where they can be read (`page`) and where the feed itself stands (`address`)."""

    title: str
    subtitle: str
    publisher: str
    language: str
    page: str
    address: str
    entries: tuple[Entry, ...]
    empty_since: datetime
    """What a feed without entries says of its age."""
    hub: str = ""
    """Where a program can ask to be told of changes (WebSub); empty where nobody tells."""

    @property
    def changed_at(self) -> datetime:
        """Return when something in it changed last."""
        return max((entry.changed_at for entry in self.entries), default=self.empty_since)


def rss(feed: Feed) -> bytes:
    """Return the feed as RSS 2.0 (rssboard.org/rss-specification)."""
    root = Element("rss", version="2.0")
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.page)
    # The element must be there, and readers show it below the title.
    add(channel, "description", feed.subtitle or feed.title)
    add(channel, "language", feed.language)
    add(channel, "lastBuildDate", format_datetime(feed.changed_at))
    add(channel, named("link", ATOM), href=feed.address, rel="self", type="application/rss+xml")
    if feed.hub:
        add(channel, named("link", ATOM), href=feed.hub, rel="hub")
    for entry in feed.entries:
        _rss_item(add(channel, "item"), entry)
    return xml_bytes(root)


def _rss_item(item: Element, entry: Entry) -> None:
    add(item, "title", entry.title)
    add(item, "link", entry.url)
    add(item, "guid", entry.id, isPermaLink="true")
    # Programs read this element as HTML.
    add(item, "description", _as_html(entry.summary))
    add(item, "pubDate", format_datetime(entry.published_at))
    # RSS's own `author` is an e-mail address.
    for author in entry.authors:
        add(item, named("creator", DC), author)
    if entry.category:
        add(item, "category", entry.category)
    if entry.picture:
        size = {"width": str(entry.picture.width), "height": str(entry.picture.height)}
        add(item, named("content", MEDIA), url=entry.picture.url, medium="image", **size)


def atom(feed: Feed) -> bytes:
    """Return the feed as Atom (RFC 4287)."""
    root = Element(named("feed", ATOM), {"{http://www.w3.org/XML/1998/namespace}lang": feed.language})
    add(root, named("id", ATOM), feed.address)
    add(root, named("title", ATOM), feed.title)
    if feed.subtitle:
        add(root, named("subtitle", ATOM), feed.subtitle)
    add(root, named("updated", ATOM), feed.changed_at.isoformat())
    add(root, named("link", ATOM), href=feed.address, rel="self", type="application/atom+xml")
    add(root, named("link", ATOM), href=feed.page, rel="alternate", type="text/html")
    if feed.hub:
        add(root, named("link", ATOM), href=feed.hub, rel="hub")
    # Stands for the author of every entry that names none.
    add(add(root, named("author", ATOM)), named("name", ATOM), feed.publisher)
    for entry in feed.entries:
        _atom_entry(add(root, named("entry", ATOM)), entry)
    return xml_bytes(root)


def _atom_entry(into: Element, entry: Entry) -> None:
    add(into, named("id", ATOM), entry.id)
    add(into, named("title", ATOM), entry.title)
    add(into, named("link", ATOM), href=entry.url, rel="alternate", type="text/html")
    add(into, named("published", ATOM), entry.published_at.isoformat())
    add(into, named("updated", ATOM), entry.changed_at.isoformat())
    for author in entry.authors:
        add(add(into, named("author", ATOM)), named("name", ATOM), author)
    if entry.category:
        add(into, named("category", ATOM), term=entry.category)
    if entry.summary:
        add(into, named("summary", ATOM), entry.summary)
    if entry.picture:
        size = {"width": str(entry.picture.width), "height": str(entry.picture.height)}
        add(into, named("content", MEDIA), url=entry.picture.url, medium="image", **size)


def _as_html(text: str) -> str:
    for letter, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\n", "<br>")):
        text = text.replace(letter, entity)
    return text


@dataclass(frozen=True)
class Format:
    """One way to write a feed."""

    write: Callable[[Feed], bytes]
    content_type: str


FORMATS = {
    "rss": Format(rss, "application/rss+xml"),
    "atom": Format(atom, "application/atom+xml"),
}
