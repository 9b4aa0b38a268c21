"""Words: cutting a text into folded words, and the words that may hide under one-letter prefixes.

Belongs here: word borders, clitics, a light stem. Not here: the folding itself (`fold`), lists of words and what they
mean (`hiwar.screening.words`).
"""

import re
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

# What the light stem takes off the front: single letters but «و» begin too many words («بيوت», «كتاب»).
_articles = (*tuple(sorted((clitic for clitic in CLITICS if clitic.endswith("ال")), key=len, reverse=True)), "و")
# Endings the light stem takes off: pronouns, sound plurals and the dual, feminine «ه» (ة folded), nisba.
_ENDINGS = ("هما", "كما", "ات", "ون", "ين", "ان", "ها", "هم", "هن", "كم", "كن", "نا", "ني", "يه", "ه", "ك", "ي")


def tokens(text: str) -> tuple[Token, ...]:
    """Return the folded words of a text, in order, with the spans of the original that they came from.

    >>> [token.text for token in tokens("قالت: «مَرحـبا»، ثم مضت…")]
    ['قالت', 'مرحبا', 'ثم', 'مضت']
    """
    return tokens_of(fold(text))


def tokens_of(folded: Folded) -> tuple[Token, ...]:
    """Return the words of a text that is folded already."""
    return tuple(Token(found.group(), *folded.span(*found.span())) for found in _word.finditer(folded.text))


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


def light_stem(word: str) -> str:
    """Return a folded word without article and one ending. Broken plurals are beyond it: lists name those forms.

    >>> light_stem("والمراسلين")
    'مراسل'
    """
    stem = word
    for article in _articles:
        if word.startswith(article) and len(word) - len(article) >= _SHORTEST_STEM:
            stem = word[len(article) :]
            break
    for ending in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST_STEM:
            return stem[: -len(ending)]
    return stem
