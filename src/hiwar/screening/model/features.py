"""Features: what the classifier sees of a text, as hashed buckets that stand at places in it.

Belongs here: cutting a folded batch into words, hashing character n-grams, words and word pairs. Not here: weights and
sums (`scorer`), folding (`hiwar.arabic.fold`).

All comments of a batch lie in one stream of code points, each word behind exactly one space. A plane gives one bucket
per place: of the n-gram that begins there, or 0 where none does. So a sum over places is a sum over features, and every
feature knows where it stands. Hashing is multiplicative (Knuth, TAOCP 3, 6.4) on 32-bit words.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.fold import FoldedBatch, fold_batch

Buckets = NDArray[np.uint32]
Places = NDArray[np.int64]

BUCKET_BITS = 20
BUCKETS = 1 << BUCKET_BITS
ORDERS = (2, 3, 4, 5)
LONGEST_WORD = 60  # A longer run of letters is cut, so that the sum over one word fits sixteen bits (`scorer`).

_SPACE = np.uint32(32)
_DIGIT = np.uint32(ord("0"))
_STEP = np.uint32(0x01000193)
_SPREAD = np.uint32(0x9E3779B1)
_WORD, _PAIR, _LEAP = np.uint32(0x51ED270B), np.uint32(0x2545F491), np.uint32(0x7FEB352D)
_LETTERS = np.uint32(0x3C6EF372)


class Stream(NamedTuple):
    """The words of a batch, one after another. N places, W words, D documents.

    `codes` (N+1): code points, a space before every word and after the last, digits all as 0. `sources` (N+1): where
    each stood in the folded batch. `words` (W+1): place of the space before each word, then N. `documents` (D+1): the
    first word of each text.
    """

    codes: Buckets
    sources: Places
    words: Places
    documents: Places


class Planes(NamedTuple):
    """Buckets at each place (`letters`, shape (orders, N)) and word (`words`, shape (4, W)); 0 is no feature."""

    letters: Buckets
    words: Buckets


class Features(NamedTuple):
    """The buckets of each text, one text after another; text `d` has `buckets[starts[d]:starts[d + 1]]`."""

    buckets: Buckets
    starts: Places


def stream(batch: FoldedBatch) -> Stream:
    """Return the words of a folded batch as the planes want them."""
    codes = np.empty(len(batch.codes) + 1, np.uint32)
    codes[0] = _SPACE
    codes[1:] = batch.codes
    kinds = _kinds().take(np.minimum(codes, 0xFFFF))
    codes = np.where(kinds == 0, _SPACE, codes)
    codes[kinds == 2] = _DIGIT
    is_space = codes == _SPACE
    # Of several spaces the last one stays: it is the one the word leans on.
    kept = np.ones(len(codes), bool)
    kept[:-1] = ~(is_space[:-1] & is_space[1:])
    sources = np.flatnonzero(kept)
    codes = codes[sources]
    places = np.arange(len(codes))
    inside = places - np.maximum.accumulate(np.where(codes == _SPACE, places, 0))
    # The last place is the space after the last word; no word leans on it.
    words = np.flatnonzero(inside[:-1] % LONGEST_WORD == 0)
    # Text d begins at the space before its first word, which may be the newline that ended text d - 1.
    first = np.searchsorted(sources, batch.starts, side="left")
    documents = np.searchsorted(words, first, side="left")
    return Stream(codes, sources - 1, np.append(words, len(codes) - 1), documents)


@cache
def _kinds() -> NDArray[np.uint8]:
    """Return for each code point of the basic plane: 0 no part of a word, 1 letter or number, 2 digit."""
    kinds = np.fromiter((chr(code).isalnum() for code in range(0x10000)), np.uint8, 0x10000)
    kinds[ord("0") : ord("9") + 1] = 2
    # Whatever lies beyond the basic plane shares its last entry: emoji, and letters no comment is written in.
    kinds[0xFFFF] = 0
    return kinds


def planes(text: Stream) -> Planes:
    """Return every feature of the stream at its place."""
    return Planes(_ngrams(text), _word_features(text))


def _ngrams(text: Stream) -> Buckets:
    """Return the n-grams that begin at each place and do not cross a space, by order."""
    count = len(text.codes) - 1
    mixed = np.zeros(count + max(ORDERS), np.uint32)
    mixed[: count + 1] = text.codes * _SPREAD
    mixed ^= mixed >> np.uint32(15)
    # How far it is to the end of the word: an n-gram may end with the next word's space, and no further.
    ends = text.words[1:].repeat(text.words[1:] - text.words[:-1])
    room = ends - np.arange(count) + 1
    rolled = np.empty((len(ORDERS), count), np.uint32)
    last = mixed[:count]
    for row, order in enumerate(ORDERS):
        last = np.bitwise_xor(last * _STEP, mixed[order - 1 : order - 1 + count], out=rolled[row])
    buckets = ((rolled ^ (rolled >> np.uint32(13))) * _SPREAD) >> np.uint32(32 - BUCKET_BITS)
    buckets *= room >= np.array(ORDERS)[:, None]
    return buckets


def _word_features(text: Stream) -> Buckets:
    """Return the word, its pairs with the next word and the one after, and its letters in any order, at each word."""
    words, letters = word_hashes(text)
    found = np.zeros((4, len(words)), np.uint32)
    if not len(words):
        return found
    found[0] = words ^ _WORD
    # Fingers swap neighbors: whoever types «حقري» used the letters of «حقير».
    found[3] = letters ^ _LETTERS
    found[1, :-1] = words[:-1] * _PAIR ^ words[1:]
    found[2, :-2] = words[:-2] * _LEAP ^ words[2:]
    found = _bucket(found)
    # A text's last word has no next one; a text without words marks the word before it, which is a last one too.
    last = np.zeros(len(words) + 2, bool)
    last[text.documents[1:] - 1] = True
    found[1, last[:-2]] = 0
    found[2, last[:-2] | last[1:-1]] = 0
    return found


def word_hashes(text: Stream) -> tuple[Buckets, Buckets]:
    """Return one 32-bit hash per word, and one of its letters whatever their order."""
    if len(text.words) < 2:
        return np.zeros(0, np.uint32), np.zeros(0, np.uint32)
    heads = text.words[:-1]
    inside = np.arange(text.words[-1]) - heads.repeat(text.words[1:] - heads)
    codes = text.codes[:-1]
    mixed = codes * _SPREAD
    mixed ^= mixed >> np.uint32(15)
    hashes: Buckets = np.add.reduceat(mixed * _powers().take(inside), heads, dtype=np.uint32)
    # Cubes, or two letters would often add up to what two others do.
    letters: Buckets = np.add.reduceat(mixed * mixed * mixed, heads, dtype=np.uint32)
    return (hashes ^ (hashes >> np.uint32(16))) * _SPREAD, (letters ^ (letters >> np.uint32(16))) * _SPREAD


@cache
def _powers() -> Buckets:
    return np.array([pow(int(_STEP), power, 1 << 32) for power in range(LONGEST_WORD)], np.uint32)


def _bucket(hashes: Buckets) -> Buckets:
    mixed = hashes ^ (hashes >> np.uint32(15))
    return (mixed * _SPREAD) >> np.uint32(32 - BUCKET_BITS)


def features(texts: Sequence[str]) -> Features:
    """Return the hashed features of texts, repeated as often as they occur, in no promised order within a text."""
    return features_of(stream(fold_batch(texts)))


def features_of(text: Stream) -> Features:
    """Return the features of a stream by text: what a linear fit wants."""
    found = planes(text)
    lengths = np.diff(text.words)
    of_word = np.searchsorted(text.documents[1:], np.arange(len(lengths)), side="right")
    of_place = np.repeat(of_word, lengths)
    buckets = np.concatenate((found.letters.ravel(), found.words.ravel()))
    owners = np.concatenate((np.tile(of_place, len(found.letters)), np.tile(of_word, len(found.words))))
    kept = buckets != 0
    buckets, owners = buckets[kept], owners[kept]
    order = np.argsort(owners, kind="stable")
    counts = np.bincount(owners, minlength=len(text.documents) - 1)
    return Features(buckets[order], np.concatenate(([0], np.cumsum(counts))))
