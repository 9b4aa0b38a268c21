"""Refusing many waiting comments in a dozen statements, and taking that back: what `decisions` does, but together.

Only for comments that no reader ever saw and nobody reported: their refusal moves no number, no count, no trust and no
page, so all that is left of it are a state, a minute and a chain of decisions. Everything else goes one by one. A test
holds both ways against each other. Call these inside a transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from hiwar.accounts.models import User
from hiwar.discussions.models import Comment, State, Thread, minute
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


def _is_unseen(comment: Comment) -> bool:
    return comment.published_at is None and not comment.reports


def _locked(keys: Iterable[int]) -> list[Comment]:
    """Return the comments as they are now, their threads locked in one order, so that nobody decides meanwhile."""
    rows = Comment.objects.filter(pk__in=list(keys))
    threads = set(rows.order_by().values_list("thread_id", flat=True))
    list(Thread.objects.select_for_update().filter(pk__in=threads).order_by("pk").values_list("pk", flat=True))
    return list(rows.select_related("thread").order_by("pk"))


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
    digest = Decision.objects.order_by("-pk").values_list("digest", flat=True).first() or ""
    rows = []
    for turn in turns:
        decision = _decision(turn, action, grounds)
        decision.previous_digest = digest
        digest = decision.digest = decision.digest_after(digest)
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
