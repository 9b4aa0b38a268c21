"""Sketches: a few numbers by which texts that are nearly the same find each other among hundreds of thousands.

Belongs here: the sketch of a text, how alike two texts are, and from where on they count as one. Not here: where
sketches are kept (`hiwar.discussions.services.families`), and whether a like text means the same (`quoting`).

What is compared are the letters and digits of the folded text without the spaces between them, in pieces of four
neighbors: marks, tatweel, repeats, emoji, signs and words written letter by letter change nothing. Sixty-four fixed
hash functions each choose one piece (MinHash); two texts choose the same one as often as they have pieces in common.
Sixty of the choices make twelve bands of five: texts with nine pieces in ten in common share a band all but always,
with three in four 19 times of 20, with one in five once in 260. One bit of each choice makes the family's name, so a
text can be held against the first of its family when that is long deleted, and two processes that meet the same new
text at once give it the same name.

Measured on one core: 0.5 ms for a comment of 500 characters, 1.0 ms for the longest of 5,000. Of 40,000 unlike news
comments 447 found a relative, all but 13 of them rightly.

>>> offer = "فرصة للجميع: دخل يومي من المنزل، راسلونا على واتساب والباقي علينا"
>>> sketch_of(offer) == sketch_of("فررررصة للجميـــع!! دخل يومي من المنزل 😂 راسلونا على و ا ت س ا ب والباقي علينا")
True
>>> sketch_of("شكرًا جزيلًا!") is None
True
>>> round(likeness(offer, offer.replace("للجميع", "لكم")), 2)
0.78
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.fold import fold_batch
from hiwar.arabic.packed import is_word, stays

# From this share of common pieces on, two texts may be decided as one.
ALIKE = 0.7
# From this estimated share on, a text belongs to a family; a person sees those in between one by one.
RELATED = 0.42
# Shorter texts are thanks, greetings and prayers: a thousand readers write them without knowing of each other.
FEWEST_LETTERS = 28
# So many bands every sketch has.
BANDS = 12

_PIECE = 4
_CHOICES = 64
_ROWS = 5
_MULTIPLIERS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB), np.uint64(0x9E3779B97F4A7C15))
_SHIFT = np.uint64(29)

Numbers = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a text for finding its like: `bands`, whole numbers of 64 bits with a sign; `name`, 16 digits."""

    bands: tuple[int, ...]
    name: str


def sketch_of(text: str) -> Sketch | None:
    """Return the sketch of a text, or None for one that is too short to be anybody's in particular."""
    return sketches_of((text,))[0]


def sketches_of(texts: Sequence[str]) -> list[Sketch | None]:
    """Return what `sketch_of` returns for each text; they are folded together, and numbers are mixed together."""
    letters = [_letters(codes) for codes in _folded(texts)]
    long = [place for place, found in enumerate(letters) if found.size >= FEWEST_LETTERS]
    sketches: list[Sketch | None] = [None] * len(texts)
    if long:
        chosen = _chosen([letters[place] for place in long])
        bits = np.packbits((_mixed(chosen) & np.uint64(1)).astype(np.bool_), axis=1)
        for place, bands, name in zip(long, _bands(chosen), bits, strict=True):
            sketches[place] = Sketch(tuple(bands), name.tobytes().hex())
    return sketches


def nearness(first: str, second: str) -> float:
    """Return an estimate of how alike the texts of two sketches are, by their names; give or take a tenth."""
    apart = (int(first, 16) ^ int(second, 16)).bit_count()
    return max(1.0 - 2.0 * apart / _CHOICES, 0.0)


def likeness(first: str, second: str) -> float:
    """Return the share of two texts' pieces that both have: 1 for texts that only differ in spelling, 0 for strangers.

    >>> likeness("مبروك للفريق", "مبرووووك للفريق!!"), likeness("مبروك", "")
    (1.0, 0.0)
    """
    return likenesses(first, (second,))[0]


