"""What editors have marked in a discussion: the pinned comment and how many are featured, in one short query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hiwar.discussions.models import Comment, Mark, State, Thread
from hiwar.discussions.models.threads import CommentQuerySet
from hiwar.discussions.queries.window_rows import Row, marked_and_published, marked_only
from hiwar.discussions.render import RenderedText, render_text


@dataclass(frozen=True)
class Pinned:
    """The comment on top of a discussion."""

    number: int
    name: str
    badge: str
    text: RenderedText
    at: datetime


@dataclass(frozen=True)
class Marks:
    """What is marked in a discussion and can be read."""

    pinned: Pinned | None = None
    featured: int = 0


UNMARKED = Marks()


def marked_rows(thread: Thread) -> CommentQuerySet:
    """Return the marked comments of a discussion, readable or not, in the order of their numbers."""
    return marked_only(Comment.objects.filter(thread=thread)).order_by("number")


def marks_in(thread: Thread, whole: Iterable[Row] | None = None) -> Marks:
    """Return what is marked; asked of the rows of a page that shows the whole discussion, else in one query.

    Where nobody has ever marked anything, nothing is asked.
    """
    if not thread.marked:
        return UNMARKED
    rows = marked_and_published(thread) if whole is None else whole
    found = [row for row in rows if row.marks and row.state == State.PUBLISHED]
    pinned = next((_pinned(row) for row in found if row.marks & Mark.PINNED), None)
    return Marks(pinned, sum(bool(row.marks & Mark.FEATURED) for row in found))


def _pinned(row: Row) -> Pinned:
    return Pinned(row.number, row.name, row.badge, render_text(row.text), row.published_at)
