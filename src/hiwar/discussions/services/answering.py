"""The newsroom answers a reader: words under a byline, with a badge that nothing but this gives.

What staff write is not screened and is published at once; at the desk it stands among what nobody has read yet, like
everything that published itself. Belongs here: the answer as a comment, taking it back, saying that none is needed. Not
here: who may answer, under which name, and the log of it (`hiwar.moderation`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hiwar.discussions.models import Badge, Comment, Mode, State, minute
from hiwar.discussions.services.refusals import DuplicateComment, ParentNotFound, ThreadClosed
from hiwar.discussions.services.states import publish_new_comment, withdraw_comment
from hiwar.discussions.services.threads import locked


@dataclass(frozen=True)
class Voice:
    """In whose name the newsroom speaks, and as what readers are told to take it."""

    name: str
    badge: Badge


@transaction.atomic
def answer_comment(*, comment: Comment, text: str, voice: Voice, now: datetime) -> Comment:
    """Publish an answer below a comment. The newsroom may answer where readers no longer can, closed discussions too.

    Raises `ParentNotFound` if the comment cannot be read any more, `ThreadClosed` if its page is gone, and
    `DuplicateComment` if the same words in the same name stand below it already.
    """
    thread = locked(comment.thread_id)
    if thread.mode == Mode.HIDDEN:
        raise ThreadClosed
    parent = Comment.objects.select_related("root").get(pk=comment.pk)
    if parent.state != State.PUBLISHED:
        raise ParentNotFound
    same = Comment.objects.published().filter(parent=parent, name=voice.name, text=text, badge=voice.badge)
    if same.exists():
        raise DuplicateComment
    answer = Comment(
        thread=thread,
        parent=parent,
        name=voice.name,
        text=text,
        badge=voice.badge,
        submitted_at=minute(now),
    )
    return publish_new_comment(comment=answer)


@transaction.atomic
def take_back_answer(*, answer: Comment) -> Comment:
    """Take an answer of the newsroom off the page, its words with it. Doing it twice changes nothing."""
    if not answer.badge:
        raise ValueError(answer.public_id)
    return withdraw_comment(comment=answer)


@transaction.atomic
def need_no_answer(*, comment: Comment, needs_none: bool = True) -> bool:
    """Keep that a comment needs no answer, or that it does after all; return whether that is news."""
    rows = Comment.objects.filter(pk=comment.pk).exclude(needs_no_answer=needs_none)
    return bool(rows.update(needs_no_answer=needs_none))
