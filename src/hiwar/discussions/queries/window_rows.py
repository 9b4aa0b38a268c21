"""The rows of a discussion, or of a window of it: in one query, two where roots have replies, whatever its length."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL

from hiwar.accounts.prepared import Prepared, PreparedForMany
from hiwar.discussions.models import Comment, Mark, State, Thread
from hiwar.discussions.windows import FIRST, FOLDED_TO, ON_A_PAGE, UNFOLDED, Order, Window


class Row(NamedTuple):
    """A comment that was ever public, with what must be known of the one it answers."""

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
    badge: str
    marks: int
    parent_number: int | None
    parent_name: str | None
    parent_state: str | None
    parent_leaves_trace: bool | None

    @property
    def is_gone(self) -> bool:
        """Return whether it was public and is no longer."""
        return self.state != State.PUBLISHED

    @property
    def is_traceless(self) -> bool:
        """Return whether nothing says that it stood here: its replies stand in its place."""
        return self.is_gone and not self.leaves_trace

    @property
    def answers_traceless(self) -> bool:
        """Return whether what it answers is gone without a trace."""
        return self.parent_state != State.PUBLISHED and self.parent_leaves_trace is False


def first_roots(thread: Thread) -> set[int]:
    """Return the ids of the roots a discussion's first window shows, without reading a word of theirs."""
    rows = _FIRST_ROOTS.ask(thread=thread.pk)
    return {pk for pk, _ in rows[: _filling([answers for _, answers in rows])]}


def branch_query(root: int, after: int) -> str:
    """Return the query of the window that shows what stands below a root, after a place."""
    return Window(after=max(after, 0), branch=root).query


def is_shown(place: int, answers: int) -> bool:
    """Return whether a window shows the reply in a place below a root with so many replies that can be read."""
    return place <= (FOLDED_TO if answers > UNFOLDED else UNFOLDED)


def _public(thread: int) -> QuerySet[Comment]:
    """Return what was ever public in a thread; what is gone keeps its place if something stands below it."""
    return Comment.objects.filter(thread_id=thread, number__isnull=False, published_at__isnull=False)


def _below_root(roots: Collection[int]) -> QuerySet[Comment]:
    """Return what was ever public below some roots. Their thread is not named: SQLite would search all of it."""
    return Comment.objects.filter(root__in=roots, number__isnull=False, published_at__isnull=False)


def _columns(rows: QuerySet[Comment]) -> QuerySet[Comment, Any]:
    """Return the query for what a `Row` holds."""
    above = (F("parent__number"), F("parent__name"), F("parent__state"), F("parent__leaves_trace"))
    names = [name for name in Row._fields if not name.startswith("parent_") or name == "parent_id"]
    return rows.values_list(*names, *above)


def _read(rows: QuerySet[Comment]) -> list[Row]:
    return [Row(*row) for row in _columns(rows)]


def all_rows(thread: Thread) -> list[Row]:
    """Return everything that was ever public, in the order of its numbers."""
    return [Row(*row) for row in _WHOLE.ask(thread=thread.pk)]


def window_rows(thread: Thread, window: Window) -> tuple[list[Row], str]:
    """Return the rows of a window, roots before their replies, and the query of the next window."""
    if window.branch:
        return _branch_rows(thread, window)
    if window.order is Order.FEATURED:
        return _featured_rows(thread, window)
    roots, more = _roots(thread, window)
    replies = _UNFOLDED.ask([root.pk for root in roots if root.answers])
    return roots + [Row(*row) for row in replies], more


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


_FIRST_WINDOW = Prepared(
    lambda thread: _columns(_in_order(thread, FIRST))[: ON_A_PAGE + 1], examples={"thread": 900000001}
)
_UNFOLDED = PreparedForMany(
    lambda many: _columns(_below_root(many).filter(place__lte=UNFOLDED).order_by("number")),
    example=lambda place: 900000001 + place,
)
_WHOLE = Prepared(lambda thread: _columns(_public(thread).order_by("number")), examples={"thread": 900000001})


def _filling(answers: Sequence[int]) -> int:
    """Return how many roots, by their numbers of answers, fill a page with the replies that will be shown."""
    room, kept = ON_A_PAGE, 0
    while kept < len(answers) and room > 0:
        room -= 1 + (FOLDED_TO if answers[kept] > UNFOLDED else answers[kept])
        kept += 1
    return kept


def _roots(thread: Thread, window: Window) -> tuple[list[Row], str]:
    """Return as many roots as fill a page together with their replies, and the query of the window after it."""
    if window == FIRST:
        found = [Row(*row) for row in _FIRST_WINDOW.ask(thread=thread.pk)]
    else:
        found = _read(_in_order(thread.pk, window)[: ON_A_PAGE + 1])
    kept = _filling([row.answers for row in found])
    if kept == len(found):
        return found, ""
    last = found[kept - 1]
    next_answers = last.answers if window.order is Order.ANSWERED else 0
    return found[:kept], Window(window.order, last.number, next_answers).query


def marked_only(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    """Keep what an editor has marked."""
    # SQLite cannot see into a parameter, and uses an index over some rows only where it sees that they are asked for.
    return rows.filter(marks__gt=RawSQL("0", []))


def marked_and_published(thread: Thread) -> list[Row]:
    """Return what is marked in a thread and can be read, in the order of numbers; few rows (`marking`)."""
    return _read(marked_only(_public(thread.pk)).filter(state=State.PUBLISHED).order_by("number"))


def _featured_rows(thread: Thread, window: Window) -> tuple[list[Row], str]:
    """Return the featured comments that can be read, roots and replies alike; few enough for one page (`marking`)."""
    rows = (row for row in marked_and_published(thread) if row.marks & Mark.FEATURED and row.number > window.after)
    return list(rows), ""


def _branch_rows(thread: Thread, window: Window) -> tuple[list[Row], str]:
    root = _read(_public(thread.pk).filter(number=window.branch, root__isnull=True))
    if not root:
        return [], ""
    below = _below_root([root[0].pk]).filter(place__gt=window.after).order_by("place")
    replies = _read(below[: ON_A_PAGE + 1])
    more = ""
    if len(replies) > ON_A_PAGE:
        replies = replies[:ON_A_PAGE]
        more = branch_query(window.branch, replies[-1].place or 0)
    return root + replies, more
