"""Which requests the page store may answer, and which answers it may keep: two tables, one rule a line.

Here belongs every reason not to. Pure; what a stored page looks like is in `page_store`, when one is old in
`change_feed`. The first rule that applies decides, and its name is what tests and counters call it.

The threats are those of a shared cache: rows C1 to C6 of the threat model.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from .answers import Answer, is_public
from .requests import Request

# Parameters that programs add to count visitors. No page of ours reads them, so the page is the same without.
_COUNTED_VISIT = re.compile(
    r"(?:utm_\w+|mtm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|twclid|ttclid|yclid|igshid|igsh|mc_cid|mc_eid|_ga)\Z"
)
# What a page may vary by and still be one page to everybody whom the store answers.
_HARMLESS_VARY = frozenset({"accept-encoding", "cookie"})
# Where a view finds its plan among what came with the request; None or absent if the page is for one reader.
PLAN = "hiwar.plan"
# Spellings are remembered; nobody may fill the memory with long ones. No counter's marks are longer than this.
LONGEST_QUERY = 2048
# One page may not push a tenth of the others out.
MOST_OF_THE_STORE = 0.1


@dataclass(slots=True)
class Plan:
    """What a view says about the page it gives: what its truth hangs on, and until when it holds at the longest.

    A change of one of `keys` makes the page old at once. A change of one of `slow_keys`, such as the count beside
    another article's headline, may wait for `SLOW_SECONDS`. `until` is in seconds since 1970. A view that leaves the
    plan alone is never stored. `subject` names the article whose page it is, for counting (`traffic`). `has_words`:
    that there is nothing is said in words of this place too, and the page that all empty places share will not do.
    """

    keys: frozenset[str] = frozenset()
    slow_keys: frozenset[str] = frozenset()
    until: float = 0.0
    subject: str = ""
    has_words: bool = False

    @property
    def declared(self) -> bool:
        """Tell whether the view wants its page to be kept."""
        return bool(self.keys)


class Parameter(NamedTuple):
    """A part of a query that a route reads: how its value is spelled, and the value that means the same as none."""

    name: str
    pattern: str
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """An address whose view may have its page stored. `parameters` are those of its query; any other is foreign.

    Where the query is not read at all, whatever it holds, `reads_query` says so.
    """

    parameters: tuple[Parameter, ...] = ()
    reads_query: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the first table sees it; `route` is None where nothing is ever stored."""

    request: Request
    route: Route | None
    own_cookies: frozenset[str] = frozenset()

    @property
    def query(self) -> str | None:
        """Return the query in its one spelling, None if it holds what no page here understands."""
        if self.route and not self.route.reads_query:
            return ""
        if len(self.request.query) > LONGEST_QUERY:
            return None
        return canonical_query(self.request.query, self.route.parameters if self.route else ())


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page just drawn as the second table sees it. `overtaken`: one of its keys changed while it was drawn.

    `is_nowhere`: it is the page that says there is none.
    """

    answer: Answer
    plan: Plan = field(default_factory=Plan)
    overtaken: bool = False
    limit: int = 0
    is_nowhere: bool = False


@dataclass(frozen=True, slots=True)
class LookupRule:
    """A reason to leave a request to the application."""

    name: str
    applies: Callable[[Asked], bool]


@dataclass(frozen=True, slots=True)
class StoreRule:
    """A reason not to keep an answer."""

    name: str
    applies: Callable[[Drawn], bool]


def cookie_names(header: str) -> frozenset[str]:
    """Return the names in a Cookie header; a part without `=` is a name too."""
    return frozenset(part.partition("=")[0].strip() for part in header.split(";"))


def _has_own_cookie(asked: Asked) -> bool:
    header = asked.request.headers.get("cookie")
    return header is not None and not asked.own_cookies.isdisjoint(cookie_names(header))


# Whoever is known to us, or asks for something of her own, is answered by the application.
BYPASS: tuple[LookupRule, ...] = (
    LookupRule("other_method", lambda asked: asked.request.method not in ("GET", "HEAD")),
    LookupRule("not_a_stored_route", lambda asked: asked.route is None),
    # Some program on the domain set it; whether one of ours is among them cannot be known.
    LookupRule("unreadable_cookie", lambda asked: asked.request.cookies_lost),
    # The reader's key, her waiting comments, her name, a session, a form's token.
    LookupRule("own_cookie", _has_own_cookie),
    LookupRule("credentials", lambda asked: "authorization" in asked.request.headers),
    LookupRule("foreign_query", lambda asked: asked.query is None),
)

# What is kept is shown to everybody.
REFUSE: tuple[StoreRule, ...] = (
    StoreRule("no_plan", lambda drawn: not drawn.plan.declared),
    StoreRule("status", lambda drawn: drawn.answer.status != (404 if drawn.is_nowhere else 200)),
    StoreRule("set_cookie", lambda drawn: drawn.answer.header("set-cookie") is not None),
    # Caches that cannot hear of changes are told to keep no 404; the door hears of them.
    StoreRule("not_public", lambda drawn: not drawn.is_nowhere and not is_public(drawn.answer)),
    StoreRule("vary", lambda drawn: not vary_names(drawn.answer) <= _HARMLESS_VARY),
    StoreRule("file", lambda drawn: drawn.answer.file is not None),
    StoreRule("too_large", lambda drawn: len(drawn.answer.body) > drawn.limit * MOST_OF_THE_STORE),
    # Kept, it would stay wrong until the next change: the fault that a peer's cache was measured to have.
    StoreRule("overtaken", lambda drawn: drawn.overtaken),
)
# A view that wants to be stored and says something private has a fault; the operator must hear of it.
FAULTS = frozenset({"set_cookie", "not_public", "vary"})


def why_bypassed(asked: Asked) -> str | None:
    """Return the name of the first reason not to answer from the store, None if there is none."""
    return next((rule.name for rule in BYPASS if rule.applies(asked)), None)


def why_refused(drawn: Drawn) -> str | None:
    """Return the name of the first reason not to keep the answer, None if there is none."""
    return next((rule.name for rule in REFUSE if rule.applies(drawn)), None)


def vary_names(answer: Answer) -> set[str]:
    """Return the names in every Vary header, in lower case."""
    return {name.strip().lower() for key, value in answer.headers if key == "vary" for name in value.split(",")}


@lru_cache(maxsize=1024)
def canonical_query(query: str, parameters: tuple[Parameter, ...]) -> str | None:
    """Return the one spelling of a query of which the route reads `parameters`; None if it holds anything else.

    Marks of visitor counters are dropped, and so is a value that means the same as none. Names come in their order.

    >>> page = Parameter("page", "[1-9][0-9]{0,3}", absent="1")
    >>> canonical_query("utm_source=x&page=2&fbclid=y", (page,))
    'page=2'
    >>> canonical_query("page=1", (page,))
    ''
    >>> canonical_query("page=2&page=3", (page,)) is None
    True
    """
    known = {parameter.name: parameter for parameter in parameters}
    kept: dict[str, str] = {}
    for part in query.split("&") if query else ():
        name, _, value = part.partition("=")
        if _COUNTED_VISIT.match(name):
            continue
        if name not in known or name in kept or not re.fullmatch(known[name].pattern, value, re.ASCII):
            return None
        kept[name] = value
    return "&".join(f"{name}={kept[name]}" for name in sorted(kept) if kept[name] != known[name].absent)
