"""What a page is once it has been read: plain values, the same for every kind of source file.

No parsing here, and no database. Every value is text as the source had it; cleaning is the business of the services
that store it.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

LONGEST_EXCERPT = 60
# Enough for every name and excerpt; a line may be as long as the file.
_LONGEST_LOOK = 500

_ADDRESS = re.compile(
    r"[^\s@<>]{1,64}@[^\s@<>]{1,255}"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b"
    r"|\b(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{1,4}\b"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """Something the reader had to decide without being told, or wants a person to look at.

    `code` names the decision; `report.py` holds the sentence for each.
    """

    code: str
    data: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportedComment:
    """One comment of the source. `number` is its place on the page, `parent` the number it answers."""

    number: int
    name: str | None
    text: str
    parent: int | None = None
    submitted: date | None = None
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """An article with its discussion. `declared_count` is how many comments the page itself claims to have."""

    headline: str | None
    paragraphs: tuple[str, ...]
    comments: tuple[ImportedComment, ...] = ()
    declared_count: int | None = None
    published: date | None = None
    author: str | None = None
    guesses: tuple[Guess, ...] = ()

    def with_guesses(self, *more: Guess) -> "ImportedPage":
        return replace(self, guesses=(*self.guesses, *more))


class NotAPage(Exception):
    """The file is not an article page this importer can read; `reason` is a code, `data` the facts for the sentence."""

    def __init__(self, reason: str, **data: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.data = data


def excerpt(text: str) -> str:
    """Return a short one-line piece of `text` for a report, with addresses of people and machines blotted out.

    Control and format characters go, too: a stranger's file must not speak to the operator's terminal.
    """
    plain = "".join(
        char if char.isspace() or unicodedata.category(char)[0] != "C" else "" for char in text[:_LONGEST_LOOK]
    )
    line = _ADDRESS.sub("…", " ".join(plain.split()))
    return line if len(line) <= LONGEST_EXCERPT else line[: LONGEST_EXCERPT - 1].rstrip() + "…"


def holds_an_address(text: str) -> bool:
    """Tell whether `text` contains an e-mail or network address."""
    return _ADDRESS.search(text[:_LONGEST_LOOK]) is not None


def count_guesses(declared: int | None, found: int) -> tuple[Guess, ...]:
    """Return a guess when the page claims another number of comments than were found."""
    if declared is None or declared == found:
        return ()
    return (Guess("count_differs", {"declared": declared, "found": found}),)
