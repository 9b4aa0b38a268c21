"""The network: reads words in their order, so that a quoted insult and an insult are two things.

Belongs here: word vectors, two small convolutions, one score a window. Not here: the order-blind part of the score
(`scorer`), training (`hiwar.training.network`).

A word's vector is the sum of vectors of its hashed trigrams, 4-grams, itself and its letters in any order, over the
square root of their number, plus what its punctuation and the classes it stands in add. Each word then sees one
neighbor on either side, then two words further; the mean of the window tells it the mood around. The strongest words
speak for the window (log-sum-exp). Four numbers of a word vector lie in one 64-bit word, sixteen bits each, so that
adding words adds all four; no sum over a word passes sixteen bits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiwar.screening.model.features import BUCKET_BITS, Places, Planes, Stream
from hiwar.screening.model.labels import HEADS, MIDDLE, UnreadableModel
from hiwar.screening.model.lexicon import Lexicon
from hiwar.screening.model.marks import MARKS, Flags

Reals = NDArray[np.float32]
# Which planes make word vectors: trigrams and 4-grams, words and their letters in any order (`features.Planes`).
_LETTERS = slice(1, 3)
_WORDS = (0, 3)
_FAR = 2  # How far the second convolution looks.
# So many windows are read at once: what lies between the layers then stays in the cache of a core.
_TOGETHER = 48
# NumPy compares with an array several numbers at a time, with 0 one by one.
_NOTHING = np.zeros(1 << 18, np.float32)


class Windows(NamedTuple):
    """Stretches of words that are read together: `starts` and `ends` (windows), each within one text."""

    starts: Places
    ends: Places


class Layers(NamedTuple):
    """The dense part. D: width of a word vector, H: of a layer, A: of the last one.

    `marks` (MARKS, D) and `classes` (classes, D); `near` (3D, H) and `far` (3H, H), which have a row more once they are
    read (`_kernel`); `word` (H, A), `mood` (H, A), `speak` (A, heads), `overall` (H, heads), and the biases of each.
    """

    marks: Reals
    classes: Reals
    near: Reals
    near_bias: Reals
    far: Reals
    far_bias: Reals
    word: Reals
    mood: Reals
    word_bias: Reals
    speak: Reals
    overall: Reals
    bias: Reals


@dataclass(frozen=True, slots=True)
class Network:
    """`table` (buckets, D/4) holds four numbers around `MIDDLE` a word; `scales` (D) make them word vectors.

    `meanings` (sets, D): what each set of the lexicon adds to the vector of a word that stands in its classes.
    """

    table: NDArray[np.uint64]
    shift: np.uint32
    scales: Reals
    layers: Layers
    lexicon: Lexicon
    meanings: Reals

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "Network":
        """Return the network of an archive; raises `UnreadableModel` if a shape is not as promised."""
        vectors = arrays.get("network_vectors")
        if vectors is None or vectors.dtype != np.int8 or vectors.ndim != 2 or vectors.shape[1] % 4:
            raise UnreadableModel("network_vectors")
        buckets, width = vectors.shape
        if buckets & (buckets - 1) or not 0 < buckets <= 1 << BUCKET_BITS:
            raise UnreadableModel("network_vectors")
        parts = {name: arrays.get(f"network_{name}") for name in Layers._fields}
        if any(part is None or not np.isfinite(part).all() for part in parts.values()):
            raise UnreadableModel("network")
        layers = Layers(**{name: np.asarray(part, np.float32) for name, part in parts.items()})
        lexicon = Lexicon.from_arrays(arrays)
        _check_shapes(layers, width, lexicon.members.shape[1])
        scales = np.asarray(arrays.get("network_scales"), np.float32)
        if scales.shape != (width,) or not np.isfinite(scales).all():
            raise UnreadableModel("network_scales")
        numbers = (vectors.astype(np.int16) + MIDDLE).astype("<u2")
        numbers[0] = MIDDLE  # Bucket 0 is no feature and adds nothing.
        table = numbers.view("<u8").astype(np.uint64)
        # What the second convolution finds is added to the first one's, as if its kernel's middle had ones there.
        far = _kernel(layers.far, layers.far_bias)
        far[len(far) // 3 : 2 * (len(far) // 3)] += np.eye(far.shape[1], dtype=np.float32)
        layers = layers._replace(near=_kernel(layers.near, layers.near_bias), far=far)
        meanings = lexicon.members.astype(np.float32) @ layers.classes
        return cls(table, np.uint32(BUCKET_BITS - buckets.bit_length() + 1), scales, layers, lexicon, meanings)

    def word_vectors(self, text: Stream, found: Planes, sets: NDArray[np.intp]) -> Reals:
        """Return one vector for each word of the stream by itself (W, D); `sets`: what the lexicon knows of it."""
        heads = text.words[:-1]
        lengths = text.words[1:] - heads
        letters, words = found.letters[_LETTERS], [found.words[plane] for plane in _WORDS]
        # A sum of truths is a count as long as it is told to be no truth itself.
        counts = np.add.reduceat((letters != 0).sum(axis=0, dtype=np.uint8), heads, dtype=np.int32)
        for plane in words:
            counts += plane != 0
        buckets = (letters >> self.shift).astype(np.intp)
        summed = self.table.take(buckets[0], axis=0)
        summed += self.table.take(buckets[1], axis=0)
        summed = np.add.reduceat(summed, heads, axis=0)
        for plane in words:
            summed += self.table.take(plane >> self.shift, axis=0)
        lanes = summed.astype("<u8").view("<u2").astype(np.float32)
        lanes -= (MIDDLE * (len(letters) * lengths + len(words))).astype(np.float32)[:, None]
        lanes *= self.scales
        lanes /= np.sqrt(np.maximum(counts, 1), dtype=np.float32)[:, None]
        lanes += self.meanings.take(sets, axis=0)
        return lanes

    def marked(self, flags: Flags) -> Reals:
        """Return what stands around words adds to their vectors, shape (W, D)."""
        return flags.astype(np.float32) @ self.layers.marks

    def read(self, vectors: Reals, windows: Windows) -> Reals:
        """Return the logits of each window, shape (windows, heads)."""
        if len(windows.starts) == 1:
            return self._read_alone(vectors[windows.starts[0] : windows.ends[0]])
        lengths = windows.ends - windows.starts
        ends = lengths.cumsum()
        starts = ends - lengths
        if not np.array_equal(windows.starts, starts):
            vectors = vectors.take(np.arange(ends[-1]) + (windows.starts - starts).repeat(lengths), axis=0)
        if len(starts) <= _TOGETHER:
            return self._read(vectors, Windows(starts, ends))
        logits = np.empty((len(starts), HEADS), np.float32)
        for first in range(0, len(starts), _TOGETHER):
            some = slice(first, first + _TOGETHER)
            begin, end = starts[first], ends[some][-1]
            logits[some] = self._read(vectors[begin:end], Windows(starts[some] - begin, ends[some] - begin))
        return logits

    def _read_alone(self, vectors: Reals) -> Reals:
        """Return what `_read` returns for one window: a comment by itself waits for every call of NumPy's."""
        layers, count = self.layers, len(vectors)
        near = _rectified(_beside(vectors, 1) @ layers.near)
        far = _rectified(_beside(near, _FAR) @ layers.far)
        mood = np.add.reduce(far, axis=0, keepdims=True) / np.float32(count)
        spoken = far @ layers.word
        spoken += mood @ layers.mood + layers.word_bias
        spoken = _rectified(spoken) @ layers.speak
        loudest = np.maximum.reduce(spoken, axis=0, keepdims=True)
        spoken -= loudest
        together = np.log(np.add.reduce(np.exp(spoken, out=spoken), axis=0, keepdims=True)) + loudest
        logits: Reals = together + mood @ layers.overall + (layers.bias - np.float32(0.5 * log(count)))
        return logits

    def _read(self, vectors: Reals, windows: Windows) -> Reals:
        """Return the logits of windows that lie one after another from the first row to the last."""
        layers = self.layers
        starts, ends = windows
        lengths = ends - starts
        near = _rectified(_apart(_beside(vectors, 1), windows, 1) @ layers.near)
        far = _rectified(_apart(_beside(near, _FAR), windows, _FAR) @ layers.far)
        mood = np.add.reduceat(far, starts) / lengths[:, None].astype(np.float32)
        spoken = far @ layers.word
        spoken += (mood @ layers.mood + layers.word_bias).repeat(lengths, axis=0)
        spoken = _rectified(spoken) @ layers.speak
        loudest = np.maximum.reduceat(spoken, starts)
        spoken -= loudest.repeat(lengths, axis=0)
        together = np.log(np.add.reduceat(np.exp(spoken, out=spoken), starts)) + loudest
        logits: Reals = together - 0.5 * np.log(lengths)[:, None] + mood @ layers.overall + layers.bias
        return logits


