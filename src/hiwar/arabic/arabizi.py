"""Arabizi: Arabic in Latin letters, with digits for the sounds Latin has no letter for («3» ع, «7» ح, «9» ق).

Belongs here: telling it from English, French, links and model numbers. Not here: what it says, and turning it into
Arabic letters.

>>> [looks_arabizi(text) for text in ("wallah ma 3rft wach ngoul", "my PS5 and an mp3 player", "c'est pas vrai")]
[True, False, False]
"""

import re
from typing import NamedTuple

from hiwar.arabic.arabizi_words import ARABIZI, ENGLISH, FRENCH, WEAK
from hiwar.arabic.fold import fold

_latin = re.compile("[A-Za-z\u00c0-\u024f\uff21-\uff5a]")
_address = re.compile(
    r"://|@|\bwww\.|\.(?:com|net|org|info|tv|co|io|me|fr|uk|us|eu|edu|gov|ma|dz|tn|ly|eg|sd|sa|ae|lb|sy|jo|ps|iq|kw|qa|"
    r"bh|om|ye|mr|be)\b",
    re.IGNORECASE,
)
_word = re.compile("[a-z0-9]*[a-z][a-z0-9]*")

# A digit that is a letter stands between letters, before two of them, or after a vowel: «m3a», «7mar», «sa7».
_digit_letter = re.compile("(?:[2356789](?=[a-z]{2})|[a-z]+[2356789](?=[a-z]))[a-z2356789]*|[a-z]{1,6}[aeiou][3789]")
# Quantities, ordinals, formats and models; of letters the «2» (hamza) is the rarest and of English jokes the commonest.
_digit_digit = re.compile(
    r".*[0-9]{2}.*|[0-9](?:[nr]d|st|th|i?eme|ers?|[kmc]?[mg]|[kmgt]bp?s?|m[lo]|go|am|pm|px|mins?|sec|ans?|days?|hrs?|up|"
    r"years?|months?|weeks?|times|dimensional|points?|pts|euros?|dh|da|mois|fois|jours?|heures?|[gm]hz|pac|cents?)"
    r"|[a-z][2-9][a-z][0-9]?|[b-df-hj-np-tv-z]+2[b-df-hj-np-tv-z]+|(?:iphone|galaxy|note|zone|type|page|phase|article|route)[0-9]"
)
_between = re.compile("[b-df-hj-np-tv-z][379][a-z]")

# Beginnings and endings that neither English nor French gives a word of some length: «ykoulou», «m3ahom», «lmalik».
_shape = re.compile(
    "(?:b[dfhkmnqtz]|d[bkmnq]|f[hmnqst]|g[bdmst]|h[bdkmnrt]|k[bdmt]|l[bdfgkmnqrstz]|m[dfhjklnqrstz]|n[bdfhmqstz]|"
    "r[bdgjkms]|t[bdgklmnq]|w[bdklmnqst]|y[bdfghkmnqrst]|z[bdghmnr]|kh[aeiourlt]|gh[abdlnrz]|dj[aeiou]|q[abdiorstw])"
    "[a-z0-9]*[aeiou][a-z0-9]*|[a-z]{2,}(?:koum?|houm?|kom|hom|ahoum|ouna|oune|iyine|iyin|akh|ikh|oukh)"
)
_SHORTEST_SHAPE = 4
_LONGEST_WORD = 40

_LEAST_SHARE = 0.2


class _Witnesses(NamedTuple):
    """How many Latin-letter words a text has, and what they speak for."""

    strong: int = 0
    weak: int = 0
    foreign: int = 0
    words: int = 0

    @property
    def weight(self) -> float:
        return self.strong + self.weak / 2


def looks_arabizi(text: str) -> bool:
    """Tell whether a text, or what of it is in Latin letters, is Arabic rather than English or French.

    Where they are mixed the larger part decides; one Arabic word in a French sentence does not.
    """
    found = _witnesses(text)
    return found.weight >= max(1, found.foreign * 0.5 + 0.5, found.words * _LEAST_SHARE)


def arabizi_share(text: str) -> float:
    """Return the share of Latin-letter words that speak for Arabizi, the weak ones at half their number."""
    found = _witnesses(text)
    return found.weight / found.words if found.words else 0.0


def _witnesses(text: str) -> _Witnesses:
    if not _latin.search(text):
        return _Witnesses()
    written = " ".join(piece for piece in text.split() if not _address.search(piece))
    words = _word.findall(fold(written).text)
    strong = sum(map(_is_arabizi, words))
    foreign = [word in ENGLISH or word in FRENCH for word in words]
    # A word speaks once: one that is certain says nothing more by its shape.
    shaped = sum(
        not known and not _is_arabizi(word) and _has_its_shape(word) for known, word in zip(foreign, words, strict=True)
    )
    shared = sum(word in WEAK for word in words)
    # Short words that three languages share say something only in company.
    return _Witnesses(strong, shaped + shared if strong or shaped else 0, sum(foreign), len(words))


def _is_arabizi(word: str) -> bool:
    if word in ARABIZI:
        return True
    if word.isalpha() or len(word) > _LONGEST_WORD or (_digit_digit.fullmatch(word) and not _between.fullmatch(word)):
        return False
    return _digit_letter.fullmatch(word) is not None


def _has_its_shape(word: str) -> bool:
    return _SHORTEST_SHAPE <= len(word) <= _LONGEST_WORD and word not in ARABIZI and _shape.fullmatch(word) is not None
