"""Folding: the form in which two spellings of one word are equal. It loses detail on purpose and is never shown.

Belongs here: everything a reader would call "the same word written differently": vowel marks, tatweel, hamza seats,
keyboards, presentation forms, digits, case, repeated, spaced or dotted letters. Not here: cutting into words
(`tokens`), look-alikes across scripts for names (`skeleton`), and any judgement.

Folding twice changes nothing, and every folded character knows where it came from.

>>> fold("كَلْـــب").text == fold("کلب").text == fold("ك ل ب").text == fold("ك.ل.ب").text == fold("كلللب").text == "كلب"
True
>>> fold("أُمَّةٌ وإلى ١٤").text
'امه والي 14'
>>> fold("WOW😂W").text
'wow'
"""

import re
import unicodedata
from dataclasses import dataclass

from hiwar.arabic.alphabet import FILLERS, TATWEEL, without_invisible

# Letters that other keyboards or older habits put in the place of an Arabic letter. Gaf, tcheh and ng stay apart:
# in Iraq and Morocco they write sounds of their own («گلبي» is "my heart"; folded to kaf it would be "my dog").
_SAME_LETTER = {
    "\N{ARABIC LETTER ALEF MAKSURA}": "ي",
    "\N{ARABIC LETTER FARSI YEH}": "ي",
    "\N{ARABIC LETTER E}": "ي",
    "\N{ARABIC LETTER YEH BARREE}": "ي",
    "\N{ARABIC LETTER YEH WITH TAIL}": "ي",
    "\N{ARABIC LETTER KEHEH}": "ك",
    "\N{ARABIC LETTER SWASH KAF}": "ك",
    "\N{ARABIC LETTER TEH MARBUTA}": "ه",
    "\N{ARABIC LETTER TEH MARBUTA GOAL}": "ه",
    "\N{ARABIC LETTER HEH GOAL}": "ه",
    "\N{ARABIC LETTER HEH DOACHASHMEE}": "ه",
    "\N{ARABIC LETTER AE}": "ه",
    "\N{ARABIC LETTER ALEF WASLA}": "ا",
    "\N{ARABIC LETTER PEH}": "ب",
    "\N{ARABIC LETTER VEH}": "ف",
    "\N{ARABIC LETTER JEH}": "ز",
    "\N{ARABIC LETTER TTEH}": "ت",
    "\N{ARABIC LETTER DDAL}": "د",
    "\N{ARABIC LETTER RREH}": "ر",
    "\N{ARABIC LETTER KIRGHIZ OE}": "و",
    "\N{ARABIC LETTER OE}": "و",
    "\N{ARABIC LETTER U}": "و",
    "\N{ARABIC LETTER YU}": "و",
    "\N{ARABIC LETTER VE}": "و",
    # Written without dots, these four keep a shape of their own; the others cannot be told apart.
    "\N{ARABIC LETTER DOTLESS BEH}": "ب",
    "\N{ARABIC LETTER DOTLESS FEH}": "ف",
    "\N{ARABIC LETTER DOTLESS QAF}": "ق",
    "\N{ARABIC LETTER NOON GHUNNA}": "ن",
    # Marks in the air that stand for a hamza carry nothing that matching needs.
    "\N{ARABIC LETTER HIGH HAMZA}": "",
    # The underscore is the space of hashtags.
    "_": " ",
    TATWEEL: "",
}
_KEPT_APART = ("GAF", "TCHEH", "NG", "HAMZA")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text: `origins[i]` is the index of its character `i` in the original, `end` where its last one ends."""

    text: str
    origins: tuple[int, ...]
    end: int = 0

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where characters `start` to `end` stand in the original, marks and repeats after them included."""
        if start >= end:
            at = self.origins[start] if start < len(self.origins) else self.end
            return at, at
        last = self.origins[end - 1] + 1
        following = self.origins[end] if end < len(self.origins) else self.end
        return self.origins[start], max(last, following)


