"""What a page of another site calls its discussion, and what it says about itself with the first comment.

Pure. Nothing that a page says can be proved: any reader can say the same. So it is cleaned and bounded, must lie on the
site in whose name it is said, and only staff read the title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import is_normalized
from urllib.parse import quote, urlsplit

from hiwar.arabic.clean import UncleanText, clean_line
from hiwar.widget.origins import NotAnOrigin, origin_in

MAX_ADDRESS, MAX_TITLE = 800, 300
# A key stands quoted in its discussion's address, beside the longest host there may be.
MAX_QUOTED = MAX_ADDRESS - 150
KEY = r"\w[\w.~:-]{0,99}"
# The fields by which the page's script says so.
FIELDS = frozenset({"page_url", "page_title"})
# Every sign that may stand in a path or query; what is quoted already stays as it is.
_SAFE = "%/:=&?~+!$,;'@()*[]"


@dataclass(frozen=True)
class Claim:
    """The page on which a discussion stands, as whoever wrote first says."""

    page: str
    title: str


def is_key(text: str) -> bool:
    """Return whether a text may name a discussion: letters, digits and «. _ ~ : -», a hundred at most.

    >>> is_key("post-12"), is_key("قطار-الساحل"), is_key("a/b"), is_key(".")
    (True, True, False, False)
    """
    if re.fullmatch(KEY, text) is None or not is_normalized("NFC", text):
        return False
    return len(quote(text)) <= MAX_QUOTED


def subject_of(host: str, key: str) -> str:
    """Return the subject of a discussion on another site's page; an article's holds no slash.

    >>> subject_of("blog.example", "article:12")
    'embed:blog.example/article:12'
    """
    return f"embed:{host}/{key}"


def claim_in(fields: Mapping[str, str], *, origin: str, key: str) -> Claim:
    """Return what the fields of a comment say of its page; what cannot be taken is left out, never refused."""
    return Claim(page=_page(fields.get("page_url", ""), origin), title=_title(fields.get("page_title", "")) or key)


def _page(address: str, origin: str) -> str:
    home = f"{origin}/"
    try:
        parts = urlsplit(address)
        is_there = origin_in(f"{parts.scheme}://{parts.netloc}") == origin
    except (NotAnOrigin, ValueError):
        return home
    path = f"{parts.path or '/'}?{parts.query}".removesuffix("?")
    page = f"{origin}{quote(path, safe=_SAFE)}"
    return page if is_there and len(page) <= MAX_ADDRESS else home


def _title(text: str) -> str:
    try:
        return clean_line(text[:MAX_TITLE], max_chars=MAX_TITLE, strict=False)
    except UncleanText:
        return ""
