"""What one character folds to, as a string: the table that `fold` applies to whole texts.

Belongs here: letters that stand for each other, one character at a time. Not here: anything that needs a neighbor
(repeats, gaps inside words: `fold` and `gaps`), and look-alikes across scripts (`skeleton`).
"""

import unicodedata

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


def folded_character(character: str) -> str:
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
