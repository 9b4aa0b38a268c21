"""The candidate: a comment before judgement, with every fact the rules may want.

Belongs here: facts, already looked up, and readings of them that several rules share. Not here: rules, and any way to
look something up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from hiwar.arabic.fold import Folded, fold, fold_batch
from hiwar.arabic.tokens import Token, tokens_of, words_of
from hiwar.screening.disguises import hidden_words
from hiwar.screening.links import Link, find_links
from hiwar.screening.verdict import Field, Span
from hiwar.screening.words import NO_WORDS, Match, WordList


@dataclass(frozen=True)
class Candidate:
    """A cleaned comment, what is known about its writer, and what the site has decided.

    `trusted`: this browser key and name had a comment approved. `keyless`: no browser key came with it. `over_limit`:
    the writer or the network around them is sending too much. `watched_network`: a moderator lets everything from that
    network wait for a few hours. `previous`: texts the same writer sent lately.
    `max_links`: from how many links on a person looks, 0 for never.
    `scores` are a classifier's, by label; `thresholds` say from which score on a person must look, and a label without
    one holds nothing. `carriers` are the places of the text that carry a score. `name_scores` and `name_thresholds` are
    the same for the name. `unscored` says why there are no scores, or why they are not enough: missing, failed, late,
    long.
    `listed_thresholds` say from which score of a label on a word of the starter list is reason enough to hold, and
    `listed_scores` are those scores: the highest of the whole text and of what stands closely around such words.
    `hints` are places that may be harm, by label; where one is, `thresholds` are lower for its label (`hints`).
    `folded` is the text folded already, and `folded_name` the name, where many texts were folded together; `listed` and
    `listed_name` are what lists found in them, by the list's `id`, where they looked through many texts at once.
    """

    text: str
    name: str = ""
    email: str = ""
    trusted: bool = False
    keyless: bool = False
    over_limit: bool = False
    watched_network: bool = False
    hold_all: bool = False
    hold_first: bool = True
    max_links: int = 2
    previous: tuple[str, ...] = ()
    banned: WordList = NO_WORDS
    suspect: WordList = NO_WORDS
    allowed: WordList = NO_WORDS
    reserved_names: frozenset[str] = frozenset()
    starter: bool = True
    scores: Mapping[str, float] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    carriers: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    name_scores: Mapping[str, float] = field(default_factory=dict)
    name_thresholds: Mapping[str, float] = field(default_factory=dict)
    listed_thresholds: Mapping[str, float] = field(default_factory=dict)
    listed_scores: Mapping[str, float] = field(default_factory=dict)
    hints: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    unscored: str = ""
    folded: Folded | None = None
    folded_name: Folded | None = None
    listed: Mapping[int, tuple[Match, ...]] = field(default_factory=dict)
    listed_name: Mapping[int, tuple[Match, ...]] = field(default_factory=dict)

    def tokens(self, field_name: Field) -> tuple[Token, ...]:
        """Return the folded words of a field; each field is folded once, however many rules ask."""
        known = self._tokens.get(field_name)
        if known is None:
            known = self._tokens[field_name] = tokens_of(self.folds(field_name))
        return known

    def words(self, field_name: Field) -> list[str]:
        """Return what `tokens` returns without the places, which cost more than the words."""
        return words_of(self.folds(field_name).text)

    def found(self, words: WordList, field_name: Field) -> tuple[Match, ...]:
        """Return what of a list is in a field; each list looks at each field once, however many rules ask."""
        if not words or not getattr(self, field_name):
            return ()
        known = self._found.get((id(words), field_name))
        if known is None:
            known = self._found[id(words), field_name] = words.find_in(self.tokens(field_name))
        return known

    def hidden(self, words: WordList) -> tuple[Match, ...]:
        """Return what of a list stands in the text in a disguise that folding does not undo, whole words alone."""
        if not words or not self._hidden_words:
            return ()
        return tuple(match for word in self._hidden_words for match in words.find_in((word,)))

    @cached_property
    def _hidden_words(self) -> tuple[Token, ...]:
        return tuple(hidden_words(self.folds("text")))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Return the links of the text."""
        return find_links(self.text)

    @cached_property
    def _found(self) -> dict[tuple[int, Field], tuple[Match, ...]]:
        known: dict[tuple[int, Field], tuple[Match, ...]] = {(words, "text"): it for words, it in self.listed.items()}
        known.update({(words, "name"): it for words, it in self.listed_name.items()})
        return known

    @property
    def read(self) -> tuple[str, ...]:
        """Return what a classifier reads: the text, and the name if there is one."""
        return (self.text, self.name) if self.name else (self.text,)

    def folds(self, field_name: Field) -> Folded:
        """Return a field folded; each is folded once."""
        known = self._folds.get(field_name)
        if known is None:
            known = self._folds[field_name] = fold(getattr(self, field_name))
        return known

    @cached_property
    def _folds(self) -> dict[Field, Folded]:
        if self.folded is not None:
            known: dict[Field, Folded] = {"text": self.folded}
            return known if self.folded_name is None else {**known, "name": self.folded_name}
        fields: tuple[Field, ...] = ("text", "name")
        # As a classifier folds them, so that it is done once for both.
        batch = fold_batch(self.read)
        return {field_name: batch.folded(place) for place, field_name in enumerate(fields[: len(batch)])}

    @cached_property
    def _tokens(self) -> dict[Field, tuple[Token, ...]]:
        return {}
