"""The whole demo site, followed link by link: nothing is broken, and what programs read is what its format demands."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree

from scripts.serving import Newsroom
from tests.e2e.crawl import Crawl, crawl

FOLDER = Path(__file__).parent.parent / "cases" / "grammars"
GRAMMARS = {"application/rss+xml": "rss", "application/atom+xml": "atom", "application/xml": "sitemap"}
# What only the page itself makes sense of, when somebody writes or searches.
BY_SCRIPT = re.compile(r"#(c\d+|talk)$")


@pytest.fixture(scope="module")
def site(server: Newsroom) -> Crawl:
    """Everything that links lead to, from the front page and from what robots are told."""
    return crawl(server.origin, begins=["/", "/robots.txt"])


def test_no_link_is_broken(site: Crawl) -> None:
    broken = {path: (found.status, site.heard_from[path]) for path, found in site.found.items() if found.status >= 400}

    assert broken == {}
    assert len(site.found) > 400


def test_every_link_into_a_page_finds_its_place(site: Crawl) -> None:
    lost = {
        (path, to, place)
        for path, to, place in site.fragments
        if to in site.found and site.found[to].kind == "text/html" and site.found[to].status == 200
        if place not in site.found[to].places and not BY_SCRIPT.search(f"#{place}")
    }

    assert lost == set()


def test_a_link_leads_no_further_than_one_other_address(site: Crawl) -> None:
    def after(path: str) -> str:
        return urlsplit(site.found[path].leads_to).path

    twice = {path for path, found in site.found.items() if 300 <= found.status < 400 and _leads_on(site, after(path))}

    assert twice == set()


def _leads_on(site: Crawl, path: str) -> bool:
    return path in site.found and 300 <= site.found[path].status < 400


def test_every_page_names_itself_or_the_page_it_stands_for(site: Crawl) -> None:
    pages = {path: found for path, found in site.found.items() if found.kind == "text/html" and found.status == 200}
    canonical = {path: found.canonical.removeprefix(site.origin) for path, found in pages.items() if found.is_indexed}

    nameless = {path for path, names in canonical.items() if not names}
    astray = {path: names for path, names in canonical.items() if names and site.found.get(names, None) is None}

    assert (nameless, astray) == (set(), {})


def test_whatever_the_sitemaps_list_is_a_page_that_robots_may_keep(site: Crawl) -> None:
    listed = [
        one for path, found in site.found.items() if found.kind == "application/xml" for one in _places(found.body)
    ]

    wrong = [
        one
        for one in dict.fromkeys(listed)
        if not one.startswith(site.origin) or not _is_kept(site, one.removeprefix(site.origin))
    ]

    assert len(set(listed)) > 60
    assert wrong == []


def _places(body: bytes) -> list[str]:
    return re.findall("<loc>([^<]+)</loc>", body.decode()) if b"<urlset" in body else []


def _is_kept(site: Crawl, path: str) -> bool:
    found = site.found.get(path)
    return (
        found is not None and found.status == 200 and found.is_indexed and found.canonical in {"", site.origin + path}
    )


@pytest.mark.parametrize("kind", GRAMMARS)
def test_every_feed_and_sitemap_is_what_its_format_demands(site: Crawl, kind: str) -> None:
    documents = {path: found.body for path, found in site.found.items() if found.kind == kind and found.status == 200}
    grammar = etree.RelaxNG(etree.parse(str(FOLDER / f"{GRAMMARS[kind]}.rng")))

    wrong = {path: _faults(grammar, body) for path, body in documents.items()}

    assert {path: faults for path, faults in wrong.items() if faults} == {}
    assert len(documents) > 3


def _faults(grammar: etree.RelaxNG, body: bytes) -> list[str]:
    grammar.validate(etree.fromstring(body))
    return [f"{one.line}: {one.message}" for one in grammar.error_log][:5]


@pytest.mark.parametrize(
    "harm",
    [
        lambda text: text.replace("<guid", "<gui").replace("</guid>", "</gui>"),
        lambda text: re.sub("<pubDate>[^<]+", "<pubDate>2026-11-29", text),
        lambda text: re.sub("<channel>.*?<title>", "<channel><title></title><title>", text, flags=re.DOTALL),
    ],
    ids=["no guid", "another date", "two titles"],
)
def test_a_feed_at_fault_is_found_out(site: Crawl, harm: Callable[[str], str]) -> None:
    grammar = etree.RelaxNG(etree.parse(str(FOLDER / "rss.rng")))

    assert _faults(grammar, harm(site.found["/rss.xml"].body.decode()).encode("utf-8")) != []


def test_nothing_outside_is_fetched_by_a_page(site: Crawl) -> None:
    shared = ("https://wa.me/", "https://t.me/", "https://x.com/", "https://www.facebook.com/")

    strange = {link for link in site.foreign if not link.startswith(shared)}

    # Links of articles to their sources are for people to follow.
    fetched = {
        link
        for link in strange
        if any(f'src="{link}"' in found.body.decode("utf-8", "ignore") for found in site.found.values())
    }
    assert fetched == set()
