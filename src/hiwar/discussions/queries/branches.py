"""From rows to what a reader sees: replies below what they answer, in a window some of them folded away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from hiwar.discussions.models import Mark, State
from hiwar.discussions.queries.lines import Answered, CommentView
from hiwar.discussions.queries.window_rows import Row, branch_query
from hiwar.discussions.render import render_text
from hiwar.discussions.windows import FOLDED_TO, UNFOLDED, Order, Window


@dataclass
class _Branch:
    row: Row
    children: list[_Branch] = field(default_factory=list)


def views(rows: list[Row], *, depth: int, window: Window | None) -> Iterator[CommentView]:
    """Yield the roots in order with their replies; below `depth` replies stand flat and say whom they answer.

    A reply whose parent is not among the rows stands below its root; in a window some replies are folded away. What is
    featured stands by itself, one below the other.
    """
    if window is not None and window.order is Order.FEATURED:
        yield from (_plain(row, below=row) for row in rows)
        return
    branches = {row.pk: _Branch(row) for row in rows}
    roots: list[_Branch] = []
    for branch in branches.values():
        above = branches.get(branch.row.parent_id or 0) or branches.get(branch.row.root_id or 0)
        (above.children if above else roots).append(branch)
    for root in roots:
        rest = _left_out(root) if window is not None and not window.branch else NOTHING
        yield from _on_top(root, rest, depth=depth)


@dataclass(frozen=True)
class _Rest:
    """What a window leaves out below a root: how many replies that can be read, and the query that shows them."""

    count: int = 0
    query: str = ""


NOTHING = _Rest()


def _left_out(root: _Branch) -> _Rest:
    """Fold a branch of many replies; say what is then left out of it, or lay beyond the places that were read.

    Places are counted with what is gone: behind five of those a few that can be read may stand.
    """
    shown_to = FOLDED_TO if root.row.answers > UNFOLDED else UNFOLDED
    left = root.row.answers - _keep_to(root, shown_to)
    return _Rest(left, branch_query(root.row.number, shown_to)) if left > 0 else NOTHING


def _on_top(root: _Branch, rest: _Rest, *, depth: int) -> Iterator[CommentView]:
    """Yield a root with its replies, or the replies alone where it left no trace; the last one says what is folded."""
    if root.row.is_traceless:
        shown = [view for branch in _standing(root) if (view := _view(branch, level=0, depth=depth, below=root.row))]
        # Where none of the replies on this page can be read, something must lead to those that can.
        shown = shown or ([_plain(root.row)] if root.row.answers else [])
    else:
        shown = [view] if (view := _view(root, level=0, depth=depth)) else []
    yield from shown[:-1]
    for last in shown[-1:]:
        yield last if rest is NOTHING else replace(last, folded=rest.count, rest=rest.query)


def _keep_to(root: _Branch, place: int) -> int:
    """Leave only the replies up to a place in a branch, and return how many of them can be read."""
    kept = [branch for branch in _below(root) if (branch.row.place or 0) <= place]
    places = {branch.row.pk for branch in kept}
    for branch in (root, *kept):
        branch.children = [child for child in branch.children if child.row.pk in places]
    return sum(branch.row.state == State.PUBLISHED for branch in kept)


def _below(branch: _Branch) -> Iterator[_Branch]:
    for child in branch.children:
        yield child
        yield from _below(child)


def _view(branch: _Branch, *, level: int, depth: int, below: Row | None = None) -> CommentView | None:
    """Return one comment with its replies, a placeholder if only its replies can be read, or None."""
    row = branch.row
    replies = tuple(_replies(branch, level=level + 1, depth=depth)) if level < depth and branch.children else ()
    if row.is_gone and not replies and not (level >= depth and _flat(branch)) and not row.answers:
        return None
    return _plain(row, below=below, replies=replies)


def _replies(branch: _Branch, *, level: int, depth: int) -> Iterable[CommentView]:
    if level < depth:
        for child in _standing(branch):
            if view := _view(child, level=level, depth=depth, below=branch.row):
                yield view
        return
    for row in _flat(branch):
        if not row.is_gone:
            yield _plain(row, below=branch.row)


def _answered(row: Row, below: Row | None) -> Answered | None:
    """Return whom a reply answers where it does not stand right below that comment, unless that left no trace."""
    if below is None or row.parent_id == below.pk or row.parent_number is None or row.answers_traceless:
        return None
    return Answered(row.parent_number, row.parent_name or "" if row.parent_state == State.PUBLISHED else "")


def _standing(branch: _Branch) -> Iterator[_Branch]:
    """Yield what stands right below a branch: its children, and in the place of a traceless one that one's own."""
    for child in branch.children:
        if child.row.is_traceless:
            yield from _standing(child)
        else:
            yield child


def _flat(branch: _Branch) -> list[Row]:
    """Return every comment below the branch in the order of their numbers."""
    return sorted((below.row for below in _below(branch)), key=lambda row: row.number)


def _plain(row: Row, *, below: Row | None = None, replies: tuple[CommentView, ...] = ()) -> CommentView:
    """Return a comment that stands below another one, or below none."""
    gone = row.is_gone
    return CommentView(
        number=row.number,
        public_id=row.public_id,
        name="" if gone else row.name,
        text=render_text("" if gone else row.text),
        at=row.published_at,
        answers=_answered(row, below),
        gone=gone,
        # What was changed before anybody could read it is nobody's business; nor is the minute.
        edited_at=row.edited_at if row.edited_at and row.edited_at >= row.published_at else None,
        badge="" if gone else row.badge,
        is_featured=not gone and bool(row.marks & Mark.FEATURED),
        replies=replies,
    )
