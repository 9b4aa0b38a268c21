"""A reader who follows every link of the site, as a search engine would: what each leads to, and what stands there.

Belongs here: fetching, and finding addresses and places in a page. Not here: what must be true of them.
"""

from __future__ import annotations

import gzip
import re
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import quote, unquote, urljoin, urlsplit

# More pages than the demo newsroom has; a site that grows for ever under a crawler is a fault of its own.
MOST = 6000
# As a browser asks: an answer waits for the network, not for the processor.
AT_ONCE = 4
_LINKS = {
    "a": "href",
    "link": "href",
    "img": "src",
    "script": "src",
    "source": "src",
    "video": "poster",
    "track": "src",
}
# What robots read lists addresses too.
_LISTS = {"application/xml": b"<loc>([^<]+)</loc>", "text/plain": b"Sitemap: (.+)"}


@dataclass
class Found:
    """What one address gave: its status, where it leads, its addresses (as written) and the places in it."""

    status: int
    kind: str
    body: bytes
    leads_to: str = ""
    links: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    canonical: str = ""
    is_indexed: bool = True


@dataclass
class Crawl:
    """Every address of the site by its path and query, and from where it was first heard of."""

    origin: str
    found: dict[str, Found] = field(default_factory=dict)
    heard_from: dict[str, str] = field(default_factory=dict)
    foreign: set[str] = field(default_factory=set)
    fragments: set[tuple[str, str, str]] = field(default_factory=set)


class _Page(HTMLParser):
    """Collects the links and the places of a page."""

    def __init__(self, into: Found) -> None:
        super().__init__()
        self._into = into

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if named.get("id"):
            self._into.places.add(named["id"])
        if tag == "link" and named.get("rel") == "canonical":
            self._into.canonical = named.get("href", "")
        if tag == "meta" and named.get("name") == "robots" and "noindex" in named.get("content", ""):
            self._into.is_indexed = False
        if tag == "meta" and named.get("property") == "og:image":
            self._into.links.append(named.get("content", ""))
        self._into.links.extend(_addresses(tag, named))


def _addresses(tag: str, named: dict[str, str]) -> Iterator[str]:
    if tag in {"img", "source"}:
        yield from (part.split()[0] for part in named.get("srcset", "").split(",") if part.strip())
    value = named.get(_LINKS.get(tag, ""), "")
    if value and not (tag == "link" and named.get("rel") == "preconnect"):
        yield value


def crawl(origin: str, *, begins: list[str]) -> Crawl:
    """Return everything that can be reached from some paths by links, following those of this origin alone."""
    whole = Crawl(origin)
    waiting = deque(begins)
    whole.heard_from.update((path, "") for path in begins)
    fetched = partial(_fetched, urlsplit(origin).netloc)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while waiting:
            paths = [waiting.popleft() for _ in range(len(waiting))]
            for path, found in zip(paths, pool.map(fetched, paths), strict=True):
                whole.found[path] = found
                for link in [*found.links, *([found.leads_to] if found.leads_to else [])]:
                    _follow(whole, waiting, path, link)
            assert len(whole.found) <= MOST, f"no end of pages; the last is {paths[-1]}"
    return whole


def _follow(whole: Crawl, waiting: deque[str], path: str, link: str) -> None:
    parts = urlsplit(urljoin(f"{whole.origin}{path}", link))
    if parts.scheme not in {"http", "https"}:
        return
    if f"{parts.scheme}://{parts.netloc}" != whole.origin:
        whole.foreign.add(parts.geturl())
        return
    to = quote(unquote(parts.path), safe="/!$&'()*+,;=:@~") + (f"?{parts.query}" if parts.query else "")
    if parts.fragment:
        whole.fragments.add((path, to, unquote(parts.fragment)))
    if to not in whole.heard_from:
        whole.heard_from[to] = path
        waiting.append(to)


def _fetched(host: str, path: str) -> Found:
    # A line of its own: one that has rested for seconds is closed by the server.
    with closing(HTTPConnection(host, timeout=60)) as connection:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = connection.getresponse()
        body = response.read()
    if response.getheader("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    kind = (response.getheader("Content-Type") or "").partition(";")[0]
    found = Found(response.status, kind, body, leads_to=response.getheader("Location") or "")
    if kind == "text/html" and response.status == 200:
        _Page(found).feed(body.decode())
    elif kind in _LISTS:
        found.links = [one.decode() for one in re.findall(_LISTS[kind], body)]
    return found
