"""Which way a paragraph runs. First-strong, the browser's own rule, turns a whole Arabic line around when it happens to
begin with a Latin word («GTFS معيار مفتوح…»); counting letters does not.
"""

from __future__ import annotations

import re
from typing import Literal
from unicodedata import bidirectional

Direction = Literal["rtl", "ltr"]

# Hebrew and Arabic letters, all of them right to left: where they are half of a text, nothing can outweigh them.
_right_to_left = re.compile("[\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3]+")


def base_direction(paragraph: str) -> Direction:
    """Return the direction most letters of a paragraph have; a tie, or no letter at all, is right to left.

    >>> base_direction("GTFS معيار مفتوح لمواعيد النقل")
    'rtl'
    >>> base_direction("The map is clear, شكراً")
    'ltr'
    """
    if sum(map(len, _right_to_left.findall(paragraph))) * 2 >= len(paragraph):
        return "rtl"
    rtl = ltr = 0
    for letter in paragraph:
        kind = bidirectional(letter)
        if kind == "L":
            ltr += 1
        elif kind in {"R", "AL"}:
            rtl += 1
    return "ltr" if ltr > rtl else "rtl"
