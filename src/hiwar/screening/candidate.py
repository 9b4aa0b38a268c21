"""The candidate: a comment before judgement, with every fact the rules may want.

Belongs here: facts, already looked up, and readings of them that several rules share. Not here: rules, and any way to
look something up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from hiwar.arabic.tokens import Token, tokens
from hiwar.screening.links import Link, find_links
from hiwar.screening.verdict import Field, Span
from hiwar.screening.words import NO_WORDS, WordList


@dataclass(frozen=True)
class Candidate:
    """A cleaned comment, what is known about its writer, and what the site has decided.

    `trusted`: this browser key and name had a comment approved. `keyless`: no browser key came with it. `over_limit`:
    the writer or the network around them is sending too much. `previous`: texts the same writer sent lately.
    `max_links`: from how many links on a person looks, 0 for never.
    `scores` are a classifier's, by label; `thresholds` say from which score on a person must look, and a label without
    one holds nothing. `carriers` are the places of the text that carry a score. `name_scores` and `name_thresholds` are
    the same for the name. `unscored` says why there are no scores, or why they came too late: missing, failed, late.
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
    unscored: str = ""

    def tokens(self, field_name: Field) -> tuple[Token, ...]:
        """Return the folded words of a field; each field is folded once, however many rules ask."""
        return self._tokens[field_name]

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Return the links of the text."""
        return find_links(self.text)

    @cached_property
    def _tokens(self) -> dict[Field, tuple[Token, ...]]:
        return {"text": tokens(self.text), "name": tokens(self.name), "email": tokens(self.email)}
