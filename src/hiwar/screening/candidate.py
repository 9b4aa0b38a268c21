"""The candidate: a comment before judgement, with every fact the rules may want.

Belongs here: facts, already looked up, and readings of them that several rules share. Not here: rules, and any way to
look something up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from hiwar.arabic.fold import Folded
from hiwar.arabic.tokens import Token, tokens, tokens_of
from hiwar.screening.links import Link, find_links
from hiwar.screening.verdict import Field, Span
from hiwar.screening.words import NO_WORDS, Match, WordList


@dataclass(frozen=True)
class Candidate:
    """A cleaned comment, what is known about its writer, and what the site has decided.

    `trusted`: this browser key and name had a comment approved. `keyless`: no browser key came with it. `over_limit`:
    the writer or the network around them is sending too much. `previous`: texts the same writer sent lately.
    `max_links`: from how many links on a person looks, 0 for never.
    `scores` are a classifier's, by label; `thresholds` say from which score on a person must look, and a label without
    one holds nothing. `carriers` are the places of the text that carry a score. `name_scores` and `name_thresholds` are
    the same for the name. `unscored` says why there are no scores, or why they are not enough: missing, failed, late,
    long.
    `listed_threshold` says from which overall score on a word of the starter list is reason enough to hold.
    `folded` is the text folded already, where many texts were folded together.
    """

    text: str
    name: str = ""
    email: str = ""
    trusted: bool = False
    keyless: bool = False
    over_limit: bool = False
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
    listed_threshold: float = 0.0
    unscored: str = ""
    folded: Folded | None = None

    def tokens(self, field_name: Field) -> tuple[Token, ...]:
        """Return the folded words of a field; each field is folded once, however many rules ask."""
        return self._tokens[field_name]

    def found(self, words: WordList, field_name: Field) -> tuple[Match, ...]:
        """Return what of a list is in a field; each list looks at each field once, however many rules ask."""
        known = self._found.get((id(words), field_name))
        if known is None:
            known = self._found[id(words), field_name] = words.find_in(self.tokens(field_name))
        return known

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Return the links of the text."""
        return find_links(self.text)

    @cached_property
    def _found(self) -> dict[tuple[int, Field], tuple[Match, ...]]:
        return {}

    @cached_property
    def _tokens(self) -> dict[Field, tuple[Token, ...]]:
        text = tokens(self.text) if self.folded is None else tokens_of(self.folded)
        # Most comments come without a name or an address, and folding nothing costs as much as folding a line.
        return {"text": text, "name": self._tokens_of(self.name), "email": self._tokens_of(self.email)}

    @staticmethod
    def _tokens_of(value: str) -> tuple[Token, ...]:
        return tokens(value) if value else ()
