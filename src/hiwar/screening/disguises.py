"""Disguises: words written so that a list may miss them and a reader does not.

Belongs here: whether a word that was found stood there in disguise, and the words that a sign or a digit may hide. Not
here: disguises that folding undoes for everybody (`hiwar.arabic.fold`), and what follows from one
(`rules.starter_words`, `rules.listed_words`).

Nobody hides a harmless word: a listed one in disguise needs no second witness.

>>> is_disguised("ك.ل.ب"), is_disguised("كـــلب"), is_disguised("كَلْب")
(True, False, False)
>>> from hiwar.arabic.fold import fold
>>> [token.text for token in hidden_words(fold("يا غ.بي"))]
['غبي']
>>> "كلب" in {token.text for token in hidden_words(fold("ك1ب"))}
True
"""

import re
from collections.abc import Iterator
from itertools import islice

from hiwar.arabic.fold import Folded
from hiwar.arabic.tokens import Token

# Marks above and below letters, and what has no width: they shape words and hide none.
_unseen = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_sign_inside = re.compile(r"\w\W+\w")

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
# A digit before a word may count something («9حبات»): there it is read only as the letter it is typed for.
_TYPED_FOR = {"2": "ا", "3": "ع", "5": "خ", "6": "ط", "7": "ح", "8": "غ", "9": "ق"}
_cut = re.compile(r"(?<!\w)([ء-ي]{1,5})[.,،;؛:!/\\-]([ء-ي]{1,5})(?!\w)")
_inner_stranger = re.compile(r"(?<!\w)([ء-ي]{1,8})[\da-z]([ء-ي]{1,8})(?!\w)")
_first_digit = re.compile(r"(?<!\w)(\d)([ء-ي]{2,8})(?!\w)")
# Most comments have none of these, and pay for one look alone.
_any = re.compile(r"[ء-ي][.,،;؛:!/\\0-9a-z-][ء-ي]|\d[ء-ي]")
# So many places of one text are looked at: a hundred of them are no comment.
_MOST_PLACES = 8


def is_disguised(written: str) -> bool:
    """Tell whether one word, as it was typed, has a sign, a picture or a space between its letters."""
    return _sign_inside.search(_unseen.sub("", written)) is not None


def hidden_words(folded: Folded) -> Iterator[Token]:
    """Yield words that a folded text may hide: pieces around a sign as one, and what a digit or Latin letter hides.

    Most of them are no words of any language; a list knows which.
    """
    text = folded.text
    if not _any.search(text):
        return
    for found in islice(_cut.finditer(text), _MOST_PLACES):
        yield Token(found[1] + found[2], *folded.span(*found.span()))
    for found in islice(_inner_stranger.finditer(text), _MOST_PLACES):
        for letter in ("", *_LETTERS):
            yield Token(found[1] + letter + found[2], *folded.span(*found.span()))
    for found in islice(_first_digit.finditer(text), _MOST_PLACES):
        if found[1] in _TYPED_FOR:
            yield Token(_TYPED_FOR[found[1]] + found[2], *folded.span(*found.span()))
