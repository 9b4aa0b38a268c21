"""Which database a query goes to where a newsroom has a replica: pages for everybody are drawn from it, and no others.

Here belongs the routing alone; it takes effect only if the settings name it. Not here: who says that a page is being
drawn (`bridge`), and how its growing old is heard of (`replica_feeds`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

PRIMARY, REPLICA = "default", "replica"

_drawing: ContextVar[bool] = ContextVar("hiwar_drawing", default=False)


@contextmanager
def drawn_for_everybody() -> Iterator[None]:
    """Have this thread's reads go to the replica, if there is one, until the block ends."""
    token = _drawing.set(True)
    try:
        yield
    finally:
        _drawing.reset(token)


class DrawingsReadTheReplica:
    """Django's router of queries. It answers each time: a row would otherwise draw others from where it came itself."""

    def db_for_read(self, model: type[Any], **hints: Any) -> str:
        """Return the replica while a page for everybody is drawn."""
        return REPLICA if _drawing.get() else PRIMARY

    def db_for_write(self, model: type[Any], **hints: Any) -> str:
        """Return the primary; what is read in order to write is read there too."""
        return PRIMARY

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """Let rows meet wherever they were read: both databases hold the same."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """Keep migrations from the replica, which gets them as it gets everything."""
        return False if db == REPLICA else None
