"""Many words looked for at once: an Aho-Corasick automaton, walked letter by letter or by thousands of texts at a time.

Belongs here: the trie, its failure links, the dense table they become, and the walk. Not here: what the words mean,
clitics, phrases (`words`), and folding: both sides must come folded alike.

Every character that is neither letter nor digit is one and the same here, the border, written as a space in patterns;
a text begins behind a border. So " كلب " is the word alone, "كلب " any word that ends like it.

>>> Automaton([" قلب ", "باب "]).ends("قلب، انقلاب، باب")
[4, 17]
"""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property, lru_cache
from math import isqrt

import numpy as np
from numpy.typing import NDArray

BORDER = " "
_BORDER, _OTHER = 0, 1
# A byte for a letter keeps the table small. Letters beyond share bytes: then the automaton points at a few places too
# many, which the caller's own look refuses, and never at one too few.
_ROOM = 254
# Below stand the letters of folded Arabic, Latin, Greek and Cyrillic; the others are looked up singly.
_NEAR = 0x3000
# One block of states fits the processor's cache; longer ones are slower, shorter ones waste the start of each column.
_BLOCK = 1 << 19

Symbols = NDArray[np.uint8]
Positions = NDArray[np.int64]


class Automaton:
    """Patterns compiled into one table: from a state and a letter to the next state.

    States are kept as offsets of their row, and those at which a pattern ends come last, so that one comparison tells.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        words = sorted({_bordered(pattern) for pattern in patterns if pattern})
        self._letters = _Letters(words)
        self._depth = max(map(len, words), default=0)
        trie = _Trie(word.translate(self._letters).encode("latin-1") for word in words)
        self._table, self._first_end = _dense(trie, self._letters.count)

    def ends(self, text: str) -> list[int]:
        """Return the positions at which a pattern ends, each once, in order; a border after the text ends it."""
        table, first_end = self._rows, self._first_end
        state = table[_BORDER]
        found = []
        for position, symbol in enumerate((text + BORDER).translate(self._letters).encode("latin-1"), 1):
            state = table[state + symbol]
            if state >= first_end:
                found.append(position)
        return found

    def ends_in(self, codes: NDArray[np.uint32]) -> Positions:
        """Return what `ends` returns, for a text given as code points; columns of it are walked at once."""
        symbols = self._letters.of(codes)
        blocks = [self._ends_between(symbols, start) for start in range(0, len(symbols), _BLOCK)]
        return np.concatenate(blocks) if blocks else np.empty(0, np.int64)

    def words_in(self, codes: NDArray[np.uint32]) -> tuple[Positions, Positions]:
        """Return where the words of a text given as code points begin and end; a border must follow the last."""
        is_letter = self._letters.of(codes) != _BORDER
        changes = np.flatnonzero(is_letter[1:] != is_letter[:-1]) + 1
        if is_letter[:1].any():
            changes = np.concatenate(([0], changes))
        return changes[::2], changes[1::2]

    @cached_property
    def _rows(self) -> memoryview:
        """Return the table as Python reads it fastest without a copy."""
        return self._table.data

    def _ends_between(self, symbols: Symbols, start: int) -> Positions:
        """Walk one block cut into rows of equal length, all rows side by side.

        The state knows no more than the longest pattern's letters, so a row that begins that much earlier is in the
        state it would have come to from the start of the text.
        """
        stop = min(start + _BLOCK, len(symbols))
        length = max(8, isqrt(self._depth * (stop - start) // 1200))
        rows = -(-(stop - start) // length)
        padded = np.zeros(self._depth + rows * length, np.uint8)
        before = min(self._depth, start)
        padded[self._depth - before : self._depth + stop - start] = symbols[start - before : stop]
        windows = np.lib.stride_tricks.sliding_window_view(padded, self._depth + length)[::length]
        columns = np.ascontiguousarray(windows.T)
        states = np.empty((length, rows), np.int32)
        state = np.full(rows, self._table[_BORDER], np.int32)
        index = np.empty(rows, np.intp)
        for number, column in enumerate(columns):
            np.add(state, column, out=index)
            state = states[number - self._depth] if number >= self._depth else state
            np.take(self._table, index, out=state, mode="clip")
        column_of, row_of = np.divmod(np.flatnonzero(states >= self._first_end), rows)
        positions = row_of * length + column_of
        return np.sort(positions[positions < stop - start]) + (start + 1)


class _Letters(dict[int, str]):
    """The alphabet: what `str.translate` asks for, and the same for arrays."""

    ROOM = 8192  # A hostile alphabet must not fill the memory.

    def __init__(self, words: list[str]) -> None:
        frequent = Counter(letter for word in words for letter in word if letter != BORDER).most_common()
        own = {ord(letter): 2 + rank % _ROOM for rank, (letter, _) in enumerate(frequent)}
        super().__init__({code: chr(symbol) for code, symbol in own.items()})
        self.count = min(_ROOM, len(own)) + 2
        self._near = np.where(_near_letters(), _OTHER, _BORDER).astype(np.uint8)
        for code, symbol in own.items():
            if code < _NEAR:
                self._near[code] = symbol

    def __missing__(self, code: int) -> str:
        symbol = chr(_OTHER if chr(code).isalnum() else _BORDER)
        if len(self) < self.ROOM:
            self[code] = symbol
        return symbol

    def of(self, codes: NDArray[np.uint32]) -> Symbols:
        """Return the symbols of code points."""
        symbols: Symbols = np.take(self._near, codes, mode="clip")
        far = np.flatnonzero(codes >= _NEAR)
        if len(far):
            distinct, which = np.unique(codes[far], return_inverse=True)
            known = np.array([ord(self[code]) for code in distinct.tolist()], np.uint8)
            symbols[far] = known[which]
        return symbols


class _Trie:
    """The patterns as a tree: for each node its parent, the symbol that leads to it, its depth; the root is node 0."""

    def __init__(self, words: Iterable[bytes]) -> None:
        self.parents, self.symbols, self.depths = [0], [0], [0]
        ends = set()
        known: dict[int, int] = {}
        for word in words:
            node = 0
            for depth, symbol in enumerate(word, 1):
                step = node << 8 | symbol
                following = known.get(step)
                if following is None:
                    following = known[step] = len(self.parents)
                    self.parents.append(node)
                    self.symbols.append(symbol)
                    self.depths.append(depth)
                node = following
            ends.add(node)
        self.is_end = np.zeros(len(self.parents), np.bool_)
        self.is_end[list(ends)] = True


def _dense(trie: _Trie, letters: int) -> tuple[NDArray[np.int32], int]:
    """Return the table in one row after the other, and the first offset at which a pattern ends.

    A node's failure is the longest other beginning that it ends with; it is less deep, so the tree is walked by depth.
    What a failure would lead to is written into the row itself: walking a text never looks back.
    """
    parents, symbols, depths = (np.array(column, np.int32) for column in (trie.parents, trie.symbols, trie.depths))
    count = len(parents)
    table = np.zeros((count, letters), np.int32)
    failure = np.zeros(count, np.int32)
    is_end = trie.is_end
    for depth in range(1, int(depths.max()) + 1):
        nodes = np.flatnonzero(depths == depth)
        above, symbol = parents[nodes], symbols[nodes]
        if depth > 1:
            failure[nodes] = table[failure[above], symbol]
        table[above, symbol] = nodes
        table[nodes] = table[failure[nodes]]
        is_end[nodes] |= is_end[failure[nodes]]
    order = np.argsort(is_end, kind="stable")
    place = np.empty(count, np.int32)
    place[order] = np.arange(count, dtype=np.int32) * letters
    return place[table[order]].ravel(), int((count - is_end.sum()) * letters)


def _bordered(pattern: str) -> str:
    return "".join(letter if letter.isalnum() else BORDER for letter in pattern)


@lru_cache(maxsize=1)
def _near_letters() -> NDArray[np.bool_]:
    return np.fromiter((chr(code).isalnum() for code in range(_NEAR)), np.bool_, _NEAR)
