"""Skeletons: two names a hurried reader could take for each other have the same one.

Belongs here: what looks alike in a name, across letters, scripts and signs, after the idea of Unicode's UTS 39. Not
here: which names are reserved (sites know that) and what to do about it (`hiwar.screening`). A skeleton is for
comparison only; it is often no word at all.
"""

import re
from functools import lru_cache

from hiwar.arabic.fold import fold

# Before folding, because folding would make «٥» a 5 and «Ι» an iota: shapes that only exist unfolded.
_AS_TYPED = {
    "٥": "ه", "۵": "ه", "١": "ا", "۱": "ا", "٩": "و", "۹": "و", "٠": "", "۰": "",
    "™": "", "℠": "", "©": "", "®": "", "℗": "",
    "|": "ا", "¦": "ا", "ǀ": "ا", "!": "ا", "@": "a", "$": "s", "€": "e", "£": "l", "¢": "c",
    "Β": "b", "Η": "h", "Ν": "n", "Ρ": "p", "Χ": "x", "Υ": "y", "Μ": "m", "Ζ": "z",
    "В": "b", "Н": "h", "М": "m", "Т": "t", "К": "k", "І": "i", "Ӏ": "i",
}  # fmt: skip
_CYRILLIC = {
    "а": "a", "в": "b", "е": "e", "ё": "e", "з": "e", "к": "k", "м": "m", "н": "h", "о": "o", "р": "p", "с": "c",
    "т": "t", "у": "y", "х": "x", "ь": "b", "і": "i", "ј": "j", "ѕ": "s", "һ": "h", "ԁ": "d", "ԛ": "q", "ԝ": "w",
    "ѵ": "v", "г": "r", "п": "n", "и": "u", "ӏ": "l", "є": "e",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "b", "γ": "y", "ε": "e", "η": "n", "ι": "i", "κ": "k", "μ": "u", "ν": "v", "ο": "o", "ρ": "p",
    "σ": "o", "ς": "c", "τ": "t", "υ": "u", "χ": "x", "ω": "w",
}  # fmt: skip
_LATIN = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "p", "ð": "d",
    "ɑ": "a", "ɡ": "g", "ɩ": "i", "ʟ": "l", "ᴀ": "a", "ᴇ": "e", "ɪ": "i", "ᴏ": "o", "ᴍ": "m", "ɴ": "n", "ᴅ": "d",
}  # fmt: skip
_DIGITS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "6": "b", "7": "t", "8": "b", "9": "g"}
# Gaf and tcheh are letters of their own in a comment («fold» keeps them); in a name they are a kaf or jeem in disguise.
_ARABIC = {"گ": "ك", "ڭ": "ك", "چ": "ج", "ء": ""}
# Last: strokes and rings that Arabic and Latin share. A name that mixes scripts is compared by its shapes.
_SHARED = {"l": "ا", "i": "ا", "o": "ه"}

_as_typed = str.maketrans(_AS_TYPED)
_letters = str.maketrans(_CYRILLIC | _GREEK | _LATIN | _DIGITS | _ARABIC)
_shared = str.maketrans(_SHARED)
_not_letters = re.compile(r"[\W_]+")


# A discussion has few names, and each of its comments asks for one several times.
@lru_cache(maxsize=2048)
def skeleton(name: str) -> str:
    """Return the comparison form of a name: words of look-alike classes with one space between them.

    >>> skeleton("سلمى ✔") == skeleton("ســلمی") == skeleton("سَلمى")
    True
    >>> skeleton("Аdm1n") == skeleton("admin")
    True
    """
    folded = fold(name.translate(_as_typed)).text
    shapes = folded.translate(_letters).replace("rn", "m").translate(_shared)
    # Classes can meet beside each other or spell a letter apart anew, so the words are folded a last time.
    words = fold(_not_letters.sub(" ", shapes)).text
    return words.strip()
