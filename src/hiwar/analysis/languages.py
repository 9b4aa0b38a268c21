"""In which language a text is to be scored, whatever its sender believes.

Coral says «English» for every Arabic site, so the script of the text outweighs what the request says. Not here: telling
English from French; a Latin-script text is either Arabic in Latin letters or none of ours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hiwar.arabic.arabizi import looks_arabizi

ARABIC = "ar"
ARABIZI = "ar-Latn"
# They share the script, and their speakers do not want our opinion of their words.
OTHERS_IN_ARABIC_SCRIPT = frozenset({"fa", "ur", "ps", "ckb", "ku", "sd", "ug"})
_ARABIC_WORD = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]{2}")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Languages:
    """What a request's text is scored in, and what we saw in it. Empty `used` means that we have no scores for it."""

    used: tuple[str, ...]
    detected: tuple[str, ...]
    refused: tuple[str, ...] = ()


def detect(text: str) -> tuple[str, ...]:
    """Return the language of a text if it is one of ours, else nothing."""
    if _ARABIC_WORD.search(text):
        return (ARABIC,)
    if looks_arabizi(text):
        return (ARABIZI,)
    return ()


def choose(text: str, requested: Sequence[str]) -> Languages:
    """Return in which languages to score a text, given what the request says about it."""
    detected = detect(text)
    ours = tuple(code for code in requested if _base(code) == ARABIC)
    if ours:
        return Languages(ours, detected or ours)
    if requested and all(_base(code) in OTHERS_IN_ARABIC_SCRIPT for code in requested):
        return Languages((), detected, refused=tuple(requested))
    if detected:
        return Languages(detected, detected)
    if requested and not _LETTER.search(text):
        # Signs and emoji belong to every language, and so to the one the newspaper is written in.
        return Languages((ARABIC,), (ARABIC,))
    return Languages((), (), refused=tuple(requested))


def _base(code: str) -> str:
    return code.replace("_", "-").partition("-")[0].lower()
