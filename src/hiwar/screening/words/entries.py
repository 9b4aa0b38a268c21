"""What a list is made of, and what finding it answers. Not here: how it is found (`phrases`, `lists`)."""

from dataclasses import dataclass
from typing import NamedTuple

GAP = "…"
PRONOUN = "~"


@dataclass(frozen=True, slots=True)
class WordEntry:
    """A word or phrase to look for.

    `forms` are other words to be found as this entry: broken plurals, feminines, dialect. `clitics` lets «و», «ال»,
    «بال», «يا» … stand before its words. `by_stem` lets any light ending stand after them: «مراسل» then finds
    «مراسلون», «مراسلتهم». In `text` and `forms` a «…» between words stands for up to three words, and `~` after a word
    for an attached pronoun («يلعن~» finds «يلعنك» and «يلعنهم», not «يلعن»).
    """

    text: str
    reason: str = ""
    clitics: bool = True
    category: str = ""
    forms: tuple[str, ...] = ()
    by_stem: bool = False


class Match(NamedTuple):
    """An entry and the code points of the original text where it was found."""

    entry: WordEntry
    start: int
    end: int
