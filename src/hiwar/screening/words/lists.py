"""Compiled lists: one automaton notices the places where a listed word may stand, then words and phrases are looked at.

Belongs here: finding in one text and in thousands at once. Not here: what a phrase is (`phrases`).
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from hiwar.arabic.fold import FoldedBatch
from hiwar.arabic.tokens import Token, stems, tokens, tokens_of
from hiwar.screening.aho_corasick import BORDER, Automaton
from hiwar.screening.words.entries import Match, WordEntry
from hiwar.screening.words.phrases import Phrase, phrases_of, readings

_word = re.compile(r"[^\W_]+")
_SHORTEST_AFTER_CLITIC = 3  # Letters that `hiwar.arabic.tokens.stems` leaves.


@dataclass(frozen=True, slots=True)
class _Anchored:
    """A phrase under one of the words by which it is noticed, with its rank among those found at one place."""

    phrase: Phrase
    rank: tuple[bool, int]


@dataclass(frozen=True, slots=True)
class _Found:
    """A phrase in a text: its first and last word."""

    first: int
    last: int
    rank: tuple[bool, int]
    entry: WordEntry


class WordList:
    """A compiled list. Its cost grows with the text and with what is found, hardly with the number of entries."""

    __slots__ = ("_anchored", "_automaton", "_has_stems")

    def __init__(self, anchored: dict[str, tuple[_Anchored, ...]] | None = None) -> None:
        self._anchored = anchored or {}
        self._has_stems = any(one.phrase.entry.by_stem for group in self._anchored.values() for one in group)
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
            _Found(first, last, one.rank, one.phrase.entry)
            for position in noticed
            for one in self._anchored_at(words[position])
            for first in one.phrase.starts_around(position)
            if (last := one.phrase.end_from(words, first)) is not None
        ]

    def _anchored_at(self, word: str) -> Iterator[_Anchored]:
        forms = dict.fromkeys(stems(word))
        if self._has_stems:
            forms |= dict.fromkeys(stem for stem in readings(word, _ANY_STEM))
        for form in forms:
            for one in self._anchored.get(form, ()):
                if one.phrase.fits(one.phrase.anchor, word):
                    yield one


_ANY_STEM = WordEntry("", by_stem=True)


def _patterns(anchored: dict[str, tuple[_Anchored, ...]]) -> Iterator[str]:
    """Yield what the automaton looks for: as much of a border as the entries at a word allow."""
    for word, group in anchored.items():
        by_stem = any(one.phrase.entry.by_stem for one in group)
        clitics = any(one.phrase.entry.clitics for one in group)
        is_long = len(word) >= _SHORTEST_AFTER_CLITIC
        yield ("" if clitics and is_long else BORDER) + word + ("" if by_stem and is_long else BORDER)


def _matches(found: list[_Found], words: Sequence[Token]) -> tuple[Match, ...]:
    first_of: dict[tuple[int, str], _Found] = {}
    for one in sorted(found, key=lambda one: (one.first, one.rank)):
        first_of.setdefault((one.first, one.entry.text), one)
    return tuple(Match(one.entry, words[one.first].start, words[one.last].end) for one in first_of.values())


def _text_of(texts: FoldedBatch, index: int) -> str:
    start, end = int(texts.starts[index]), int(texts.starts[index + 1]) - 1
    return texts.codes[start:end].astype("<u4").tobytes().decode("utf-32-le")


NO_WORDS = WordList()
