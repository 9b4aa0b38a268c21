"""Terms: the words of a text as the index holds them, the same on every database.

A term is ASCII, so no database has an opinion about it: a letter for what it is, then the word, each Arabic letter as
one ASCII one. Belongs here: what of a text becomes a term, and how it is spelled. Pure. Not here: the databases
(`engines`), the question (`question`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from hiwar.arabic.stem import Stemmed, stemmed
from hiwar.arabic.tokens import Token, tokens, tokens_with

# PostgreSQL knows 256 places of a word in one text, and no place after 16,383.
MOST_PLACES = 255
MOST_WORDS = 6000
LONGEST_WORD = 40
# Stands between headline and text, and where a word has more places than PostgreSQL counts.
GAP = "0"

_LETTERS = dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهويء", "abcdefghijklmnoprstuvwxy01234", strict=True))
_latin = re.compile(r"[a-z0-9]+\Z")


class Sort(Enum):
    """What a term says of its text. The letter is its first; each kind of text has its own."""

    STEM = 0  # The word's likeliest stem stands at this place.
    TITLE = 1  # One of its stems stands in the headline.
    FORM = 2  # The word stands there as it is, the article apart.
    OTHER = 3  # A stem it may have besides.


_SORTS = {"article": "stfl", "comment": "uyvw"}
_FACET = "x"


@dataclass(frozen=True, slots=True)
class Content:
    """A text as it is indexed. `facets` are what it can be narrowed by, such as `facet("section", 7)`."""

    kind: str
    title: str
    text: str
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with its stems and the place where it is written."""

    token: Token
    stems: Stemmed


def words_of(text: str) -> list[Word]:
    """Return the words of a text with their stems, in order.

    >>> [word.stems.stem for word in words_of("قالت المعلّمات: «القانونُ واضح»")]
    ['قالت', 'معلم', 'قانون', 'واضح']
    """
    return [Word(token, stemmed(token.text, text[token.start : token.end])) for token in tokens(text)]


def words_with(text: str, stems: Collection[str]) -> list[Word]:
    """Return those words of a text that have one of these stems, in order.

    Every stem is a part of its word, so the other words, nearly all, need not be asked for theirs.

    >>> [word.token.text for word in words_with("رأي القانونيين في لاقانون", {"قانون"})]
    ['القانونين']
    """
    return [word for word in _words_of_parts(text, stems) if any(stem in stems for stem in word.stems.all)]


def words_formed(text: str, form: str) -> list[Word]:
    """Return those words of a text that are this one, the article apart, in order.

    >>> [word.token.text for word in words_formed("قانون القانون وقانونه", "قانون")]
    ['قانون', 'القانون']
    """
    return [word for word in _words_of_parts(text, (form,)) if word.stems.form == form]


def _words_of_parts(text: str, parts: Collection[str]) -> list[Word]:
    return [Word(token, stemmed(token.text, text[token.start : token.end])) for token in tokens_with(text, parts)]


def term(sort: Sort, kind: str, word: str) -> str:
    """Return a word's term.

    >>> term(Sort.STEM, "article", "قانون"), term(Sort.FORM, "article", "covid")
    ('sva020', 'fzcovid')
    """
    return _SORTS[kind][sort.value] + spelled(word)


def facet(name: str, value: int) -> str:
    """Return the term of a site, a section or an author, by its number.

    >>> facet("section", 7)
    'xs7'
    """
    return f"{_FACET}{name[0]}{value}"


@lru_cache(maxsize=65536)
def spelled(word: str) -> str:
    """Return a folded word in ASCII letters and digits; no two words share a spelling."""
    word = word[:LONGEST_WORD]
    if _latin.match(word):
        return f"z{word}"
    return "".join(_LETTERS.get(letter) or f"q{ord(letter):x}q" for letter in word)


def terms_of(content: Content) -> list[str]:
    """Return the terms of a text: the stems at their places, then, in an order of their own, all others."""
    title = words_of(content.title)[:MOST_WORDS] if content.title else []
    text = words_of(content.text)[:MOST_WORDS]
    stem = [term(Sort.STEM, content.kind, word.stems.stem) for word in title]
    stem += [GAP, *(term(Sort.STEM, content.kind, word.stems.stem) for word in text)]
    rest = {term(Sort.TITLE, content.kind, one) for word in title for one in word.stems.all}
    rest |= {term(Sort.FORM, content.kind, word.stems.form) for word in (*title, *text)}
    rest |= {term(Sort.OTHER, content.kind, one) for word in (*title, *text) for one in word.stems.others}
    return [*_counted(stem), GAP, *sorted(rest), *content.facets]


def _counted(placed: Iterable[str]) -> Iterable[str]:
    """Return the terms with a gap in place of each that stands there too often already."""
    seen: Counter[str] = Counter()
    for one in placed:
        seen[one] += 1
        yield one if seen[one] <= MOST_PLACES else GAP
