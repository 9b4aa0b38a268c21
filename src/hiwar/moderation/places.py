"""Where a moderator stands: which queue, narrowed to what, in which order, how far down, which comment open.

A place is an address and back; what in an address is not one of ours is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.urls import reverse

from hiwar.discussions.models import State
from hiwar.discussions.triage import ARABIC, ARABIZI, OTHER
from hiwar.moderation.said import Word
from hiwar.screening.harm import Kind

REPORTED, UNREVIEWED = "reported", "unreviewed"
ROUTES: dict[str, str] = {
    State.HELD: "desk",
    REPORTED: "desk-reported",
    UNREVIEWED: "desk-unreviewed",
    State.PUBLISHED: "desk-published",
    State.REJECTED: "desk-rejected",
    State.SPAM: "desk-spam",
}
LANGUAGES = (ARABIC, ARABIZI, OTHER)
# What a queue can be narrowed to; a finding is named as in the record.
KINDS: Mapping[str, Kind] = {kind.name.lower(): kind for kind in Kind if kind.name}
PANE = "#ctx"
_MOST_DIGITS = 18
_SECTION = re.compile(r"section:[0-9]{1,18}")
_PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{16}")


@dataclass(frozen=True)
class Narrowed:
    """To what a queue is narrowed; empty means everything."""

    section: str = ""
    thread: str = ""
    language: str = ""
    kind: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def asked(self) -> list[tuple[str, str]]:
        """Return the parts of an address that say so."""
        return [(field.name, value) for field in fields(self) if (value := getattr(self, field.name))]


EVERYTHING = Narrowed()


@dataclass(frozen=True)
class Place:
    """A view of the desk. `after` and `level` are the row and the rank of the last comment of the page before.

    `read` is the minute, counted since 1970, at which a page showed it: what changed since, nobody has read there.
    `each` is whether every comment has a row of its own, however many say the same.
    """

    state: str = State.HELD
    by_risk: bool = False
    narrowed: Narrowed = EVERYTHING
    after: int | None = None
    level: int | None = None
    read: int | None = None
    each: bool = False

    @property
    def order(self) -> str:
        """Return the order's name in addresses and forms."""
        return "risk" if self.by_risk else "oldest"

    @property
    def room(self) -> str:
        """Return the route of the queue."""
        return ROUTES[self.state]

    def url(self, *, open: str | None = None, done: Iterable[int] = (), left: int = 0, said: Word | None = None) -> str:
        """Return the address of this place, with a comment open and what was just done or is to be said."""
        asked: list[tuple[str, str | int]] = []
        if self.by_risk:
            asked.append(("order", "risk"))
        if self.each:
            asked.append(("similar", "each"))
        asked += self.narrowed.asked()
        if self.after:
            asked.append(("after", self.after))
        if self.level is not None and self.after:
            asked.append(("level", self.level))
        if open:
            asked.append(("open", open))
        if ids := ",".join(map(str, done)):
            asked.append(("done", ids))
        if left:
            asked.append(("left", left))
        if said:
            asked.append(("said", said))
        query = f"?{urlencode(asked, safe=',:')}" if asked else ""
        return f"{reverse(self.room)}{query}{PANE if open or ids or left else ''}"

    def fields(self) -> list[tuple[str, str]]:
        """Return what a form says of the place it was sent from."""
        read = [("read", str(self.read))] if self.read else []
        each = [("similar", "each")] if self.each else []
        return [("tab", self.state), ("order", self.order), *each, *self.narrowed.asked(), *read]

    def ordered(self, *, by_risk: bool) -> str:
        """Return the address of the queue's beginning in an order."""
        return replace(self, by_risk=by_risk, after=None, level=None).url()

    def folding(self, *, each: bool) -> str:
        """Return the address of the queue's beginning with a row for each comment, or one for a family of many."""
        return replace(self, each=each, after=None, level=None).url()

    def beginning(self) -> Place:
        """Return the queue's first page."""
        return replace(self, after=None, level=None)

    def further(self, after: int, level: int | None = None) -> str:
        """Return the address of the next page."""
        return replace(self, after=after, level=level).url()


def place_from(asked: Mapping[str, str], *, state: str) -> Place:
    """Return the place an address or a form means."""
    by_risk = state == State.HELD and asked.get("order") == "risk"
    after = number(asked.get("after"))
    level = number(asked.get("level")) if after and (by_risk or state == REPORTED) else None
    each = state == State.HELD and asked.get("similar") == "each"
    return Place(state, by_risk, _narrowed(asked), after, level, number(asked.get("read")), each)


def _narrowed(asked: Mapping[str, str]) -> Narrowed:
    section, thread = asked.get("section", ""), asked.get("thread", "")
    language, kind = asked.get("language", ""), asked.get("kind", "")
    return Narrowed(
        section=section if _SECTION.fullmatch(section) else "",
        thread=thread if _PUBLIC_ID.fullmatch(thread) else "",
        language=language if language in LANGUAGES else "",
        kind=kind if kind in KINDS else "",
    )


def number(raw: str | None) -> int | None:
    """Return a row's number from an address, or None for anything that cannot be one."""
    if raw and raw.isascii() and raw.isdigit() and len(raw) <= _MOST_DIGITS:
        return int(raw)
    return None


def numbers(raw: Iterable[str], *, most: int) -> list[int]:
    """Return the row numbers among these, at most so many."""
    return [found for one in list(raw)[:most] if (found := number(one)) is not None]
