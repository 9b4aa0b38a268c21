"""Waiting for what another process does: asked again and again, a moment apart, until it is so or is too late."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
SECONDS = 15.0
_MOMENT = 0.1


def until(told: Callable[[], T], *, seconds: float = SECONDS) -> T:
    """Return the first thing told that is true; fail with the last one where none is in so many seconds."""
    deadline = time.monotonic() + seconds
    while not (found := told()):
        assert time.monotonic() < deadline, f"still {found!r} after {seconds} s"
        time.sleep(_MOMENT)
    return found
