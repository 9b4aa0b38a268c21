"""Word lists: finding listed words and phrases in a text, however they are spelled.

Belongs here: what an entry may say, compiling a list, matching it on folded words. Not here: the words (`lists`, and
each newsroom's settings) and what a match leads to (`rules`).

Whole words only: an entry «كلب» is found in «والكَلْب» and «ك ل ب», never inside «انقلاب» or «طلبكلبن».

>>> insults = WordList.compile([WordEntry("كلب", forms=("كلاب",))])
>>> [match.entry.text for match in insults.find("يا كلـب، والكلاب")]
['كلب', 'كلب']
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from hiwar.arabic.fold import fold
from hiwar.arabic.tokens import Token, stems, tokens

GAP = "…"
LONGEST_GAP = 3  # Words that «…» in a phrase may stand for.
PRONOUN = "~"
_PRONOUNS = ("ي", "ك", "كم", "كن", "ه", "ها", "هم", "هن", "نا", "ني", "و", "كي", "هون", "كون")


@dataclass(frozen=True, slots=True)
class WordEntry:
    """A word or phrase to look for.

    `forms` are other words to be found as this entry: broken plurals, feminines, dialect. `clitics` lets «و», «ال»,
    «بال», «يا» … stand before its words. In `text` and `forms` a «…» between words stands for up to three words, and
    `~` after a word for an attached pronoun («يلعن~» finds «يلعنك» and «يلعنهم», not «يلعن»).
    """

    text: str
    reason: str = ""
    clitics: bool = True
    category: str = ""
    forms: tuple[str, ...] = ()


class Match(NamedTuple):
    """An entry and the code points of the original text where it was found."""

    entry: WordEntry
    start: int
    end: int


class _Part(NamedTuple):
    """One word of a phrase: what it may be, and how many words may stand before it."""

    words: frozenset[str]
    gap: int


class _Phrase(NamedTuple):
    entry: WordEntry
    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class WordList:
    """A compiled list. Finding costs one dictionary look-up per word and prefix, however long the list."""

    _by_first_word: dict[str, tuple[_Phrase, ...]] = field(default_factory=dict)

    @classmethod
    def compile(cls, entries: Iterable[WordEntry]) -> "WordList":
        """Return the list of these entries; entries without a letter or number are left out."""
        index: dict[str, list[_Phrase]] = {}
        for entry in entries:
            for form in (entry.text, *entry.forms):
                parts = _parts(form)
                if not parts:
                    continue
                phrase = _Phrase(entry, parts)
                for word in parts[0].words:
                    index.setdefault(word, []).append(phrase)
        return cls({word: tuple(phrases) for word, phrases in index.items()})

    def __bool__(self) -> bool:
        return bool(self._by_first_word)

    def find(self, text: str) -> tuple[Match, ...]:
        """Return what of the list is in the text, in the text's order."""
        return self.find_in(tokens(text))

    def find_in(self, words: tuple[Token, ...]) -> tuple[Match, ...]:
        """Return what of the list is in a text that is cut into words already, one match per entry and place."""
        if not self._by_first_word:
            return ()
        found: dict[tuple[int, str], Match] = {}
        for position, token in enumerate(words):
            for stem in stems(token.text):
                for phrase in self._by_first_word.get(stem, ()):
                    if stem != token.text and not phrase.entry.clitics:
                        continue
                    last = _end_of(phrase, words, position)
                    if last is not None:
                        match = Match(phrase.entry, token.start, words[last].end)
                        found.setdefault((position, phrase.entry.text), match)
        return tuple(found.values())


NO_WORDS = WordList()


def _parts(form: str) -> tuple[_Part, ...]:
    parts: list[_Part] = []
    gap = 0
    for piece in form.replace(GAP, f" {GAP} ").split():
        if piece == GAP:
            gap = LONGEST_GAP if parts else 0
            continue
        # An entry typed with a hyphen or a point is a phrase of its words: «example.com».
        for word in tokens(piece):
            endings = _PRONOUNS if piece.endswith(PRONOUN) else ("",)
            parts.append(_Part(frozenset(fold(word.text + ending).text for ending in endings), gap))
            gap = 0
    return tuple(parts)


def _end_of(phrase: _Phrase, words: tuple[Token, ...], position: int) -> int | None:
    """Return the position of the phrase's last word when its first stands at `position`.

    The nearest continuation is taken at every gap and never reconsidered, so the cost is bounded by the phrase.
    """
    for part in phrase.parts[1:]:
        for following in range(position + 1, min(position + 2 + part.gap, len(words))):
            word = words[following].text
            if word in part.words or (phrase.entry.clitics and not part.words.isdisjoint(stems(word))):
                position = following
                break
        else:
            return None
    return position
