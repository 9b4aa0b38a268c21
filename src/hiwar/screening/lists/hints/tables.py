"""How the tables of hints are written down: words of two kinds, one of which follows the other, or words alone.

Not here: the words, and looking for them (`hiwar.screening.hints`).
"""

from typing import NamedTuple

from hiwar.screening.words.entries import PRONOUN


class Table:
    """Words and phrases of one kind, parted by `|` and lines. `~` at the end: with a pronoun or without one."""

    __slots__ = ("forms",)

    def __init__(self, table: str) -> None:
        pieces = (form.strip() for line in table.splitlines() for form in line.split("|"))
        both = (written for form in pieces if form for written in (form, form.removesuffix(PRONOUN)))
        self.forms = tuple(dict.fromkeys(both))


class Pair(NamedTuple):
    """A hint of `label` where something of `then` follows something of `first`, at most `reach` words after it.

    `plain`: hardly anybody means well by it; then much less of a score is enough.
    """

    label: str
    first: Table
    then: Table
    reach: int = 3
    plain: bool = False


class Alone(NamedTuple):
    """A hint of `label` wherever something of a table stands."""

    label: str
    table: Table


Hint = Pair | Alone
