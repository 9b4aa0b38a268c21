"""Marks: what the punctuation and the emoji around a word say about it.

Belongs here: whether a word stands in quotation marks, after a colon, before a question mark, beside a pig or a rose.
Not here: the words (`features`), what follows from the marks (`network`). Who quotes an insult marks it, and who draws
the insult writes none; n-grams of letters see neither. Emoji inside a word are gone already: folding took them out.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.fold import FoldedBatch
from hiwar.screening.drawings import ANGER, CHEER, GRIEF, LAUGHTER, LOVE, SCORN, WEAPONS
from hiwar.screening.model.features import Places, Stream

# Columns of `marks`.
QUOTED, AFTER_COLON, AFTER_STOP, ASKED, EXCLAIMED, FIRST, CLOSES_QUOTE, BEFORE_STOP = range(8)
SCORNED, RAGED, LAUGHED, CHEERED, LOVED, MOURNED = range(8, 14)
MARKS = 14

_SIGNS = (
    "«“‹„", "»”›", '"', ":", "؟?", "!", ".،؛,;…",
    SCORN, WEAPONS + ANGER, LAUGHTER, CHEER, LOVE, GRIEF,
)  # fmt: skip
(
    _OPENING, _CLOSING, _STRAIGHT, _COLON, _QUESTION, _EXCLAMATION, _STOP,
    _SCORN, _RAGE, _LAUGHTER, _CHEER, _LOVE, _GRIEF,
) = range(1, len(_SIGNS) + 1)  # fmt: skip
_END_OF_TABLE = 0x1FB00  # Past the last block of emoji.
# An emoji speaks of the words on either side of it.
_DRAWN = {_SCORN: SCORNED, _RAGE: RAGED, _LAUGHTER: LAUGHED, _CHEER: CHEERED, _LOVE: LOVED, _GRIEF: MOURNED}

Flags = NDArray[np.uint8]


def _columns(told: dict[int, int]) -> NDArray[np.uint8]:
    """Return the column of each kind of sign, `MARKS` where it has none."""
    return np.array([told.get(kind, MARKS) for kind in range(len(_SIGNS) + 1)], np.uint8)


# What a sign says of the word behind it, and of the word before it.
_BEFORE_A_WORD = _columns({_COLON: AFTER_COLON, _STOP: AFTER_STOP, **_DRAWN})
_AFTER_A_WORD = _columns(
    {
        _CLOSING: CLOSES_QUOTE,
        _STRAIGHT: CLOSES_QUOTE,
        _QUESTION: ASKED,
        _EXCLAMATION: EXCLAIMED,
        _STOP: BEFORE_STOP,
        **_DRAWN,
    }
)


def marks(batch: FoldedBatch, text: Stream) -> Flags:
    """Return one row of zeros and ones for each word of the stream, one column for each kind of mark."""
    words = len(text.words) - 1
    flags = np.zeros((words, MARKS), np.uint8)
    if not words:
        return flags
    heads = text.documents[:-1]
    flags[heads[text.documents[1:] > heads], FIRST] = 1
    kinds = _kinds().take(batch.codes, mode="clip")
    signs = kinds.nonzero()[0]
    signs = signs[~_inside_numbers(batch.codes, signs)]
    if not len(signs):
        return flags
    kinds = kinds[signs]
    first = _beginnings(text)
    # Signs stand between words. There are fewer of them, so each looks for its words: the one after it and the one
    # before, if they are words of its own text.
    owners = batch.starts.searchsorted(signs, side="right") - 1
    next_words = first.searchsorted(signs)
    for neighbors, inside, columns in (
        (next_words, next_words < text.documents[owners + 1], _BEFORE_A_WORD),
        (next_words - 1, next_words > text.documents[owners], _AFTER_A_WORD),
    ):
        column = columns.take(kinds)
        told = inside & (column < MARKS)
        flags[neighbors[told], column[told]] = 1
    if (kinds <= _STRAIGHT).any():
        _quote(flags, _Quotes(signs, kinds), first, batch.starts[:-1].repeat(text.documents[1:] - heads))
    return flags


def _inside_numbers(codes: NDArray[np.uint32], signs: Places) -> NDArray[np.bool_]:
    """Return which signs stand between two digits: «3.5», «1,000» and «19:30» are one number each."""
    inside = _are_digits(codes.take(signs + 1, mode="clip"))
    if inside.any():
        inside &= _are_digits(codes.take(signs - 1, mode="clip"))
    return inside


def _are_digits(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    digits: NDArray[np.bool_] = (codes >= ord("0")) & (codes <= ord("9"))
    return digits


def _beginnings(text: Stream) -> Places:
    """Return where the first letter of each word stands in the folded batch."""
    places = text.words[:-1]
    # A piece of an overlong word leans on no space; it begins where it stands.
    beginnings: Places = text.sources[places + (text.codes[places] == ord(" "))]
    return beginnings


class _Quotes(NamedTuple):
    """Where signs stand, and their kinds."""

    signs: Places
    kinds: NDArray[np.uint8]

    def between(self, since: Places, until: Places, kind: int) -> Places:
        """Return how many signs of the kind stand from each place up to another, before it."""
        places = self.signs[self.kinds == kind]
        counted: Places = places.searchsorted(until) - places.searchsorted(since)
        return counted


def _quote(flags: Flags, quotes: _Quotes, first: Places, begins: Places) -> None:
    """Mark the words that stand inside quotation marks of their text."""
    depth = quotes.between(begins, first, _OPENING) - quotes.between(begins, first, _CLOSING)
    flags[:, QUOTED] = (depth > 0) | (quotes.between(begins, first, _STRAIGHT) % 2 == 1)


@cache
def _kinds() -> NDArray[np.uint8]:
    kinds = np.zeros(_END_OF_TABLE, np.uint8)
    for kind, signs in enumerate(_SIGNS, start=1):
        kinds[[ord(sign) for sign in signs]] = kind
    return kinds
