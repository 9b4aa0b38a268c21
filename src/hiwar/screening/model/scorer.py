"""The scorer: comments in, calibrated probabilities out, one row a comment and one column a label.

Belongs here: adding weights up over a batch, the worst of several windows, probabilities, thresholds. Not here: what a
feature is (`features`), what the weights are (`weights`), which words carried a score (`carriers`).

A logit has two parts. The linear one is the sum of the text's weights over the square root of their number (dividing
by a count instead of the length of the vector costs 0.01 AUC and saves finding equal features). One gather serves all
heads: a 64-bit word holds the bytes of seven of them, and two masked halves add up without touching each other. The
other part is the network's, which knows the order of words. How far each is believed: `credence`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.fold import FoldedBatch, fold_batch
from hiwar.arabic.rasm import dotless_flags, is_dotless, rasm_batch
from hiwar.screening.model.carriers import Carrier, carriers, linear_shares
from hiwar.screening.model.credence import Credence, credence
from hiwar.screening.model.features import Buckets, Places, Planes, Stream, hashed, pairs, planes, stream, vocabulary
from hiwar.screening.model.labels import HEADS, LABELS, MIDDLE
from hiwar.screening.model.marks import marks
from hiwar.screening.model.network import Network, Reals, Windows
from hiwar.screening.model.occlusion import shares_of_words
from hiwar.screening.model.weights import Vector, Weights
from hiwar.screening.model.windows import windows_of

Scores = NDArray[np.float32]
Logits = NDArray[np.float64]
Sums = NDArray[np.int64]

# At most this much of a text is read, its beginning and its end: the longest comment a site can allow, and far less
# than the time budget takes.
LONGEST = 20_000

_EVEN = np.uint64(0x00FF00FF00FF00FF)
_BYTE = np.uint64(8)


@dataclass(frozen=True, slots=True)
class Scorer:
    """A model that scores."""

    weights: Weights

    @property
    def name(self) -> str:
        """Return the name of the model, different for every fit."""
        return self.weights.name

    def scores(self, texts: Sequence[str]) -> Scores:
        """Return calibrated probabilities, shape (texts, labels); never raises, whatever the texts hold."""
        if not texts:
            return np.zeros((0, HEADS), np.float32)
        shortened, folded = _folded(texts)
        logits = _logits(folded, self.weights.plain, self.weights.network)
        if any(map(is_dotless, shortened)):
            dotless = dotless_flags(shortened).nonzero()[0]
            folded = rasm_batch(fold_batch([shortened[index] for index in dotless]))
            logits[dotless] = _logits(folded, self.weights.dotless, self.weights.network)
        # `clip` takes longer than both of these.
        within = np.minimum(np.maximum(logits, -30), 30)
        scores: Scores = (1 / (1 + np.exp(-within))).astype(np.float32)
        return scores

    def explain(self, text: str, label: str = "toxic", limit: int = 5) -> tuple[Carrier, ...]:
        """Return the spans of the original text that carry a label's score, strongest first, at most `limit`.

        Of a long text the window that speaks for it is explained.
        """
        text = text[:LONGEST]
        folded, vector = fold_batch([text]), self.weights.plain
        if len(folded.codes) > LONGEST + 1:
            text = text[: LONGEST * len(text) // len(folded.codes)]
            folded = fold_batch([text])
        if is_dotless(text):
            folded, vector = rasm_batch(folded), self.weights.dotless
        words = stream(folded)
        if len(words.words) < 2:
            return ()
        head = LABELS.index(label)
        reading = _reading(folded, words, vector, self.weights.network)
        worst = int(reading.logits[:, head].argmax())
        window = slice(int(reading.windows.starts[worst]), int(reading.windows.ends[worst]))
        letters, meanings = (float(part[worst]) for part in reading.credence)
        shares = shares_of_words(self.weights.network, reading.vectors[window], head)
        shares *= meanings * vector.network_slopes[head]
        of_letters = linear_shares(words, vector, head)[window] / np.sqrt(max(int(reading.counts[window].sum()), 1))
        shares += letters * of_letters
        return carriers(folded.folded(0), words, window.start, shares, limit=limit)

    def threshold(self, false_holds: float, label: str = "toxic") -> float:
        """Return the score that only this share of clean, news-like comments reaches.

        Beyond the rarest share that was measured it is the highest score a clean comment got, and a little more.
        """
        clean = self.weights.clean[LABELS.index(label)]
        part, below = math.modf((1 - min(max(false_holds, 0.0), 1.0)) * (len(clean) - 1))
        # Between two quantiles. Asked with every comment, so that nothing is made for it.
        lower, upper = float(clean[int(below)]), float(clean[min(int(below) + 1, len(clean) - 1)])
        return lower + part * (upper - lower) + 1e-6


def _folded(texts: Sequence[str]) -> tuple[list[str], FoldedBatch]:
    """Return what is read of texts, as it was typed and folded."""
    shortened = [_ends_of(text, LONGEST) for text in texts]
    folded = fold_batch(shortened)
    if len(folded.codes) > LONGEST + 1 and max(lengths := np.diff(folded.starts).tolist()) > LONGEST + 1:
        # Folding spells ligatures out: «ﷺ» becomes eighteen letters.
        shares = zip(shortened, lengths, strict=True)
        shortened = [_ends_of(text, min(len(text), LONGEST * len(text) // length)) for text, length in shares]
        folded = fold_batch(shortened)
    return shortened, folded


def _ends_of(text: str, length: int) -> str:
    half = length // 2
    return text if len(text) <= length else text[:half] + text[len(text) - half :]


class WordSums(NamedTuple):
    """Integer weights summed over each word (W, heads), and how many features each word has (W)."""

    weights: Sums
    counts: Sums


def word_sums(text: Stream, found: Planes, vector: Vector) -> WordSums:
    """Return what each word of a stream adds to each head, before scaling."""
    heads = text.words[:-1]
    lengths = text.words[1:] - heads
    # `take` gathers three times as fast as an index in brackets.
    letters, words = vector.table.take(found.letters), vector.table.take(found.words)
    even = np.add.reduceat((letters & _EVEN).sum(axis=0), heads) + (words & _EVEN).sum(axis=0)
    odd = np.add.reduceat(_odd(letters).sum(axis=0), heads) + _odd(words).sum(axis=0)
    lanes = _lanes(even, odd)
    lanes[:, :HEADS] -= (MIDDLE * (len(found.letters) * lengths + len(found.words)))[:, None]
    return WordSums(lanes[:, :HEADS], lanes[:, HEADS])


def _with_pairs(sums: WordSums, which: Places, found: Buckets, vector: Vector) -> WordSums:
    """Return the sums of each word of a stream, given those of different words and the pairs that words stand in."""
    weights, counts = sums.weights.take(which, axis=0), sums.counts.take(which)
    added = vector.table.take(found)
    lanes = _lanes((added & _EVEN).sum(axis=0), _odd(added).sum(axis=0))
    weights += lanes[:, :HEADS]
    weights -= MIDDLE * len(found)
    counts += lanes[:, HEADS]
    return WordSums(weights, counts)


def _odd(bytes_of: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return every second byte, sixteen bits apart; what was given is used up."""
    bytes_of >>= _BYTE
    bytes_of &= _EVEN
    return bytes_of


