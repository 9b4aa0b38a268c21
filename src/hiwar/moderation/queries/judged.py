"""Scored comments with what people decided about them: what thresholds are judged by.

A bounded read, newest first; no text. A rejection that says nothing about the words (off topic, a lawyer's letter) is
no judgment about a score.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hiwar.discussions.models import State
from hiwar.moderation.curves import Judgment, Weighed
from hiwar.moderation.findings import observed
from hiwar.moderation.models import Action, Decision
from hiwar.moderation.queries.examples import ABOUT_WORDS
from hiwar.moderation.queries.reasons import reasons_of
from hiwar.moderation.roles import Seat
from hiwar.screening.modes import TEXT_SHARES
from hiwar.screening.overrides import is_for

MOST = 20_000
BY_SCORE = frozenset({"looks_toxic", "looks_like_spam"})


@dataclass(frozen=True)
class Judged:
    """What was read: comments by their primary key, and over how many days they came."""

    comments: Mapping[int, Weighed]
    days: float


def judged_comments(*, seat: Seat, model: str, since: datetime, now: datetime) -> Judged:
    """Return the newest comments that this model scored, with what people decided; in three queries.

    At most `MOST` of them, so that the days they came in may be fewer than were asked for.
    """
    # In the order of the index of arrivals: nothing is sorted, and no more rows are read than are wanted.
    rows = seat.comments().filter(source_key__isnull=True, submitted_at__gte=since).order_by("-submitted_at")
    beside_words = _beside_words(seat, since=since)
    comments: dict[int, Weighed] = {}
    oldest = now
    wanted = rows.values_list("pk", "public_id", "state", "decided_at", "submitted_at", "screening")[:MOST]
    for pk, public_id, state, decided_at, submitted_at, screening in wanted.iterator():
        scores = _scores(screening, model)
        if scores is not None:
            # A model that is three days old has seen three days.
            oldest = submitted_at
            judgment = _judgment(state, decided_at) if public_id not in beside_words else Judgment.NONE
            comments[pk] = Weighed(scores, judgment, _held_otherwise(screening))
    return Judged(comments, max((now - oldest) / timedelta(days=1), 1.0))


def _scores(screening: Any, model: str) -> dict[str, float] | None:
    scores = screening.get("scores") if isinstance(screening, Mapping) else None
    if not isinstance(scores, Mapping) or not is_for(str(screening.get("model", "")), model):
        return None
    # The labels that hold nothing by themselves are left where they are.
    return {label: float(score) for label in TEXT_SHARES if isinstance(score := scores.get(label), int | float)}


def _judgment(state: str, decided_at: datetime | None) -> Judgment:
    if decided_at is None:
        return Judgment.NONE
    if state == State.PUBLISHED:
        return Judgment.APPROVED
    return Judgment.REJECTED if state in {State.REJECTED, State.SPAM} else Judgment.NONE


def _held_otherwise(screening: Any) -> bool:
    return any(not (found.rule in BY_SCORE and found.field == "text") for found in observed(screening))


def _beside_words(seat: Seat, *, since: datetime) -> set[str]:
    """Return the ids of comments rejected for something that no score of words could have seen."""
    means = {reason.code: reason.means for reason in reasons_of(seat.site)}
    rows = Decision.objects.filter(site=seat.site, at__gte=since, action=Action.REJECT).order_by("-at")
    told = rows.values_list("comment_id", "reason")[:MOST]
    return {comment_id for comment_id, reason in told if means.get(reason, reason) not in ABOUT_WORDS}
