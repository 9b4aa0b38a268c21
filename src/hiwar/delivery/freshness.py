"""Who knows that a page is old: the tag that stands for all a page shows, and the news that something has changed.

A page store does not exist yet. Its two seams do: `page_tag`, which browsers already use to ask again, and `listen`,
by which a store will hear of every change. Keys are those of the subject: `article:12`, `thread:9`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

import hiwar

log = logging.getLogger(__name__)

Listener = Callable[[str], None]
_listeners: list[Listener] = []


def page_tag(*shown: object, now: datetime) -> str:
    """Return the strong ETag of a page made of these values; each must have a `repr` that tells all of it.

    The hour is part of it because the form's stamp and the day in the masthead are.
    """
    hour = int(now.timestamp() // 3600)
    return sha256(repr((hiwar.__version__, hour, *shown)).encode()).hexdigest()[:24]


def listen(listener: Listener) -> Callable[[], None]:
    """Have `listener` called with the key of whatever changes; return the function that ends it."""
    _listeners.append(listener)

    def stop() -> None:
        _listeners.remove(listener)

    return stop


def changed(key: str) -> None:
    """Tell every listener. One that fails must not keep the others from hearing, nor undo what has been committed."""
    for listener in tuple(_listeners):
        try:
            listener(key)
        except Exception:
            log.exception("a listener failed")
