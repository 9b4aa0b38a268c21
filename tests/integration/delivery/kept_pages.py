"""A page in the page store as a server keeps it: views, the database's own notes and the store are the real ones."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

from hiwar.delivery.answers import Answer
from hiwar.delivery.models import Change
from hiwar.delivery.page_rules import PLAN, Plan
from hiwar.delivery.page_store import PageStore, stored


class Kept:
    """A page in the store as a server keeps it, drawn now."""

    def __init__(self, client: Any, path: str, query: str = "") -> None:
        self._client, self._path = client, f"{path}?{query}" if query else path
        self._address = ("127.0.0.1:8000", path, query)
        self._store = PageStore(max_bytes=10_000_000)
        self._heard = 0
        # Drawn for the first time, it makes the rows of settings that a founded newsroom has.
        self.draw()
        self.draw()

    def draw(self) -> str:
        """Draw the page anew, keep it, and return what it says."""
        self._hear()
        plan = Plan()
        response = self._client.get(self._path, **{PLAN: plan})
        assert response.status_code == 200
        headers = [(name.lower(), value) for name, value in response.items()]
        page = stored(Answer(200, headers, response.content), plan)
        self._store.put(self._address, page, since=self._store.position, now=time.time())
        return response.content.decode()

    def is_true(self, *, at: datetime | None = None) -> bool:
        """Return whether the store would still show it then, or now, after hearing of every change so far."""
        self._hear()
        page = self._store.get(self._address)
        return page is not None and page.holds(at.timestamp() if at else time.time())

    def _hear(self) -> None:
        rows = list(Change.objects.filter(pk__gt=self._heard).order_by("pk").values_list("pk", "key"))
        self._heard = rows[-1][0] if rows else self._heard
        self._store.changed([key for _, key in rows], now=time.time())

    @property
    def until(self) -> datetime:
        """Return the moment from which it is old by the clock alone."""
        page = self._store.get(self._address)
        assert page is not None
        return datetime.fromtimestamp(page.until, UTC)
