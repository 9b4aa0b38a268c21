"""A line of text taken apart for drawing: which way each part runs, and which of our cut fonts has its letters.

The shaping library joins letters and orders digits, but it knows one font at a time, and our fonts are cut in parts
(`docs/guides/fonts.md`). So a line is cut where its direction or its font changes; where that falls between two letters
that join, a joiner stands for the missing neighbor. Pure; drawing is in `card_drawing`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

RTL, LTR = "rtl", "ltr"
JOINER = "\N{ZERO WIDTH JOINER}"
NON_JOINER = "\N{ZERO WIDTH NON-JOINER}"
_LATIN = "A-Za-z\u00c0-\u024f"
_ARABIC = "\u0600-\u06ff\u0750-\u077f"
# What stands inside another script's words: from its first letter, digits before it included, to its last.
_INSIDE = {
    RTL: re.compile(rf"[0-9]*[{_LATIN}](?:[^{_ARABIC}]*[{_LATIN}0-9%])?"),
    LTR: re.compile(rf"[{_ARABIC}](?:[^{_LATIN}]*[{_ARABIC}])?"),
}
# Letters that never join the one after them.
_ENDS = frozenset("ءآأؤإاةدذرزوٱٲٳڈډڊڌڎڑړژۀۃۄۅۆۇۈۉۊۋۏەۓے")


@dataclass(frozen=True)
class Piece:
    """Some characters that one font draws."""

    text: str
    font: str


@dataclass(frozen=True)
class Segment:
    """Pieces that run one way, in the order in which they are read."""

    direction: str
    pieces: tuple[Piece, ...]


FontOf = Callable[[str], str | None]


def segments(text: str, *, direction: str, font_of: FontOf) -> tuple[Segment, ...]:
    """Return a line's segments in the order in which they are read; `direction` is that of the whole."""
    other = LTR if direction == RTL else RTL
    found: list[Segment] = []
    end = 0
    for match in _INSIDE[direction].finditer(text):
        found.append(Segment(direction, _pieces(text[end : match.start()], font_of)))
        found.append(Segment(other, _pieces(match.group(), font_of)))
        end = match.end()
    found.append(Segment(direction, _pieces(text[end:], font_of)))
    return tuple(segment for segment in found if segment.pieces)


def _pieces(text: str, font_of: FontOf) -> tuple[Piece, ...]:
    cut: list[Piece] = []
    for character in text:
        font = font_of(character)
        # A mark is drawn by the font of its letter, and what no font has is left out (`can_be_drawn` knows letters).
        # A non-joiner has no shape, but without it two letters of a Persian word would join.
        if cut and (unicodedata.combining(character) or character == NON_JOINER or font == cut[-1].font):
            cut[-1] = Piece(cut[-1].text + character, cut[-1].font)
        elif font is not None:
            cut.append(Piece(character, font))
    return tuple(_joined(cut))


def _joined(cut: list[Piece]) -> Iterator[Piece]:
    for place, piece in enumerate(cut):
        text = piece.text
        if place + 1 < len(cut) and _join(text, cut[place + 1].text):
            text += JOINER
        if place and _join(cut[place - 1].text, piece.text):
            text = JOINER + text
        yield Piece(text, piece.font)


def _join(before: str, after: str) -> bool:
    last = next((one for one in reversed(before) if not unicodedata.combining(one)), "")
    return _is_arabic(last) and last not in _ENDS and _is_arabic(after[0]) and after[0] != "ء"


def _is_arabic(character: str) -> bool:
    return bool(character) and unicodedata.category(character) in ("Lo", "Lm") and "\u0620" <= character <= "\u077f"


def can_be_drawn(text: str, font_of: FontOf) -> bool:
    """Tell whether there is a font for every letter and every digit."""
    return all(font_of(one) is not None for one in text if unicodedata.category(one)[0] in "LN")


def lines(text: str, *, width: float, measure: Callable[[str], float]) -> list[str]:
    """Return the text in as few lines as fit into a width, about equally long; a word is never cut."""
    words = text.split()
    filled = _filled(words, width, measure)
    longest = max(map(measure, filled), default=0.0)
    # The narrowest width that needs no more lines makes them equal.
    while longest > width / 3:
        tighter = _filled(words, longest - 1, measure)
        if len(tighter) > len(filled) or max(map(measure, tighter)) >= longest:
            break
        filled, longest = tighter, max(map(measure, tighter))
    return filled


def _filled(words: list[str], width: float, measure: Callable[[str], float]) -> list[str]:
    made: list[str] = []
    for word in words:
        if made and measure(f"{made[-1]} {word}") <= width:
            made[-1] += f" {word}"
        else:
            made.append(word)
    return made
