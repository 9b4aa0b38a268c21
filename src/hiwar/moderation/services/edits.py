"""A member of staff accepts an edit of a published comment or refuses it: one transaction, one event in the log.

No decision about the comment is taken by that: it stands where it stood, with one text or the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.models import Site

from hiwar.discussions.models import Comment
from hiwar.discussions.services.rewording import as_it_waits, put_edit_back
from hiwar.discussions.services.wording import EditGone, Refusal, accept_edit, refuse_edit
from hiwar.moderation.models import Event, EventKind
from hiwar.moderation.models.events import PUT_BACK
from hiwar.moderation.queries.reasons import reason_labels
from hiwar.moderation.roles import Seat
from hiwar.moderation.services.decisions import UnknownReason
from hiwar.moderation.services.events import Happening, write_down
from hiwar.moderation.services.taking_back import FORMER, TooLate


@dataclass(frozen=True)
class EditAnswer:
    """What is decided about an edit that was `seen`; a refusal has a reason of the site's and a message if wanted."""

    is_accepted: bool
    seen: str
    reason: str = ""
    message: str = ""
    note: str = ""


@transaction.atomic
def answer_edit(*, comment: Comment, answer: EditAnswer, seat: Seat, now: datetime) -> Event:
    """Let the comment say the new words, or leave it as it is and tell its author why.

    For a minute that can be taken back. Raises `EditGone` if the edit is no longer what was seen, and `UnknownReason`
    for a refusal without one.
    """
    FORMER.keep(EventKind.REVISION, comment.public_id, as_it_waits(comment), site=seat.site)
    if answer.is_accepted:
        accept_edit(comment=comment, seen=answer.seen, now=now)
    else:
        if answer.reason not in reason_labels(seat.site):
            raise UnknownReason(answer.reason)
        refusal = Refusal(answer.reason, answer.message)
        refuse_edit(comment=comment, seen=answer.seen, refusal=refusal, now=now)
    after = {"edit": "accepted"} if answer.is_accepted else {"edit": "refused", "reason": answer.reason}
    happening = Happening(
        EventKind.REVISION, subject=comment.public_id, before={"edit": "waiting"}, after=after, note=answer.note
    )
    return write_down(happening, site=seat.site, by=seat.user, now=now)


@transaction.atomic
def take_answer_back(*, comment: Comment, seat: Seat, now: datetime) -> Event:
    """Let an edit that was answered within the last minute wait again, the comment saying what it said.

    Raises `TooLate`, also if anything has happened to the comment or its edit since.
    """
    former = FORMER.of(EventKind.REVISION, comment.public_id, site=seat.site)
    try:
        was_accepted = put_edit_back(comment=comment, former=former)
    except EditGone:
        raise TooLate from None
    before, after = {"edit": "accepted" if was_accepted else "refused"}, {"edit": "waiting", PUT_BACK: True}
    happening = Happening(EventKind.REVISION, subject=comment.public_id, before=before, after=after)
    transaction.on_commit(lambda: FORMER.forget(EventKind.REVISION, comment.public_id, site=seat.site))
    return write_down(happening, site=seat.site, by=seat.user, now=now)


def was_answered_just_now(comment: Comment, *, site: Site) -> bool:
    """Return whether the answer to a comment's edit can still be taken back."""
    return FORMER.knows(EventKind.REVISION, comment.public_id, site=site)


__all__ = ["EditAnswer", "EditGone", "answer_edit", "take_answer_back", "was_answered_just_now"]
