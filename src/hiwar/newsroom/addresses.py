"""What an article's public address is made of: a day, and a few words of the headline.

Pure: no Django, no clock. Which addresses are taken is a question for `services`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from urllib.parse import quote
from zoneinfo import ZoneInfo

LONGEST_SLUG = 60  # Percent-encoded, sixty Arabic letters are 360 bytes: still one line in a chat window.
NAMELESS = "خبر"
TATWEEL = "\N{ARABIC TATWEEL}"
NON_JOINER = "\N{ZERO WIDTH NON-JOINER}"


def slug_from(headline: str, *, nameless: str = NAMELESS) -> str:
    """Return the words of a headline joined by hyphens: no vowel marks, tatweel or punctuation, cut after a whole word.

    >>> slug_from("«قِطار السّاحل» يُطلق صافرته: رحلة أولى، من الميناء")
    'قطار-الساحل-يطلق-صافرته-رحلة-أولى-من-الميناء'
    >>> slug_from("ڕۆژنامەی نوێ"), slug_from("چھپنے والی کہانی"), slug_from("روز سه\N{ZERO WIDTH NON-JOINER}شنبه")
    ('ڕۆژنامەی-نوێ', 'چھپنے-والی-کہانی', 'روز-سه-شنبه')
    """
    words = _words(headline)
    kept: list[str] = []
    for word in words:
        if len("-".join([*kept, word])) > LONGEST_SLUG:
            break
        kept.append(word)
    if words and not kept:
        return words[0][:LONGEST_SLUG]
    return "-".join(kept) or nameless


def _words(text: str) -> list[str]:
    letters = []
    for character in unicodedata.normalize("NFC", text[:2000]):
        category = unicodedata.category(character)
        # Persian parts what it joins in one word: «سه‌شنبه» without its joint could not be read.
        if character == NON_JOINER:
            letters.append(" ")
            continue
        if character == TATWEEL or category in {"Mn", "Me", "Cf"}:
            continue
        if category == "Nd":
            letters.append(str(unicodedata.digit(character)))
        else:
            letters.append(character.lower() if category[0] in "LN" else " ")
    return "".join(letters).split()


def numbered(slug: str, number: int) -> str:
    """Return the slug with a number that tells it from its namesakes, within the same length.

    >>> numbered("قطار-الساحل", 2)
    'قطار-الساحل-2'
    """
    ending = f"-{number}"
    return slug[: LONGEST_SLUG - len(ending)].rstrip("-") + ending


def address_of(slug: str, published_at: datetime, time_zone: str) -> str:
    """Return `YYYY/MM/DD/slug` for the day it was in the newsroom's own time zone.

    >>> from datetime import UTC
    >>> address_of("قطار", datetime(2014, 1, 18, 22, 30, tzinfo=UTC), "Asia/Damascus")
    '2014/01/19/قطار'
    """
    day = published_at.astimezone(ZoneInfo(time_zone))
    return f"{day:%Y/%m/%d}/{slug}"


def path_of(address: str) -> str:
    """Return the path under which readers find an address, percent-encoded so that every program links all of it."""
    return f"/{quote(address)}/"


def phrases_of(headline: str) -> tuple[str, ...]:
    """Return the headline cut where a sub-editor would break the line: after a comma, a colon, a semicolon.

    >>> phrases_of("بعد عشرين عاماً، القطار يعود: رحلة أولى")
    ('بعد عشرين عاماً،', 'القطار يعود:', 'رحلة أولى')
    """
    return tuple(part for part in re.split(r"(?<=[،:؛,;])\s+", headline.strip()) if part)


def slugs_like(slug: str) -> Iterator[str]:
    """Yield the slug itself, then the same slug numbered from two, without end."""
    yield slug
    for number in count(2):
        yield numbered(slug, number)
