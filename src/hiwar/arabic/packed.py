"""Folded characters as numbers: the code point and, in the bits above it, what matching asks about it.

Belongs here: the table from raw to folded code points, its flags, and arrays taken through it. Not here: what a
character folds to (`letters`), and what neighbors do to each other (`fold`, `gaps`).

Unicode has room for 1,114,112 characters and a newspaper uses some two hundred, so each is worked out when first met.
The table is zeros until then, and zeros that nobody reads take no memory.
"""

import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.letters import folded_character

Codes = NDArray[np.uint32]
Places = NDArray[np.int64]

CODE_POINT = 0x1FFFFF
WORD = 1 << 21  # A letter or a digit of any script.
LETTER = 1 << 22
STAYS = 1 << 23  # Never dropped for being equal to its neighbor: 100 is not 10.
SYMBOL = 1 << 24  # Inside a word it is a disguise.

_UNKNOWN = 0
_DROPPED = 1  # Controls fold to nothing, so no folded character has this code point.
_EXPANDS = 1 << 31

# Signs that end a sentence or divide words; between two words they part them even without a space.
_DIVIDERS = frozenset(' .,;:!?/\\-()[]{}<>«»"“”،؛؟…–—#@&')


def packed(letter: str) -> int:
    """Return one folded character as its code point and flags."""
    flags = 0
    if letter.isalnum():
        flags = WORD | (LETTER if letter.isalpha() else 0) | (STAYS if letter.isdigit() else 0)
    elif letter not in _DIVIDERS:
        flags = SYMBOL
    return ord(letter) | flags


SPACE = packed(" ")
# After each text. No text can hold the raw one, for it lies past Unicode, nor the folded one, for lines fold to spaces.
RAW_SEPARATOR = sys.maxunicode + 1
SEPARATOR = ord("\n") | STAYS

_table: Codes = np.zeros(RAW_SEPARATOR + 1, np.uint32)
_table[RAW_SEPARATOR] = SEPARATOR
_expansions: dict[int, tuple[int, ...]] = {}


def folded_codes(raw: Codes) -> tuple[Codes, Places]:
    """Return what raw code points fold to, packed, and for each the place in `raw` that it comes from."""
    values = _looked_up(raw)
    places = (values != _DROPPED).nonzero()[0]
    values = values[places]
    if values.size and values.max() >= _EXPANDS:
        return _expanded(raw, values, places)
    return values, places


def is_word(codes: Codes) -> NDArray[np.bool_]:
    """Tell of each folded code point whether it is a letter or a digit."""
    words: NDArray[np.bool_] = (_looked_up(codes) & WORD) != 0
    return words


def is_space(raw: Codes) -> NDArray[np.bool_]:
    """Tell of each raw code point whether it folds to a space."""
    spaces: NDArray[np.bool_] = _looked_up(raw) == SPACE
    return spaces


def stays(codes: Codes) -> NDArray[np.bool_]:
    """Tell of each folded code point whether it may stand beside itself: digits, and the separators of texts."""
    repeatable: NDArray[np.bool_] = ((_looked_up(codes) & STAYS) != 0) | (codes == ord("\n"))
    return repeatable


def _looked_up(codes: Codes) -> Codes:
    # `take` gathers three times as fast as an index in brackets.
    values = _table.take(codes)
    if not values.all():
        # Not `np.unique`: its first call imports masked arrays, which every command would wait for.
        _learn(sorted(set(codes[values == _UNKNOWN].tolist())))
        values = _table.take(codes)
    return values


def _learn(code_points: Sequence[int]) -> None:
    # Two threads may learn the same character; they write the same numbers.
    for code_point in code_points:
        letters = tuple(map(packed, folded_character(chr(code_point))))
        if len(letters) > 1:
            _expansions[code_point] = letters
            _table[code_point] = _EXPANDS
        else:
            _table[code_point] = letters[0] if letters else _DROPPED


def _expanded(raw: Codes, values: Codes, places: Places) -> tuple[Codes, Places]:
    """Return values and places with ligatures («ﷲ») spelled out."""
    ligatures = (values == _EXPANDS).nonzero()[0]
    spelled = [_expansions[code_point] for code_point in raw[places[ligatures]].tolist()]
    counts = np.ones(len(values), np.int64)
    counts[ligatures] = [len(letters) for letters in spelled]
    filled = np.repeat(values, counts)
    filled[filled == _EXPANDS] = [letter for letters in spelled for letter in letters]
    return filled, np.repeat(places, counts)
