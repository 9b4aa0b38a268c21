"""Finished pages in memory: the bytes of each coding with their headers, bounded, and old the moment a key changes.

Pure and for one thread, the server's loop. Here belong keeping, finding, forgetting and growing old. Not here: what
may be kept (`page_rules`), drawing and waiting (`hot_pages`), where changes come from (`change_feed`).
"""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .answers import Answer, coded_etag
from .page_rules import Plan

# How long a page may show what a slow key stands for as it was before.
SLOW_SECONDS = 2.0
# Changes remembered for pages that are being drawn; one that began before them all is not kept.
REMEMBERED_CHANGES = 4096
# The part of the store that is theirs alone: a page that is new must have time to be asked for again.
FOR_PAGES_ASKED_ONCE = 0.25
# What Python needs for a page beside its bytes.
OVERHEAD = 2048

Header = tuple[str, str]
# An unsent `Server` header is filled in by the server with its own name; an empty one is left alone.
NAMELESS: Header = ("server", "")
Address = tuple[str, str, str]  # host, path, canonical query


@dataclass(frozen=True, slots=True)
class Variant:
    """One coding of a page, ready to be handed to the server."""

    etag: str
    headers: list[Header]
    body: bytes
    unchanged: list[Header]
    """The headers of a 304."""


@dataclass(slots=True)
class StoredPage:
    """A page as it was drawn. `until` and `stale_since` count seconds since 1970; the latter is None while it holds.

    Its status is 200, but for the one page that says there is none.
    """

    tag: str
    headers: list[Header]
    body: bytes
    plan: Plan
    until: float
    stale_since: float | None = None
    variants: dict[str, Variant] = field(default_factory=dict)
    status: int = 200
    views: int = 0
    """How often it was handed out since somebody counted."""

    @property
    def size(self) -> int:
        """Return the bytes this page takes."""
        return OVERHEAD + sum({id(one.body): len(one.body) for one in self.variants.values()}.values())

    def answer(self) -> Answer:
        """Return the answer this page was made of."""
        return Answer(self.status, [*self.headers, ("etag", f'"{self.tag}"')], self.body)

    def holds(self, now: float) -> bool:
        """Tell whether the page is known to be true."""
        return self.stale_since is None and now < self.until


def stored(answer: Answer, plan: Plan) -> StoredPage:
    """Return the page that an answer in plain bytes becomes; its strong ETag, if it has one, becomes its tag."""
    tag = (answer.header("etag") or "").strip('"')
    headers = [pair for pair in answer.headers if pair[0] not in ("etag", "content-encoding")]
    page = StoredPage(tag, headers, answer.body, plan, plan.until, status=answer.status)
    page.variants[""] = variant(page, "", answer.body)
    return page


def renewed(page: StoredPage, plan: Plan) -> StoredPage:
    """Return the page as it is for a new plan: it was looked at again and nothing in it had changed."""
    return StoredPage(page.tag, page.headers, page.body, plan, plan.until, None, dict(page.variants), page.status)


def variant(page: StoredPage, coding: str, body: bytes) -> Variant:
    """Return one coding of a page with its own ETag; `body` holds the coded bytes."""
    etag = coded_etag(page.tag, coding)
    coded: list[Header] = [("content-encoding", coding)] if coding else []
    unchanged = [pair for pair in page.headers if pair[0] not in ("content-type", "content-language")]
    ends: list[Header] = [*([("etag", etag)] if page.tag else []), NAMELESS]
    return Variant(etag, [*page.headers, *coded, *ends], body, [*unchanged, *ends])


