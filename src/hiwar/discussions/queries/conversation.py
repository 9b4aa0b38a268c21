"""A discussion as a page shows it: whole if it is short, else a window of it, in two queries whatever its length."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from hiwar.accounts.prepared import Prepared
from hiwar.discussions.models import Comment, DiscussionSettings, State, Thread
from hiwar.discussions.queries.restraints import UNRESTRAINED, Effective
from hiwar.discussions.queries.threads import FormOptions, form_options, screening_mode, takes_comments
from hiwar.discussions.render import RenderedText, render_text
from hiwar.discussions.windows import FIRST, FOLDED_TO, ON_A_PAGE, UNFOLDED, WHOLE, Order, Window
from hiwar.screening.modes import Mode as ScreeningMode


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
    replies: tuple[CommentView, ...] = ()
    folded: int = 0
    rest: str = ""

    @property
    def line(self) -> Line:
        """Return the comment without what hangs below it."""
        return Line(self.number, self.name, self.text, self.at, self.answers, self.gone, self.edited_at)


@dataclass(frozen=True)
class Conversation:
    """A thread as a page shows it: the count, the comments in order, the form's shape, and whether it is open.

    `more` is the query of the window that goes on after this one, empty at the end.
    """

    thread_id: int
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

    @property
    def can_be_ordered(self) -> bool:
        """Return whether an order other than the first makes a difference worth a line."""
        return self.count > ENOUGH_TO_ORDER and not self.window.branch


ENOUGH_TO_ORDER = 10


class _Row(NamedTuple):
    pk: int
    number: int
    public_id: str
    state: str
    name: str
    text: str
    published_at: datetime
    edited_at: datetime | None
    parent_id: int | None
    root_id: int | None
    place: int | None
    answers: int
    leaves_trace: bool
    parent_number: int | None
    parent_name: str | None
    parent_state: str | None
    parent_leaves_trace: bool | None

    @property
    def is_traceless(self) -> bool:
        """Return whether nothing says that it stood here: its replies stand in its place."""
        return self.state != State.PUBLISHED and not self.leaves_trace

    @property
    def answers_traceless(self) -> bool:
        """Return whether what it answers is gone without a trace."""
        return self.parent_state != State.PUBLISHED and self.parent_leaves_trace is False


@dataclass
class _Branch:
    row: _Row
    children: list[_Branch] = field(default_factory=list)


def conversation(
    thread: Thread,
    *,
    settings: DiscussionSettings,
    now: datetime,
    own: Collection[Comment] = (),
    window: Window = FIRST,
    restraint: Effective = UNRESTRAINED,
) -> Conversation:
    """Return the thread's published comments in a window, with the reader's own held ones; two queries at most."""
    is_whole = thread.last_number <= WHOLE and window.is_first
    rows, more = (_all(thread), "") if is_whole else _window(thread, window)
    folding = None if is_whole else window
    return Conversation(
        thread_id=thread.pk,
        public_id=thread.public_id,
        version=thread.version,
        count=thread.comment_count,
        comments=tuple(_views(rows, depth=settings.reply_depth, window=folding)),
        own=tuple(_own_view(comment) for comment in own),
        is_open=takes_comments(thread, settings, restraint=restraint, now=now),
        everything_waits=screening_mode(thread, settings, restraint) is ScreeningMode.HELD,
        restraint=restraint,
        form=form_options(settings),
        window=window,
        is_whole=is_whole,
        more=more,
    )


def address_of(comment: Comment) -> str:
    """Return the path of the page a published comment stands on, with its own mark; three queries at most."""
    thread, number = comment.thread, comment.number or 0
    if thread.last_number <= WHOLE:
        return f"{thread.url}#c{number}"
    root = comment.root or comment
    on_the_first = root.pk in _first_roots(thread)
    if comment.root is None:
        there = "" if on_the_first else Window(after=number - 1).query
    else:
        place = comment.place or 0
        there = "" if on_the_first and _is_shown(place, root.answers) else _branch(root.number or 0, place - 1)
    return f"/talk/{thread.public_id}/?{there}#c{number}" if there else f"{thread.url}#c{number}"


def _first_roots(thread: Thread) -> set[int]:
    """Return the ids of the roots a discussion's first window shows, without reading a word of theirs."""
    rows = _FIRST_ROOTS.ask(thread=thread.pk)
    return {pk for pk, _ in rows[: _filling([answers for _, answers in rows])]}


