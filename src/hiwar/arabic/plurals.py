"""The six plural forms of Arabic.

Belongs here: which form a number takes. Not here: the words themselves; they live in the message catalog.
"""

from typing import Literal

Category = Literal["zero", "one", "two", "few", "many", "other"]


def plural_category(n: int) -> Category:
    """Return the CLDR category of a count.

    101 and 102 are "other": an older Arabic rule put them elsewhere, CLDR and gettext do not.

    >>> [plural_category(n) for n in (0, 1, 2, 4, 11, 100, 102, 103)]
    ['zero', 'one', 'two', 'few', 'many', 'other', 'other', 'few']
    """
    exact: dict[int, Category] = {0: "zero", 1: "one", 2: "two"}
    if n in exact:
        return exact[n]
    remainder = abs(n) % 100
    if 3 <= remainder <= 10:
        return "few"
    return "many" if remainder >= 11 else "other"
