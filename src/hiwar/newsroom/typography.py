"""Arabic typography of what an editor types: quotation marks, digits, commas, tatweel, spaces. Pure.

Links, code and whatever is written in Latin letters are left as they are. Doing it twice changes nothing more. Not
here: who is asked first and where it is stored (`tidying`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from hiwar.arabic.numbers import Digits, localize_digits

Rule = Callable[[str], str]

_LETTER = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff"
_MARK = "\u064b-\u065f\u0670"
# What stands for a kept piece while rules run, and for a tag; no text that a database takes holds the second.
_PIECE, _TAG = "\x01", "\x00"
# Code may follow a link without a space; no address holds its mark.
_LINKS = re.compile(rf"`[^`\n]*`|(?:https?://|www\.)[^\s{_TAG}«»\"`]+|[^\s@`{_TAG}]+@[^\s@`{_TAG}]+\.[^\s@`{_TAG}]+")
# A number after a Latin word is part of a name more often than not: «iPhone 15».
_LATIN = re.compile(rf"[^\s{_TAG}{_PIECE}«»]*[A-Za-z][^\s{_TAG}{_PIECE}«»]*(?:[ \t]+[!-~]+)*")

# An inch after a number opens nothing.
_STRAIGHT = re.compile(r"(?<!\d)\"([^\"\n]*)\"")
_CURLY = re.compile("[“„]([^“”„\n]*)[”“]")
_TATWEEL = re.compile(rf"(?<=[{_LETTER}{_MARK}])\u0640+(?=[{_LETTER}{_MARK}])")
_COMMAS = tuple(
    (re.compile(rf"(?<=[{_LETTER}{_MARK}»])[ \t\u00a0]*{latin}(?=[\s{_TAG}»]|$)"), arabic)
    for latin, arabic in ((",", "،"), (";", "؛"), (r"\?", "؟"))
)
_BEFORE_COMMA = re.compile("[ \t\u00a0]+(?=[،؛؟])")
_SPACES = re.compile(r"(?<=\S)[ \t\u00a0]{2,}(?=\S)")
_BLOCKS = re.compile(r"(</?p\b[^>]*>|<br\s*/?>)")
_INLINE = re.compile(r"<[^>]*>")


def tidied(text: str, *, digits: Digits) -> str:
    """Return a text as an Arabic newspaper sets it, its digits as the site writes them.

    >>> tidied('قال "نعم" , ثم عـــاد', digits=Digits.LATIN)
    'قال «نعم»، ثم عاد'
    >>> tidied("وصل 1200 راكب (iPhone 15, 3.5 in)", digits=Digits.ARABIC)
    'وصل ١٢٠٠ راكب (iPhone 15, 3.5 in)'
    """
    if _PIECE in text:
        return text
    text = _apart(text, _LINKS, _quoted)
    return _apart(text, _LINKS, lambda rest: _apart_again(rest, digits))


def tidied_html(html: str, *, digits: Digits) -> str:
    """Return rich text with each of its paragraphs tidied; tags stay where they are, untouched paragraphs as well."""
    return "".join(
        part if _BLOCKS.fullmatch(part) else _tidied_inline(part, digits=digits) for part in _BLOCKS.split(html)
    )


def _tidied_inline(html: str, *, digits: Digits) -> str:
    tags = iter(_INLINE.findall(html))
    text = unescape(_INLINE.sub(_TAG, html))
    set_right = tidied(text, digits=digits)
    if set_right == text:
        return html
    return re.sub(_TAG, lambda _: next(tags), escape(set_right, quote=False))


def _apart(text: str, kept: re.Pattern[str], rule: Rule) -> str:
    """Return the text under a rule that sees of each kept piece only that there is one."""
    pieces = iter(kept.findall(text))
    return re.sub(_PIECE, lambda _: next(pieces), rule(kept.sub(_PIECE, text)))


def _apart_again(rest: str, digits: Digits) -> str:
    # Links are out already; their places must not be taken for those of what is in Latin letters.
    parts = rest.split(_PIECE)
    return _PIECE.join(_apart(part, _LATIN, lambda shown: _spaced(localize_digits(shown, digits))) for part in parts)


def _quoted(text: str) -> str:
    for marks in (_STRAIGHT, _CURLY):
        text = marks.sub(_arabic_quotes, text)
    return text


def _arabic_quotes(found: re.Match[str]) -> str:
    inside = found[1].strip(" \t\u00a0")
    return f"«{inside}»" if re.search(f"[{_LETTER}]", inside) else found[0]


def _spaced(text: str) -> str:
    text = _TATWEEL.sub("", text)
    for latin, arabic in _COMMAS:
        text = latin.sub(arabic, text)
    text = _BEFORE_COMMA.sub("", text)
    return _SPACES.sub(" ", text)
