"""Training of the network: the same layers as `hiwar.screening.model.network`, with gradients.

Belongs here: examples as arrays, the loss, the steps. Not here: the network as it ships, and which texts teach it.
Needs the extra `train` (JAX, on the CPU).

Adam (Kingma and Ba, 2015) with a falling rate, n-grams and words left out at random, an intercept for each source and
head that is thrown away. The same lessons and seed give the same network on the same machine.

A network can also be told what others think of its examples (`told`), and learns as much from that as from the answers
(Hinton, Vinyals and Dean, 2015): several networks together are right more often than any of them, and one that was
taught by them keeps part of it.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.fold import FoldedBatch, fold_batch
from hiwar.screening.model.features import BUCKET_BITS, planes, stream
from hiwar.screening.model.labels import HEADS
from hiwar.screening.model.lexicon import Lexicon
from hiwar.screening.model.marks import MARKS, marks
from hiwar.training.corpus import Lesson
from hiwar.training.lexicon.read import lexicon

Parameters = dict[str, Any]
WIDTH, LAYER, LAST = 32, 64, 32
BITS = 15
WORDS = 48
_SLOTS = 17  # The word, its letters in any order, 8 trigrams, 7 four-grams; a longer word is cut in training.
_LENGTHS = (12, 24, WORDS)
_BATCH = 256
_FAR = 2
_WARMING = 200  # Steps until the rate is full.
_TOLD_SHARE = 0.5  # Of the loss, for what others think.
# What is left out at random while it learns, so that no single spelling, word or class is leaned on.
_GRAMS_LEFT_OUT, _WORDS_LEFT_OUT, _MEANINGS_LEFT_OUT = 0.25, 0.08, 0.1


class Schedule(NamedTuple):
    """How long to learn and how fast; `teachers`: how many networks learn first and tell the last one."""

    epochs: int = 5
    rate: float = 2e-3
    seed: int = 0
    teachers: int = 4


class Examples(NamedTuple):
    """Texts as arrays. `buckets` (texts, WORDS, slots), `flags` (texts, WORDS, MARKS), `sets` (texts, WORDS) of the
    lexicon, `lengths` (texts) in words.
    """

    buckets: NDArray[np.uint16]
    flags: NDArray[np.uint8]
    sets: NDArray[np.uint16]
    lengths: NDArray[np.int32]

    def rows(self, rows: NDArray[np.int64]) -> "Examples":
        """Return some of the texts."""
        return Examples(*(found[rows] for found in self))


def joined(*parts: Examples) -> Examples:
    """Return the texts of several, one after another."""
    return Examples(*(np.concatenate(found) for found in zip(*parts, strict=True)))


def examples_of(texts: Sequence[str], fold: Callable[[Sequence[str]], FoldedBatch] = fold_batch) -> Examples:
    """Return texts as the training wants them; words after the first `WORDS` are left out."""
    found = Examples(
        np.zeros((len(texts), WORDS, _SLOTS), np.uint16),
        np.zeros((len(texts), WORDS, MARKS), np.uint8),
        np.zeros((len(texts), WORDS), np.uint16),
        np.zeros(len(texts), np.int32),
    )
    known = Lexicon.from_arrays(lexicon())
    for first in range(0, len(texts), 2048):
        _fill(found, first, fold(texts[first : first + 2048]), known)
    return found


def _fill(found: Examples, first: int, folded: FoldedBatch, known: Lexicon) -> None:
    text = stream(folded)
    words = len(text.words) - 1
    if not words:
        return
    hashed = planes(text)
    owners = np.searchsorted(text.documents[1:], np.arange(words), side="right")
    at = np.arange(words) - text.documents[:-1][owners]
    slots = np.zeros((words, _SLOTS), np.uint16)
    shift = np.uint32(BUCKET_BITS - BITS)
    slots[:, 0], slots[:, 1] = hashed.words[0] >> shift, hashed.words[3] >> shift
    lengths = np.diff(text.words)
    word_of = np.repeat(np.arange(words), lengths)
    inside = np.arange(text.words[-1]) - np.repeat(text.words[:-1], lengths)
    for plane, start, end in ((hashed.letters[1], 2, 10), (hashed.letters[2], 10, _SLOTS)):
        taken = (inside < end - start) & (plane != 0)
        # 0 says «no n-gram»; the one bucket in thousands that becomes 0 borrows its neighbor.
        slots[word_of[taken], start + inside[taken]] = np.maximum(plane[taken] >> shift, 1)
    kept = at < WORDS
    rows = first + owners[kept]
    found.buckets[rows, at[kept]] = slots[kept]
    found.flags[rows, at[kept]] = marks(folded, text)[kept]
    found.sets[rows, at[kept]] = known.sets_of(text, hashed)[kept]
    counts = np.bincount(owners, minlength=len(folded))
    found.lengths[first : first + len(folded)] = np.minimum(counts, WORDS)


def _fresh(seed: int, sources: int) -> Parameters:
    draw = np.random.default_rng(seed)

    def normal(*shape: int, scale: float) -> Any:
        return jnp.asarray(draw.normal(size=shape) * scale, jnp.float32)

    return {
        "vectors": normal(1 << BITS, WIDTH, scale=0.1),
        "marks": normal(MARKS, WIDTH, scale=0.1),
        "classes": normal(lexicon()["lexicon_members"].shape[1], WIDTH, scale=0.1),
        "near": normal(3 * WIDTH, LAYER, scale=(2 / (3 * WIDTH)) ** 0.5),
        "near_bias": jnp.zeros(LAYER),
        "far": normal(3 * LAYER, LAYER, scale=(2 / (3 * LAYER)) ** 0.5),
        "far_bias": jnp.zeros(LAYER),
        "word": normal(LAYER, LAST, scale=LAYER**-0.5),
        "mood": normal(LAYER, LAST, scale=LAYER**-0.5),
        "word_bias": jnp.zeros(LAST),
        "speak": normal(LAST, HEADS, scale=0.2),
        "overall": normal(LAYER, HEADS, scale=0.1),
        "bias": jnp.full(HEADS, -1.0),
        "sources": jnp.zeros((sources, HEADS)),
    }


def _moved(rows: Any, by: int) -> Any:
    wide = ((0, 0), (max(by, 0), max(-by, 0)), (0, 0))
    return jnp.pad(rows, wide)[:, max(-by, 0) :][:, : rows.shape[1]]


class _Seen(NamedTuple):
    """What is not left out: n-grams (texts, words, slots), words and what words mean (texts, words)."""

    grams: Any
    words: Any
    meanings: Any


def _logits(parameters: Parameters, batch: Examples, told: _Seen) -> Any:
    """Return logits (texts, heads)."""
    buckets = batch.buckets.astype(jnp.int32)
    seen = ((buckets > 0) & told.grams).astype(jnp.float32)
    inside = (jnp.arange(buckets.shape[1])[None] < batch.lengths[:, None])[..., None]
    count = jnp.sqrt(jnp.maximum(seen.sum(2), 1))[..., None]
    vectors = (parameters["vectors"][buckets] * seen[..., None]).sum(2) / count
    vectors += batch.flags.astype(jnp.float32) @ parameters["marks"]
    meanings = lexicon()["lexicon_members"].astype(np.float32) @ parameters["classes"]
    vectors += meanings[batch.sets.astype(jnp.int32)] * told.meanings[..., None]
    vectors *= inside * told.words[..., None]

    def convolved(rows: Any, far: int, kernel: Any) -> Any:
        return jnp.concatenate([_moved(rows, far), rows, _moved(rows, -far)], -1) @ kernel

    near = jax.nn.relu(convolved(vectors, 1, parameters["near"]) + parameters["near_bias"]) * inside
    far = jax.nn.relu(convolved(near, _FAR, parameters["far"]) + parameters["far_bias"] + near) * inside
    lengths = jnp.maximum(batch.lengths, 1)[:, None]
    mood = far.sum(1) / lengths
    hidden = jax.nn.relu(far @ parameters["word"] + (mood @ parameters["mood"])[:, None] + parameters["word_bias"])
    said = jnp.where(inside, hidden @ parameters["speak"], -1e4)
    together = jax.nn.logsumexp(said, axis=1) - 0.5 * jnp.log(lengths)
    return together + mood @ parameters["overall"] + parameters["bias"]


_DENSE = ("classes", "near", "far", "word", "mood", "speak", "overall")


class _Batch(NamedTuple):
    """Some examples, what they teach (texts, heads; -1 for nothing), weights, sources, and a key for noise.

    `told`: what others think of them, as probabilities (texts, heads), or None.
    """

    examples: Examples
    answers: Any
    weights: Any
    sources: Any
    key: Any
    told: Any


def _loss(parameters: Parameters, batch: _Batch) -> Any:
    of_grams, *others = jax.random.split(batch.key, 3)
    slots = batch.examples.buckets.shape
    words, meanings = (
        (jax.random.uniform(key, slots[:2]) > share).astype(jnp.float32)
        for key, share in zip(others, (_WORDS_LEFT_OUT, _MEANINGS_LEFT_OUT), strict=True)
    )
    told = _Seen(jax.random.uniform(of_grams, slots) > _GRAMS_LEFT_OUT, words, meanings)
    plain = _logits(parameters, batch.examples, told)
    known = (batch.answers >= 0) * batch.weights[:, None]
    surprise = _entropies(plain + parameters["sources"][batch.sources], batch.answers) * known
    if batch.told is not None:
        heard = _entropies(plain, batch.told.astype(jnp.float32)) * batch.weights[:, None]
        surprise = (1 - _TOLD_SHARE) * surprise + _TOLD_SHARE * heard
    squares = {name: (value**2).sum() for name, value in parameters.items()}
    penalty = 1e-7 * squares["vectors"] + 1e-4 * squares["sources"]
    penalty += 1e-5 * sum(squares[name] for name in _DENSE)
    return surprise.sum() / batch.weights.sum() + penalty


def _entropies(logits: Any, truths: Any) -> Any:
    return jnp.maximum(logits, 0) - logits * truths + jnp.log1p(jnp.exp(-jnp.abs(logits)))


@jax.jit
def _step(parameters: Parameters, moments: Any, time: Any, batch: Any, rate: Any) -> Any:
    loss, slope = jax.value_and_grad(_loss)(parameters, batch)
    first = jax.tree.map(lambda old, new: 0.9 * old + 0.1 * new, moments[0], slope)
    second = jax.tree.map(lambda old, new: 0.99 * old + 0.01 * new * new, moments[1], slope)

    def moved(value: Any, mean: Any, square: Any) -> Any:
        return value - rate * (mean / (1 - 0.9**time)) / (jnp.sqrt(square / (1 - 0.99**time)) + 1e-7)

    return jax.tree.map(moved, parameters, first, second), (first, second), loss


def trained(
    examples: Examples,
    lessons: Sequence[Lesson],
    schedule: Schedule,
    say: Callable[[str], None],
    *,
    told: NDArray[np.float16] | None = None,
) -> dict[str, NDArray[np.float32]]:
    """Return the parameters after the schedule, without the sources' intercepts.

    `told` (examples, heads): what other networks think of each example, as probabilities.
    """
    answers = np.array(
        [[-1.0 if answer is None else float(answer) for answer in lesson.answers] for lesson in lessons], np.float32
    )
    weights = np.array([lesson.weight for lesson in lessons], np.float32)
    names = [lesson.source.partition(":")[0] for lesson in lessons]
    sources = np.unique(names, return_inverse=True)[1].astype(np.int32)
    parameters = _fresh(schedule.seed, int(sources.max(initial=0)) + 1)
    moments = (jax.tree.map(jnp.zeros_like, parameters), jax.tree.map(jnp.zeros_like, parameters))
    key, draw = jax.random.PRNGKey(schedule.seed), np.random.default_rng(schedule.seed)
    time, total = 0, schedule.epochs * max(len(lessons) // _BATCH, 1)
    for epoch in range(schedule.epochs):
        losses = []
        for rows in _batches(examples.lengths, draw):
            time += 1
            key, noise = jax.random.split(key)
            rate = schedule.rate * min(1.0, time / min(_WARMING, total / 10)) * max(0.02, 1 - time / total)
            heard = None if told is None else told[rows]
            batch = _Batch(_cut(examples, rows), answers[rows], weights[rows], sources[rows], noise, heard)
            parameters, moments, loss = _step(parameters, moments, time, batch, rate)
            losses.append(loss)
        say(f"epoch {epoch + 1} of {schedule.epochs}: loss {float(np.mean(losses)):.4f}")
    return {name: np.asarray(value, np.float32) for name, value in parameters.items() if name != "sources"}


def _batches(lengths: NDArray[np.int32], draw: np.random.Generator) -> list[NDArray[np.int64]]:
    """Return rows in batches of like length, in random order; a last batch that is not full borrows from others."""
    order = np.argsort(lengths + draw.random(len(lengths)) * 6, kind="stable")
    if len(order) % _BATCH:
        order = np.concatenate((order, draw.choice(order, _BATCH - len(order) % _BATCH)))
    batches = list(order.reshape(-1, _BATCH))
    draw.shuffle(batches)
    return batches


def known_share(examples: Examples) -> NDArray[np.float64]:
    """Return the share of the words of each text that the lexicon knows, of those that were read; 0 without words."""
    shares: NDArray[np.float64] = (examples.sets > 0).sum(axis=1) / np.maximum(examples.lengths, 1)
    return shares


def _cut(examples: Examples, rows: NDArray[np.int64]) -> Examples:
    longest = int(examples.lengths[rows].max(initial=1))
    width = next(length for length in _LENGTHS if longest <= length)
    words = (examples.buckets, examples.flags, examples.sets)
    return Examples(*(found[rows][:, :width] for found in words), examples.lengths[rows])


@partial(jax.jit, static_argnames=())
def _plain(parameters: Parameters, batch: Examples) -> Any:
    everything = jnp.ones(batch.buckets.shape[:2])
    return _logits(parameters, batch, _Seen(jnp.ones((), bool), everything, everything))


def predicted(parameters: dict[str, NDArray[np.float32]], examples: Examples) -> NDArray[np.float32]:
    """Return the logits of every text, nothing left out: what the shipped network must also say."""
    logits = np.zeros((len(examples.lengths), HEADS), np.float32)
    order = np.argsort(examples.lengths, kind="stable")
    for first in range(0, len(order), _BATCH):
        rows = order[first : first + _BATCH]
        filled = np.concatenate((rows, np.repeat(rows[-1:], _BATCH - len(rows))))
        logits[rows] = np.asarray(_plain(parameters, _cut(examples, filled)))[: len(rows)]
    return logits
