"""Folding: the form in which two spellings of one word are equal. It loses detail on purpose and is never shown.

Belongs here: everything a reader would call "the same word written differently": vowel marks, tatweel, hamza seats,
keyboards, presentation forms, digits, case, repeated, spaced or dotted letters. Not here: cutting into words
(`tokens`), look-alikes across scripts for names (`skeleton`), and any judgement.

Folding twice changes nothing, and every folded character knows where it came from. Texts are folded together as arrays,
because a screening model reads hundreds at once; one text is a batch of one.

>>> fold("كَلْـــب").text == fold("کلب").text == fold("ك ل ب").text == fold("ك.ل.ب").text == fold("كلللب").text == "كلب"
True
>>> fold("أُمَّةٌ وإلى ١٤").text
'امه والي 14'
>>> fold("WOW😂W").text
'wow'
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.gaps import (
    with_pieces_joined,
    with_spaced_words_joined,
    with_stretched_words_joined,
    without_symbols_in_words,
)
from hiwar.arabic.packed import CODE_POINT, RAW_SEPARATOR, SEPARATOR, SPACE, STAYS, Codes, Places, folded_codes

# A comment and its name are folded by the model, the lists and the rules, one after the other; so many are kept.
_KEPT = 8
_FEW = 2
_SHORT = 10_000


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text: `origins[i]` is the index of its character `i` in the original, `end` where its last one ends."""

    text: str
    origins: tuple[int, ...]
    end: int = 0

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where characters `start` to `end` stand in the original, marks and repeats after them included."""
        if start >= end:
            at = self.origins[start] if start < len(self.origins) else self.end
            return at, at
        last = self.origins[end - 1] + 1
        following = self.origins[end] if end < len(self.origins) else self.end
        return self.origins[start], max(last, following)


@dataclass(frozen=True, slots=True, eq=False)
class FoldedBatch:
    """Folded texts in one row of code points, each followed by one line end, which no folded text contains.

    The arrays are not to be written to: others may read the same ones.

    Text `i` is `codes[starts[i] : starts[i + 1] - 1]`; `origins` counts from the start of its own original text, and
    `ends[i]` is what `Folded.end` is for one.
    """

    codes: NDArray[np.uint32]
    origins: NDArray[np.int32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.ends)

    def folded(self, index: int) -> Folded:
        """Return one text of the batch by itself."""
        start, end = int(self.starts[index]), int(self.starts[index + 1]) - 1
        return Folded(
            self.codes[start:end].astype("<u4").tobytes().decode("utf-32-le"),
            tuple(self.origins[start:end].tolist()),
            int(self.ends[index]),
        )


def fold(text: str) -> Folded:
    """Return the form of the text in which spellings of one word are equal.

    >>> folded = fold("يا كَلْبُ!")
    >>> folded.text, folded.span(3, 6)
    ('يا كلب!', (3, 9))
    """
    return fold_batch((text,)).folded(0)


def fold_batch(texts: Sequence[str]) -> FoldedBatch:
    """Return what `fold` returns for each text, for all of them at once.

    >>> batch = fold_batch(["كَلْـــب", "", "ك ل ب"])
    >>> [batch.folded(index).text for index in range(len(batch))]
    ['كلب', '', 'كلب']
    """
    together = tuple(texts)
    kept = len(together) <= _FEW and sum(map(len, together)) <= _SHORT
    return _kept_batch(together) if kept else _batch(together)


def _batch(texts: tuple[str, ...]) -> FoldedBatch:
    raw, borders = _raw_codes(texts)
    codes, places = folded_codes(raw)
    codes, places, ends = _tidied(codes, places)
    codes, places = without_symbols_in_words(codes, places)
    codes, places = with_stretched_words_joined(codes, places, raw)
    codes, places = with_spaced_words_joined(codes, places, raw)
    codes, places = with_pieces_joined(codes, places)
    starts = np.zeros(len(texts) + 1, np.int64)
    np.add((codes == SEPARATOR).nonzero()[0], 1, out=starts[1:])
    codes &= np.uint32(CODE_POINT)
    if len(texts) > 1:
        places = places - borders[:-1].repeat(starts[1:] - starts[:-1])
    origins = places.astype(np.int32)
    ends = np.maximum(ends - borders[:-1], 0).astype(np.int32)
    for shared in (codes, origins, starts, ends):
        shared.flags.writeable = False
    return FoldedBatch(codes, origins, starts, ends)


_kept_batch = lru_cache(maxsize=_KEPT)(_batch)


def _raw_codes(texts: Sequence[str]) -> tuple[Codes, Places]:
    """Return the code points of the texts, a separator after each, and where the texts begin and the last ends."""
    borders = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1, out=borders[1:])
    joined = "\n".join((*texts, "")).encode("utf-32-le", "surrogatepass")
    raw = np.frombuffer(joined, "<u4").astype(np.uint32)
    raw[borders[1:] - 1] = RAW_SEPARATOR
    return raw, borders


def _tidied(codes: Codes, places: Places) -> tuple[Codes, Places, Places]:
    """Return the texts without repeats and outer spaces, and the places where their last characters end."""
    kept = (codes & STAYS) != 0
    kept[1:] |= codes[1:] != codes[:-1]
    kept[:1] |= codes[:1] != SPACE
    separators = (codes == SEPARATOR).nonzero()[0]
    firsts = separators[:-1] + 1
    kept[firsts] &= codes[firsts] != SPACE
    codes, places = codes[kept], places[kept]

    separators = (codes == SEPARATOR).nonzero()[0]
    # Before the first text stands nothing, and at -1 the last separator, which serves as well.
    lasts = separators - 1
    spaced = codes[lasts] == SPACE
    ends = np.where(spaced, places[lasts], places[separators])
    ends[codes[lasts] == SEPARATOR] = 0
    if spaced.any():
        codes, places = np.delete(codes, lasts[spaced]), np.delete(places, lasts[spaced])
    return codes, places, ends
