"""Links: which stretches of a text lead to a web address.

Belongs here: finding them, and the address they lead to. Not here: HTML (pages make it), counting limits (`rules`),
and fetching: nothing of ours ever follows a reader's link.
"""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from linkify_it import LinkifyIt  # type: ignore[import-untyped]

MOST_LINKS = 20
_LONGEST_LINK = 2048


class Link(NamedTuple):
    """Code points `start` to `end` of the text lead to `url`, on `host`."""

    start: int
    end: int
    url: str
    host: str


_finder = LinkifyIt({}, {"fuzzy_link": True, "fuzzy_email": False, "fuzzy_ip": False})
for _schema in ("ftp:", "//", "mailto:"):
    _finder.add(_schema, None)

# A link ends at white space, at quotes and at the punctuation of Arabic: «https://example.org، ثم …».
_chunk = re.compile(r"[^\s،؛؟«»“”<>\"۔]+")
# linkify reads every word; only these can hold a link.
_hint = re.compile(r"://|\.[^\W\d_]{2}")
_ascii_host = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?", re.IGNORECASE)


def find_links(text: str, *, limit: int = MOST_LINKS) -> tuple[Link, ...]:
    """Return the first links of the text, in order: `http` and `https` only, written out or as a bare `www.` name.

    >>> find_links("اقرؤوا «https://example.org/خبر»، ثم عودوا.")[0].url
    'https://example.org/خبر'
    >>> find_links("javascript:alert(1)")
    ()
    """
    if not _hint.search(text):
        return ()
    links: list[Link] = []
    for chunk in _chunk.finditer(text):
        piece = chunk.group()
        if not _hint.search(piece):
            continue
        for link in _links_in(piece[:_LONGEST_LINK], chunk.start()):
            links.append(link)
            if len(links) == limit:
                return tuple(links)
    return tuple(links)


def _links_in(piece: str, offset: int) -> list[Link]:
    links: list[Link] = []
    for found in _finder.match(piece) or ():
        host = _host_of(found.url)
        written_out = found.schema != ""
        # A bare name in Arabic letters is more often a missing space after a full stop than an address.
        if host and (written_out or _ascii_host.fullmatch(host)):
            links.append(Link(offset + found.index, offset + found.last_index, found.url, host))
    return links


def _host_of(url: str) -> str:
    """Return the host a browser would open, or "" for anything but a plain web address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        parts.port  # noqa: B018 - reading it raises on a port that is no number.
    except ValueError:
        return ""
    # «http://bank.example@evil.example»: what stands before @ is there to deceive.
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc:
        return ""
    return host if host.isascii() else _encoded(host)


def _encoded(host: str) -> str:
    """Return the ASCII form, which cannot imitate another host's letters."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