def _lanes(even: NDArray[np.uint64], odd: NDArray[np.uint64]) -> Sums:
    """Return the eight numbers that lie in two words each, shape (W, 8)."""
    lanes = np.empty((len(even), 8), np.int64)
    lanes[:, 0::2] = even.astype("<u8", copy=False).view("<u2").reshape(-1, 4)
    lanes[:, 1::2] = odd.astype("<u8", copy=False).view("<u2").reshape(-1, 4)
    return lanes


class _Reading(NamedTuple):
    """What was read together, what it says, and of what: logits (windows, heads), features and vectors of words."""

    logits: Logits
    windows: Windows
    owners: Places
    credence: Credence
    counts: Sums
    vectors: Reals


def _reading(folded: FoldedBatch, text: Stream, vector: Vector, network: Network) -> _Reading:
    """Read a stream that has words."""
    flags, hashes = marks(folded, text), hashed(text)
    windows, owners = windows_of(text, flags)
    # What a word says by itself is looked up once, however often it stands there.
    words, _, which = seen = vocabulary(text, hashes)
    found = planes(words, seen.hashes)
    sets = network.lexicon.sets_of(words, found)
    sums = word_sums(words, found, vector)
    vectors = network.word_vectors(words, found, sets)
    if which is not None:
        sets, vectors = sets.take(which), vectors.take(which, axis=0)
        sums = _with_pairs(sums, which, pairs(text, hashes.words), vector)
    vectors += network.marked(flags)
    believed = credence(_known(sets, windows))
    logits = _linear(sums, windows)
    logits *= believed.letters[:, None] * (vector.scales * vector.slopes)
    logits += believed.meanings[:, None] * (network.read(vectors, windows) * vector.network_slopes)
    logits += vector.offsets
    return _Reading(logits, windows, owners, believed, sums.counts, vectors)


def _known(sets: NDArray[np.intp], windows: Windows) -> NDArray[np.float64]:
    """Return the share of the words of each window that the lexicon knows."""
    if len(windows.starts) == 1:
        start, end = int(windows.starts[0]), int(windows.ends[0])
        return np.array([np.count_nonzero(sets[start:end]) / (end - start)])
    counts = np.zeros(len(sets) + 1, np.int64)
    np.cumsum(sets > 0, out=counts[1:])
    shares: NDArray[np.float64] = (counts[windows.ends] - counts[windows.starts]) / (windows.ends - windows.starts)
    return shares


def _logits(folded: FoldedBatch, vector: Vector, network: Network) -> Logits:
    """Return the logits of each text, its worst window's if it is long, shape (texts, heads)."""
    text = stream(folded)
    if len(text.words) < 2:
        return np.repeat(vector.offsets[None].astype(np.float64), len(folded), axis=0)
    reading = _reading(folded, text, vector, network)
    owners, read = reading.owners, reading.logits
    if len(owners) == len(folded) == 1:
        return read
    logits = np.empty((len(folded), HEADS))
    logits[:] = vector.offsets
    if len(owners) > 1 and (owners[1:] == owners[:-1]).any():
        worst = np.flatnonzero(np.diff(owners, prepend=-1))
        owners, read = owners[worst], np.maximum.reduceat(read, worst)
    logits[owners] = read
    return logits


def _linear(sums: WordSums, windows: Windows) -> Logits:
    """Return the sum of the weights in each window over the root of their number, before scaling."""
    if len(windows.starts) == 1:
        window = slice(int(windows.starts[0]), int(windows.ends[0]))
        total = np.add.reduce(sums.weights[window], axis=0, keepdims=True)
        return total / math.sqrt(max(int(np.add.reduce(sums.counts[window])), 1))
    weights = np.zeros((len(sums.weights) + 1, HEADS), np.int64)
    np.cumsum(sums.weights, axis=0, out=weights[1:])
    counts = np.zeros(len(sums.counts) + 1, np.int64)
    np.cumsum(sums.counts, out=counts[1:])
    features = np.maximum(counts[windows.ends] - counts[windows.starts], 1)
    summed: Logits = (weights[windows.ends] - weights[windows.starts]) / np.sqrt(features)[:, None]
    return summed
