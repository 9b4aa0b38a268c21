"""The part of a text that shows why it was found, in pieces that are marked or not; templates escape each piece.

Pure. Not here: markup, and which texts are shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from html import unescape

from hiwar.search.terms import words_with

LENGTH = 220
BEFORE = 60
# Nobody reads a snippet from further down than this, and folding a whole book would take a while.
LOOKED_THROUGH = 12_000
CUT = "…"
_inline = re.compile(r"</?(?:a|abbr|b|bdi|em|i|mark|span|strong|sub|sup)\b[^>]*>")
_markup = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; `is_hit` where it is what was looked for."""

    text: str
    is_hit: bool = False


def plain(html: str) -> str:
    """Return the words of our own HTML; blocks end words, letters in bold do not.

    >>> plain("<p>كل<b>مة</b></p><p>ثانية &amp; ثالثة</p>")
    'كلمة ثانية & ثالثة'
    """
    return " ".join(unescape(_markup.sub(" ", _inline.sub("", html))).split())


def marked(text: str, stems: Collection[str]) -> tuple[Piece, ...]:
    """Return a whole text in pieces, words of these stems marked.

    >>> [piece.text for piece in marked("نصّ القانون الجديد", {"قانون"}) if piece.is_hit]
    ['القانون']
    """
    return _pieces(text, _hits(text, stems), 0, len(text))


def snippet(text: str, stems: Collection[str]) -> tuple[Piece, ...]:
    """Return the part of a text with the most words of these stems, about `LENGTH` characters, the words marked."""
    text = text[:LOOKED_THROUGH]
    hits = _hits(text, stems)
    start, end = _window(text, hits)
    pieces = _pieces(text, [hit for hit in hits if start <= hit[0] and hit[1] <= end], start, end)
    before = (Piece(f"{CUT} "),) if start else ()
    after = (Piece(f" {CUT}"),) if end < len(text) else ()
    return (*before, *pieces, *after)


def _hits(text: str, stems: Collection[str]) -> list[tuple[int, int]]:
    return [(word.token.start, word.token.end) for word in words_with(text, stems)]


def _window(text: str, hits: list[tuple[int, int]]) -> tuple[int, int]:
    if len(text) <= LENGTH or not hits:
        return 0, _border(text, LENGTH)
    counted = [sum(first <= start < first + LENGTH - BEFORE for start, _end in hits) for first, _end in hits]
    first = hits[counted.index(max(counted))][0]
    start = 0 if first <= BEFORE else text.rfind(" ", 0, first - BEFORE + 1) + 1
    return start, _border(text, start + LENGTH)


def _border(text: str, end: int) -> int:
    """Return the end of the word that stands at `end`, or `end` where a word has none for a long time."""
    if end >= len(text):
        return len(text)
    space = text.find(" ", end, end + BEFORE)
    return space if space >= 0 else end


def _pieces(text: str, hits: list[tuple[int, int]], start: int, end: int) -> tuple[Piece, ...]:
    pieces, at = [], start
    for first, last in hits:
        if first > at:
            pieces.append(Piece(text[at:first]))
        pieces.append(Piece(text[first:last], is_hit=True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end]))
    return tuple(pieces)
