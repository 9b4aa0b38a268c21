"""Windows: which words of a text are read together.

Belongs here: whole texts, stretches of long ones, their clauses. Not here: reading (`network`), what becomes of several
windows of one text (`scorer`).

One violation in a long, good comment is enough to hold, and a mean over sixty calm words hides it. So a text of more
than `WINDOW` words is read in stretches of so many, each beginning in the middle of the one before, and the clauses of
a text of more than `WHOLE` words are read by themselves too; the worst window speaks for the text.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from hiwar.screening.model.features import Places, Stream
from hiwar.screening.model.marks import AFTER_STOP, ASKED, EXCLAIMED, Flags
from hiwar.screening.model.network import Windows

WINDOW = 48
STRIDE = 24
# A text of at most so many words is read as a whole alone: most comments are, and half of a sentence means little.
WHOLE = 30
# Of fewer words than these no clause is made, they join what follows; more than `WINDOW` are left to the stretches.
CLAUSE = 8


def windows_of(text: Stream, flags: Flags) -> tuple[Windows, Places]:
    """Return what is read together, and which text it belongs to, in the order of texts. `flags`: see `marks`."""
    begins, ends = text.documents[:-1], text.documents[1:]
    if not (ends - begins > WHOLE).any():
        owners = (ends > begins).nonzero()[0]
        return Windows(begins[owners], ends[owners]), owners
    # A last stretch begins where at least half of it is new.
    counts = np.where(ends - begins > WINDOW, -(-(ends - begins - STRIDE) // STRIDE), np.minimum(ends - begins, 1))
    owners = np.repeat(np.arange(len(begins)), counts)
    number = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
    starts = begins[owners] + number * STRIDE
    stretches = Windows(starts, np.minimum(starts + WINDOW, ends[owners]))
    return _with_clauses(text, flags, stretches, owners)


def _with_clauses(text: Stream, flags: Flags, stretches: Windows, owners: Places) -> tuple[Windows, Places]:
    """Return the stretches and the clauses of long texts together, in the order of texts."""
    stops = flags[:, AFTER_STOP].astype(bool)
    stops[1:] |= (flags[:-1, ASKED] | flags[:-1, EXCLAIMED]).astype(bool)
    places = stops.nonzero()[0]
    begins, ends = text.documents[:-1], text.documents[1:]
    found = [
        (begin, end, owner)
        for owner in (ends - begins > WHOLE).nonzero()[0].tolist()
        for begin, end in _clauses(int(begins[owner]), int(ends[owner]), places)
    ]
    if not found:
        return stretches, owners
    clauses = np.array(found, np.int64)
    starts = np.concatenate((stretches.starts, clauses[:, 0]))
    finishes = np.concatenate((stretches.ends, clauses[:, 1]))
    owners = np.concatenate((owners, clauses[:, 2]))
    order = owners.argsort(kind="stable")
    return Windows(starts[order], finishes[order]), owners[order]


def _clauses(begin: int, end: int, places: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield the clauses of one text, or none if it has no stop to cut it at."""
    since = begin
    for place in [*places[places.searchsorted(begin, "right") : places.searchsorted(end)].tolist(), end]:
        is_last = place == end
        if is_last or min(place - since, end - place) >= CLAUSE:
            # What explains a window reads it once for each of its words: none may be longer than the stretches are.
            if not (is_last and since == begin) and place - since <= WINDOW:
                yield since, place
            since = place
