"""Classes of characters that several modules of this package must agree on.

Belongs here: sets and patterns of code points, each with the reason it exists. Not here: anything done to a text.
"""

import re
import unicodedata

TATWEEL = "\N{ARABIC TATWEEL}"

# UAX 9: embeddings and overrides can reorder what stands around a comment; nobody types them by hand.
BIDI_OVERRIDES = "\u202a-\u202e"
ISOLATE_OPENERS = "\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT ISOLATE}\N{FIRST STRONG ISOLATE}"
ISOLATE_CLOSER = "\N{POP DIRECTIONAL ISOLATE}"

# Characters that take no ink although Unicode calls some of them letters or symbols (Hangul fillers, the blank
# Braille cell). The general category Cf alone would miss them.
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
_FORMAT = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\U0001bca0-\U0001bca3"
_PLANE_14 = "\U000e0000-\U000e0fff"  # Tags and variation selectors: a hidden text can travel in them.
INVISIBLE = _BLANK + _FORMAT + _PLANE_14

# Those among them that take room: to the eye they are spaces.
FILLERS = "\u2800\u3164\uffa0"

_invisible = re.compile(f"[{INVISIBLE}]+")


_BLOCKS_WITH_MARKS = (
    range(0x300, 0x3100),
    range(0xA600, 0xAC00),
    range(0xFB00, 0x12000),
    range(0x13400, 0x13500),
    range(0x16A00, 0x17000),
    range(0x1BC00, 0x1BD00),
    range(0x1CF00, 0x1D300),
    range(0x1DA00, 0x1E980),
    range(0xE0100, 0xE01F0),
)


def _is_mark(code_point: int) -> bool:
    character = chr(code_point)
    return unicodedata.category(character)[0] == "M" or unicodedata.combining(character) != 0


def _mark_ranges() -> str:
    """Return every combining mark as the inside of a regular-expression class.

    Ideographs, Hangul and whole empty planes hold none, and walking them would cost every start a tenth of a second;
    a test walks all of Unicode instead.
    """
    ranges: list[str] = []
    for block in _BLOCKS_WITH_MARKS:
        start = None
        for code_point in block:
            if _is_mark(code_point):
                start = code_point if start is None else start
            elif start is not None:
                ranges.append(f"{chr(start)}-{chr(code_point - 1)}")
                start = None
        if start is not None:
            ranges.append(f"{chr(start)}-{chr(block.stop - 1)}")
    return "".join(ranges)


MARKS = _mark_ranges()


def without_invisible(text: str) -> str:
    """Return the text without characters that take no ink."""
    return _invisible.sub("", text)


def has_letter_or_number(text: str) -> bool:
    """Tell whether a reader would see one letter or digit.

    A tatweel alone is a stroke, not a letter.

    >>> has_letter_or_number("\\N{HANGUL FILLER}\\N{ZERO WIDTH JOINER}…")
    False
    """
    return any(character.isalnum() and character != TATWEEL for character in without_invisible(text))
