"""What a reader sees of one comment: its line, and what hangs below it. Not here: reading it, or finding its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from hiwar.discussions.render import RenderedText


@dataclass(frozen=True, slots=True)
class Answered:
    """Whom a reply answers, said in words where the indent no longer says it."""

    number: int
    name: str


class Line(NamedTuple):
    """What a comment reads like, whatever stands below it."""

    number: int | None
    name: str
    text: RenderedText
    at: datetime
    answers: Answered | None
    gone: bool
    edited_at: datetime | None
    badge: str
    is_featured: bool


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment as its readers see it. `gone` keeps number and place of one that was public and is no longer.

    `folded` is how many replies the page leaves out, and `rest` the query of the window that shows them.
    """

    number: int | None
    public_id: str
    name: str
    text: RenderedText
    at: datetime
    answers: Answered | None = None
    gone: bool = False
    edited_at: datetime | None = None
    badge: str = ""
    is_featured: bool = False
    replies: tuple[CommentView, ...] = ()
    folded: int = 0
    rest: str = ""

    @property
    def line(self) -> Line:
        """Return the comment without what hangs below it."""
        return Line(
            self.number,
            self.name,
            self.text,
            self.at,
            self.answers,
            self.gone,
            self.edited_at,
            self.badge,
            self.is_featured,
        )
