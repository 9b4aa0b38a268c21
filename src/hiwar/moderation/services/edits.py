"""A member of staff accepts an edit of a published comment or refuses it: one transaction, one event in the log.

No decision about the comment is taken by that: it stands where it stood, with one text or the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hiwar.discussions.models import Comment
from hiwar.discussions.services.wording import EditGone, Refusal, accept_edit, refuse_edit
from hiwar.moderation.models import Event, EventKind
from hiwar.moderation.queries.reasons import reason_labels
from hiwar.moderation.roles import Seat
from hiwar.moderation.services.decisions import UnknownReason
from hiwar.moderation.services.events import Happening, write_down


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

    Raises `EditGone` if the edit is no longer what was seen, and `UnknownReason` for a refusal without one.
    """
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


__all__ = ["EditAnswer", "EditGone", "answer_edit"]
