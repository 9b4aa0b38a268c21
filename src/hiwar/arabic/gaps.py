"""Gaps inside words: signs set between the letters of a word, and words written letter by letter.

Belongs here: closing such gaps in an array of packed folded characters. Not here: what a character folds to
(`letters`). Work is done only where a symbol or a lone letter stands, so honest text pays for two glances.
"""

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.packed import LETTER, SEPARATOR, STAYS, SYMBOL, WORD, Codes, Places

_WIDEST_GAP = 3
_FEWEST_LETTERS = 3


def without_symbols_in_words(codes: Codes, places: Places) -> tuple[Codes, Places]:
    """Return the texts without symbols and emoji that have a letter or digit on both sides: «كل😂ب»."""
    symbols = np.flatnonzero((codes & SYMBOL) != 0)
    if not symbols.size:
        return codes, places
    starts_run = np.ones(len(symbols), np.bool_)
    starts_run[1:] = np.diff(symbols) != 1
    runs = np.flatnonzero(starts_run)
    # A separator ends the array, so the place before the first and after the last character is no word either.
    before = codes[symbols[runs] - 1]
    after_at = symbols[np.append(runs[1:], len(symbols)) - 1] + 1
    after = codes[after_at]
    inside = (before & after & WORD) != 0
    if not inside.any():
        return codes, places
    kept = np.ones(len(codes), np.bool_)
    kept[symbols[inside[np.cumsum(starts_run) - 1]]] = False
    kept[after_at[inside & (before == after) & ((after & STAYS) == 0)]] = False
    return codes[kept], places[kept]


def with_spaced_words_joined(codes: Codes, places: Places) -> tuple[Codes, Places]:
    """Return the texts with words written letter by letter («ك ل ب», «ك.ل.ب») as words.

    It takes three lone letters with at most three signs between them: «ص . ب» is a post-office box.
    """
    word = (codes & WORD) != 0
    lone = word.copy()
    lone[1:] &= ~word[:-1]
    lone[:-1] &= ~word[1:]
    letters = np.flatnonzero(lone)
    if len(letters) < _FEWEST_LETTERS:
        return codes, places
    letters = letters[(codes[letters] & LETTER) != 0]
    linked = _linked(codes, word, letters)
    middles = np.flatnonzero(linked[1:] & linked[:-1]) + 1
    if not middles.size:
        return codes, places
    # A link belongs to a spelled word if it touches the middle of three letters.
    closed = np.zeros(len(linked), np.bool_)
    closed[middles] = True
    closed[middles - 1] = True
    left, right = letters[:-1][closed], letters[1:][closed]
    kept = np.ones(len(codes), np.bool_)
    for step in range(1, _WIDEST_GAP + 1):
        kept[np.minimum(left + step, right - 1)] = False
    kept[right[codes[left] == codes[right]]] = False
    return codes[kept], places[kept]


def _linked(codes: Codes, word: NDArray[np.bool_], letters: Places) -> NDArray[np.bool_]:
    """Tell of each lone letter but the last whether the next one belongs to the same spelled word."""
    left, right = letters[:-1], letters[1:]
    near = right - left - 1 <= _WIDEST_GAP
    for step in range(1, _WIDEST_GAP + 1):
        between = np.minimum(left + step, right - 1)
        near &= ~word[between] & (codes[between] != SEPARATOR)
    return near