class PageStore:
    """Pages by address. What was asked for once is forgotten before what was asked for again.

    Whoever walks through thousands of addresses so pushes out what others walked through, and no page that is read.
    """

    def __init__(self, *, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.bytes = 0
        self.position = 0
        # Each in the order in which they were asked for last.
        self._once: OrderedDict[Address, StoredPage] = OrderedDict()
        self._again: OrderedDict[Address, StoredPage] = OrderedDict()
        self._bytes_once = 0
        self._shown_on: dict[str, set[Address]] = {}
        self._changes: deque[tuple[int, str]] = deque(maxlen=REMEMBERED_CHANGES)
        self._views: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._once) + len(self._again)

    def get(self, address: Address) -> StoredPage | None:
        """Return the page, old or not, and remember that it was asked for."""
        page = self._again.get(address)
        if page is not None:
            self._again.move_to_end(address)
            return page
        page = self._once.pop(address, None)
        if page is not None:
            self._bytes_once -= page.size
            self._again[address] = page
        return page

    def put(self, address: Address, page: StoredPage, *, since: int, now: float) -> None:
        """Keep a page begun at position `since` in place of an older one; others are forgotten until it fits."""
        again = address in self._again
        self.forget(address)
        if any(key in page.plan.slow_keys for position, key in self._changes if position > since):
            page.until = min(page.until, now + SLOW_SECONDS)
        (self._again if again else self._once)[address] = page
        self._grow(page.size, once=not again)
        for key in page.plan.keys | page.plan.slow_keys:
            self._shown_on.setdefault(key, set()).add(address)
        self._shrink()

    def add(self, address: Address, page: StoredPage, coding: str, one: Variant) -> None:
        """Keep what answers those who take `coding`, if the page is still the one that is kept."""
        if self._found(address) is page and coding not in page.variants:
            before = page.size
            page.variants[coding] = one
            self._grow(page.size - before, once=address in self._once)
            self._shrink()

    def forget(self, address: Address) -> None:
        """Drop a page."""
        page = self._found(address)
        if page is None:
            return
        self._count(page)
        self._grow(-page.size, once=address in self._once)
        self._once.pop(address, None)
        self._again.pop(address, None)
        for key in page.plan.keys | page.plan.slow_keys:
            shown = self._shown_on[key]
            shown.discard(address)
            if not shown:
                del self._shown_on[key]

    def take_views(self) -> dict[str, int]:
        """Return how often each article's page was handed out since this was asked last, by its subject."""
        for page in (*self._once.values(), *self._again.values()):
            self._count(page)
        taken, self._views = dict(self._views), Counter()
        return taken

    def give_back(self, views: Mapping[str, int]) -> None:
        """Count on from these: they could not be written down."""
        self._views.update(views)

    def changed(self, keys: Iterable[str], *, now: float) -> None:
        """Let every page that shows one of these keys grow old, and remember the change for those being drawn."""
        for key in keys:
            self.position += 1
            self._changes.append((self.position, key))
            for address in self._shown_on.get(key, ()):
                page = self._once.get(address) or self._again[address]
                if key not in page.plan.keys:
                    page.until = min(page.until, now + SLOW_SECONDS)
                elif page.stale_since is None:
                    page.stale_since = now

    def all_changed(self, *, now: float) -> None:
        """Let every page grow old: changes may have been missed."""
        self.position += 1
        self._changes.clear()
        self._changes.append((self.position, ""))
        for page in (*self._once.values(), *self._again.values()):
            if page.stale_since is None:
                page.stale_since = now

    def overtaken(self, plan: Plan, *, since: int) -> bool:
        """Tell whether a page begun at position `since` may lack a change of its keys."""
        if since < self.position and (not self._changes or self._changes[0][0] > since + 1):
            return True
        return any(position > since and (not key or key in plan.keys) for position, key in self._changes)

    def _count(self, page: StoredPage) -> None:
        if page.views and page.plan.subject:
            self._views[page.plan.subject] += page.views
        page.views = 0

    def _found(self, address: Address) -> StoredPage | None:
        return self._once.get(address) or self._again.get(address)

    def _grow(self, by: int, *, once: bool) -> None:
        self.bytes += by
        if once:
            self._bytes_once += by

    def _shrink(self) -> None:
        while self.bytes > self.max_bytes and len(self) > 1:
            many = self._bytes_once > self.max_bytes * FOR_PAGES_ASKED_ONCE
            self.forget(next(iter(self._once if self._once and (many or not self._again) else self._again)))
