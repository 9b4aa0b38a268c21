"""Evasions: the same words, written so that a filter may miss them and a reader does not.

Belongs here: one pure function for each trick, all drawing from the generator they are given, so that a seed decides
everything. Used to measure the classifier and to add noise to what it learns from. Not here: undoing a trick
(`hiwar.arabic.fold`, `rasm`, `arabizi`).

A trick touches Arabic words only; links, numbers and Latin words stay. A `share` says how many of the places where it
could be used it is used in.

>>> disguised("يا كلب يا حقير", evasion="spaced", seed=1)
'يا ك ل ب يا ح ق ي ر'
>>> disguised("كلب", evasion="tatweel", seed=1) == disguised("كلب", evasion="tatweel", seed=1) != "كلب"
True
"""

import re
import unicodedata
from collections.abc import Callable
from random import Random

from hiwar.training.transliteration import transliterated

Evasion = Callable[[str, Random], str]

_word = re.compile(r"[\u0621-\u063a\u0641-\u064a]+")
_INNER = "\x1f"  # Stands between the letters of a spaced word until the gaps between words are known.
_gap = re.compile(rf"(?<={_INNER}\w) (?=\w{_INNER})")
_MARKS = (
    "\N{ARABIC FATHA}", "\N{ARABIC DAMMA}", "\N{ARABIC KASRA}", "\N{ARABIC SUKUN}",
    "\N{ARABIC SHADDA}\N{ARABIC FATHA}", "\N{ARABIC FATHATAN}",
)  # fmt: skip
_ZERO_WIDTH = ("\N{ZERO WIDTH SPACE}", "\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH JOINER}", "\N{WORD JOINER}")
_BREAKS = (".", "..", "-", "/", " ")
_EMOJI = ("😂", "🔥", "💩", "🌹", "🐶", "😡", "✨", "🤡")
_SEATS = ("اأإآ", "هة", "يى", "وؤ")
_SEAT_OF = {letter: seats for seats in _SEATS for letter in seats} | {"ئ": "يئ"}
_PERSIAN = {
    "ك": "\N{ARABIC LETTER KEHEH}",
    "ي": "\N{ARABIC LETTER FARSI YEH}",
    "ى": "\N{ARABIC LETTER FARSI YEH}",
    "ه": "\N{ARABIC LETTER HEH GOAL}",
    "ة": "\N{ARABIC LETTER TEH MARBUTA GOAL}",
}
# Without its dots a letter is written as its skeleton; ن and ي keep a shape of their own at the end of a word.
_UNDOTTED = str.maketrans("بتثنيئجخذزشضظغفقة", "\u066e" * 6 + "ححدرسصطع\u06a1\u066fه")
_FINAL = {"ن": "\N{ARABIC LETTER NOON GHUNNA}", "ي": "ى", "ئ": "ى"}
_final_dotless = re.compile(r"[نيئ](?![\u0621-\u063a\u0641-\u064a])")
_HALF = 0.5
_SHORTEST_TYPO = 4  # In «من» a slip makes another word; readers stumble, and nobody disguises it.
_SHORTEST_SPACED = 3


def disguised(text: str, *, evasion: str, seed: int) -> str:
    """Return the text under one evasion, always the same for the same seed."""
    return EVASIONS[evasion](text, Random(f"{seed}:{evasion}:{text}"))  # noqa: S311 - noise, not secrets


def tatweel(text: str, draw: Random, share: float = _HALF) -> str:
    """Stretch words by one to three tatweels between letters: «كـــلب»."""
    return _between(text, lambda: "\N{ARABIC TATWEEL}" * draw.randint(1, 3), draw, share)


def diacritics(text: str, draw: Random, share: float = 0.8) -> str:
    """Put vowel marks on letters: «كَلْب»."""
    return _in_words(
        text, lambda word: "".join(letter + _sometimes(draw, share, draw.choice(_MARKS)) for letter in word)
    )


def zero_width(text: str, draw: Random, share: float = _HALF) -> str:
    """Put characters without width between letters; a reader sees nothing."""
    return _between(text, lambda: draw.choice(_ZERO_WIDTH), draw, share)


def spaced(text: str, draw: Random, share: float = _HALF) -> str:
    """Write words letter by letter, with spaces: «ك ل ب»; two of them in a row are parted by a wider gap."""
    return _gap.sub("  ", _letter_by_letter(text, _INNER, draw, share)).replace(_INNER, " ")


def dotted(text: str, draw: Random, share: float = _HALF) -> str:
    """Write words letter by letter, with one of the signs «.», «-», «*», «/» between: «ك.ل.ب»."""
    return _letter_by_letter(text, draw.choice(".-*/"), draw, share)


def broken(text: str, draw: Random, share: float = 0.3) -> str:
    """Break words by signs between stretched letters: «كـ.ـلب»."""
    return _between(text, lambda: f"\N{ARABIC TATWEEL}{draw.choice(_BREAKS)}\N{ARABIC TATWEEL}", draw, share)


def repeats(text: str, draw: Random, share: float = 0.3) -> str:
    """Repeat letters two to five times: «كلللب»."""
    return _in_words(
        text, lambda word: "".join(letter * (draw.randint(2, 5) if draw.random() < share else 1) for letter in word)
    )


def hamza_forms(text: str, draw: Random, share: float = 0.7) -> str:
    """Write another of the forms of alef, ya, waw and ta marbuta: «أحمق», «احمق», «إحمق»."""
    return _letters(text, lambda letter: draw.choice(_SEAT_OF.get(letter, letter)), draw, share)


