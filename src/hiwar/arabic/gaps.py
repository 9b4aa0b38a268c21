"""Gaps inside words: signs set between the letters of a word, and words written letter by letter.

Belongs here: closing such gaps in an array of packed folded characters. Not here: what a character folds to
(`letters`). Work is done only where a symbol, a lone letter, a tatweel or two signs without a space stand, so
honest text pays for four glances.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.packed import CODE_POINT, LETTER, SEPARATOR, SPACE, STAYS, SYMBOL, WORD, Codes, Places, is_space

Flags = NDArray[np.bool_]

_WIDEST_GAP = 3
_FEWEST_LETTERS = 3
_FAR = 2
_FEWEST_SIGNS, _FEWEST_LONE = 2, 2
_SHORTEST_NAME = 3
_TATWEEL = ord("\N{ARABIC TATWEEL}")
_HEH = ord("ه")
# «أ.د.سعاد» is a professor, «م.» an engineer: no word is hidden there.
_TITLES = np.array([ord(letter) for letter in "ادم"], np.uint32)


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


class _Gaps(NamedTuple):
    """Stretches without letters and digits, each between two Arabic letters: their first and last places."""

    first: Places
    last: Places


def with_stretched_words_joined(codes: Codes, places: Places, raw: Codes) -> tuple[Codes, Places]:
    """Return the texts without signs inside Arabic words that a tatweel touches: «حـ.ـمار», «قـ.تل», «حـ ـمار».

    Between two words a sign parts them even without a space; but a tatweel stretches a word and ends none. `raw` are
    the code points that `places` point at.
    """
    stretches = raw == _TATWEEL
    if not stretches.any():
        return codes, places
    return _without(codes, places, _stretched(codes, (codes & WORD) != 0, places, stretches))


def with_pieces_joined(codes: Codes, places: Places) -> tuple[Codes, Places]:
    """Return the texts without signs in Arabic words that are cut to pieces: «ح.ي.وان», «الر-ا-فضة».

    It takes two pieces that are one letter: of two words a sign parts, nearly none is so short.
    """
    # Signs that divide words have no flag at all, as spaces have none.
    signs = ((codes < WORD) & (codes != SPACE)).nonzero()[0]
    if len(signs) >= _FEWEST_SIGNS:
        signs = signs[(codes[signs - 1] & codes[signs + 1] & LETTER) != 0]
    if len(signs) >= _FEWEST_SIGNS:
        signs = signs[_is_arabic(codes[signs - 1]) & _is_arabic(codes[signs + 1])]
    if len(signs) < _FEWEST_SIGNS:
        return codes, places
    return _without(codes, places, _in_pieces(codes, (codes & WORD) != 0, signs))


def _without(codes: Codes, places: Places, gaps: _Gaps) -> tuple[Codes, Places]:
    if not gaps.first.size:
        return codes, places
    kept = np.ones(len(codes), np.bool_)
    for step in range(_WIDEST_GAP):
        kept[np.minimum(gaps.first + step, gaps.last)] = False
    kept[gaps.last[codes[gaps.first - 1] == codes[gaps.last + 1]] + 1] = False
    return codes[kept], places[kept]


def _in_pieces(codes: Codes, word: Flags, signs: Places) -> _Gaps:
    """Return the single signs of words that are cut into pieces, two of them or more no longer than a letter."""
    borders = np.append(-1, (~word).nonzero()[0])
    at = np.searchsorted(borders, signs)
    begins = np.ones(len(signs), np.bool_)
    begins[1:] = np.diff(at) != 1
    firsts = begins.nonzero()[0]
    lasts = np.append(firsts[1:], len(signs)) - 1
    before, after = signs - borders[at - 1] - 1, borders[at + 1] - signs - 1
    lone = np.add.reduceat(after == 1, firsts, dtype=np.int64) + (before[firsts] == 1)
    titles = (before == 1) & np.isin(codes[signs - 1] & CODE_POINT, _TITLES)
    is_titled = np.logical_and.reduceat(titles, firsts) & (after[lasts] >= _SHORTEST_NAME)
    is_cut = (lasts - firsts + 1 >= _FEWEST_SIGNS) & (lone >= _FEWEST_LONE) & ~is_titled
    chosen = signs[is_cut[begins.cumsum() - 1]]
    return _Gaps(chosen, chosen)


def _stretched(codes: Codes, word: Flags, places: Places, stretches: Flags) -> _Gaps:
    """Return gaps that a tatweel touches: on one side of signs without a space, on both sides of others."""
    first = (word[:-1] & ~word[1:]).nonzero()[0] + 1
    last = (~word[:-1] & word[1:]).nonzero()[0]
    last = last[last >= first[0]] if first.size else last[:0]
    first = first[: len(last)]
    small = (last - first < _WIDEST_GAP) & _is_arabic(codes[first - 1]) & _is_arabic(codes[last + 1])
    first, last = first[small], last[small]
    # Of equal signs or letters in a row the first one stays, so both neighbors of a tatweel are asked.
    at_left, at_right = stretches[places[first - 1] + 1], stretches[places[last + 1] - 1]
    before, after = at_left | stretches[places[first] - 1], at_right | stretches[places[last] + 1]
    # In «1445هـ-محرم» the tatweel belongs to a letter that stands for a word.
    is_lone_left, is_lone_right = (
        (codes[first - 2] & LETTER) == 0,
        (codes[np.minimum(last + 2, len(codes) - 1)] & LETTER) == 0,
    )
    is_year = (codes[first - 1] & CODE_POINT == _HEH) & is_lone_left & ~after
    # «نـ ق ـتل»: beside a lone letter one stretched neighbor is enough.
    around_space = (before & after) | (at_left & is_lone_right & ~is_year) | (at_right & is_lone_left)
    spaced, parted = np.zeros(len(first), np.bool_), np.zeros(len(first), np.bool_)
    for step in range(_WIDEST_GAP):
        here = codes[np.minimum(first + step, last)]
        spaced |= here == SPACE
        parted |= here == SEPARATOR
    is_broken = np.where(spaced, around_space, (before | after) & ~is_year) & ~parted
    return _Gaps(first[is_broken], last[is_broken])


def _is_arabic(codes: Codes) -> Flags:
    points = codes & CODE_POINT
    arabic: Flags = ((codes & LETTER) != 0) & (points >= ord("\u0620")) & (points <= ord("\u06ff"))
    return arabic


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
