"""Deciding about many waiting comments in a few statements, and taking that back: what `decisions` does, but together.

Only for comments that no reader ever saw and nobody reported. Their refusal moves no number, no count, no trust and no
page: all that is left of it are a state, a minute and a chain of decisions. Their publication gives each its number and
its writer's trust, and moves each discussion once (`discussions.services.publishing`). Everything else goes one by one.
A test holds both ways against each other. Call these inside a transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from hiwar.accounts.models import User
from hiwar.accounts.trust import note_approvals, retract_approvals
from hiwar.discussions.models import Comment, State, Thread, minute
from hiwar.discussions.services.publishing import can_be_published_together, publish_comments, set_aside_published
from hiwar.moderation.models import Action, Decision
from hiwar.moderation.services.decisions import CHAIN_LOCK, STATE_AFTER, Grounds

REFUSALS = (Action.REJECT, Action.SPAM)


@dataclass(frozen=True)
class _Turn:
    """One comment's way from one state to another, and the decision that is taken back by it."""

    comment: Comment
    after: str
    leaves_trace: bool
    undoes: Decision | None = None


def refuse_unseen(keys: Sequence[int], action: str, grounds: Grounds) -> set[int]:
    """Refuse those of the comments that wait and were never public; return their keys."""
    comments = [one for one in _locked(keys) if one.state == State.HELD and _is_unseen(one)]
    after = STATE_AFTER[Action(action)]
    refused = {one.pk for one in comments}
    Comment.objects.filter(pk__in=refused).update(state=after, decided_at=minute(grounds.now))
    _write_down([_Turn(one, after, one.leaves_trace) for one in comments], action, grounds)
    return refused


def publish_unseen(keys: Sequence[int], grounds: Grounds) -> set[int]:
    """Publish those of the comments that wait and were never public; return their keys."""
    found = [one for one in _locked(keys) if one.state == State.HELD and _is_unseen(one) and _was_read(one, grounds)]
    comments = [one for one in found if can_be_published_together(one)]
    # Written down as they stood before.
    turns = [_Turn(one, State.PUBLISHED, True) for one in comments]
    publish_comments(comments, now=grounds.now)
    published = {one.pk for one in comments}
    Comment.objects.filter(pk__in=published).update(decided_at=minute(grounds.now), leaves_trace=True)
    for site_id, tags in _tags(comments).items():
        note_approvals(site_id=site_id, tags=tags, today=grounds.now.date())
    _write_down(turns, Action.APPROVE, grounds)
    return published


def take_off_again(decisions: Sequence[Decision], *, by: User, now: datetime) -> set[int]:
    """Take back those of the decisions that published waiting comments and stand unchanged; return their keys.

    Published by one act and the first ever, no earlier decision stands under it; what has one goes one by one.
    """
    approvals = {
        one.comment_id: one for one in decisions if one.action == Action.APPROVE and one.state_before == State.HELD
    }
    standing = _standing(approvals)
    turns = [
        _Turn(one, State.HELD, True, approvals[one.public_id])
        for one in _locked(Comment.objects.filter(public_id__in=approvals).values_list("pk", flat=True))
        if one.state == State.PUBLISHED
        and [last.pk for last in standing.get(one.public_id, [])] == [approvals[one.public_id].pk]
    ]
    comments = [turn.comment for turn in turns]
    set_aside_published(comments, state=State.HELD)
    Comment.objects.filter(pk__in=[one.pk for one in comments]).update(decided_at=None, leaves_trace=True)
    for site_id, tags in _tags(comments).items():
        retract_approvals(site_id=site_id, tags=tags)
    _write_down(turns, Action.UNDO, Grounds(by, now))
    return {turn.undoes.pk for turn in turns if turn.undoes}


def let_wait_again(decisions: Sequence[Decision], *, by: User, now: datetime) -> set[int]:
    """Take back those of the decisions that refused waiting comments and stand unchanged; return their keys."""
    refusals = {one.comment_id: one for one in decisions if one.action in REFUSALS and one.state_before == State.HELD}
    comments = _locked(Comment.objects.filter(public_id__in=refusals).values_list("pk", flat=True))
    standing = _standing(refusals)
    turns: list[_Turn] = []
    for one in comments:
        refusal = refusals[one.public_id]
        *earlier, latest = standing.get(one.public_id) or [None]
        if latest is not None and latest.pk == refusal.pk and one.state == refusal.state_after and _is_unseen(one):
            # Where an earlier decision stands again, so does what it would leave on the page.
            turns.append(_Turn(one, State.HELD, earlier[-1].leaves_trace if earlier else True, refusal))
    for trace in (True, False):
        some = [turn.comment.pk for turn in turns if turn.leaves_trace is trace]
        Comment.objects.filter(pk__in=some).update(state=State.HELD, decided_at=None, leaves_trace=trace)
    _write_down(turns, Action.UNDO, Grounds(by, now))
    return {turn.undoes.pk for turn in turns if turn.undoes}


def _tags(comments: Iterable[Comment]) -> dict[int, list[str]]:
    """Return the trust tags of the comments, by their site."""
    found: dict[int, list[str]] = {}
    for one in comments:
        found.setdefault(one.thread.site_id, []).append(one.trust_tag)
    return found


def _was_read(comment: Comment, grounds: Grounds) -> bool:
    """Return whether it still says what was read; one that may not goes the long way, which looks closer."""
    return grounds.read_at is None or comment.edited_at is None


def _is_unseen(comment: Comment) -> bool:
    return comment.published_at is None and not comment.reports


def _locked(keys: Iterable[int]) -> list[Comment]:
    """Return the comments as they are now, their threads locked in one order, so that nobody decides meanwhile."""
    rows = Comment.objects.filter(pk__in=list(keys))
    threads = set(rows.order_by().values_list("thread_id", flat=True))
    list(Thread.objects.select_for_update().filter(pk__in=threads).order_by("pk").values_list("pk", flat=True))
    return list(rows.select_related("thread", "parent").order_by("pk"))


def _standing(comment_ids: Iterable[str]) -> dict[str, list[Decision]]:
    """Return the decisions that stand about each comment, oldest first: an undo takes one, and itself, out."""
    rows = Decision.objects.filter(comment_id__in=list(comment_ids), undone_by__isnull=True)
    found: dict[str, list[Decision]] = {}
    for decision in rows.exclude(action__in=[Action.REVEAL, Action.UNDO]).order_by("pk"):
        found.setdefault(decision.comment_id, []).append(decision)
    return found


def _write_down(turns: Sequence[_Turn], action: str, grounds: Grounds) -> None:
    """Add a decision for each turn to the chain, in their order."""
    if not turns:
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    digest = Decision.latest_digest()
    rows = []
    for turn in turns:
        decision = _decision(turn, action, grounds)
        digest = decision.link(digest)
        rows.append(decision)
    Decision.objects.bulk_create(rows)


def _decision(turn: _Turn, action: str, grounds: Grounds) -> Decision:
    comment = turn.comment
    return Decision(
        site_id=comment.thread.site_id,
        comment_id=comment.public_id,
        by=grounds.by,
        action=action,
        reason=grounds.reason,
        note=grounds.note,
        message=grounds.message,
        batch=grounds.batch,
        state_before=comment.state,
        state_after=turn.after,
        leaves_trace=turn.leaves_trace,
        undoes=turn.undoes,
        policy=str(comment.screening.get("version", ""))[:40],
        model=str(comment.screening.get("model", ""))[:80],
        at=minute(grounds.now),
    )
