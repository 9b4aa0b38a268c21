"""A feed in both of its spellings: what the specifications demand is there, and both tell the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

from hiwar.delivery.machines.feeds import Entry, Feed, FeedPicture, atom, rss
from hiwar.delivery.machines.xml_writing import ATOM, DC, MEDIA

NOON = datetime(2014, 1, 19, 10, tzinfo=UTC)
ENTRY = Entry(
    id="https://example.org/a/7/",
    url="https://example.org/2014/01/19/%D9%82/",
    title="قطار «الساحل» & <غيره>",
    summary="سطر أول <b>\nسطر ثانٍ",
    published_at=NOON,
    changed_at=NOON + timedelta(hours=2),
    authors=("سلمى درويش", "ليلى"),
    category="محليات",
    picture=FeedPicture("https://example.org/media/x.webp", 1200, 675),
)


def a_feed(*entries: Entry) -> Feed:
    return Feed("حوار", "جريدة", "حوار", "ar", "https://example.org/", "https://example.org/rss.xml", entries, NOON)


def test_rss_has_what_its_specification_demands() -> None:
    channel = ElementTree.fromstring(rss(a_feed(ENTRY))).find("channel")  # noqa: S314 - our own

    assert channel is not None
    assert [channel.findtext(name) for name in ("title", "link", "language")] == ["حوار", "https://example.org/", "ar"]
    assert channel.findtext("description") == "جريدة"
    assert parsedate_to_datetime(channel.findtext("lastBuildDate") or "") == ENTRY.changed_at
    (item,) = channel.findall("item")
    guid = item.find("guid")
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == (ENTRY.id, "true")
    assert (item.findtext("title"), item.findtext("link")) == (ENTRY.title, ENTRY.url)
    assert parsedate_to_datetime(item.findtext("pubDate") or "") == NOON
    assert [one.text for one in item.findall(f"{{{DC}}}creator")] == list(ENTRY.authors)


def test_a_summary_in_rss_is_html_that_shows_the_text() -> None:
    item = ElementTree.fromstring(rss(a_feed(ENTRY))).find("channel/item")  # noqa: S314 - our own

    assert item is not None
    assert item.findtext("description") == "سطر أول &lt;b&gt;<br>سطر ثانٍ"


def test_atom_has_what_its_specification_demands() -> None:
    feed = ElementTree.fromstring(atom(a_feed(ENTRY)))  # noqa: S314 - our own

    def text(path: str) -> str | None:
        return feed.findtext("/".join(f"{{{ATOM}}}{step}" for step in path.split("/")))

    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{{{ATOM}}}link")}
    assert links == {"self": "https://example.org/rss.xml", "alternate": "https://example.org/"}
    assert text("id")
    assert datetime.fromisoformat(text("updated") or "") == ENTRY.changed_at
    assert text("author/name") == "حوار"
    assert (text("entry/id"), text("entry/title"), text("entry/summary")) == (ENTRY.id, ENTRY.title, ENTRY.summary)
    assert datetime.fromisoformat(text("entry/published") or "") == NOON
    assert datetime.fromisoformat(text("entry/updated") or "") == ENTRY.changed_at
    picture = feed.find(f"{{{ATOM}}}entry/{{{MEDIA}}}content")
    assert picture is not None
    assert (picture.get("width"), picture.get("height")) == ("1200", "675")


def test_an_empty_feed_says_since_when() -> None:
    channel = ElementTree.fromstring(rss(a_feed())).find("channel")  # noqa: S314 - our own

    assert channel is not None
    assert parsedate_to_datetime(channel.findtext("lastBuildDate") or "") == NOON
    assert channel.findall("item") == []
