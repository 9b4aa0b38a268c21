"""A discussion as a page shows it: whole if it is short, else a window of it; in two queries or three, always."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from hiwar.discussions.addresses import addresses_of
from hiwar.discussions.models import Comment, DiscussionSettings, State, Thread
from hiwar.discussions.queries.branches import views
from hiwar.discussions.queries.lines import Answered, CommentView
from hiwar.discussions.queries.marks import UNMARKED, Marks, marks_in
from hiwar.discussions.queries.restraints import UNRESTRAINED, Effective, terms_mark
from hiwar.discussions.queries.threads import FormOptions, form_options, screening_mode, takes_comments
from hiwar.discussions.queries.window_rows import all_rows, branch_query, first_roots, is_shown, window_rows
from hiwar.discussions.render import render_text
from hiwar.discussions.windows import FIRST, WHOLE, Window
from hiwar.screening.modes import Mode as ScreeningMode


@dataclass(frozen=True)
class Conversation:
    """A thread as a page shows it: the count, the comments in order, the form's shape, and whether it is open.

    `more` is the query of the window that goes on after this one, empty at the end.
    """

    public_id: str
    version: int
    count: int
    comments: tuple[CommentView, ...]
    own: tuple[CommentView, ...]
    is_open: bool
    everything_waits: bool
    restraint: Effective
    form: FormOptions
    window: Window
    is_whole: bool
    more: str = ""
    marks: Marks = UNMARKED
    marked: int = 0

    @property
    def terms(self) -> str:
        """Return the mark by which an open page knows whether what it says of them is still asked of comments."""
        return terms_mark(self.restraint, is_open=self.is_open, everything_waits=self.everything_waits)

    @property
    def can_be_ordered(self) -> bool:
        """Return whether an order other than the first makes a difference worth a line."""
        return self.count > ENOUGH_TO_ORDER and not self.window.branch


ENOUGH_TO_ORDER = 10


def conversation(
    thread: Thread,
    *,
    settings: DiscussionSettings,
    now: datetime,
    own: Collection[Comment] = (),
    window: Window = FIRST,
    restraint: Effective = UNRESTRAINED,
) -> Conversation:
    """Return the thread's published comments in a window, with the reader's own held ones; two queries at most.

    A third one only in a long discussion where an editor has marked something: what is pinned and featured may stand
    anywhere in it, and a join would read the whole discussion to find it.
    """
    is_whole = thread.last_number <= WHOLE and window.is_first
    if thread.is_silent:
        rows, more = [], ""
    else:
        rows, more = (all_rows(thread), "") if is_whole else window_rows(thread, window)
    folding = None if is_whole else window
    return Conversation(
        public_id=thread.public_id,
        version=thread.version,
        count=thread.comment_count,
        comments=tuple(views(rows, depth=settings.reply_depth, window=folding)),
        own=tuple(_own_view(comment) for comment in own),
        is_open=takes_comments(thread, settings, restraint=restraint, now=now),
        everything_waits=screening_mode(thread, settings, restraint) is ScreeningMode.HELD,
        restraint=restraint,
        form=form_options(settings),
        window=window,
        is_whole=is_whole,
        more=more,
        marks=marks_in(thread, rows if is_whole else None),
        marked=thread.marked,
    )


def is_long(thread: Thread) -> bool:
    """Return whether a thread is turned page by page."""
    return thread.last_number > WHOLE


def address_of(comment: Comment, *, first: Collection[int] | None = None) -> str:
    """Return the path of the page a published comment stands on, with its own mark; three queries at most.

    `first` are the roots its discussion begins with (`first_roots`), for whoever knows them.
    """
    thread, number = comment.thread, comment.number or 0
    if not is_long(thread):
        return f"{thread.url}#c{number}"
    root = comment.root or comment
    on_the_first = root.pk in (first_roots(thread) if first is None else first)
    if comment.root is None:
        there = "" if on_the_first else Window(after=number - 1).query
    else:
        place = comment.place or 0
        there = "" if on_the_first and is_shown(place, root.answers) else branch_query(root.number or 0, place - 1)
    return f"{addresses_of(thread).talk}?{there}#c{number}" if there else f"{thread.url}#c{number}"


def _own_view(comment: Comment) -> CommentView:
    parent = comment.parent
    answers = None
    if parent and parent.number is not None and (parent.state == State.PUBLISHED or parent.leaves_trace):
        answers = Answered(parent.number, parent.name if parent.state == State.PUBLISHED else "")
    return CommentView(
        number=None,
        public_id=comment.public_id,
        name=comment.name,
        text=render_text(comment.text),
        at=comment.submitted_at,
        answers=answers,
    )
