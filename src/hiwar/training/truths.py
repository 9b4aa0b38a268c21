"""What the label of a row says about each of the classifier's heads: yes, no, or nothing.

Belongs here: the meaning of labels, source by source, and which rows are kept for testing. Not here: fitting and
measuring. The sources annotate different things; a row says nothing about what its annotators did not look for.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

from hiwar.arabic.fold import fold_batch

HEADS = ("toxic", "insult", "identity", "sectarian", "obscene", "threat", "spam")
# Annotated for something narrower than abuse, or with everything moderators deleted: never part of a mean.
APART = frozenset({"aljazeera_deleted", "alhazmi_saudi", "aref_sectarian", "armi"})
_TEST_SHARE = 5
_BATCH = 1024

_ABUSE = frozenset({"abusive", "hate"})
# Fragments of the sources' own labels. A source is named here only if its annotators looked for the thing.
_OBSCENE = {"osact5": "|VLG", "sohateful": "vulgar=YES", "mubarak_tweets": "obscene", "aljazeera_deleted": "obscene"}
_THREAT = {"osact5": "|VIO", "sohateful": "violence=YES", "armi": "threat of violence"}
_SECTARIAN = {"osact5": "|HS2", "sohateful": "religion-sect", "egyptian5": "Religious", "aref_sectarian": "hate"}
_NOT = ("NOT_VLG", "NOT_VIO", "NOT_HS", "not_hate")


class Row(NamedTuple):
    """A labelled text of a source."""

    source: str
    text: str
    label: str
    raw_label: str = ""


def is_test(text: str) -> bool:
    """Return whether a text is kept for testing: decided by its folded form, so that a copy never lands in training."""
    return are_test((text,))[0]


def are_test(texts: Sequence[str]) -> list[bool]:
    """Return `is_test` for each text, folding a thousand at once."""
    return [
        int.from_bytes(blake2b(folded.folded(place).text.encode(), digest_size=8).digest(), "big") % _TEST_SHARE == 0
        for first in range(0, len(texts), _BATCH)
        for folded in (fold_batch(texts[first : first + _BATCH]),)
        for place in range(len(folded))
    ]


def truth(row: Row, head: str) -> bool | None:
    """Return what the row says about a head; None where it says nothing.

    >>> truth(Row("lhsab", "…", "abusive"), "toxic"), truth(Row("mahed_hope_hate", "…", "nothate"), "toxic")
    (True, None)
    """
    if row.label == "spam":
        return True if head == "spam" else None
    return _READERS[head](row)


def _toxic(row: Row) -> bool | None:
    # «Not hateful» may still be abusive; only where a source knows nothing else must it stand for clean.
    if row.source in APART and row.label == "nothate":
        return False
    return {"ok": False, "nothate": None}.get(row.label, row.label in _ABUSE)


def _insult(row: Row) -> bool | None:
    return {"ok": False, "abusive": True}.get(row.label)


def _identity(row: Row) -> bool | None:
    # «Abusive» says that it is aimed at nobody's identity only where hate is annotated too.
    if row.label == "abusive":
        return False if row.source in _HATE_SOURCES else None
    return {"ok": False, "nothate": False, "hate": True}.get(row.label)


_HATE_SOURCES = frozenset({"lhsab", "thsab", "osact4", "osact5", "mlma", "sohateful", "egyptian5"})


def _named(fragments: dict[str, str], row: Row) -> bool | None:
    if row.source not in fragments:
        return None
    said = row.raw_label
    for denial in _NOT:
        said = said.replace(denial, "")
    return fragments[row.source] in said


def _spam(row: Row) -> bool | None:
    return False if row.label in _ABUSE | {"ok"} else None


_READERS = {
    "toxic": _toxic,
    "insult": _insult,
    "identity": _identity,
    "sectarian": lambda row: _named(_SECTARIAN, row),
    "obscene": lambda row: _named(_OBSCENE, row),
    "threat": lambda row: _named(_THREAT, row),
    "spam": _spam,
}
