"""The lexicon: what kinds of things a word can name, so that what was learned of one dog is known of the next.

Belongs here: finding a word by the hash of its letters, with what grammar adds to either end taken off. Not here: the
words and their classes (`hiwar.training.lexicon`), what follows from a class (`network`).

A class is a kind of meaning («animals that people insult with», «words of condolence»), no verdict. A word has a set of
classes; the archive keeps hashes of words, so nobody can read the words out of it, and the sets.

The hash is a polynomial over the letters (Karp and Rabin, 1987): the hash of any part of a word is the difference of
two running sums, turned back to where it begins. So a word is looked up with every beginning and every end taken off
that can be taken off, at once for all words of a batch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.fold import fold_batch
from hiwar.screening.model.features import LONGEST_WORD, STEP, Buckets, Places, Planes, Stream, planes, stream
from hiwar.screening.model.labels import UnreadableModel

# What may stand before a stem and behind it, folded: articles, particles, marks of person and tense; pronouns, endings.
BEFORE = (
    "و ف ب ل ك س ي ت ن ا ه ح ع م ال وال بال فال كال هال عال لل ول وب وي وت وم سي ست بي بت بن هي هت حي حت عم ها كي كت كن"
    " تي دي اي يا ما لا"
)
BEHIND = (
    "ه ها هم هن ك كم كن كو ي ني نا ا و ت ن ش وا ون ين تم تو ان ات يه ته تك كش يين يون تهم تنا نه وك وه وهم ونا"
    " اك اه ياك"
)
LONGEST_AFFIX = 3
# A shorter rest could be anything.
SHORTEST_STEM = 3
# How much is taken off before and behind, the least first: the first way that leads to a word is believed.
_WAYS = np.array(
    sorted(
        ((before, behind) for before in range(LONGEST_AFFIX + 1) for behind in range(LONGEST_AFFIX + 1)),
        key=lambda way: (sum(way), way[0]),
    )[1:]
)
_SIZES = np.arange(1, LONGEST_AFFIX + 1)[:, None]
_LEAST = _WAYS.sum(axis=1)[:, None] + SHORTEST_STEM
_SPREAD = np.uint32(0x9E3779B1)
# Of one in forty words that is none a search finds out; one in a thousand ends is taken for an affix.
_WORD_BITS, _AFFIX_BITS = 20, 16


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by hash: `words` (N), rising, and the number of the set each has, `sets` (N).

    `members` (sets, classes) says which classes a set holds; set 0 holds none. `seen` tells by the first bits of a hash
    whether a search is worth it: most of what could be a word is none.
    """

    words: Buckets
    sets: NDArray[np.uint16]
    members: NDArray[np.uint8]
    seen: NDArray[np.bool_]

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "Lexicon":
        """Return the lexicon of an archive; raises `UnreadableModel` if a shape or type is not as promised."""
        kinds = {"lexicon_words": (np.uint32, 1), "lexicon_sets": (np.uint16, 1), "lexicon_members": (np.uint8, 2)}
        for key, (kind, dimensions) in kinds.items():
            if key not in arrays or arrays[key].dtype != kind or arrays[key].ndim != dimensions:
                raise UnreadableModel(key)
        words, sets, members = (arrays[key] for key in kinds)
        if len(words) != len(sets) or not len(members) or (sets >= len(members)).any():
            raise UnreadableModel("lexicon_sets")
        if members[0].any() or (members > 1).any():
            raise UnreadableModel("lexicon_members")
        if not len(words) or (words[1:] <= words[:-1]).any():
            raise UnreadableModel("lexicon_words")
        return cls(words, sets, members, _seen(words, _WORD_BITS))

    def sets_of(self, text: Stream, found: Planes) -> NDArray[np.intp]:
        """Return the number of the set of each word of a stream (W), 0 for a word that stands in no class."""
        running, heads = found.running, text.words[:-1]
        ends = text.words[1:] - 1
        sets = self._sets(_hash(running, heads, ends, _turned_back()[1]))
        rest = (sets == 0).nonzero()[0]
        heads, ends = heads[rest], ends[rest]
        taken_off = _taken_off(running, heads, ends)
        possible = taken_off.take(_WAYS[:, 0], axis=0)
        possible &= taken_off.take(_WAYS[:, 1] + LONGEST_AFFIX + 1, axis=0)
        possible &= ends - heads >= _LEAST
        ways, words = possible.nonzero()
        first, last = _WAYS.take(ways, axis=0).T
        turned_back = _turned_back().take(first + 1)
        shorter = self._sets(_hash(running, heads[words] + first, ends[words] - last, turned_back))
        # Backwards: of several assignments to one place the last one stays, and that is to be what takes off the least.
        known = shorter.nonzero()[0][::-1]
        sets[rest[words[known]]] = shorter[known]
        return sets

    def _sets(self, hashes: Buckets) -> NDArray[np.intp]:
        """Return the set of each hash, 0 for one that is no word's."""
        sets = np.zeros(len(hashes), np.intp)
        maybe = self.seen.take(hashes >> np.uint32(32 - _WORD_BITS)).nonzero()[0]
        hashes = hashes[maybe]
        places = self.words.searchsorted(hashes)
        known = self.words.take(places, mode="clip") == hashes
        sets[maybe[known]] = self.sets[places[known]]
        return sets


