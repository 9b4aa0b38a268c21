"""The newsroom answers a reader, takes an answer back, or says that none is needed; each with its event in the log."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hiwar.discussions.models import Comment
from hiwar.discussions.services import Voice, answer_comment, need_no_answer, take_back_answer
from hiwar.moderation.models import EventKind
from hiwar.moderation.roles import Seat
from hiwar.moderation.services.events import Happening, write_down


@transaction.atomic
def answer_reader(*, comment: Comment, text: str, voice: Voice, seat: Seat, now: datetime) -> Comment:
    """Publish an answer below a comment in this voice; `answer_comment` says what it raises."""
    answer = answer_comment(comment=comment, text=text, voice=voice, now=now)
    told = {"answer": answer.public_id, "badge": str(voice.badge)}
    write_down(Happening(EventKind.ANSWER, comment.public_id, after=told), site=seat.site, by=seat.user, now=now)
    return answer


@transaction.atomic
def take_answer_back(*, answer: Comment, seat: Seat, now: datetime) -> Comment:
    """Take an answer off the page, with its words; the log keeps that there was one."""
    subject = answer.parent.public_id if answer.parent else answer.public_id
    told = {"answer": answer.public_id, "badge": answer.badge}
    gone = take_back_answer(answer=answer)
    write_down(Happening(EventKind.ANSWER, subject, before=told), site=seat.site, by=seat.user, now=now)
    return gone


@transaction.atomic
def say_whether_needed(*, comment: Comment, needs_none: bool, seat: Seat, now: datetime) -> bool:
    """Keep whether a comment needs an answer; return whether that is news, and write it down if it is."""
    if not need_no_answer(comment=comment, needs_none=needs_none):
        return False
    before, after = {"needs_no_answer": not needs_none}, {"needs_no_answer": needs_none}
    write_down(Happening(EventKind.ANSWER, comment.public_id, before, after), site=seat.site, by=seat.user, now=now)
    return True
