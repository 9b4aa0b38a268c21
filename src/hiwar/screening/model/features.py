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
# How far behind its first place an n-gram of each order ends.
_REACHES = np.array(ORDERS)[:, None] - 1
LONGEST_WORD = 60  # A longer run of letters is cut, so that the sum over one word fits sixteen bits (`scorer`).

_PART = 8192  # Texts whose features are found together.

_SPACE = np.uint32(32)
_DIGIT, _NINE = np.uint32(ord("0")), np.uint32(ord("9"))
STEP = np.uint32(0x01000193)
_SPREAD = np.uint32(0x9E3779B1)
_WORD, _PAIR, _LEAP = np.uint32(0x51ED270B), np.uint32(0x2545F491), np.uint32(0x7FEB352D)
_LETTERS = np.uint32(0x3C6EF372)
_MIXED_SPACE = np.uint32((32 * 0x9E3779B1 & 0xFFFFFFFF) ^ (32 * 0x9E3779B1 & 0xFFFFFFFF) >> 15)
# So few words are read quicker than they are compared.
_WORTH_COUNTING = 1024


class Stream(NamedTuple):
    """The words of a batch, one after another. N places, W words, D documents.

    `codes` (N+1): code points, a space before every word and after the last, digits as 0 unless one spells a word.
    `sources` (N+1): where each stood in the folded batch. `words` (W+1): place of the space before each word, then N.
    `documents` (D+1): the first word of each text.
    """

    codes: Buckets
    sources: Places
    words: Places
    documents: Places


class Planes(NamedTuple):
    """Buckets at each place (`letters`, shape (orders, N)) and word (`words`, shape (4, W)); 0 is no feature.

    `running` (N): the hash of each word's letters, added up from the first place of the stream; see `lexicon`.
    """

    letters: Buckets
    words: Buckets
    running: Buckets


class Hashes(NamedTuple):
    """`places` (N): mixed codes; `powered` (N): what each adds to the hash of its word; `words`, `letters` (W): hashes.

    Equal words have equal `words`; words of the same letters, in whatever order, have equal `letters`.
    """

    places: Buckets
    powered: Buckets
    words: Buckets
    letters: Buckets


class Vocabulary(NamedTuple):
    """Each word of a stream once, as a stream in which it is a text by itself, its hashes, and which each word was.

    `which` (W of the stream) is None where that would save nothing: then this is the stream as it was.
    """

    text: Stream
    hashes: Hashes
    which: Places | None


class Features(NamedTuple):
    """The buckets of each text, one text after another; text `d` has `buckets[starts[d]:starts[d + 1]]`."""

    buckets: Buckets
    starts: Places


def stream(batch: FoldedBatch) -> Stream:
    """Return the words of a folded batch as the planes want them."""
    codes = np.empty(len(batch.codes) + 1, np.uint32)
    codes[0] = _SPACE
    codes[1:] = batch.codes
    codes = _read_as().take(codes, mode="clip")
    is_letter = codes != _SPACE
    # Of several spaces the last one stays: it is the one the word leans on.
    is_letter[:-1] |= is_letter[1:]
    is_letter[-1] = True
    sources = is_letter.nonzero()[0]
    codes = _with_spelling_digits(codes[sources], batch, sources)
    # The last place is the space after the last word; no word leans on it.
    words = (codes == _SPACE).nonzero()[0]
    if (words[1:] - words[:-1] > LONGEST_WORD).any():
        words = _cut(words)
    # Text d begins at the space before its first word, which may be the newline that ended text d - 1.
    documents = words.searchsorted(sources.searchsorted(batch.starts))
    return Stream(codes, sources - 1, words, documents)


def _with_spelling_digits(codes: Buckets, batch: FoldedBatch, sources: Places) -> Buckets:
    """Return the codes, a digit that stands alone beside a letter as it was typed: «7mar» is not read as «3mar».

    In Arabizi a digit is a letter, in a disguise it stands for one. What is counted has more digits or no letters.
    """
    digits = (codes == _DIGIT).nonzero()[0]
    if not len(digits):
        return codes
    before, after = codes[digits - 1], codes[digits + 1]
    spelling = ((before > _NINE) | (after > _NINE)) & (before != _DIGIT) & (after != _DIGIT)
    spelled = digits[spelling]
    codes[spelled] = batch.codes[sources[spelled] - 1]
    return codes


def _cut(words: Places) -> Places:
    """Return where words begin when every one is cut after `LONGEST_WORD` places."""
    pieces = -(-(words[1:] - words[:-1]) // LONGEST_WORD)
    number = np.arange(pieces.sum()) - (pieces.cumsum() - pieces).repeat(pieces)
    return np.append(words[:-1].repeat(pieces) + number * LONGEST_WORD, words[-1])


@cache
def _read_as() -> Buckets:
    """Return what each code point of the basic plane is read as: a letter as itself, a digit as 0, all else as a space.

    Whatever lies beyond the basic plane shares its last entry: emoji, and letters no comment is written in.
    """
    read = np.array([code if chr(code).isalnum() else _SPACE for code in range(0x10000)], np.uint32)
    read[ord("0") : ord("9") + 1] = _DIGIT
    read[0xFFFF] = _SPACE
    return read


def hashed(text: Stream) -> Hashes:
    """Return the hashes of a stream that has words."""
    mixed = text.codes[:-1] * _SPREAD
    mixed ^= mixed >> np.uint32(15)
    heads = text.words[:-1]
    inside = np.arange(len(mixed)) - heads.repeat(text.words[1:] - heads)
    powered = mixed * _powers().take(inside)
    return Hashes(mixed, powered, *_word_hashes(heads, mixed, powered))


def vocabulary(text: Stream, hashes: Hashes) -> Vocabulary:
    """Return each different word once: of 256 comments every second word stood there before."""
    heads = text.words[:-1]
    # What belongs to a piece of an overlong word hangs on the piece behind it.
    if len(heads) < _WORTH_COUNTING or (text.codes.take(heads) != _SPACE).any():
        return Vocabulary(text, hashes, None)
    keys = hashes.words.astype(np.uint64) << np.uint64(32) | hashes.letters
    order = keys.argsort()
    keys = keys[order]
    is_new = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=is_new[1:])
    which = np.empty(len(keys), np.int64)
    which[order] = is_new.cumsum() - 1
    first = order[is_new]
    lengths = text.words[1:].take(first) - heads.take(first)
    words = np.zeros(len(first) + 1, np.int64)
    np.cumsum(lengths, out=words[1:])
    places = np.arange(words[-1]) + (heads.take(first) - words[:-1]).repeat(lengths)
    codes = np.append(text.codes.take(places), _SPACE)
    different = Stream(codes, np.append(text.sources.take(places), text.sources[-1]), words, np.arange(len(words)))
    taken = Hashes(hashes.places.take(places), hashes.powered.take(places), *(of.take(first) for of in hashes[2:]))
    return Vocabulary(different, taken, which)


