"""Marks: what the punctuation around a word says about it.

Belongs here: whether a word stands in quotation marks, after a colon, before a question mark. Not here: the words
(`features`), what follows from the marks (`network`). Who quotes an insult marks it; n-grams of letters cannot see it.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.fold import FoldedBatch
from hiwar.screening.model.features import Places, Stream

# Columns of `marks`.
QUOTED, AFTER_COLON, AFTER_STOP, ASKED, EXCLAIMED, FIRST, CLOSES_QUOTE, BEFORE_STOP = range(8)
MARKS = 8

_SIGNS = ("«“‹„", "»”›", '"', ":", "؟?", "!", ".،؛,;…")
_OPENING, _CLOSING, _STRAIGHT, _COLON, _QUESTION, _EXCLAMATION, _STOP = range(1, len(_SIGNS) + 1)
_END_OF_TABLE = 0x2040  # Past the last of the signs, «›».

Flags = NDArray[np.uint8]


def marks(batch: FoldedBatch, text: Stream) -> Flags:
    """Return one row of zeros and ones for each word of the stream, one column for each kind of mark."""
    words = len(text.words) - 1
    flags = np.zeros((words, MARKS), np.uint8)
    if not words:
        return flags
    owners = np.searchsorted(text.documents[1:], np.arange(words), side="right")
    begins, ends = batch.starts[:-1][owners], batch.starts[1:][owners]
    places = text.words[:-1]
    # A piece of an overlong word leans on no space; it begins where it stands.
    leaning = (text.codes[places] == ord(" ")).astype(np.int64)
    first = text.sources[places + leaning]
    before = np.maximum(np.where(places > 0, text.sources[places - 1] + 1, 0), begins)
    after = text.sources[text.words[1:] - 1] + 1
    following = np.minimum(np.append(first[1:], len(batch.codes)), ends)
    count = _Counts(batch)
    depth = count(_OPENING, begins, first) - count(_CLOSING, begins, first)
    flags[:, QUOTED] = (depth > 0) | (count(_STRAIGHT, begins, first) % 2 == 1)
    flags[:, CLOSES_QUOTE] = (count(_CLOSING, after, following) > 0) | (count(_STRAIGHT, after, following) > 0)
    for column, sign, since, until in (
        (AFTER_COLON, _COLON, before, first),
        (AFTER_STOP, _STOP, before, first),
        (ASKED, _QUESTION, after, following),
        (EXCLAIMED, _EXCLAMATION, after, following),
        (BEFORE_STOP, _STOP, after, following),
    ):
        flags[:, column] = count(sign, since, until) > 0
    flags[:, FIRST] = np.arange(words) == text.documents[:-1][owners]
    return flags


class _Counts:
    """How many signs of a kind stand between places. Signs are few in a text, so counting is a search."""

    def __init__(self, batch: FoldedBatch) -> None:
        kinds = _kinds().take(np.minimum(batch.codes, _END_OF_TABLE - 1))
        places = np.flatnonzero(kinds)
        found = kinds[places]
        self._places = [places[found == kind] for kind in range(len(_SIGNS) + 1)]

    def __call__(self, kind: int, since: Places, until: Places) -> Places:
        """Return how many signs of the kind stand from each place up to another, before it."""
        places = self._places[kind]
        if not len(places):
            return np.zeros(len(since), np.int64)
        return np.searchsorted(places, until) - np.searchsorted(places, since)


@cache
def _kinds() -> NDArray[np.uint8]:
    kinds = np.zeros(_END_OF_TABLE, np.uint8)
    for kind, signs in enumerate(_SIGNS, start=1):
        kinds[[ord(sign) for sign in signs]] = kind
    return kinds
