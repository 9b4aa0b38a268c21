"""What a comment says, changed: at once while nobody reads it, and once a person has read the new words where it stands
on a page.

Belongs here: proposing words, taking them over, refusing them. Not here: whether an author may edit, and screening
(`editing`); who may accept (`hiwar.moderation`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from hiwar.discussions.models import Comment, Revision, State, WaitingEdit, minute
from hiwar.discussions.services.threads import change_in_place, locked
from hiwar.discussions.signals import comment_edited


class EditGone(Exception):
    """There is no such edit any more: taken back, written anew, decided, or its comment has left the page."""


@dataclass(frozen=True)
class Words:
    """A text with all that is stored beside it because of what it says."""

    text: str
    family: str
    screening: dict[str, Any]
    kinds: int
    harm: int
    language: str

    @classmethod
    def of(cls, source: Comment | WaitingEdit) -> Words:
        """Return what a comment, or a waiting edit, says."""
        return cls(**{name: getattr(source, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Refusal:
    """Why an edit is refused, as its author is told."""

    reason: str
    message: str = ""


def change_words(*, comment: Comment, words: Words, now: datetime) -> Comment:
    """Let a comment say something else, and keep what it said; to be called with its thread locked."""
    Revision.objects.create(comment=comment, text=comment.text, screening=comment.screening, at=minute(now))
    WaitingEdit.objects.filter(comment=comment).delete()
    for name, value in asdict(words).items():
        setattr(comment, name, value)
    comment.edited_at = minute(now)
    comment.priority = comment.harm * comment.thread.exposure
    # Nobody has read these words yet, unless whoever calls says so.
    comment.decided_at = None
    comment.save(update_fields=[*asdict(words), "edited_at", "priority", "decided_at"])
    return comment


def propose_words(*, comment: Comment, words: Words, now: datetime) -> WaitingEdit:
    """Keep what its author wants a published comment to say, in place of what she proposed before."""
    fresh = {**asdict(words), "at": minute(now), "refused_at": None, "reason": "", "message": ""}
    edit, _created = WaitingEdit.objects.update_or_create(comment=comment, defaults=fresh)
    return edit


@transaction.atomic
def accept_edit(*, comment: Comment, seen: str, now: datetime) -> Comment:
    """Let a published comment say what its author proposed. Raises `EditGone` unless it is what was `seen`."""
    edit = _waiting(comment, seen)
    current, text_before = edit.comment, edit.comment.text
    change_words(comment=current, words=Words.of(edit), now=now)
    current.decided_at = minute(now)
    current.save(update_fields=["decided_at"])
    change_in_place(current.thread)
    transaction.on_commit(lambda: comment_edited.send(sender=Comment, comment=current, text_before=text_before))
    return current


@transaction.atomic
def refuse_edit(*, comment: Comment, seen: str, refusal: Refusal, now: datetime) -> WaitingEdit:
    """Leave a comment as it is, and tell its author why. Raises `EditGone` unless the edit is what was `seen`."""
    edit = _waiting(comment, seen)
    edit.refused_at, edit.reason, edit.message = minute(now), refusal.reason, refusal.message
    edit.save(update_fields=["refused_at", "reason", "message"])
    return edit


def _waiting(comment: Comment, seen: str) -> WaitingEdit:
    """Return the edit as it waits now, its thread locked, so that nobody decides about words she has not read."""
    thread = locked(comment.thread_id)
    edit = WaitingEdit.objects.select_related("comment").filter(comment=comment, refused_at__isnull=True).first()
    if edit is None or edit.comment.state != State.PUBLISHED or edit.mark != seen:
        raise EditGone
    edit.comment.thread = thread
    return edit
