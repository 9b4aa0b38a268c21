"""Places in a text as JavaScript counts them, and the sentences a text can be scored by.

Over the wire an offset counts UTF-16 units: an emoji is two of them and one of our code points.
"""

from __future__ import annotations

import re

MOST_SENTENCES = 100
_END_OF_SENTENCE = re.compile(
    r"(?<=[.!?\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}\N{HORIZONTAL ELLIPSIS}])\s+|\s*[\r\n]\s*"
)
_ASTRAL = re.compile(r"[\U00010000-\U0010ffff]")


class Utf16:
    """Translates code point offsets of one text; made once a text, since most texts have no astral character."""

    def __init__(self, text: str) -> None:
        self._wide = [match.start() for match in _ASTRAL.finditer(text)]
        self.length = len(text) + len(self._wide)

    def spans(self, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return code point spans, given in the order of the text, as UTF-16 spans."""
        if not self._wide:
            return places
        told, passed = [], 0
        for begin, end in places:
            passed = self._passed(passed, begin)
            start = begin + passed
            passed = self._passed(passed, end)
            told.append((start, end + passed))
        return told

    def _passed(self, count: int, place: int) -> int:
        while count < len(self._wide) and self._wide[count] < place:
            count += 1
        return count


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of a text's sentences, without the blanks around them; neighbors are joined if there are many.

    >>> sentences("مرحبا. كيف الحال؟")
    [(0, 6), (7, 17)]
    """
    found, begin = [], 0
    for gap in _END_OF_SENTENCE.finditer(text):
        found.append((begin, gap.start()))
        begin = gap.end()
    found.append((begin, len(text)))
    found = [place for begin, end in found if (place := _trimmed(text, begin, end))]
    step = -(-len(found) // MOST_SENTENCES) or 1
    return [(found[at][0], found[min(at + step, len(found)) - 1][1]) for at in range(0, len(found), step)]


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int] | None:
    piece = text[begin:end]
    begin += len(piece) - len(piece.lstrip())
    end = begin + len(piece.strip())
    return (begin, end) if begin < end else None