def _check_shapes(layers: Layers, width: int, classes: int) -> None:
    """Raise `UnreadableModel` for the first layer that does not fit beside the others."""
    hidden, last = (layer.shape[-1] if layer.ndim else 0 for layer in (layers.near, layers.word))
    promised = {
        "marks": (MARKS, width), "classes": (classes, width), "near": (3 * width, hidden), "near_bias": (hidden,),
        "far": (3 * hidden, hidden), "far_bias": (hidden,), "word": (hidden, last), "mood": (hidden, last),
        "word_bias": (last,), "speak": (last, HEADS), "overall": (hidden, HEADS), "bias": (HEADS,),
    }  # fmt: skip
    for name, layer in zip(Layers._fields, layers, strict=True):
        if layer.shape != promised[name]:
            raise UnreadableModel(f"network_{name}")


def _kernel(kernel: Reals, bias: Reals) -> Reals:
    """Return a kernel with its bias as the last row, for rows that end with a one."""
    both: Reals = np.vstack((kernel, bias))
    return both


def _beside(rows: Reals, far: int) -> Reals:
    """Return each row (D) beside its neighbors `far` away, and a one, shape (rows, 3D + 1)."""
    width = rows.shape[1]
    beside = np.empty((len(rows), 3 * width + 1), np.float32)
    beside[:, width : 2 * width] = rows
    beside[:, -1] = 1
    beside[far:, :width] = rows[:-far]
    beside[:far, :width] = 0
    beside[:-far, 2 * width : -1] = rows[far:]
    beside[-far:, 2 * width : -1] = 0
    return beside


def _apart(beside: Reals, windows: Windows, far: int) -> Reals:
    """Take from rows the neighbors that are in another window, in place."""
    width = beside.shape[1] // 3
    before, after = beside[:, :width], beside[:, 2 * width : -1]
    # The first rows of a window have none before them, the last ones none after. In a window shorter than `far` this
    # goes on into its neighbor, whose rows there have none either.
    for distance in range(far):
        before[np.minimum(windows.starts + distance, len(beside) - 1)] = 0
        after[windows.ends - 1 - distance] = 0
    return beside


def _rectified(rows: Reals) -> Reals:
    """Return the rows, what is below nothing made nothing, in place."""
    count, width = rows.shape
    if rows.size <= _NOTHING.size:
        return np.maximum(rows, _NOTHING[: rows.size].reshape(count, width), out=rows)
    return np.maximum(rows, 0, out=rows)
