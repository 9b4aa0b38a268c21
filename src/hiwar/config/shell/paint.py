"""Drawing for a terminal: colors where they are welcome, brackets where they are not, and nothing that a text smuggles.

Belongs here: escapes, marks, bars. Not here: what is said (`explain`).
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TextIO

from hiwar.arabic.alphabet import BIDI_OVERRIDES

_CODES = {"publish": "1;32", "hold": "1;33", "reject": "1;31", "mark": "30;43", "weak": "2", "bar": "36"}
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_FIRST_OVERRIDE, _LAST_OVERRIDE = BIDI_OVERRIDES.split("-")


class Paint:
    """Colors text, or leaves it plain."""

    def __init__(self, *, colored: bool) -> None:
        self._colored = colored

    @classmethod
    def for_terminal(cls, terminal: TextIO, environ: Mapping[str, str] = os.environ) -> Paint:
        """Return a painter for this stream; NO_COLOR, a pipe and a simple terminal get plain text."""
        plain = environ.get("NO_COLOR") or environ.get("TERM") == "dumb"
        return cls(colored=terminal.isatty() and not plain)

    def __call__(self, style: str, text: str) -> str:
        """Return the text in a style."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self._colored and text else text

    def marked(self, text: str, spans: Iterable[tuple[int, int]]) -> str:
        """Return the text with these places standing out: in color, or in brackets that comments seldom hold."""
        pieces, at = [], 0
        for start, end in _merged(spans):
            piece = visible(text[start:end])
            pieces += [visible(text[at:start]), self("mark", piece) if self._colored else f"⟦{piece}⟧"]
            at = end
        return "".join([*pieces, visible(text[at:])])


def visible(text: str) -> str:
    """Return the text without power over the terminal: escapes and overrides of direction become a replacement sign.

    >>> visible("\\x1b[2Jok") == "\\N{REPLACEMENT CHARACTER}[2Jok"
    True
    """
    return "".join(_REPLACEMENT if _has_power(character) else character for character in text)


def bar(share: float, width: int = 20) -> str:
    """Return a bar filled to a share between 0 and 1."""
    full = round(min(max(share, 0.0), 1.0) * width)
    return "█" * full + "·" * (width - full)


def _has_power(character: str) -> bool:
    if character in "\n\t":
        return False
    return unicodedata.category(character) in {"Cc", "Cs"} or _FIRST_OVERRIDE <= character <= _LAST_OVERRIDE


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        elif start < end:
            merged.append((start, end))
    return merged
