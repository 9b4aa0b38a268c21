"""Gaps inside words: signs set between the letters of a word, and words written letter by letter.

Belongs here: closing such gaps in an array of packed folded characters. Not here: what a character folds to
(`letters`). Work is done only where a symbol or a lone letter stands, so honest text pays for two glances.
"""

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.packed import LETTER, SEPARATOR, STAYS, SYMBOL, WORD, Codes, Places, is_space

Flags = NDArray[np.bool_]

_WIDEST_GAP = 3
_FEWEST_LETTERS = 3
_FAR = 2


def without_symbols_in_words(codes: Codes, places: Places) -> tuple[Codes, Places]:
    """Return the texts without symbols and emoji that have a letter or digit on both sides: «كل😂ب»."""
    symbols = ((codes & SYMBOL) != 0).nonzero()[0]
    if not symbols.size:
        return codes, places
    starts_run = np.ones(len(symbols), np.bool_)
    starts_run[1:] = np.diff(symbols) != 1
    runs = starts_run.nonzero()[0]
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


def with_spaced_words_joined(codes: Codes, places: Places, raw: Codes) -> tuple[Codes, Places]:
    """Return the texts with words written letter by letter («ك ل ب», «ك.ل.ب») as words.

    It takes three lone letters with at most three signs between them: «ص . ب» is a post-office box. `raw` are the code
    points that `places` point at.
    """
    word = (codes & WORD) != 0
    lone = word.copy()
    lone[1:] &= ~word[:-1]
    lone[:-1] &= ~word[1:]
    letters = lone.nonzero()[0]
    if len(letters) < _FEWEST_LETTERS:
        return codes, places
    letters = letters[(codes[letters] & LETTER) != 0]
    linked = _linked(codes, word, letters)
    middles = (linked[1:] & linked[:-1]).nonzero()[0] + 1
    if not middles.size:
        return codes, places
    # A link belongs to a spelled word if it touches the middle of three letters.
    closed = np.zeros(len(linked), np.bool_)
    closed[middles] = True
    closed[middles - 1] = True
    links = closed.nonzero()[0]
    spaces = is_space(raw).cumsum()
    widths = spaces[places[letters[links + 1]]] - spaces[places[letters[links]]]
    links = links[~_between_words(links, widths, codes[letters[links]] != codes[letters[links + 1]])]
    left, right = letters[links], letters[links + 1]
    kept = np.ones(len(codes), np.bool_)
    for step in range(1, _WIDEST_GAP + 1):
        kept[np.minimum(left + step, right - 1)] = False
    kept[right[codes[left] == codes[right]]] = False
    return codes[kept], places[kept]


def _linked(codes: Codes, word: Flags, letters: Places) -> Flags:
    """Tell of each lone letter but the last whether the next one belongs to the same spelled word."""
    left, right = letters[:-1], letters[1:]
    near: Flags = right - left - 1 <= _WIDEST_GAP
    for step in range(1, _WIDEST_GAP + 1):
        between = np.minimum(left + step, right - 1)
        near &= ~word[between] & (codes[between] != SEPARATOR)
    return near


def _between_words(links: Places, widths: Places, differ: Flags) -> Flags:
    """Tell which links between lone letters part two words of a sentence spelled throughout: «ا ن ت   ح م ا ر».

    There the gap is wider than elsewhere. A word of one letter is believed only if it stands far off, three in a row
    never: otherwise one space more would hide any word, and folding twice would join what folding once parts.
    """
    first = np.ones(len(links), np.bool_)
    first[1:] = links[1:] - links[:-1] != 1
    firsts = first.nonzero()[0]
    chain = first.cumsum() - 1
    excess = widths - np.minimum.reduceat(widths, firsts)[chain]
    border: Flags = excess > 0
    if not border.any():
        return border
    part = border.cumsum() + chain
    single = np.ones(part[-1] + 1, np.bool_)
    single[part[~border & differ]] = False
    first_parts = part[firsts] - border[firsts]
    chain_of_part = np.zeros(len(single), np.int64)
    chain_of_part[first_parts[1:]] = 1
    chain_of_part = chain_of_part.cumsum()
    three = single[:-2] & single[1:-1] & single[2:] & (chain_of_part[:-2] == chain_of_part[2:])
    refused = np.zeros(len(firsts), np.bool_)
    refused[chain_of_part[:-2][three]] = True
    refused[chain[border & (excess < _FAR) & np.logical_or.reduceat(single, first_parts)[chain]]] = True
    border &= ~refused[chain]
    return border