def _taken_off(running: Buckets, heads: Places, ends: Places) -> NDArray[np.bool_]:
    """Return whether nothing, or one letter and more, can be taken off before each word, then behind it.

    Shape (twice the numbers of letters, W).
    """
    fronts, backs = slice(1, LONGEST_AFFIX + 1), slice(LONGEST_AFFIX + 2, None)
    after, until = np.empty((2, 2 * LONGEST_AFFIX + 2, len(heads)), np.int64)
    after[fronts] = heads
    np.add(heads, _SIZES, out=until[fronts])
    np.subtract(ends, _SIZES, out=after[backs])
    until[backs] = ends
    after[:: LONGEST_AFFIX + 1] = until[:: LONGEST_AFFIX + 1] = heads
    begins = np.ones_like(after)
    np.subtract(after[backs] + 1, heads, out=begins[backs])
    hashes = _hash(running, after, until, _turned_back().take(begins, mode="clip"))
    hashes >>= np.uint32(32 - _AFFIX_BITS)
    hashes[LONGEST_AFFIX + 1 :] += np.uint32(1 << _AFFIX_BITS)
    possible = _affixes().take(hashes)
    possible[:: LONGEST_AFFIX + 1] = True
    return possible


def _hash(running: Buckets, after: Places, until: Places, turned_back: Buckets | np.uint32) -> Buckets:
    """Return the hash of the letters behind the place `after` up to `until`, turned back to where the first one is."""
    sums = running.take(until, mode="clip")
    sums -= running.take(after, mode="clip")
    sums *= turned_back
    return _mixed(sums)


def _mixed(sums: Buckets) -> Buckets:
    return (sums ^ (sums >> np.uint32(16))) * _SPREAD


@cache
def _turned_back() -> Buckets:
    inverse = pow(int(STEP), -1, 1 << 32)
    return np.array([pow(inverse, power, 1 << 32) for power in range(LONGEST_WORD + 2)], np.uint32)


@cache
def _affixes() -> NDArray[np.bool_]:
    """Return which hashes are those of what stands before a stem, then which are those of what stands behind."""
    return np.concatenate([_seen(hashes_of(affixes.split()), _AFFIX_BITS) for affixes in (BEFORE, BEHIND)])


def _seen(hashes: Buckets, bits: int) -> NDArray[np.bool_]:
    table = np.zeros(1 << bits, bool)
    table[hashes >> np.uint32(32 - bits)] = True
    return table


def hashes_of(words: Sequence[str]) -> Buckets:
    """Return the hash of each word, as `sets_of` looks for it whole; 0 for what is not one word once it is folded."""
    folded = fold_batch(words)
    text = stream(folded)
    if len(text.words) < 2:
        return np.zeros(len(words), np.uint32)
    running = planes(text).running
    alone = (np.diff(text.documents) == 1).nonzero()[0]
    places = text.documents[:-1][alone]
    hashes = np.zeros(len(words), np.uint32)
    hashes[alone] = _hash(running, text.words[:-1][places], text.words[1:][places] - 1, _turned_back()[1])
    return hashes
