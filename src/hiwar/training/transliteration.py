"""Arabic in Latin letters and digits, as people type it on telephones ("Arabizi").

Belongs here: writing it, in the manners of East and West, with the vowels that Arabic script leaves out. Not here:
telling whether a text is written so (`hiwar.arabic.arabizi`).

The result is noise on purpose: no two people spell alike. Short vowels are guessed, as a filter would have to.
"""

import re
from random import Random

_word = re.compile(r"[\u0621-\u065f\u0670\u0671]+")

# Where East and West part, the two columns differ; several spellings of one letter are drawn from.
_EAST = {
    "ا": ("a",), "أ": ("a", "2a"), "إ": ("e", "i"), "آ": ("a", "aa"), "ى": ("a",), "ء": ("2", ""), "ؤ": ("o2", "2"),
    "ئ": ("2", "y"), "ب": ("b",), "ت": ("t",), "ث": ("th", "s"), "ج": ("j", "g"), "ح": ("7", "h"),
    "خ": ("5", "kh", "7'"), "د": ("d",), "ذ": ("z", "th"), "ر": ("r",), "ز": ("z",), "س": ("s",), "ش": ("sh",),
    "ص": ("s", "9"), "ض": ("d",), "ط": ("t", "6"), "ظ": ("z",), "ع": ("3",), "غ": ("gh", "3'"), "ف": ("f",),
    "ق": ("q", "2", "8"), "ك": ("k",), "ل": ("l",), "م": ("m",), "ن": ("n",), "ه": ("h",), "ة": ("a", "e", "eh"),
    "و": ("w", "o", "ou"), "ي": ("y", "i", "ee"),
}  # fmt: skip
_WEST = _EAST | {
    "ث": ("t", "th"), "ج": ("j", "dj"), "ح": ("7", "h"), "خ": ("kh", "5"), "ذ": ("d",), "ش": ("ch",),
    "ص": ("s",), "ظ": ("d",), "غ": ("gh", "r"), "ق": ("9", "q", "k"), "ة": ("a",), "و": ("ou", "w", "o"),
    "ي": ("i", "y"), "ء": ("", "2"), "ط": ("t",),
}  # fmt: skip
_MARKS = {"\N{ARABIC FATHA}": "a", "\N{ARABIC DAMMA}": "o", "\N{ARABIC KASRA}": "i"}
_PUNCTUATION = str.maketrans("،؛؟", ",;?")
_LONG = frozenset("اأإآىويةئؤء")
# What joins the next word in Arabic script stands apart, or nearly, in Latin.
_ARTICLES = ("el", "al", "el ", "l")
_WESTERN_ARTICLES = ("l", "el", "el ", "al")


def transliterated(text: str, draw: Random) -> str:
    """Return the text in Latin letters and digits, in the manner of one person: East or West, lazy or careful.

    >>> from random import Random
    >>> transliterated("يا كلب", Random(3)).isascii()
    True
    """
    west = draw.random() < 0.5
    table, articles = (_WEST, _WESTERN_ARTICLES) if west else (_EAST, _ARTICLES)
    # One person keeps to one spelling of a letter, nearly always.
    manner = {letter: draw.choice(spellings) for letter, spellings in table.items()}
    vowels = draw.choice(("a", "e", "ae", "aei", "aeiou"))
    fullness = draw.choice((0.3, 0.6, 0.8))

    def written(found: re.Match[str]) -> str:
        word = found.group()
        if len(word) > 4 and word.startswith("ال"):
            return draw.choice(articles) + _spelled(word[2:], manner, (vowels, fullness), draw)
        return _spelled(word, manner, (vowels, fullness), draw)

    return _word.sub(written, text).translate(_PUNCTUATION)


def _spelled(word: str, manner: dict[str, str], voice: tuple[str, float], draw: Random) -> str:
    vowels, fullness = voice
    spelled: list[str] = []
    for place, letter in enumerate(word):
        if letter == "و" and place == 0:
            spelled.append("w")
        elif letter == "ي" and place == 0:
            spelled.append("y")
        else:
            spelled.append(_MARKS.get(letter) or manner.get(letter, ""))
        following = word[place + 1 : place + 2]
        # Between two consonants somebody speaking hears a vowel.
        if following and letter not in _LONG and following not in _LONG and draw.random() < fullness:
            spelled.append(draw.choice(vowels))
    return "".join(spelled)