def persian(text: str, draw: Random, share: float = 1.0) -> str:
    """Write kaf, ya and ha with the letters of Persian and Urdu keyboards, which look the same."""
    return _letters(text, lambda letter: _PERSIAN.get(letter, letter), draw, share)


def presentation_forms(text: str, draw: Random, share: float = 1.0) -> str:
    """Write words in the code points of shaped letters, as old programs do: initial, medial, final, isolated."""
    return _in_words(text, lambda word: _shaped(word) if draw.random() < share else word)


def emoji(text: str, draw: Random, share: float = 0.3) -> str:
    """Put pictures inside words: «ك🔥لب»."""
    return _between(text, lambda: draw.choice(_EMOJI), draw, share)


def swapped(text: str, draw: Random, share: float = _HALF) -> str:
    """Swap two neighboring letters inside words: «حيقر» for «حقير»."""
    return _with_typos(text, _swap, draw, share)


def dropped(text: str, draw: Random, share: float = _HALF) -> str:
    """Drop one letter inside words: «حقر» for «حقير»."""
    return _with_typos(text, _drop, draw, share)


def dotless(text: str, draw: Random) -> str:
    """Write without dots, as people do to hide from filters: «ڡلسطٮں». Nothing is drawn: there is one way to do it."""
    del draw
    return _final_dotless.sub(lambda found: _FINAL[found.group()], text).translate(_UNDOTTED)


def arabizi(text: str, draw: Random) -> str:
    """Write in Latin letters and digits, as on telephones without an Arabic keyboard: «ya kalb»."""
    return transliterated(text, draw)


def _between(text: str, filler: Callable[[], str], draw: Random, share: float) -> str:
    def filled(word: str) -> str:
        if len(word) < 2:
            return word
        # At least one place in each word: a share of none would measure plain text.
        certain = draw.randrange(len(word) - 1)
        return word[0] + "".join(
            (filler() if index == certain or draw.random() < share else "") + letter
            for index, letter in enumerate(word[1:])
        )

    return _in_words(text, filled)


def _letter_by_letter(text: str, sign: str, draw: Random, share: float) -> str:
    return _chosen_words(text, _SHORTEST_SPACED, sign.join, draw, share)


def _with_typos(text: str, change: Callable[[str, Random], str], draw: Random, share: float) -> str:
    return _chosen_words(text, _SHORTEST_TYPO, lambda word: change(word, draw), draw, share)


def _chosen_words(text: str, shortest: int, change: Callable[[str], str], draw: Random, share: float) -> str:
    """Change a share of the words of a length, and one of them in any case."""
    places = [found.start() for found in _word.finditer(text) if len(found.group()) >= shortest]
    if not places:
        return text
    chosen = {place for place in places if draw.random() < share} | {draw.choice(places)}
    return _word.sub(lambda found: change(found.group()) if found.start() in chosen else found.group(), text)


def _swap(word: str, draw: Random) -> str:
    # Where both letters are equal a swap changes nothing; the first letter carries the word and people keep it.
    places = [place for place in range(1, len(word) - 1) if word[place] != word[place + 1]]
    if not places:
        return word
    place = draw.choice(places)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _drop(word: str, draw: Random) -> str:
    place = draw.randrange(1, len(word))
    return word[:place] + word[place + 1 :]


def _in_words(text: str, change: Callable[[str], str]) -> str:
    return _word.sub(lambda found: change(found.group()), text)


def _letters(text: str, change: Callable[[str], str], draw: Random, share: float) -> str:
    return "".join(change(letter) if draw.random() < share else letter for letter in text)


def _sometimes(draw: Random, share: float, what: str) -> str:
    return what if draw.random() < share else ""


def _forms_of(letter: str) -> dict[str, str]:
    name = unicodedata.name(letter, "")
    forms = {}
    for form in ("ISOLATED", "INITIAL", "MEDIAL", "FINAL"):
        try:
            forms[form] = unicodedata.lookup(f"{name} {form} FORM")
        except KeyError:
            continue
    return forms


_FORMS = {chr(point): _forms_of(chr(point)) for point in (*range(0x621, 0x63B), *range(0x641, 0x64B))}


def _shaped(word: str) -> str:
    # A letter without an initial form does not join the one that follows it.
    joins = ["INITIAL" in _FORMS[letter] for letter in word]
    shaped = []
    for place, letter in enumerate(word):
        before = place > 0 and joins[place - 1] and "FINAL" in _FORMS[letter]
        after = place + 1 < len(word) and joins[place] and "FINAL" in _FORMS[word[place + 1]]
        form = {(False, False): "ISOLATED", (False, True): "INITIAL", (True, True): "MEDIAL", (True, False): "FINAL"}
        shaped.append(_FORMS[letter].get(form[before, after], letter))
    return "".join(shaped)


# Folding undoes these, so a score must not move; the others change what can be read.
FOLDED: dict[str, Evasion] = {
    "tatweel": tatweel,
    "diacritics": diacritics,
    "zero_width": zero_width,
    "spaced": spaced,
    "dotted": dotted,
    "broken": broken,
    "repeats": repeats,
    "hamza_forms": hamza_forms,
    "persian": persian,
    "presentation_forms": presentation_forms,
    "emoji": emoji,
}
NOISE: dict[str, Evasion] = {"swapped": swapped, "dropped": dropped}
SCRIPTS: dict[str, Evasion] = {"dotless": dotless, "arabizi": arabizi}
EVASIONS: dict[str, Evasion] = FOLDED | NOISE | SCRIPTS
