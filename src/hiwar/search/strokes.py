"""Words one stroke away from another: what a slip of a finger makes of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

SHORTEST = 3
_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويء"
_LATIN = "abcdefghijklmnopqrstuvwxyz"


def one_stroke_from(word: str) -> frozenset[str]:
    """Return every word that one letter more, one less, another one or two exchanged make of a folded word.

    Of a word of two letters nearly any other is one stroke away, so it has none.

    >>> {"قطار", "مطار"} <= one_stroke_from("قطر") | one_stroke_from("مطر")
    True
    >>> one_stroke_from("لا")
    frozenset()
    """
    if len(word) < SHORTEST:
        return frozenset()
    return frozenset(_strokes(word)) - {word}


def _strokes(word: str) -> Iterator[str]:
    letters = _LATIN if word.isascii() else _ARABIC
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if len(word) > SHORTEST and after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in letters:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
