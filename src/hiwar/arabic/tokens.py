"""Words: cutting a text into folded words, and the words that may hide under one-letter prefixes.

Belongs here: word borders, clitics, a light stem. Not here: the folding itself (`fold`), lists of words and what they
mean (`hiwar.screening.words`).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from hiwar.arabic.fold import Folded, fold


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word and where it stands in the original text."""

    text: str
    start: int
    end: int


_word = re.compile(r"[^\W_]+")

# What Arabic and its dialects write onto the front of a word: and, then, by, to, like, the, O!, and the Levantine
# «هال» and «عال» (this, on the). «ه» and «ع» alone would find slurs in «عينيك» (your eyes) and «عليم». A folded «لل»
# has become «ل», because folding drops repeats.
CLITICS = (
    "و", "ف", "ب", "ل", "ك", "ال", "وال", "فال", "بال", "كال", "لال", "ول", "وب", "وك", "فل", "فب", "وبال", "وكال",
    "يا", "ويا", "يال", "ويال", "هال", "عال", "ها", "وهال",
)  # fmt: skip
_SHORTEST_STEM = 3
_longest_clitic = max(map(len, CLITICS))
_clitics = frozenset(CLITICS)

# What the light stem takes off the front. Single letters but «و» begin too many words («بيوت», «كتاب»); «و» goes with
# or without an article before it, so that «وزير» and «الوزير» at least lose it together.
_ARTICLES = tuple(sorted((clitic for clitic in CLITICS if clitic.endswith("ال")), key=len, reverse=True))
# What it takes off the end: whose it is, then number, gender («ة» folded, or as «ت» before a pronoun) and nisba.
_PRONOUNS = ("هما", "كما", "ها", "هم", "هن", "كم", "كن", "نا", "ني", "ك", "ي")
_ENDINGS = ("يون", "يين", "يات", "ات", "ون", "ين", "ان", "يه", "ه", "ي")
_BOUND_FEMININE = "ت"


def tokens(text: str) -> tuple[Token, ...]:
    """Return the folded words of a text, in order, with the spans of the original that they came from.

    >>> [token.text for token in tokens("قالت: «مَرحـبا»، ثم مضت…")]
    ['قالت', 'مرحبا', 'ثم', 'مضت']
    """
    return tokens_of(fold(text))


def tokens_of(folded: Folded) -> tuple[Token, ...]:
    """Return the words of a text that is folded already."""
    return tuple(Token(found.group(), *folded.span(*found.span())) for found in _word.finditer(folded.text))


def tokens_at(folded: Folded, places: Collection[int]) -> dict[int, Token]:
    """Return some words of a folded text, by which word of it each is: where a word came from costs more than it.

    >>> tokens_at(fold("قالت: «مَرحـبا»، ثم مضت…"), {1})[1].text
    'مرحبا'
    """
    found = enumerate(_word.finditer(folded.text))
    return {place: Token(word.group(), *folded.span(*word.span())) for place, word in found if place in places}


def tokens_with(text: str, parts: Collection[str]) -> tuple[Token, ...]:
    """Return those words of a text that contain one of these folded parts, in order.

    >>> [token.text for token in tokens_with("قالت المعلّمات: «القانونُ واضح»", {"قانون", "معلم"})]
    ['المعلمات', 'القانون']
    """
    folded = fold(text)
    words = (found for found in _word.finditer(folded.text) if any(part in found.group() for part in parts))
    return tuple(Token(found.group(), *folded.span(*found.span())) for found in words)


def words_of(folded: str) -> list[str]:
    """Return the words of a folded text without their places."""
    return _word.findall(folded)


# Newspapers live on a few thousand words; lists ask for the same ones again and again.
@lru_cache(maxsize=8192)
def stems(word: str) -> tuple[str, ...]:
    """Return a folded word and every word left when a clitic is taken off its front, longest first.

    At least three letters must stay: under «كلب» no reader sees «لب».

    >>> stems("والكلب")
    ('والكلب', 'الكلب', 'كلب')
    >>> stems("كلب")
    ('كلب',)
    """
    left = [word]
    for length in range(1, min(_longest_clitic, len(word) - _SHORTEST_STEM) + 1):
        if word[:length] in _clitics:
            left.append(word[length:])
    return tuple(left)


@lru_cache(maxsize=8192)
def light_stem(word: str) -> str:
    """Return a folded word without article, possessive and one ending; at least three letters stay.

    Broken plurals are beyond it: lists name those forms.

    >>> [light_stem(word) for word in ("والمراسلين", "مراسلتهم", "مراسلاتي")]
    ['مراسل', 'مراسل', 'مراسل']
    """
    stem = _without_first(_without_first(word, _ARTICLES), ("و",))
    owned = _without_last(stem, _PRONOUNS)
    if len(owned) < len(stem) and len(owned) > _SHORTEST_STEM + 1 and owned.endswith(_BOUND_FEMININE):
        bare = _without_last(owned, _ENDINGS)
        return bare if bare != owned else owned[:-1]
    return _without_last(owned, _ENDINGS)


def _without_first(word: str, beginnings: tuple[str, ...]) -> str:
    for beginning in beginnings:
        if word.startswith(beginning) and len(word) - len(beginning) >= _SHORTEST_STEM:
            return word[len(beginning) :]
    return word


def _without_last(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word