def fold(text: str) -> Folded:
    """Return the form of the text in which spellings of one word are equal.

    >>> folded = fold("يا كَلْبُ!")
    >>> folded.text, folded.span(3, 6)
    ('يا كلب!', (3, 9))
    """
    letters: list[str] = []
    origins: list[int] = []
    table = _TABLE
    last = " "
    end = 0
    for index, character in enumerate(text):
        for letter in table[character]:
            # Numbers are the exception to repeats: 100 is not 10.
            if letter == last and not letter.isdigit():
                continue
            letters.append(letter)
            origins.append(index)
            last = letter
        if last != " ":
            end = index + 1
    if letters and letters[-1] == " ":
        del letters[-1], origins[-1]
    folded = "".join(letters)
    if _symbol_in_word.search(folded):
        folded, origins = _without(folded, origins, _symbol_in_word)
    if _spaced_word.search(folded):
        folded, origins = _joined(folded, origins)
    return Folded(folded, tuple(origins), end)


class _Table(dict[str, str]):
    """What each character folds to, worked out when first met."""

    # All letters people write with fit many times over; the bound keeps a hostile alphabet from filling the memory.
    ROOM = 8192

    def __missing__(self, character: str) -> str:
        folded = _fold_character(character)
        if len(self) < self.ROOM:
            self[character] = folded
        return folded


_TABLE = _Table()


def _fold_character(character: str) -> str:
    """Return what one character folds to, found by folding its own folding until nothing changes."""
    current = character
    for _ in range(4):
        following = "".join(map(_fold_once, current))
        if following == current:
            break
        current = following
    return current


def _fold_once(character: str) -> str:
    if character in _SAME_LETTER:
        return _SAME_LETTER[character]
    if character.isspace() or character in FILLERS:
        return " "
    if not without_invisible(character):
        return ""
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cc", "Cf", "Cs"}:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    # NFKD of a single character is short (18 at most), so the quadratic trap of long runs cannot open here.
    decomposed = unicodedata.normalize("NFKD", character)
    if decomposed != character:
        return decomposed
    return _base_letter(character) or character.casefold()


def _base_letter(character: str) -> str:
    """Return the plain letter under dots and rings that Arabic itself does not write: «ݣ», «ڼ»."""
    name, _, addition = unicodedata.name(character, "").partition(" WITH ")
    if not addition or not name.startswith("ARABIC LETTER ") or name.removeprefix("ARABIC LETTER ") in _KEPT_APART:
        return ""
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return ""


# Signs that end a sentence or divide words; between two words they part them even without a space.
_DIVIDERS = r"\s.,;:!?/\\\-()\[\]{}<>«»\"“”،؛؟…–—#@&"
_symbol_in_word = re.compile(rf"(?<=[^\W_])(?:(?![{_DIVIDERS}])[\W_])+(?=[^\W_])")
_LETTER = r"[^\W\d_]"
_spaced_word = re.compile(rf"(?<![^\W_]){_LETTER}(?:[\W_]{{1,3}}{_LETTER}(?![^\W_])){{2,}}")


def _without(folded: str, origins: list[int], pattern: re.Pattern[str]) -> tuple[str, list[int]]:
    """Drop what the pattern finds, then letters that became neighbors of themselves."""
    dropped = {index for found in pattern.finditer(folded) for index in range(*found.span())}
    return _collapsed([(folded[index], origins[index]) for index in range(len(folded)) if index not in dropped])


def _joined(folded: str, origins: list[int]) -> tuple[str, list[int]]:
    """Close the gaps in words written letter by letter."""
    dropped = {
        index
        for found in _spaced_word.finditer(folded)
        for index in range(*found.span())
        if not folded[index].isalpha()
    }
    return _collapsed([(folded[index], origins[index]) for index in range(len(folded)) if index not in dropped])


def _collapsed(pairs: list[tuple[str, int]]) -> tuple[str, list[int]]:
    letters: list[str] = []
    origins: list[int] = []
    for letter, origin in pairs:
        if letters and letter == letters[-1] and not letter.isdigit():
            continue
        letters.append(letter)
        origins.append(origin)
    return "".join(letters), origins
