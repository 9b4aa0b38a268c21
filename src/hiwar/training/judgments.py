"""What careful readers of ours said of collected comments, by the house policy: a digest of each text, and its labels.

Belongs here: reading the table, and finding a text in it. Not here: what a judgment teaches (`lessons`), what a
source's own label means (`truths`). No text is in the table, and none can be made of it: whoever has the corpus finds
its comments there, nobody else finds anything.

A line is twelve hex digits and letters: one for each label, none for a comment that may be published, `?` for one that
two careful moderators would decide differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import blake2b
from importlib.resources import files

TABLE = "judgments.txt"
UNSURE = frozenset({"?"})
LETTERS: Mapping[str, str] = {
    "i": "insult",
    "g": "identity",
    "s": "sectarian",
    "o": "obscene",
    "t": "threat",
    "a": "spam",
}
_DIGEST_BYTES = 6


def digest_of(text: str) -> str:
    """Return the digest a text is found by, whatever white space it is written with."""
    return blake2b(" ".join(text.split()).encode(), digest_size=_DIGEST_BYTES).hexdigest()


@cache
def judgments() -> dict[str, frozenset[str]]:
    """Return the labels of every judged text by its digest. Raises `ValueError` naming a line that cannot be read."""
    return read(files(__package__).joinpath(TABLE).read_text("utf-8").splitlines())


def judged(text: str) -> frozenset[str] | None:
    """Return the labels of a text: none if it may be published, `UNSURE` if that is open, None if nobody judged it."""
    return judgments().get(digest_of(text))


def read(lines: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the table in these lines; a line that begins with # is a remark."""
    found: dict[str, frozenset[str]] = {}
    for number, line in enumerate(lines, start=1):
        if not line or line.startswith("#"):
            continue
        digest, _, letters = line.partition(" ")
        if len(digest) != 2 * _DIGEST_BYTES or not set(letters) <= {*LETTERS, "?"}:
            raise ValueError(f"{TABLE}, line {number}: neither a digest nor the letters of labels")
        found[digest] = UNSURE if "?" in letters else frozenset(LETTERS[letter] for letter in letters)
    return found


def written(table: Mapping[str, Iterable[str]]) -> str:
    """Return the lines of a table of digests and labels, in the order of the digests."""
    letters = {label: letter for letter, label in LETTERS.items()} | {"?": "?"}
    coded = {digest: "".join(sorted(letters[label] for label in labels)) for digest, labels in table.items()}
    return "".join(f"{digest} {coded[digest]}".rstrip() + "\n" for digest in sorted(coded))
