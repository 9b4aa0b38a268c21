"""What changed between two texts, word by word, for eyes that compare an edit with what it edits.

Pure: two texts in, pieces out, in reading order. Not here: how a piece is shown; a template writes them down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A word with the spaces behind it: what is put together again is the text itself.
_WORD = re.compile(r"\S+\s*|\s+")
# Comparing costs the product of both lengths at worst; who reads longer texts than this reads both.
MOST_WORDS = 1500


class Change(StrEnum):
    """What became of a piece."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """Some words in a row that were kept, went or came."""

    change: Change
    text: str


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts: the words kept or gone make the one, those kept or new the other.

    >>> for piece in difference("الرصيف عالٍ جداً.", "الرصيف عالٍ على الناس."):
    ...     print(piece.change, piece.text.strip())
    kept الرصيف عالٍ
    gone جداً.
    new على الناس.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return tuple(_pieces((Change.GONE, before), (Change.NEW, after)))
    return tuple(_compared(old, new))


def _compared(old: list[str], new: list[str]) -> Iterator[Piece]:
    # Spaces are no change: the last word of a text has none behind it.
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new])
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            kept = new[new_from:new_to]
            # Before words that went there stood a space, even where the new text ends.
            kept[-1] = max(kept[-1], old[old_to - 1], key=len)
            yield Piece(Change.KEPT, "".join(kept))
            continue
        yield from _pieces((Change.GONE, "".join(old[old_from:old_to])), (Change.NEW, "".join(new[new_from:new_to])))


def _pieces(*pieces: tuple[Change, str]) -> Iterator[Piece]:
    for change, text in pieces:
        if text:
            yield Piece(change, text)