def planes(text: Stream, hashes: Hashes | None = None) -> Planes:
    """Return every feature of the stream at its place."""
    count = len(text.codes) - 1
    if len(text.words) < 2:
        nothing = np.zeros(0, np.uint32)
        return Planes(np.zeros((len(ORDERS), count), np.uint32), nothing.reshape(4, 0), nothing)
    known = hashes or hashed(text)
    return Planes(_ngrams(text, known.places), _word_features(text, known), known.powered.cumsum(dtype=np.uint32))


def _ngrams(text: Stream, places: Buckets) -> Buckets:
    """Return the n-grams that begin at each place and do not cross a space, by order."""
    count = len(text.codes) - 1
    mixed = np.zeros(count + max(ORDERS), np.uint32)
    mixed[:count] = places
    mixed[count] = _MIXED_SPACE
    buckets = np.empty((len(ORDERS), count), np.uint32)
    last = places
    for row, order in enumerate(ORDERS):
        last = np.bitwise_xor(last * STEP, mixed[order - 1 : order - 1 + count], out=buckets[row])
    buckets ^= buckets >> np.uint32(13)
    buckets *= _SPREAD
    buckets >>= np.uint32(32 - BUCKET_BITS)
    # An n-gram may end with the next word's space, and no further.
    to_next_word = text.words[1:].repeat(text.words[1:] - text.words[:-1])
    to_next_word -= np.arange(count)
    buckets *= to_next_word >= _REACHES
    return buckets


def _word_features(text: Stream, hashes: Hashes) -> Buckets:
    """Return the word, its pairs with the next word and the one after, and its letters in any order, at each word."""
    found = np.empty((4, len(hashes.words)), np.uint32)
    np.bitwise_xor(hashes.words, _WORD, out=found[0])
    # Fingers swap neighbors: whoever types «حقري» used the letters of «حقير».
    np.bitwise_xor(hashes.letters, _LETTERS, out=found[3])
    found[1:3] = _paired(text, hashes.words)
    return _bucket(found)


def pairs(text: Stream, words: Buckets) -> Buckets:
    """Return the pairs of each word with the next word of its text and with the one after, shape (2, W)."""
    return _bucket(_paired(text, words))


def _paired(text: Stream, words: Buckets) -> Buckets:
    """Return the hash of each pair, 0 where there is none, which is bucket 0 too."""
    found = np.zeros((2, len(words)), np.uint32)
    found[0, :-1] = words[:-1] * _PAIR ^ words[1:]
    found[1, :-2] = words[:-2] * _LEAP ^ words[2:]
    # A text's last word has no next one; a text without words marks the word before it, which is a last one too.
    last = text.documents[1:] - 1
    found[:, last] = 0
    found[1, last[last > 0] - 1] = 0
    return found


def _word_hashes(heads: Places, mixed: Buckets, powered: Buckets) -> tuple[Buckets, Buckets]:
    """Return one 32-bit hash per word, and one of its letters whatever their order."""
    hashes: Buckets = np.add.reduceat(powered, heads, dtype=np.uint32)
    # Cubes, or two letters would often add up to what two others do.
    letters: Buckets = np.add.reduceat(mixed * mixed * mixed, heads, dtype=np.uint32)
    return (hashes ^ (hashes >> np.uint32(16))) * _SPREAD, (letters ^ (letters >> np.uint32(16))) * _SPREAD


@cache
def _powers() -> Buckets:
    return np.array([pow(int(STEP), power, 1 << 32) for power in range(LONGEST_WORD)], np.uint32)


def _bucket(hashes: Buckets) -> Buckets:
    mixed = hashes ^ (hashes >> np.uint32(15))
    return (mixed * _SPREAD) >> np.uint32(32 - BUCKET_BITS)


def features(texts: Sequence[str]) -> Features:
    """Return the hashed features of texts, repeated as often as they occur, in no promised order within a text."""
    # A part at a time: what lies between folding and buckets takes a hundred times the room of a text.
    parts = [features_of(stream(fold_batch(texts[at : at + _PART]))) for at in range(0, len(texts), _PART)]
    if len(parts) == 1:
        return parts[0]
    lengths = [part.starts[1:] - part.starts[:-1] for part in parts]
    starts = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.concatenate([*lengths, np.zeros(0, np.int64)]), out=starts[1:])
    return Features(np.concatenate([*(part.buckets for part in parts), np.zeros(0, np.uint32)]), starts)


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
