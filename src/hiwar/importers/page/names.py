"""Is the first line of a comment the name of who wrote it?

A text extractor drops the difference between a byline and a sentence. We take a line as a name only on positive
evidence, and say so every time; a line that merely could be one stays in the text and is reported.
"""

import re
from dataclasses import dataclass
from typing import Literal

from hiwar.arabic.fold import fold
from hiwar.importers.page import name_words

Likeness = Literal["name", "maybe", "text"]

LONGEST_NAME = 40
MOST_WORDS = 4

# What WordPress prints after the name, in the Arabic and English of its themes.
_SAYS = re.compile(r"(?P<name>\S.{0,59}?)\s+(?:يقول|تقول|قال|قالت|كتب|كتبت|says|said|wrote)\s*:")
_ARABIC_WORD = re.compile(r"[\u0620-\u065f\u0670-\u06d3\u06d5]+\.?")
_HANDLE_WORD = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_'.-]*[A-Za-z0-9_])?")


@dataclass(frozen=True, slots=True)
class NamedText:
    """A comment split into name and text; `likeness` says how the first line looked.

    `printed` means that the page itself printed the line («ليلى يقول:»), so that other furniture may follow.
    """

    name: str | None
    text: str
    likeness: Likeness
    printed: bool = False


def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(fold(word).text for word in words)


_TITLES = _folded(name_words.TITLES)
_GIVEN = _folded(name_words.GIVEN_NAMES)
_NICKNAMES = _folded(name_words.NICKNAMES)
# Folding makes «على» and «علي» one word; as written they are a preposition and a man.
_SPEECH = _folded(name_words.NEVER_IN_A_NAME) - _GIVEN


def split_name(text: str) -> NamedText:
    """Split `text` into the name on its first line and the rest, where that line looks like a name.

    >>> split_name("Someone\\nكلام طويل بعد الاسم").name
    'Someone'
    >>> split_name("حسبي الله ونعم الوكيل\\nفيهم جميعا").name is None
    True
    """
    first, _, rest = text.partition("\n")
    first = first.strip()
    if not rest.strip():
        return NamedText(None, text, "text")
    said = _SAYS.fullmatch(first) if len(first) <= 2 * LONGEST_NAME else None
    if said and len(said["name"].split()) <= MOST_WORDS:
        return NamedText(said["name"].strip(), rest.lstrip("\n"), "name", printed=True)
    likeness = name_likeness(first, followed_by=rest)
    if likeness == "name":
        return NamedText(first, rest.lstrip("\n"), likeness)
    return NamedText(None, text, likeness)


def name_likeness(line: str, *, followed_by: str) -> Likeness:
    """Judge one line: surely written like a name, possibly one, or plain text."""
    words = line.split()
    if not words or len(words) > MOST_WORDS or len(line) > LONGEST_NAME:
        return "text"
    if all(_ARABIC_WORD.fullmatch(word) for word in words):
        return _arabic_likeness(words)
    if line.isascii() and all(_HANDLE_WORD.fullmatch(word) for word in words):
        return _handle_likeness(words, followed_by)
    return "text"


def _arabic_likeness(words: list[str]) -> Likeness:
    if words[-1].endswith("."):
        return "text"
    folded = [fold(word.rstrip(".")).text for word in words]
    # «عبد الله» and «نصر الله» are names although the word alone opens a prayer.
    god = fold("الله").text
    if any(word in name_words.NEVER_IN_A_NAME - {"الله"} for word in words):
        return "text"
    if any(word in _SPEECH and not (word == god and at > 0) for at, word in enumerate(folded)):
        return "text"
    first = folded[0]
    titled = first in _TITLES and len(folded) > 1
    if titled or first in _GIVEN:
        return "name" if len(folded) < MOST_WORDS or set(folded[1:]) & _TITLES else "maybe"
    if all(word in _NICKNAMES or word in _GIVEN for word in folded):
        return "name"
    return "maybe"


def _handle_likeness(words: list[str], followed_by: str) -> Likeness:
    if any(word.lower().strip(".'-") in name_words.NEVER_A_HANDLE for word in words):
        return "text"
    if not any(char.isalpha() for word in words for char in word):
        return "text"
    # Latin letters over an Arabic text are a signature; over a Latin text they may be its first words.
    if re.search(r"[\u0620-\u064a]", followed_by.partition("\n")[0]) is None:
        return "maybe"
    if len(words) == 1 or all(word[0].isupper() for word in words):
        return "name"
    return "maybe"
