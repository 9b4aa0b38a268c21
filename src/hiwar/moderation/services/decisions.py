"""What a moderator can do: approve, reject, mark as spam, undo, look at an address. Each is one transaction that
changes the comment and adds one decision; neither is ever without the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet

from hiwar.accounts.models import User
from hiwar.accounts.seal import unseal
from hiwar.accounts.trust import note_approval, retract_approval
from hiwar.discussions.models import Comment, State, Thread, minute
from hiwar.discussions.queries.revisions import edited_since
from hiwar.discussions.services import publish_comment, set_aside_comment
from hiwar.discussions.services.reporting import close_reports
from hiwar.moderation.models import Action, Decision, Matter
from hiwar.moderation.queries.reasons import reason_labels
from hiwar.moderation.services.owners import tell_owners

REVEALS_A_DAY = 10
# Any number of our own: PostgreSQL keeps locks by number. SQLite's writers are one at a time anyway.
CHAIN_LOCK = 0x48495741


class AlreadyDecided(Exception):
    """The comment stands elsewhere by now: withdrawn by its author, or decided by a colleague."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class EditedMeanwhile(AlreadyDecided):
    """The comment's author has changed its text since it was read."""


class UnknownReason(ValueError):
    """The site gives no such reason."""


class NothingToUndo(Exception):
    """The decision was undone before, or a later one stands on it."""


class NoContact(Exception):
    """The author left no address, or it was deleted by age."""


class TooManyReveals(Exception):
    """This member of staff has looked at as many addresses as one may in a day."""


@dataclass(frozen=True)
class Grounds:
    """Who decided, when and why: a reason's code, a note for colleagues, a message to the author.

    Decisions taken in one act share a `batch` (`new_public_id`). What is taken off the page leaves a trace among its
    replies unless said otherwise. `read_at` is when the comment was shown to who decides, where that is known.
    """

    by: User
    now: datetime
    reason: str = ""
    note: str = ""
    message: str = ""
    batch: str = ""
    leaves_trace: bool = True
    read_at: datetime | None = None


def approve_comment(*, comment: Comment, by: User, now: datetime, note: str = "") -> Decision:
    """Publish a comment and record who decided it.

    Approving twice returns the first decision. Raises `AlreadyDecided` if the comment no longer stands where the caller
    saw it: its author withdrew it, or a colleague was faster.
    """
    return _decide(comment, Action.APPROVE, Grounds(by, now, note=note))


def reject_comment(*, comment: Comment, by: User, reason: str, now: datetime, note: str = "") -> Decision:
    """Set a comment aside for a reason of the policy; a published one leaves the page at once."""
    return decide_comment(comment=comment, action=Action.REJECT, grounds=Grounds(by, now, reason, note))


def decide_comment(*, comment: Comment, action: str, grounds: Grounds) -> Decision:
    """Approve a comment, reject it or mark it as spam, on these grounds; as the three functions beside this one do.

    Raises `AlreadyDecided`, and `UnknownReason` for a rejection without a reason of the site's.
    """
    if action == Action.REJECT and grounds.reason not in reason_labels(comment.thread.site):
        raise UnknownReason(grounds.reason)
    return _decide(comment, Action(action), grounds)


def mark_spam(*, comment: Comment, by: User, now: datetime, note: str = "") -> Decision:
    """Set a comment aside as spam."""
    return _decide(comment, Action.SPAM, Grounds(by, now, note=note))


STATE_AFTER = {Action.APPROVE: State.PUBLISHED, Action.REJECT: State.REJECTED, Action.SPAM: State.SPAM}


@transaction.atomic
def _decide(comment: Comment, action: Action, grounds: Grounds) -> Decision:
    current = _locked(comment)
    wanted = STATE_AFTER[action]
    latest = _latest(current)
    # Once readers have reported it, to let it stand is a decision of its own.
    if current.state == wanted and latest is not None and latest.action == action and not current.reports:
        return latest
    # Who decides has read the comment as it was; a colleague's decision since then must be read before it is overruled.
    if current.state == State.WITHDRAWN or current.state != comment.state:
        raise AlreadyDecided(current.state)
    if action == Action.APPROVE and edited_since(current, grounds.read_at):
        raise EditedMeanwhile(current.state)
    before = current.state
    _move(current, wanted, now=grounds.now)
    _note_trust(current, before=before, after=wanted, now=grounds.now)
    close_reports(comment=current)
    if before == State.PUBLISHED:
        _keep_trace(current, grounds.leaves_trace)
    elif wanted == State.PUBLISHED:
        _keep_trace(current, True)
    return _record(current, action, grounds, before=before)


@transaction.atomic
def undo_decision(*, decision: Decision, by: User, now: datetime, note: str = "") -> Decision:
    """Put the comment back where it stood before its latest decision.

    Raises `NothingToUndo` for a decision already undone or followed by another, or about a withdrawn comment.
    """
    comment = Comment.objects.filter(public_id=decision.comment_id).first()
    if comment is None or comment.state == State.WITHDRAWN:
        raise NothingToUndo
    current = _locked(comment)
    latest = _latest(current)
    if latest is None or latest.pk != decision.pk or decision.action in {Action.UNDO, Action.REVEAL}:
        raise NothingToUndo
    before = current.state
    _move(current, decision.state_before, now=now)
    _note_trust(current, before=before, after=decision.state_before, now=now)
    # Where an earlier decision stands again, so does what it left on the page.
    standing = _standing(current).exclude(pk=decision.pk).first()
    _keep_trace(current, standing is None or standing.leaves_trace)
    return _record(current, Action.UNDO, Grounds(by, now, note=note), before=before, undoes=decision)


