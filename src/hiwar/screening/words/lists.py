"""Compiled lists: one automaton notices the places where a listed word may stand, then words and phrases are looked at.

Belongs here: finding in one text and in thousands at once. Not here: what a phrase is (`phrases`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiwar.arabic.fold import FoldedBatch
from hiwar.arabic.tokens import Token, stems, tokens, tokens_at, words_of
from hiwar.screening.aho_corasick import BORDER, Automaton
from hiwar.screening.words.entries import Match, WordEntry
from hiwar.screening.words.phrases import SHORTEST_STEM, Company, Phrase, phrases_of


class _Anchored(NamedTuple):
    """A phrase under one of the words by which it is noticed, with its place in the list.

    It begins from `nearest` to `furthest` words before that word.
    """

    phrase: Phrase
    rank: tuple[bool, int]
    nearest: int
    furthest: int


class _Group:
    """The phrases under one anchor, by their first word: many share «كلاب», few begin with what stands before it."""

    __slots__ = ("by_first", "reach")

    def __init__(self) -> None:
        self.by_first: dict[str, list[_Anchored]] = {}
        self.reach = 0

    def add(self, one: _Anchored, anchor: str) -> None:
        for word in one.phrase.parts[0].words if one.phrase.anchor else (anchor,):
            self.by_first.setdefault(word, []).append(one)
        self.reach = max(self.reach, one.furthest)

    def phrases(self) -> Iterator[Phrase]:
        return (one.phrase for ones in self.by_first.values() for one in ones)


_MOST_COMPANIES = 4096


class _Found(NamedTuple):
    """A phrase in a text, in the order of finding: the first word, the most of it, the place in the list."""

    first: int
    left_over: int
    rank: tuple[bool, int]
    last: int
    entry: WordEntry


class WordList:
    """A compiled list. Its cost grows with the text and with what is found, hardly with the number of entries."""

    __slots__ = ("_automaton", "_companies", "_groups")

    def __init__(self, phrases: Iterable[Phrase] = ()) -> None:
        self._groups: dict[str, _Group] = defaultdict(_Group)
        patterns: set[str] = set()
        for number, phrase in enumerate(phrases):
            parts = phrase.parts
            rank = len(parts) > 1 and not parts[1].gap, number
            one = _Anchored(phrase, rank, phrase.anchor, phrase.furthest_anchor())
            for word in parts[phrase.anchor].words:
                self._groups[word].add(one, word)
            patterns.update(_patterns(phrase))
        self._automaton = Automaton(patterns)
        # By the word that is noticed, as it was written; the same few words are noticed all day.
        self._companies: dict[str, Company] = {}

    @classmethod
    def compile(cls, entries: Iterable[WordEntry]) -> "WordList":
        """Return the list of these entries; entries without a letter or number are left out."""
        return cls(phrases_of(tuple(entries)))

    def __bool__(self) -> bool:
        return bool(self._groups)

    def find(self, text: str) -> tuple[Match, ...]:
        """Return what of the list is in the text, in the text's order."""
        return self.find_in(tokens(text))

    def find_in(self, words: tuple[Token, ...]) -> tuple[Match, ...]:
        """Return what of the list is in a text that is cut into words already, one match per entry and place."""
        if not self or not words:
            return ()
        texts = [word.text for word in words]
        joined = BORDER.join(texts)
        return _matches(self._found(texts, _words_at(joined, self._automaton.ends(joined))), words)

    def find_batch(self, texts: FoldedBatch) -> dict[int, tuple[Match, ...]]:
        """Return what of the list is in each text in which anything is, by the text's place in the batch."""
        if not self:
            return {}
        found: dict[int, tuple[Match, ...]] = {}
        for text, places in groupby(self._worth_a_look(texts), key=itemgetter(0)):
            start, end = int(texts.starts[text]), int(texts.starts[text + 1])
            words = words_of(_characters(texts.codes[start:end]))
            if here := self._found(words, {word for _, word in places}):
                ends = {place for one in here for place in (one.first, one.last)}
                found[text] = _matches(here, tokens_at(texts.folded(text), ends))
        return found

    def _worth_a_look(self, texts: FoldedBatch) -> Iterator[tuple[int, int]]:
        """Yield each text and word by which something is noticed, if the words beside it do not speak against it.

        Half of all clean comments hold a word of some listed phrase; telling by its neighbors alone that the phrase is
        not there keeps the cost of a clean comment at microseconds.
        """
        starts, ends = self._automaton.words_in(texts.codes)
        noticed = np.searchsorted(ends, self._automaton.ends_in(texts.codes) - 1)
        which = np.searchsorted(texts.starts, starts[noticed], side="right") - 1
        inside = noticed - np.searchsorted(starts, texts.starts[which])
        letters = _characters(texts.codes)
        # The first word has none before it, the last none after it: their neighbors are empty.
        starts, ends = (np.concatenate(([0], places, [0])) for places in (starts, ends))
        spans = [places[noticed + by].tolist() for by in range(3) for places in (starts, ends)]
        for text, word, start_before, end_before, start, end, start_after, end_after in zip(
            which.tolist(), inside.tolist(), *spans, strict=True
        ):
            here = letters[start:end]
            company = self._companies.get(here) or self._company_of(here)
            if (
                company.any
                or (company.before and not company.before.isdisjoint(stems(letters[start_before:end_before])))
                or (company.after and not company.after.isdisjoint(stems(letters[start_after:end_after])))
            ):
                yield text, word

    def _company_of(self, word: str) -> Company:
        """Return the company of all phrases that a word may stand for."""
        if len(self._companies) >= _MOST_COMPANIES:
            self._companies.clear()
        phrases = (phrase for group in self._groups_at(word) for phrase in group.phrases())
        return self._companies.setdefault(word, Company.of(phrases))

    def _found(self, words: Sequence[str], noticed: Iterable[int]) -> list[_Found]:
        """Return the phrases in a text around the words that the automaton noticed."""
        return [
            _Found(first, one.phrase.left_over(words[first]), one.rank, last, one.phrase.entry)
            for position in noticed
            for group in self._groups_at(words[position])
            for first in range(max(0, position - group.reach), position + 1)
            for stem in stems(words[first])
            for one in group.by_first.get(stem, ())
            if one.nearest <= position - first <= one.furthest and one.phrase.fits(one.phrase.anchor, words[position])
            if (last := one.phrase.end_from(words, first)) is not None
        ]

    def _groups_at(self, word: str) -> list[_Group]:
        return [self._groups[stem] for stem in stems(word) if stem in self._groups]


