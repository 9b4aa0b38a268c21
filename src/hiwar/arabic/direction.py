"""Which way a paragraph runs. First-strong, the browser's own rule, turns a whole Arabic line around when it happens to
begin with a Latin word («GTFS معيار مفتوح…»); counting letters does not.
"""

from __future__ import annotations

from typing import Literal
from unicodedata import bidirectional

Direction = Literal["rtl", "ltr"]


def base_direction(paragraph: str) -> Direction:
    """Return the direction most letters of a paragraph have; a tie, or no letter at all, is right to left.

    >>> base_direction("GTFS معيار مفتوح لمواعيد النقل")
    'rtl'
    >>> base_direction("The map is clear, شكراً")
    'ltr'
    """
    rtl = ltr = 0
    for letter in paragraph:
        kind = bidirectional(letter)
        if kind == "L":
            ltr += 1
        elif kind in {"R", "AL"}:
            rtl += 1
    return "ltr" if ltr > rtl else "rtl"