def _branch(root: int, after: int) -> str:
    return Window(after=max(after, 0), branch=root).query


def _is_shown(place: int, answers: int) -> bool:
    return place <= (FOLDED_TO if answers > UNFOLDED else UNFOLDED)


def _public(thread: int) -> QuerySet[Comment]:
    """Return what was ever public in a thread; what is gone keeps its place if something stands below it."""
    return Comment.objects.filter(thread_id=thread, number__isnull=False, published_at__isnull=False)


def _below_root(roots: Collection[int]) -> QuerySet[Comment]:
    """Return what was ever public below some roots. Their thread is not named: SQLite would search all of it."""
    return Comment.objects.filter(root__in=roots, number__isnull=False, published_at__isnull=False)


def _read(rows: QuerySet[Comment]) -> list[_Row]:
    above = (F("parent__number"), F("parent__name"), F("parent__state"), F("parent__leaves_trace"))
    names = [name for name in _Row._fields if not name.startswith("parent_") or name == "parent_id"]
    return [_Row(*row) for row in rows.values_list(*names, *above)]


def _all(thread: Thread) -> list[_Row]:
    return _read(_public(thread.pk).order_by("number"))


def _window(thread: Thread, window: Window) -> tuple[list[_Row], str]:
    """Return the rows of a window, roots before their replies, and the query of the next window."""
    if window.branch:
        return _branch_rows(thread, window)
    roots, more = _roots(thread, window)
    answered = [root.pk for root in roots if root.answers]
    replies = _below_root(answered).filter(place__lte=UNFOLDED).order_by("number")
    return roots + (_read(replies) if answered else []), more


def _in_order(thread: int, window: Window) -> QuerySet[Comment]:
    """Return the roots of a thread from where a window begins, in its order."""
    rows = _public(thread).filter(root__isnull=True).filter(Q(state=State.PUBLISHED) | Q(answers__gt=0))
    if window.order is Order.ANSWERED:
        if window.after:
            before = Q(answers__lt=window.answers) | Q(answers=window.answers, number__gt=window.after)
            # An index is entered at a bound and not at a choice of two: the first term is for it alone.
            rows = rows.filter(before, answers__lte=window.answers)
        return rows.filter(answers__gt=0).order_by("-answers", "number")
    if window.order is Order.NEWEST:
        return (rows.filter(number__lt=window.after) if window.after else rows).order_by("-number")
    return (rows.filter(number__gt=window.after) if window.after else rows).order_by("number")


_FIRST_ROOTS = Prepared(
    lambda thread: _in_order(thread, FIRST).values_list("pk", "answers")[: ON_A_PAGE + 1],
    examples={"thread": 900000001},
)


def _filling(answers: Sequence[int]) -> int:
    """Return how many roots, by their numbers of answers, fill a page with the replies that will be shown."""
    room, kept = ON_A_PAGE, 0
    while kept < len(answers) and room > 0:
        room -= 1 + (FOLDED_TO if answers[kept] > UNFOLDED else answers[kept])
        kept += 1
    return kept


def _roots(thread: Thread, window: Window) -> tuple[list[_Row], str]:
    """Return as many roots as fill a page together with their replies, and the query of the window after it."""
    found = _read(_in_order(thread.pk, window)[: ON_A_PAGE + 1])
    kept = _filling([row.answers for row in found])
    if kept == len(found):
        return found, ""
    last = found[kept - 1]
    next_answers = last.answers if window.order is Order.ANSWERED else 0
    return found[:kept], Window(window.order, last.number, next_answers).query


def _branch_rows(thread: Thread, window: Window) -> tuple[list[_Row], str]:
    root = _read(_public(thread.pk).filter(number=window.branch, root__isnull=True))
    if not root:
        return [], ""
    below = _below_root([root[0].pk]).filter(place__gt=window.after).order_by("place")
    replies = _read(below[: ON_A_PAGE + 1])
    more = ""
    if len(replies) > ON_A_PAGE:
        replies = replies[:ON_A_PAGE]
        more = _branch(window.branch, replies[-1].place or 0)
    return root + replies, more


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


