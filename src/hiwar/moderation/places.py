"""Where a moderator stands: which queue, in which order, how far down, which comment open. A place is an address and
back; what in an address is not one of ours is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from hiwar.discussions.models import State

ROUTES: dict[str, str] = {
    State.HELD: "desk",
    State.REJECTED: "desk-rejected",
    State.SPAM: "desk-spam",
    State.PUBLISHED: "desk-published",
}
PANE = "#ctx"
_MOST_DIGITS = 18


@dataclass(frozen=True)
class Place:
    """A view of the desk."""

    state: str = State.HELD
    by_risk: bool = False
    after: int | None = None

    @property
    def order(self) -> str:
        """Return the order's name in addresses and forms."""
        return "risk" if self.by_risk else "oldest"

    def url(self, *, open: str | None = None, done: Iterable[int] = (), left: int = 0) -> str:
        """Return the address of this place, with a comment open and what was just done."""
        asked: list[tuple[str, str | int]] = []
        if self.by_risk:
            asked.append(("order", "risk"))
        if self.after:
            asked.append(("after", self.after))
        if open:
            asked.append(("open", open))
        if ids := ",".join(map(str, done)):
            asked.append(("done", ids))
        if left:
            asked.append(("left", left))
        query = f"?{urlencode(asked, safe=',')}" if asked else ""
        return f"{reverse(ROUTES[self.state])}{query}{PANE if open or ids or left else ''}"

    def ordered(self, *, by_risk: bool) -> str:
        """Return the address of the queue's beginning in an order."""
        return replace(self, by_risk=by_risk, after=None).url()

    def further(self, after: int) -> str:
        """Return the address of the next page."""
        return replace(self, after=after).url()


def place_from(asked: QueryDict, *, state: str) -> Place:
    """Return the place an address means."""
    by_risk = state == State.HELD and asked.get("order") == "risk"
    return Place(state=state, by_risk=by_risk, after=number(asked.get("after")))


def number(raw: str | None) -> int | None:
    """Return a row's number from an address, or None for anything that cannot be one."""
    if raw and raw.isascii() and raw.isdigit() and len(raw) <= _MOST_DIGITS:
        return int(raw)
    return None


def numbers(raw: Iterable[str], *, most: int) -> list[int]:
    """Return the row numbers among these, at most so many."""
    return [found for one in list(raw)[:most] if (found := number(one)) is not None]
