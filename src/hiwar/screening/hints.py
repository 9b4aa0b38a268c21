"""Hints found in a text: two witnesses of which neither would be enough, words and a classifier.

Belongs here: compiling the tables, and what follows what. Not here: the tables (`lists.hints`), the scores that are
asked for (`weighing`), what follows from both (`rules.scores`).

A hint says that a sentence may be harm of one kind: «نعرف … بيتك», «يسلمو … حرقوا». The same is said in kindness, so a
classifier is asked, and needs to be less sure than where there is no hint.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from hiwar.screening.lists.hints import HINTS
from hiwar.screening.lists.hints.tables import Alone, Pair, Table
from hiwar.screening.verdict import Span
from hiwar.screening.words import Match, WordEntry, WordList

_MOST_CHARACTERS = 160  # Between two words that belong together.


@cache
def hint_list() -> WordList:
    """Return all tables as one list, so that a text is walked once; the category of an entry is its table's number."""
    return WordList.compile(
        WordEntry(table.forms[0], category=str(number), forms=table.forms[1:]) for number, table in enumerate(_tables())
    )


@cache
def _tables() -> tuple[Table, ...]:
    found = (
        table for hint in HINTS for table in ((hint.table,) if isinstance(hint, Alone) else (hint.first, hint.then))
    )
    return tuple(dict.fromkeys(found))


class Hints(NamedTuple):
    """Where a text hints at what, by label, and the labels of which one hint is plain."""

    places: Mapping[str, tuple[Span, ...]]
    plain: frozenset[str]


NO_HINTS = Hints({}, frozenset())


def hints_among(text: str, found: Iterable[Match]) -> Hints:
    """Return the hints in a text, given what of `hint_list` was found in it."""
    places: dict[Table, list[Span]] = {}
    tables = _tables()
    for match in found:
        places.setdefault(tables[int(match.entry.category)], []).append(Span(match.start, match.end))
    hints: dict[str, list[Span]] = {}
    plain = set()
    for hint in HINTS if places else ():
        if isinstance(hint, Alone):
            here = places.get(hint.table, [])
        else:
            here = _following(text, places.get(hint.first, ()), places.get(hint.then, ()), reach=hint.reach)
        if here:
            hints.setdefault(hint.label, []).extend(here)
            plain |= {hint.label} if isinstance(hint, Pair) and hint.plain else set()
    return Hints({label: tuple(dict.fromkeys(spans)) for label, spans in hints.items()}, frozenset(plain))


def _following(text: str, first: Iterable[Span], then: list[Span] | tuple[Span, ...], *, reach: int) -> list[Span]:
    """Return from where to where each of `first` is followed by the next of `then`."""
    ends: dict[int, int] = {}
    for span in then:
        ends[span.start] = max(span.end, ends.get(span.start, 0))
    starts = sorted(ends)
    found = []
    for span in first:
        at = bisect_left(starts, span.end)
        if at == len(starts) or starts[at] - span.end > _MOST_CHARACTERS:
            continue
        if len(text[span.end : starts[at]].split()) <= reach:
            found.append(Span(span.start, ends[starts[at]]))
    return found
