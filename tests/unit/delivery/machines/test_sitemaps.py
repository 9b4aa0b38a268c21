"""Sitemaps keep the rules of sitemaps.org and of Google News."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

from hiwar.delivery.machines.sitemaps import IN_A_PART, News, Place, index, news_sitemap, sitemap
from hiwar.delivery.machines.xml_writing import NEWS, SITEMAP

NOON = datetime(2014, 1, 19, 10, tzinfo=UTC)
# As the W3C writes moments (NOTE-datetime), to the minute.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def test_a_sitemap_lists_addresses_with_the_moment_of_their_last_change() -> None:
    written = sitemap([Place("https://example.org/a?b=1&c=2", NOON), Place("https://example.org/")])

    root = ElementTree.fromstring(written)  # noqa: S314
    assert root.tag == f"{{{SITEMAP}}}urlset"
    first, second = root
    assert [child.tag.partition("}")[2] for child in first] == ["loc", "lastmod"]
    assert first[0].text == "https://example.org/a?b=1&c=2"
    assert MOMENT.fullmatch(first[1].text or "")
    assert [child.tag.partition("}")[2] for child in second] == ["loc"]


def test_an_index_lists_sitemaps() -> None:
    root = ElementTree.fromstring(index([Place("https://example.org/sitemap-2014-01.xml", NOON)]))  # noqa: S314

    assert root.tag == f"{{{SITEMAP}}}sitemapindex"
    assert [child.tag for child in root] == [f"{{{SITEMAP}}}sitemap"]


def test_a_full_part_stays_within_what_is_allowed() -> None:
    longest = "https://example.org/" + "%D9%82" * 300

    written = sitemap([Place(longest, NOON)] * IN_A_PART)

    assert IN_A_PART <= 50_000
    assert len(written) <= 50 * 1024 * 1024


def test_news_name_the_paper_its_language_the_moment_and_the_headline() -> None:
    written = news_sitemap([News("https://example.org/x/", "قطار <الساحل>", NOON)], publication="حوار", language="ar")

    told = ElementTree.fromstring(written).find(f"{{{SITEMAP}}}url/{{{NEWS}}}news")  # noqa: S314

    assert told is not None
    assert told.findtext(f"{{{NEWS}}}publication/{{{NEWS}}}name") == "حوار"
    assert told.findtext(f"{{{NEWS}}}publication/{{{NEWS}}}language") == "ar"
    assert MOMENT.fullmatch(told.findtext(f"{{{NEWS}}}publication_date") or "")
    assert told.findtext(f"{{{NEWS}}}title") == "قطار <الساحل>"