@transaction.atomic
def reopen_comment(*, comment: Comment, by: User, now: datetime, note: str = "") -> Decision:
    """Put a decided comment back into the queue, whatever was decided about it and however often.

    A published one leaves the page until somebody decides again. Raises `AlreadyDecided` if the comment no longer
    stands where the caller saw it, waits already, or was withdrawn by its author.
    """
    current = _locked(comment)
    if current.state in {State.WITHDRAWN, State.HELD} or current.state != comment.state:
        raise AlreadyDecided(current.state)
    before = current.state
    _move(current, State.HELD, now=now)
    _note_trust(current, before=before, after=State.HELD, now=now)
    if before == State.PUBLISHED:
        _keep_trace(current, True)
    return _record(current, Action.REOPEN, Grounds(by, now, note=note), before=before)


@transaction.atomic
def reveal_contact(*, comment: Comment, by: User, note: str, now: datetime) -> str:
    """Return the address its author left, after recording who looked and why; at most ten a day each.

    Raises `NoContact`, `TooManyReveals`, or `ValueError` without a reason.
    """
    if not note.strip():
        raise ValueError("a reason is required")
    contact = getattr(comment, "contact", None)
    if contact is None:
        raise NoContact
    current = _locked(comment)
    # Counting and adding under one lock: ten requests at once must not all see nine.
    _hold_the_chain()
    looked = Decision.objects.filter(by=by, action=Action.REVEAL, at__gt=now - timedelta(days=1)).count()
    if looked >= REVEALS_A_DAY:
        raise TooManyReveals
    _record(current, Action.REVEAL, Grounds(by, now, note=note), before=current.state)
    tell_owners(site=current.thread.site, matter=Matter.REVEAL, by=by, now=now)
    return unseal(bytes(contact.sealed_email), purpose=f"contact:{comment.public_id}")


def _locked(comment: Comment) -> Comment:
    """Return the comment as it is now, its thread locked so that two moderators decide one after the other."""
    Thread.objects.select_for_update().get(pk=comment.thread_id)
    return Comment.objects.select_related("thread").get(pk=comment.pk)


def _latest(comment: Comment) -> Decision | None:
    """Return the decision that stands: an undo takes its decision, and itself, out of the count."""
    return _standing(comment).first()


def _standing(comment: Comment) -> QuerySet[Decision]:
    rows = Decision.objects.filter(comment_id=comment.public_id).exclude(action__in=[Action.REVEAL, Action.UNDO])
    return rows.filter(undone_by__isnull=True).order_by("-pk")


def _keep_trace(comment: Comment, leaves_trace: bool) -> None:
    """Say what readers are told where the comment stood; moving it has moved the version already."""
    Comment.objects.filter(pk=comment.pk).update(leaves_trace=leaves_trace)


def _move(comment: Comment, state: str, *, now: datetime) -> None:
    if state == State.PUBLISHED:
        publish_comment(comment=comment, now=now)
    else:
        set_aside_comment(comment=comment, state=state)
    decided = None if state == State.HELD else minute(now)
    Comment.objects.filter(pk=comment.pk).update(decided_at=decided)


def _note_trust(comment: Comment, *, before: str, after: str, now: datetime) -> None:
    """Count what a person approved; what a person takes off the page costs the trust it was published on."""
    site_id, tag = comment.thread.site_id, comment.trust_tag
    if after == State.PUBLISHED and before != State.PUBLISHED:
        note_approval(site_id=site_id, tag=tag, today=now.date())
    elif before == State.PUBLISHED and after != State.PUBLISHED and tag:
        retract_approval(site_id=site_id, tag=tag)


def _record(
    comment: Comment,
    action: Action,
    grounds: Grounds,
    *,
    before: str,
    undoes: Decision | None = None,
) -> Decision:
    _hold_the_chain()
    state, leaves_trace = Comment.objects.values_list("state", "leaves_trace").get(pk=comment.pk)
    decision = Decision(
        site_id=comment.thread.site_id,
        comment_id=comment.public_id,
        by=grounds.by,
        action=action,
        reason=grounds.reason,
        note=grounds.note,
        message=grounds.message,
        batch=grounds.batch,
        state_before=before,
        state_after=state,
        leaves_trace=leaves_trace,
        undoes=undoes,
        policy=str(comment.screening.get("version", ""))[:40],
        model=str(comment.screening.get("model", ""))[:80],
        at=minute(grounds.now),
    )
    decision.link(Decision.latest_digest())
    decision.save()
    return decision


def _hold_the_chain() -> None:
    """Let one decision after another take its place in the chain, until the transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


def chain_is_whole(*, latest: int | None = None) -> bool:
    """Return whether every decision, or each of the `latest`, says what it said and none between them is missing."""
    return Decision.is_whole(latest=latest)
