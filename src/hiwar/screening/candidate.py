"""The candidate: a comment before judgement, with every fact the rules may want.

Belongs here: facts, already looked up, and readings of them that several rules share. Not here: rules, and any way to
look something up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from hiwar.arabic.fold import Folded, fold, fold_batch
from hiwar.arabic.tokens import Token, tokens_of, words_of
from hiwar.screening.disguises import hidden_words
from hiwar.screening.links import Link, find_links
from hiwar.screening.verdict import Field, Span
from hiwar.screening.words import NO_WORDS, Match, WordList

T = TypeVar("T")
# What hangs on the words alone, whatever is known or decided about them.
_READINGS = ("_folds", "_tokens", "_found", "_hidden_words", "links")


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
    `folded` is the text folded already, where many texts were folded together, and `listed` what lists found in it,
    by the list's `id`, where they looked through many texts at once.
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
    listed: Mapping[int, tuple[Match, ...]] = field(default_factory=dict)

    def note_folded(self, field_name: Field, folded: Folded) -> None:
        """Keep how a field reads folded."""
        # Asked for by its name it would be made first.
        vars(self).setdefault("_folds", {})[field_name] = folded

    def note_found(self, words: WordList, field_name: Field, found: tuple[Match, ...]) -> None:
        """Keep what of a list is in a field."""
        self._found[id(words), field_name] = found

    def once(self, name: str, look: Callable[["Candidate"], T]) -> T:
        """Return what `look` sees in this candidate, looking once under each name, however many rules ask."""
        if name not in self._looks:
            self._looks[name] = look(self)
        seen: T = self._looks[name]
        return seen

    def with_readings_of(self, other: "Candidate") -> "Candidate":
        """Return this candidate, having taken over how the same words were read: nothing is looked for again."""
        kept = vars(other)
        vars(self).update({name: kept[name] for name in _READINGS if name in kept})
        return self

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
        return {(words, "text"): found for words, found in self.listed.items()}

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
            return {"text": self.folded}
        fields: tuple[Field, ...] = ("text", "name")
        # As a classifier folds them, so that it is done once for both.
        batch = fold_batch(self.read)
        return {field_name: batch.folded(place) for place, field_name in enumerate(fields[: len(batch)])}

    @cached_property
    def _looks(self) -> dict[str, Any]:
        return {}

    @cached_property
    def _tokens(self) -> dict[Field, tuple[Token, ...]]:
        return {}