def _patterns(phrase: Phrase) -> Iterator[str]:
    """Yield what the automaton looks for: words that end here, and begin here too unless a clitic may stand before."""
    part = phrase.parts[phrase.anchor]
    # All words of a stem begin with it, and one pattern for them is enough.
    for word in part.words if not part.stem else (part.stem, *(w for w in part.words if not w.startswith(part.stem))):
        before = "" if phrase.clitics and len(word) >= SHORTEST_STEM else BORDER
        yield before + word + ("" if word == part.stem else BORDER)


def _words_at(joined: str, ends: Iterable[int]) -> Iterator[int]:
    """Yield which words of a line end at these places, each once; from one to the next, or long texts would never end.

    A pattern may end with the border behind its word.
    """
    word, counted, last = 0, 0, -1
    for end in ends:
        word += joined.count(BORDER, counted, end - 1)
        counted = end - 1
        if word != last:
            yield word
        last = word


def _matches(found: list[_Found], words: Sequence[Token] | Mapping[int, Token]) -> tuple[Match, ...]:
    first_of: dict[tuple[int, str], _Found] = {}
    for one in sorted(found, key=itemgetter(0, 1, 2)):
        first_of.setdefault((one.first, one.entry.text), one)
    return tuple(Match(one.entry, words[one.first].start, words[one.last].end) for one in first_of.values())


def _characters(codes: NDArray[np.uint32]) -> str:
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le")


NO_WORDS = WordList()
