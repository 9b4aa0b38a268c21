"""Whether a text asks something: by its question mark, or by a word that asks in standard Arabic or in a dialect.

Pure. Good enough to bring what asks before what does not; nothing is refused or hidden by it.
"""

from __future__ import annotations

import re

from hiwar.arabic.fold import fold

MARKS = "؟?⸮"
# A link has question marks of its own, and asks nothing.
_LINK = re.compile(r"\S+://\S+")
# Those that hardly ever stand in a sentence that asks nothing; «من», «ما», «أي» and «كم» do, and say nothing alone.
WORDS = (
    "هل", "لماذا", "ماذا", "كيف", "متى", "أين", "أليس",
    "ليش", "لشو", "شو", "شنو", "شلون", "ليه", "إزاي", "فين", "وين", "إمتى", "إيمتى", "أيمتى", "علاش", "كيفاش",
    "شكون", "واش", "آش", "إيش", "وش", "قديش",
)  # fmt: skip
_ASKING = frozenset(word for said in WORDS for word in fold(said).text.split())
# So far into a sentence a word that asks still asks; further on it tells («أعرف كيف…»).
_BEGINNING = 2


def is_question(text: str) -> bool:
    """Return whether a text asks something.

    >>> [is_question(text) for text in ("متى يعود القطار", "شكراً لكم", "https://example.org/?a=1", "وصل القطار؟")]
    [True, False, False, True]
    """
    plain = _LINK.sub(" ", text)
    if any(mark in plain for mark in MARKS):
        return True
    sentences = re.split(r"[.!\n،؛:]+", plain)
    return any(not _ASKING.isdisjoint(fold(sentence).text.split()[:_BEGINNING]) for sentence in sentences)
