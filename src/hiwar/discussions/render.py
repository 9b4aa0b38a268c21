"""A comment's text as HTML: escaped, in paragraphs with their own direction, links as links. Nothing else is markup.

Readers' text is never HTML. This module is the only place of the package that marks a string safe; what it emits is
drawn from `p`, `br`, `a` and `bdi` alone (threats, row X1).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Protocol

from django.utils.translation import get_language
from markupsafe import Markup, escape

from hiwar.arabic.direction import Direction, base_direction
from hiwar.screening.links import find_links

LONG_COMMENT_WORDS = 120
_TAG = re.compile("<[^>]*>")
BLANK_LINE = re.compile(r"\n[ \t]*\n+")


@dataclass(frozen=True)
class RenderedText:
    """A comment in two parts: what is shown at once, and the rest with its length in words (0: there is none)."""

    shown: Markup
    rest: Markup
    rest_words: int


_kept: dict[tuple[Hashable, ...], Markup] = {}
MOST_KEPT = 8192


class Macro(Protocol):
    """What a template calls a macro."""

    name: str

    def __call__(self, *values: Hashable) -> Markup:
        """Return what it makes of values."""


def kept(make: Macro, *frame: Hashable) -> Callable[[Hashable], Markup]:
    """Return a macro that remembers what it made of a value in a frame; what it shows must hang on nothing else.

    A page is drawn again because one comment is new; the ninety-nine others read as before. Some megabytes. A macro is
    told apart by its name, so no two that are kept may share one.
    """
    around = (make.name, get_language(), *frame)

    def remembered(value: Hashable) -> Markup:
        key = (value, around)
        found = _kept.get(key)
        if found is None:
            if len(_kept) >= MOST_KEPT:
                # All at once: keeping count of what was asked for would cost more than making a page's lines again.
                _kept.clear()
            found = _kept[key] = make(value, *frame)
        return found

    return remembered


# A page is drawn again because one comment is new; the ninety-nine others read as before. A few megabytes.
@lru_cache(maxsize=4096)
def render_text(text: str) -> RenderedText:
    """Return the text as HTML, cut at a paragraph when it is long."""
    paragraphs = [part for part in BLANK_LINE.split(text) if part.strip()]
    counts = [len(part.split()) for part in paragraphs]
    cut = _cut_after(counts)
    return RenderedText(
        shown=Markup("".join(map(_paragraph, paragraphs[:cut]))),  # noqa: S704 - every word of it is escaped there
        rest=Markup("".join(map(_paragraph, paragraphs[cut:]))),  # noqa: S704
        rest_words=sum(counts[cut:]),
    )


def plain_text(text: RenderedText) -> str:
    """Return the words of a rendered text as they were typed, in their lines, the blank ones between paragraphs apart.

    >>> plain_text(render_text("1 < 2\\nhttps://example.org"))
    '1 < 2\\nhttps://example.org'
    """
    # Every other sign of this kind in it was escaped by us.
    lines = f"{text.shown}{text.rest}".replace("<br>", "\n").replace("</p>", "\n")
    return unescape(_TAG.sub("", lines)).strip()


def _cut_after(counts: list[int]) -> int:
    """Return how many paragraphs are shown; a cut that would hide only a few words is not worth a click."""
    total = 0
    for index, words in enumerate(counts, start=1):
        total += words
        if total >= LONG_COMMENT_WORDS and sum(counts[index:]) >= LONG_COMMENT_WORDS // 4:
            return index
    return len(counts)


def direction_of(text: str) -> Direction:
    """Return which way a text runs. The letters of its links say nothing about the language it is written in."""
    words = text
    for link in reversed(find_links(text)):
        words = words[: link.start] + words[link.end :]
    return base_direction(words)


def _paragraph(paragraph: str) -> str:
    # Strings until they are whole: `Markup` would ask of each piece anew what it is, a third of a long page's time.
    lines = "<br>".join(map(_linked, paragraph.split("\n")))
    return f'<p dir="{direction_of(paragraph)}">{lines}</p>'


def _linked(line: str) -> str:
    pieces: list[str] = []
    position = 0
    for link in find_links(line):
        pieces.append(escape(line[position : link.start]))
        shown = escape(line[link.start : link.end])
        pieces.append(f'<a href="{escape(link.url)}" rel="ugc nofollow noopener" dir="ltr">{shown}</a>')
        position = link.end
    return "".join((*pieces, escape(line[position:])))
