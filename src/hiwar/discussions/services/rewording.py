"""An answer to an edit is taken back: the comment says what it said, and the edit waits as it waited.

Belongs here: what stands before an answer, as a text that can be kept, and putting that back. Not here: who may, and
for how long (`hiwar.moderation`).
"""

from __future__ import annotations

from typing import Any

from django.core import serializers
from django.db import transaction
from django.db.models import Model

from hiwar.discussions.models import Comment, Revision, State, WaitingEdit
from hiwar.discussions.services.threads import change_in_place, locked
from hiwar.discussions.services.wording import EditGone, Words
from hiwar.discussions.signals import comment_edited

# What other words change about a comment; its priority follows from its harm.
_CHANGED = (*Words.__dataclass_fields__, "edited_at", "decided_at")


def as_it_waits(comment: Comment) -> str:
    """Return a comment and the edit that waits beside it as a text from which `put_edit_back` makes them again.

    The thread stays locked until the caller's transaction ends. Raises `EditGone` where none waits.
    """
    locked(comment.thread_id)
    edit = WaitingEdit.objects.select_related("comment").filter(comment=comment, refused_at__isnull=True).first()
    if edit is None:
        raise EditGone
    return _as_line(edit) + _as_line(edit.comment, fields=_CHANGED)


@transaction.atomic
def put_edit_back(*, comment: Comment, former: str) -> bool:
    """Let an answered edit wait again; return whether it had been accepted, and readers see the old words again.

    Raises `EditGone` if anything has happened to either since: edited anew, decided, taken off the page, withdrawn.
    """
    thread = locked(comment.thread_id)
    edit, said = (one.object for one in serializers.deserialize("jsonl", former))
    current = Comment.objects.get(pk=comment.pk)
    current.thread = thread
    answered = WaitingEdit.objects.filter(comment=current).first()
    if answered is None:
        _unsay(current, said, edit)
        edit.save(force_insert=True)
        return True
    if answered.refused_at is None or (answered.text, answered.at) != (edit.text, edit.at):
        raise EditGone
    edit.save(force_update=True)
    return False


def _as_line(row: Model, **options: Any) -> str:
    # In ASCII alone: of the letters of a text some would be taken for the end of a line.
    return serializers.serialize("jsonl", [row], ensure_ascii=True, **options)


def _unsay(current: Comment, said: Comment, edit: WaitingEdit) -> None:
    """Let a published comment say what it said before the edit, and leave no earlier text behind that it never had."""
    earlier = Revision.objects.filter(comment=current).order_by("-pk").first()
    is_as_accepted = current.state == State.PUBLISHED and current.text == edit.text
    if earlier is None or earlier.text != said.text or not is_as_accepted:
        raise EditGone
    earlier.delete()
    text_before = current.text
    for name in _CHANGED:
        setattr(current, name, getattr(said, name))
    current.priority = current.harm * current.thread.exposure
    current.save(update_fields=[*_CHANGED, "priority"])
    change_in_place(current.thread)
    transaction.on_commit(lambda: comment_edited.send(sender=Comment, comment=current, text_before=text_before))
