"""A reader's question: words and phrases, read from what was typed, and what the index is asked for.

Belongs here: cutting the question up, saying what is wrong with it, and turning it into terms that every database takes
alike. No character of the question reaches a database: words become terms, and terms are ASCII letters and digits.
Pure. Not here: a database's way to write it down (`engines`), filters (`forms`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from hiwar.arabic.stem import readings
from hiwar.search.common_words import COMMON
from hiwar.search.terms import Sort, Word, term, words_of

MOST_CHARACTERS = 200
MOST_WORDS = 16
_phrase = re.compile(r"«([^«»]*)»|\"([^\"]*)\"|“([^“”]*)”|„([^„“”]*)[“”]")


class Fault(Enum):
    """Why a question cannot be asked."""

    EMPTY = "empty"
    TOO_LONG = "too long"
    TOO_MANY_WORDS = "too many words"
    NO_WORDS = "no words"


class BadQuestion(Exception):
    """The question cannot be asked; carries the fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Sought:
    """A word that is looked for: as folded, without its article, and the stems it may stand under."""

    text: str
    form: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: `words` in any order, and `phrases` whose words follow one another."""

    words: tuple[Sought, ...]
    phrases: tuple[tuple[Sought, ...], ...] = ()

    @property
    def all(self) -> tuple[Sought, ...]:
        """Return every word that is looked for, those in phrases too."""
        return (*self.words, *(word for phrase in self.phrases for word in phrase))


def question_of(asked: str) -> Question:
    """Return what a reader asks for. Raises `BadQuestion`.

    >>> [word.form for word in question_of("القانون في المدينة").words]
    ['قانون', 'مدينه']
    >>> [[word.form for word in phrase] for phrase in question_of("«قطار الساحل»").phrases]
    [['قطار', 'ساحل']]
    """
    if not asked.strip():
        raise BadQuestion(Fault.EMPTY)
    if len(asked) > MOST_CHARACTERS:
        raise BadQuestion(Fault.TOO_LONG)
    quoted = [_sought_in("".join(found.groups(""))) for found in _phrase.finditer(asked)]
    loose = _sought_in(_phrase.sub(" ", asked))
    phrases = tuple(phrase for phrase in quoted if len(phrase) > 1)
    # A phrase of one word is that word; common words alone are looked for all the same.
    single = [word for phrase in quoted if len(phrase) == 1 for word in phrase]
    telling = [word for word in loose if word.text not in COMMON]
    words = (*single, *(telling or ([] if quoted else loose)))
    found = Question(tuple(dict.fromkeys(words)), phrases)
    if not found.all:
        raise BadQuestion(Fault.NO_WORDS)
    if len(found.all) > MOST_WORDS:
        raise BadQuestion(Fault.TOO_MANY_WORDS)
    return found


def _sought_in(text: str) -> tuple[Sought, ...]:
    return tuple(_sought(word, text) for word in words_of(text))


def _sought(word: Word, text: str) -> Sought:
    token = word.token
    stems = readings(token.text, text[token.start : token.end])
    return Sought(token.text, word.stems.form, stems)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of these terms stands in the text."""

    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InARow:
    """These terms stand in the text one after another."""

    terms: tuple[str, ...]


# All of them are true of a text that is found.
Condition = tuple[AnyOf | InARow, ...]


def everywhere(question: Question, *, kind: str, facets: tuple[str, ...]) -> Condition:
    """Return what is true of every text that is found."""
    words = (
        AnyOf((*(term(Sort.STEM, kind, stem) for stem in word.stems), term(Sort.OTHER, kind, word.stems[0])))
        for word in question.words
    )
    phrases = (InARow(_row(phrase, kind)) for phrase in question.phrases)
    return (*words, *phrases, *(AnyOf((one,)) for one in facets))


def in_title(question: Question, *, kind: str) -> Condition:
    """Return what is true besides of a text with all words in its headline."""
    return tuple(AnyOf(tuple(term(Sort.TITLE, kind, stem) for stem in word.stems)) for word in question.all)


def in_a_row(question: Question, *, kind: str) -> Condition:
    """Return what is true besides of a text with all words one after another; nothing where there is one word."""
    return (InARow(_row(question.words, kind)),) if len(question.words) > 1 else ()


def as_typed(question: Question, *, kind: str) -> Condition:
    """Return what is true besides of a text that has the very words, the article apart."""
    return tuple(AnyOf((term(Sort.FORM, kind, word.form),)) for word in question.all)


def _row(words: tuple[Sought, ...], kind: str) -> tuple[str, ...]:
    return tuple(term(Sort.STEM, kind, word.stems[0]) for word in words)
