"""Objections: one for each decision or measure, by whoever it concerns; answered by somebody else than who decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from hiwar.accounts.models import Measure
from hiwar.discussions.models import Comment, State, minute
from hiwar.discussions.models.threads import new_public_id
from hiwar.moderation.models import Action, Appeal, AppealState, Decision, EventKind
from hiwar.moderation.roles import Seat
from hiwar.moderation.services.decisions import AlreadyDecided, EditedMeanwhile, Grounds, decide_comment
from hiwar.moderation.services.events import Happening, write_down
from hiwar.moderation.services.measures import lift_measure


class AppealedAlready(Exception):
    """One objection a decision is heard, and this one was."""


class NotYoursToJudge(Exception):
    """Whoever decided first does not judge the objection to it; only an owner may, who may be alone."""


class AnsweredAlready(Exception):
    """A colleague was faster."""


@dataclass(frozen=True)
class Answer:
    """What an objection is answered with. `read_at` is when it was shown with its comment, where that is known."""

    is_granted: bool
    text: str
    read_at: datetime | None = None


def object_to(*, against: Decision | Measure, text: str, now: datetime) -> Appeal:
    """Keep an objection. Raises `AppealedAlready`; whose decision it was is for the caller to have checked."""
    is_decision = isinstance(against, Decision)
    try:
        with transaction.atomic():
            return Appeal.objects.create(
                site_id=against.site_id,
                public_id=new_public_id(),
                decision=against if is_decision else None,
                measure=None if is_decision else against,
                comment_id=against.comment_id,
                text=text,
                at=minute(now),
            )
    except IntegrityError:
        raise AppealedAlready from None


@transaction.atomic
def answer_appeal(*, appeal: Appeal, answer: Answer, seat: Seat, now: datetime) -> Appeal:
    """Grant an objection, which publishes the comment or lifts the measure, or turn it down; tell its author why.

    Raises `NotYoursToJudge`, `AnsweredAlready`, and `EditedMeanwhile` where the comment says something else by now.
    """
    current = Appeal.objects.select_for_update().get(pk=appeal.pk)
    if first_decider(current) == seat.user.pk and not seat.user.is_superuser:
        raise NotYoursToJudge
    if current.state != AppealState.OPEN:
        raise AnsweredAlready
    current.state = AppealState.UPHELD if answer.is_granted else AppealState.DENIED
    current.answer, current.decided_by, current.decided_at = answer.text, seat.user, minute(now)
    current.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    if answer.is_granted:
        _put_right(current, answer, seat=seat, now=now)
    happening = Happening(
        EventKind.APPEAL,
        subject=current.comment_id,
        before={"state": AppealState.OPEN.value},
        after={"state": str(current.state), "against": "decision" if current.decision_id else "measure"},
        note=answer.text,
    )
    write_down(happening, site=seat.site, by=seat.user, now=now)
    return current


def first_decider(appeal: Appeal) -> int:
    """Return who decided what is objected to."""
    return int(appeal.against.by_id)


def _put_right(appeal: Appeal, answer: Answer, *, seat: Seat, now: datetime) -> None:
    if appeal.measure is not None:
        lift_measure(measure=appeal.measure, seat=seat, now=now, note=answer.text)
        return
    comment = Comment.objects.select_related("thread").filter(public_id=appeal.comment_id).first()
    # Its text may be gone by age, its author may have withdrawn it, a colleague may have published it meanwhile.
    if comment is None or comment.state not in {State.REJECTED, State.SPAM} or not comment.text:
        return
    grounds = Grounds(seat.user, now, note=answer.text, read_at=answer.read_at)
    try:
        decide_comment(comment=comment, action=Action.APPROVE, grounds=grounds)
    except EditedMeanwhile:
        raise
    except AlreadyDecided:
        return
