"""An answer on its way out, and how it is shaped to what the browser takes: coding, ETag, 304, HEAD.

Pure. Which headers an answer needs for safety is the business of `headers`.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO

import brotli

from .requests import Request

# Level 5 is where brotli costs what gzip 6 costs and still gives the smaller page (72 kB: 4.0 and 3.8 ms, measured).
PAGE_BROTLI = 5
PAGE_GZIP = 6
# Below this the saving is smaller than the headers that announce it.
MIN_COMPRESSED = 256

_COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/rss+xml", "application/atom+xml")
_ETAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e\x80-\uffff]*)"')
_SUFFIX = {"br": "-br", "gzip": "-gz", "": ""}


@dataclass(slots=True)
class Answer:
    """A whole answer. Header names are lower case. `file` is a path whose bytes, or a `part` of them, are the body.

    `held` is the open file behind such a path, where there is none but that; whoever sends the answer closes it.
    """

    status: int
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    file: str | None = None
    file_size: int = 0
    part: range | None = None
    held: IO[bytes] | None = None

    def header(self, name: str) -> str | None:
        """Return the first value of a header."""
        return next((value for key, value in self.headers if key == name), None)

    def set(self, name: str, value: str) -> None:
        """Put this value in place of every other of that name."""
        self.headers = [pair for pair in self.headers if pair[0] != name] + [(name, value)]

    def drop(self, *names: str) -> None:
        """Remove headers by name."""
        self.headers = [pair for pair in self.headers if pair[0] not in names]


@lru_cache(maxsize=128)
def preferred_coding(accept_encoding: str) -> str:
    """Return "br", "gzip" or "" for an Accept-Encoding header: the best weight wins, brotli before gzip in a tie.

    >>> preferred_coding("gzip, deflate, br;q=0")
    'gzip'
    """
    weights: dict[str, float] = {}
    for part in accept_encoding.lower().split(","):
        name, _, parameters = part.partition(";")
        weights[name.strip().removeprefix("x-")] = _weight(parameters)
    rest = weights.get("*", 0.0)
    best, best_weight = "", 0.0
    for coding in ("br", "gzip"):
        weight = weights.get(coding, rest)
        if weight > best_weight:
            best, best_weight = coding, weight
    # Without a wish for plain bytes any coding that is allowed will do; a stronger wish for plain bytes is granted.
    return best if best_weight >= weights.get("identity", 0.0) else ""


def _weight(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            # What cannot be read as a weight is no permission.
            return float(value) if re.fullmatch(r"\s*(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", value) else 0.0
    return 1.0


def coded_etag(tag: str, coding: str) -> str:
    """Return the strong ETag of one coding of a version: the same text under two codings is two sets of bytes."""
    return f'"{tag}{_SUFFIX[coding]}"'


def etag_matches(if_none_match: str | None, etag: str) -> bool:
    """Tell whether the browser already holds the bytes with this ETag."""
    if not if_none_match:
        return False
    if if_none_match == etag:
        return True
    return if_none_match.strip() == "*" or etag.strip('"') in _ETAG.findall(if_none_match)


def without_coding(if_none_match: str, coding: str) -> str:
    """Return the header with our mark of `coding` taken off, as the application knows its versions.

    Versions marked with another coding are left out: those bytes are not the ones we are about to confirm.
    """
    suffix = _SUFFIX[coding]
    marks = tuple(mark for mark in _SUFFIX.values() if mark)
    bare = []
    for tag in _ETAG.findall(if_none_match):
        if suffix and tag.endswith(suffix):
            bare.append(tag.removesuffix(suffix))
        elif not suffix and not tag.endswith(marks):
            bare.append(tag)
    return ", ".join(f'"{tag}"' for tag in bare)


def is_public(answer: Answer) -> bool:
    """Tell whether these bytes are the same for every reader."""
    return "public" in _directives(answer.header("cache-control") or "")


def _directives(value: str) -> set[str]:
    return {part.partition("=")[0].strip().lower() for part in value.split(",")}


def shape(request: Request, answer: Answer) -> Answer:
    """Give a page of the application its final form; nothing is done to answers meant for one person.

    Private answers are never compressed: their size would tell what they hold (BREACH).
    """
    if not is_public(answer):
        return answer
    # A public page that sets a cookie would give one reader's cookie to the next; not storing it is the safe mistake.
    if answer.header("set-cookie") is not None or request.cookies_lost:
        answer.set("cache-control", "private, no-store")
        return answer
    if request.method not in ("GET", "HEAD") or answer.status not in (200, 304):
        return answer
    coding = preferred_coding(request.headers.get("accept-encoding", ""))
    tag = _version(answer)
    _vary(answer, "Accept-Encoding", "Cookie")
    if answer.status == 304:
        if tag:
            answer.set("etag", coded_etag(tag, coding))
        return answer
    if not worth_compressing(answer):
        coding = ""
    etag = coded_etag(tag, coding)
    answer.set("etag", etag)
    if etag_matches(request.headers.get("if-none-match"), etag):
        answer.drop("content-type", "content-length", "content-language")
        answer.status, answer.body = 304, b""
    elif coding:
        answer.body = compress(answer.body, coding)
        answer.set("content-encoding", coding)
    return answer


def compress(body: bytes, coding: str) -> bytes:
    """Return a page's bytes under a coding, at the levels that suit answers made on the spot."""
    if coding == "br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=PAGE_BROTLI))
    # No time stamp: equal pages must be equal bytes.
    return gzip.compress(body, compresslevel=PAGE_GZIP, mtime=0)


def _version(answer: Answer) -> str:
    known = _ETAG.fullmatch((answer.header("etag") or "").strip())
    if known:
        return str(known.group(1))
    return hashlib.sha256(answer.body).hexdigest()[:20] if answer.status == 200 else ""


def worth_compressing(answer: Answer) -> bool:
    """Tell whether a coding would make these bytes noticeably fewer."""
    kind = answer.header("content-type") or ""
    return (
        len(answer.body) >= MIN_COMPRESSED
        and kind.startswith(_COMPRESSIBLE)
        and answer.header("content-encoding") is None
    )


def _vary(answer: Answer, *names: str) -> None:
    present = [name.strip() for key, value in answer.headers if key == "vary" for name in value.split(",")]
    known = {name.lower() for name in present}
    answer.set("vary", ", ".join(present + [name for name in names if name.lower() not in known]))
