"""Compiled lists: one automaton notices the places where a listed word may stand, then words and phrases are looked at.

Belongs here: finding in one text and in thousands at once. Not here: what a phrase is (`phrases`).
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from hiwar.arabic.fold import FoldedBatch
from hiwar.arabic.tokens import Token, stems, tokens, tokens_of
from hiwar.screening.aho_corasick import BORDER, Automaton
from hiwar.screening.words.entries import Match, WordEntry
from hiwar.screening.words.phrases import SHORTEST_STEM, Phrase, phrases_of

_word = re.compile(r"[^\W_]+")


class _Anchored(NamedTuple):
    """A phrase under one of the words by which it is noticed, with its place in the list."""

    phrase: Phrase
    rank: tuple[bool, int]


class _Found(NamedTuple):
    """A phrase in a text, in the order of finding: the first word, the most of it, the place in the list."""

    first: int
    left_over: int
    rank: tuple[bool, int]
    last: int
    entry: WordEntry


class WordList:
    """A compiled list. Its cost grows with the text and with what is found, hardly with the number of entries."""

    __slots__ = ("_anchored", "_automaton")

    def __init__(self, anchored: dict[str, tuple[_Anchored, ...]] | None = None) -> None:
        self._anchored = anchored or {}
        self._automaton = Automaton(_patterns(self._anchored))

    @classmethod
    def compile(cls, entries: Iterable[WordEntry]) -> "WordList":
        """Return the list of these entries; entries without a letter or number are left out."""
        anchored: dict[str, list[_Anchored]] = defaultdict(list)
        for number, phrase in enumerate(phrases_of(tuple(entries))):
            parts = phrase.parts
            one = _Anchored(phrase, (len(parts) > 1 and not parts[1].gap, number))
            for word in parts[phrase.anchor].words:
                anchored[word].append(one)
        return cls({word: tuple(group) for word, group in anchored.items()})

    def __bool__(self) -> bool:
        return bool(self._anchored)

    def find(self, text: str) -> tuple[Match, ...]:
        """Return what of the list is in the text, in the text's order."""
        return self.find_in(tokens(text))

    def find_in(self, words: tuple[Token, ...]) -> tuple[Match, ...]:
        """Return what of the list is in a text that is cut into words already, one match per entry and place."""
        if not self or not words:
            return ()
        texts = [word.text for word in words]
        joined = BORDER.join(texts)
        noticed = {joined.count(BORDER, 0, end - 1) for end in self._automaton.ends(joined)}
        return _matches(self._found(texts, noticed), words)

    def find_batch(self, texts: FoldedBatch) -> dict[int, tuple[Match, ...]]:
        """Return what of the list is in each text in which anything is, by the text's place in the batch."""
        if not self:
            return {}
        last = self._automaton.ends_in(texts.codes) - 1
        which = np.searchsorted(texts.starts, last, side="right") - 1
        inside = last - texts.starts[which]
        found: dict[int, tuple[Match, ...]] = {}
        for text, places in groupby(zip(which.tolist(), inside.tolist(), strict=True), key=lambda pair: pair[0]):
            folded = _text_of(texts, text)
            spans = [match.span() for match in _word.finditer(folded)]
            starts = [start for start, _ in spans]
            noticed = {bisect_left(starts, place) - 1 for _, place in places}
            here = self._found([folded[start:end] for start, end in spans], noticed)
            if here:
                found[text] = _matches(here, tokens_of(texts.folded(text)))
        return found

    def _found(self, words: Sequence[str], noticed: Iterable[int]) -> list[_Found]:
        """Return the phrases in a text around the words that the automaton noticed."""
        return [
            _Found(first, one.phrase.left_over(words[first]), one.rank, last, one.phrase.entry)
            for position in noticed
            for one in self._anchored_at(words[position])
            for first in one.phrase.starts_around(position)
            if (last := one.phrase.end_from(words, first)) is not None
        ]

    def _anchored_at(self, word: str) -> Iterator[_Anchored]:
        for stem in stems(word):
            for one in self._anchored.get(stem, ()):
                if stem == word or one.phrase.clitics:
                    yield one


def _patterns(anchored: dict[str, tuple[_Anchored, ...]]) -> Iterator[str]:
    """Yield what the automaton looks for: words that end here, and begin here too unless a clitic may stand before."""
    for word, group in anchored.items():
        clitics = len(word) >= SHORTEST_STEM and any(one.phrase.clitics for one in group)
        yield word + BORDER if clitics else BORDER + word + BORDER


def _matches(found: list[_Found], words: Sequence[Token]) -> tuple[Match, ...]:
    first_of: dict[tuple[int, str], _Found] = {}
    for one in sorted(found, key=itemgetter(0, 1, 2)):
        first_of.setdefault((one.first, one.entry.text), one)
    return tuple(Match(one.entry, words[one.first].start, words[one.last].end) for one in first_of.values())


def _text_of(texts: FoldedBatch, index: int) -> str:
    start, end = int(texts.starts[index]), int(texts.starts[index + 1]) - 1
    return texts.codes[start:end].astype("<u4").tobytes().decode("utf-32-le")


NO_WORDS = WordList()
