"""The network: reads words in their order, so that a quoted insult and an insult are two things.

Belongs here: word vectors, two small convolutions, one score a window. Not here: the order-blind part of the score
(`scorer`), training (`hiwar.training.network`).

A word's vector is the sum of vectors of its hashed trigrams, 4-grams and itself over the square root of their number,
plus what its punctuation adds. Each word then sees one neighbor on either side, then two words further; the mean of the
window tells it the mood around. The strongest words speak for the window (log-sum-exp). Word vectors are bytes and are
added like the linear weights: 64-bit words, masked halves (`weights`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiwar.screening.model.features import BUCKET_BITS, Places, Planes, Stream
from hiwar.screening.model.labels import HEADS, MIDDLE, UnreadableModel
from hiwar.screening.model.marks import MARKS, Flags

Reals = NDArray[np.float32]
# Which planes make word vectors: trigrams, 4-grams and words (`features.Planes`).
_LETTERS = slice(1, 3)
_PLANES = 3
_EVEN = np.uint64(0x00FF00FF00FF00FF)
_BYTE = np.uint64(8)
_FAR = 2  # How far the second convolution looks.


class Windows(NamedTuple):
    """Stretches of words that are read together: `starts` and `ends` (windows), each within one text."""

    starts: Places
    ends: Places


class Layers(NamedTuple):
    """The dense part. D: width of a word vector, H: of a layer, A: of the last one.

    `marks` (MARKS, D), `near` (3D, H), `far` (3H, H), `word` (H, A), `mood` (H, A), `speak` (A, heads), `overall`
    (H, heads), and the biases of each.
    """

    marks: Reals
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
    """`table` (buckets, D/8) holds bytes around `MIDDLE`; `scales` (D) turn them into numbers."""

    table: NDArray[np.uint64]
    shift: int
    scales: Reals
    layers: Layers

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "Network":
        """Return the network of an archive; raises `UnreadableModel` if a shape is not as promised."""
        vectors = arrays.get("network_vectors")
        if vectors is None or vectors.dtype != np.int8 or vectors.ndim != 2 or vectors.shape[1] % 8:
            raise UnreadableModel("network_vectors")
        buckets, width = vectors.shape
        if buckets & (buckets - 1) or not 0 < buckets <= 1 << BUCKET_BITS:
            raise UnreadableModel("network_vectors")
        parts = {name: arrays.get(f"network_{name}") for name in Layers._fields}
        if any(part is None or not np.isfinite(part).all() for part in parts.values()):
            raise UnreadableModel("network")
        layers = Layers(**{name: np.asarray(part, np.float32) for name, part in parts.items()})
        if layers.near.shape[0] != 3 * width or layers.marks.shape != (MARKS, width) or layers.bias.shape != (HEADS,):
            raise UnreadableModel("network")
        table = (vectors.astype(np.int16) + MIDDLE).astype(np.uint8).view("<u8").astype(np.uint64)
        # Bucket 0 is no feature and adds nothing.
        table[0] = int.from_bytes(bytes([MIDDLE] * 8), "little")
        scales = np.asarray(arrays["network_scales"], np.float32)
        return cls(table, BUCKET_BITS - buckets.bit_length() + 1, scales, layers)

    def word_vectors(self, text: Stream, found: Planes, flags: Flags) -> Reals:
        """Return one vector for each word of the stream, shape (W, D)."""
        lengths, heads = np.diff(text.words), text.words[:-1]
        letters, words = found.letters[_LETTERS], found.words[0]
        counts = np.add.reduceat(np.count_nonzero(letters, axis=0), heads) + (words != 0)
        shift = np.uint32(self.shift)
        of_letters, of_words = self.table[letters >> shift], self.table[words >> shift]
        lanes = np.empty((len(lengths), 8 * self.table.shape[1]), np.float32)
        for odd in (0, 1):
            summed = np.add.reduceat((of_letters & _EVEN).sum(axis=0), heads, axis=0) + (of_words & _EVEN)
            lanes[:, odd::2] = summed.astype("<u8").view("<u2")
            of_letters >>= _BYTE
            of_words >>= _BYTE
        lanes -= (MIDDLE * ((_PLANES - 1) * lengths + 1)).astype(np.float32)[:, None]
        lanes *= self.scales
        lanes /= np.sqrt(np.maximum(counts, 1)).astype(np.float32)[:, None]
        vectors: Reals = lanes + flags.astype(np.float32) @ self.layers.marks
        return vectors

    def read(self, vectors: Reals, windows: Windows) -> Reals:
        """Return the logits of each window, shape (windows, heads)."""
        layers = self.layers
        lengths = windows.ends - windows.starts
        starts = np.concatenate(([0], np.cumsum(lengths)))
        owners = np.repeat(np.arange(len(lengths)), lengths)
        rows = np.arange(starts[-1]) + np.repeat(windows.starts - starts[:-1], lengths)
        inside = np.arange(starts[-1]) - starts[:-1][owners]
        left = lengths[owners] - 1 - inside
        near = _convolved(vectors[rows], layers.near, inside >= 1, left >= 1, 1)
        near = np.maximum(near + layers.near_bias, 0)
        far = _convolved(near, layers.far, inside >= _FAR, left >= _FAR, _FAR)
        far = np.maximum(far + layers.far_bias + near, 0)
        mood = np.add.reduceat(far, starts[:-1]) / lengths[:, None].astype(np.float32)
        spoken = far @ layers.word + (mood @ layers.mood + layers.word_bias)[owners]
        spoken = np.maximum(spoken, 0) @ layers.speak
        loudest = np.maximum.reduceat(spoken, starts[:-1])
        together = np.log(np.add.reduceat(np.exp(spoken - loudest[owners]), starts[:-1])) + loudest
        logits: Reals = together - 0.5 * np.log(lengths)[:, None] + mood @ layers.overall + layers.bias
        return logits


def _convolved(
    rows: Reals, kernel: Reals, has_before: NDArray[np.bool_], has_after: NDArray[np.bool_], far: int
) -> Reals:
    """Return each row times the middle of the kernel plus its neighbors `far` away, within a window, times the rest."""
    width = rows.shape[1]
    wide = np.zeros((len(rows), 3 * width), np.float32)
    wide[:, width : 2 * width] = rows
    if len(rows) > far:
        wide[far:, :width] = rows[:-far] * has_before[far:, None]
        wide[:-far, 2 * width :] = rows[far:] * has_after[:-far, None]
    convolved: Reals = wide @ kernel
    return convolved