def likenesses(one: str, others: Sequence[str]) -> list[float]:
    """Return how alike one text is with each of the others, for all of them at once."""
    first, *rest = _piece_sets((one, *others))
    return [len(first & other) / len(first | other) if first or other else 1.0 for other in rest]


def _piece_sets(texts: Sequence[str]) -> list[set[int]]:
    each = map(_letters, _folded(texts))
    return [set(_pieces(letters).tolist()) if letters.size else set() for letters in each]


def _folded(texts: Sequence[str]) -> Iterator[NDArray[np.uint32]]:
    """Return the code points of each text, folded together."""
    batch = fold_batch(texts)
    return (batch.codes[start : end - 1] for start, end in pairwise(batch.starts.tolist()))


def _letters(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the letters and digits of a folded text, those that meet where spaces were counted once."""
    letters = codes[is_word(codes)]
    kept = stays(letters)
    kept[1:] |= letters[1:] != letters[:-1]
    kept[:1] = True
    return letters[kept]


def _pieces(letters: NDArray[np.uint32]) -> Numbers:
    """Return a well-mixed number for every four neighbors, or one for the whole of a shorter text."""
    wide = letters.astype(np.uint64)
    count = max(wide.size - _PIECE + 1, 1)
    pieces = np.zeros(count, np.uint64)
    for step in range(min(_PIECE, wide.size)):
        pieces = pieces * _MULTIPLIERS[2] + wide[step : step + count]
    return _mixed(pieces)


def _mixed(numbers: Numbers) -> Numbers:
    """Return numbers whose every bit depends on every bit; products wrap around, which is meant."""
    for multiplier in _MULTIPLIERS:
        numbers = (numbers ^ (numbers >> _SHIFT)) * multiplier
    return numbers ^ (numbers >> _SHIFT)


# Fixed for ever: bands that are kept were made with these.
_FACTORS = (_mixed(np.arange(1, _CHOICES + 1, dtype=np.uint64)) | np.uint64(1)).astype(np.uint32)[:, None]
_TERMS = _mixed(np.arange(1001, 1001 + _CHOICES, dtype=np.uint64)).astype(np.uint32)[:, None]
# So many pieces at once stay within a processor's own memory.
_AT_ONCE = 512


def _chosen(texts: Sequence[NDArray[np.uint32]]) -> Numbers:
    """Return the pieces that the hash functions choose, shape (texts, functions): each the first in its order."""
    pieces = _pieces_of_all(texts)
    chosen = np.empty((len(texts), _CHOICES), np.uint64)
    for row, half in zip(chosen, pieces, strict=True):
        starts = range(0, half.size, _AT_ONCE)
        least = [(half[start : start + _AT_ONCE] * _FACTORS + _TERMS).min(axis=1) for start in starts]
        row[:] = least[0] if len(least) == 1 else np.min(least, axis=0)
    return chosen


def _pieces_of_all(texts: Sequence[NDArray[np.uint32]]) -> list[NDArray[np.uint32]]:
    """Return the upper half of every piece's number, text by text; those across the end of one are left out."""
    ends = np.cumsum([letters.size for letters in texts]).tolist()
    halves = (_pieces(np.concatenate(texts)) >> np.uint64(32)).astype(np.uint32)
    return [halves[end - letters.size : end - _PIECE + 1] for letters, end in zip(texts, ends, strict=True)]


def _bands(chosen: Numbers) -> list[list[int]]:
    rows = chosen[:, : BANDS * _ROWS].reshape(-1, BANDS, _ROWS)
    # The place of a band is part of it: equal choices elsewhere mean nothing.
    bands = np.repeat(np.arange(1, BANDS + 1, dtype=np.uint64)[None], len(chosen), axis=0)
    for row in range(_ROWS):
        bands = _mixed(bands * _MULTIPLIERS[2] + rows[:, :, row])
    found: list[list[int]] = bands.view(np.int64).tolist()
    return found
