"""Which part of a long discussion a page shows: its order, where it begins, and how addresses say so.

Pure. A window is named by the last comment before it (a keyset), never by a page number: a page that was linked to
stays the same page while comments come and go, and finding it costs the same in a thread of ten and of ten thousand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# A discussion of so many numbers is shown whole, nested as deep as the site wants, on its own page.
WHOLE = 100
# What a window of a longer one holds, roots and replies together.
ON_A_PAGE = 100
# A root with more replies than UNFOLDED shows the first FOLDED_TO of them and how many are left.
UNFOLDED = 5
FOLDED_TO = 3

ORDER, AFTER, BRANCH = "order", "after", "branch"
_NUMBER = r"[1-9][0-9]{0,8}"
# The spelling of each parameter; anything else is no address of ours.
PATTERNS: Mapping[str, str] = {ORDER: "newest|answered|featured", AFTER: rf"{_NUMBER}(?:-{_NUMBER})?", BRANCH: _NUMBER}


class Order(StrEnum):
    """In which order the roots of a discussion stand."""

    OLDEST = ""
    NEWEST = "newest"
    ANSWERED = "answered"
    # What editors have featured and nothing else, roots and replies in the order of their numbers.
    FEATURED = "featured"


class NoSuchWindow(ValueError):
    """The address names no part of a discussion."""


@dataclass(frozen=True)
class Window:
    """A part of a discussion. `after` is the number of the root before it, or within a branch the place of the reply.

    `answers` is that root's number of replies where roots stand in that order. `branch` is the number of a root.
    """

    order: Order = Order.OLDEST
    after: int = 0
    answers: int = 0
    branch: int = 0

    @property
    def is_first(self) -> bool:
        """Return whether this is where a discussion begins."""
        return self == FIRST

    @property
    def query(self) -> str:
        """Return the window as a query string; empty for the first one."""
        after = f"{self.answers}-{self.after}" if self.answers else str(self.after)
        pairs = {AFTER: after if self.after else "", BRANCH: self.branch or "", ORDER: str(self.order)}
        return "&".join(f"{name}={value}" for name, value in pairs.items() if value)


FIRST = Window()


def window_from(query: Mapping[str, str]) -> Window:
    """Return the window that the parameters of an address name. Raises `NoSuchWindow`.

    >>> window_from({"after": "120", "branch": "57"})
    Window(order=<Order.OLDEST: ''>, after=120, answers=0, branch=57)
    """
    given = {name: query[name] for name in PATTERNS if name in query}
    if not all(re.fullmatch(PATTERNS[name], value, re.ASCII) for name, value in given.items()):
        raise NoSuchWindow
    order = Order(given.get(ORDER, ""))
    answers, _, after = given.get(AFTER, "").rpartition("-")
    branch = given.get(BRANCH, "")
    # Only one order counts replies, and within a branch there is one order.
    if (branch and order) or (bool(answers) != (order is Order.ANSWERED and bool(after))):
        raise NoSuchWindow
    return Window(order, int(after or 0), int(answers or 0), int(branch or 0))
