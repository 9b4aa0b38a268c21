"""A line on the terminal that says how far a long run is.

Belongs here: drawing it. Not here: counting comments. Nothing is drawn where nobody looks: logs and pipes stay clean.
"""

from __future__ import annotations

from time import monotonic
from typing import TextIO

_WIDTH = 30
_PAUSE_SECONDS = 0.1


class Progress:
    """Draws a bar where the size is known, a count where it is not."""

    def __init__(self, terminal: TextIO, *, size: int = 0) -> None:
        self._terminal, self._size = terminal, size
        self._visible = terminal.isatty()
        self._started = self._drawn_at = monotonic()

    def show(self, *, comments: int, read: int) -> None:
        """Draw the state anew, ten times a second at most: drawing more often would cost more than screening."""
        now = monotonic()
        if self._visible and now - self._drawn_at >= _PAUSE_SECONDS:
            self._drawn_at = now
            self._draw(comments, read)

    def finish(self, *, comments: int, read: int) -> None:
        """Draw the last state and leave the line to whoever writes next."""
        if self._visible:
            self._draw(comments, read)
            self._terminal.write("\n")
            self._terminal.flush()

    def _draw(self, comments: int, read: int) -> None:
        rate = comments / max(monotonic() - self._started, 1e-6)
        bar = ""
        if self._size:
            share = min(read / self._size, 1.0)
            full = round(share * _WIDTH)
            bar = f"[{'█' * full}{'·' * (_WIDTH - full)}] {share:4.0%}  "
        self._terminal.write(f"\r\x1b[K{bar}{comments:,} comments  {rate:,.0f}/s")
        self._terminal.flush()