def _views(rows: list[_Row], *, depth: int, window: Window | None) -> Iterator[CommentView]:
    """Yield the roots in order with their replies; below `depth` replies stand flat and say whom they answer.

    A reply whose parent is not among the rows stands below its root; in a window some replies are folded away.
    """
    branches = {row.pk: _Branch(row) for row in rows}
    roots: list[_Branch] = []
    for branch in branches.values():
        above = branches.get(branch.row.parent_id or 0) or branches.get(branch.row.root_id or 0)
        (above.children if above else roots).append(branch)
    for root in roots:
        folded = 0
        if window is not None and not window.branch and root.row.answers > UNFOLDED:
            folded = root.row.answers - _fold(root)
        yield from _on_top(root, folded=folded, depth=depth)


def _on_top(root: _Branch, *, folded: int, depth: int) -> Iterator[CommentView]:
    """Yield a root with its replies, or the replies alone where it left no trace; the last one says what is folded."""
    if root.row.is_traceless:
        shown = [
            _saying_whom(view, branch.row, below=root.row)
            for branch in _standing(root)
            if (view := _view(branch, level=0, depth=depth))
        ]
        # Where none of the replies on this page can be read, something must lead to those that can.
        shown = shown or ([_plain(root.row)] if root.row.answers else [])
    else:
        shown = [view] if (view := _view(root, level=0, depth=depth)) else []
    rest = _branch(root.row.number, FOLDED_TO) if folded else ""
    yield from shown[:-1]
    for last in shown[-1:]:
        yield replace(last, folded=folded, rest=rest)


def _fold(root: _Branch) -> int:
    """Leave only the first replies in a branch, and return how many of them can be read."""
    kept = [branch for branch in _below(root) if (branch.row.place or 0) <= FOLDED_TO]
    places = {branch.row.pk for branch in kept}
    for branch in (root, *kept):
        branch.children = [child for child in branch.children if child.row.pk in places]
    return sum(branch.row.state == State.PUBLISHED for branch in kept)


def _below(branch: _Branch) -> Iterator[_Branch]:
    for child in branch.children:
        yield child
        yield from _below(child)


def _view(branch: _Branch, *, level: int, depth: int) -> CommentView | None:
    """Return one comment with its replies, a placeholder if only its replies can be read, or None."""
    replies = tuple(_replies(branch, level=level + 1, depth=depth)) if level < depth else ()
    plain = _plain(branch.row)
    if plain.gone and not replies and not (level >= depth and _flat(branch)) and not branch.row.answers:
        return None
    return replace(plain, replies=replies)


def _replies(branch: _Branch, *, level: int, depth: int) -> Iterable[CommentView]:
    if level < depth:
        for child in _standing(branch):
            if view := _view(child, level=level, depth=depth):
                yield _saying_whom(view, child.row, below=branch.row)
        return
    for child in _flat(branch):
        view = _plain(child)
        if not view.gone:
            yield _saying_whom(view, child, below=branch.row)


def _saying_whom(view: CommentView, row: _Row, *, below: _Row) -> CommentView:
    """Let a reply say whom it answers where it does not stand right below that comment, unless that left no trace."""
    if row.parent_id == below.pk or row.parent_number is None or row.answers_traceless:
        return view
    name = row.parent_name or "" if row.parent_state == State.PUBLISHED else ""
    return replace(view, answers=Answered(row.parent_number, name))


def _standing(branch: _Branch) -> Iterator[_Branch]:
    """Yield what stands right below a branch: its children, and in the place of a traceless one that one's own."""
    for child in branch.children:
        if child.row.is_traceless:
            yield from _standing(child)
        else:
            yield child


def _flat(branch: _Branch) -> list[_Row]:
    """Return every comment below the branch in the order of their numbers."""
    return sorted((below.row for below in _below(branch)), key=lambda row: row.number)


def _plain(row: _Row) -> CommentView:
    gone = row.state != State.PUBLISHED
    return CommentView(
        number=row.number,
        public_id=row.public_id,
        name="" if gone else row.name,
        text=render_text("" if gone else row.text),
        at=row.published_at,
        gone=gone,
        # What was changed before anybody could read it is nobody's business; nor is the minute.
        edited_at=row.edited_at if row.edited_at and row.edited_at >= row.published_at else None,
    )
