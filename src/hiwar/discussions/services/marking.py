"""Editors mark what readers wrote: one comment of a discussion is pinned on top, some are featured.

A mark stays with its comment; readers see it as long as they see the comment. Not here: who may mark, and the log of it
(`hiwar.moderation`).
"""

from __future__ import annotations

from django.db import transaction

from hiwar.discussions.models import Comment, Mark, State, Thread
from hiwar.discussions.queries.marks import marked_rows
from hiwar.discussions.services.refusals import ParentNotFound
from hiwar.discussions.services.threads import change_in_place, locked

# A choice of everything is none, and every page of a long discussion counts them.
MOST_FEATURED = 20


class TooManyFeatured(Exception):
    """As many comments of the discussion are featured as may be; carries how many that are."""

    def __init__(self) -> None:
        super().__init__(MOST_FEATURED)
        self.most = MOST_FEATURED


@transaction.atomic
def mark_comment(*, comment: Comment, mark: Mark, is_on: bool = True) -> bool:
    """Pin or feature a published comment, or take that back; return whether anything changed.

    Pinning one takes the pin from the one that had it. Raises `ParentNotFound` for a comment that cannot be read, and
    `TooManyFeatured`.
    """
    thread = locked(comment.thread_id)
    current = Comment.objects.get(pk=comment.pk)
    if bool(current.marks & mark) == is_on:
        return False
    if is_on and current.state != State.PUBLISHED:
        raise ParentNotFound
    if is_on and mark == Mark.PINNED:
        for other in marked_rows(thread).filter(marks__gte=Mark.PINNED):
            _set(other, other.marks - Mark.PINNED)
    if is_on and mark == Mark.FEATURED and _featured(thread) >= MOST_FEATURED:
        raise TooManyFeatured
    _set(current, current.marks ^ mark)
    change_in_place(thread)
    return True


def pinned_in(thread: Thread) -> Comment | None:
    """Return the comment that has the pin of a discussion, readable or not."""
    return marked_rows(thread).filter(marks__gte=Mark.PINNED).first()


def _featured(thread: Thread) -> int:
    return marked_rows(thread).published().exclude(marks=Mark.PINNED).count()


def _set(comment: Comment, marks: int) -> None:
    Comment.objects.filter(pk=comment.pk).update(marks=marks)
