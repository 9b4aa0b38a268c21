"""The queues: which comments stand in a state, in which order, and how the waiting ones stand as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, Sum

from hiwar.accounts.models import SiteProfile
from hiwar.arabic.numbers import Digits
from hiwar.discussions.models import Comment, State, UnscoredCount
from hiwar.discussions.render import direction_of
from hiwar.moderation.findings import marks, observed, weight
from hiwar.moderation.models import Action, Decision
from hiwar.moderation.queries.comments import comments_of, minutes_between
from hiwar.moderation.roles import Seat
from hiwar.moderation.sentences import Spoken, Words, reasons
from hiwar.moderation.spans import Segment, excerpt, segments

PAGE = 50
ROW_CHARACTERS = 320
# Ordering by weight reads the records themselves; the oldest thousand are weighed, the rest wait their turn.
WEIGHED = 1000


@dataclass(frozen=True)
class Row:
    """A comment in the queue."""

    pk: int
    public_id: str
    name: tuple[Segment, ...]
    text: tuple[Segment, ...]
    direction: str
    state: str
    at: datetime
    minutes: int
    title: str
    answers: bool
    answered_name: str
    reasons: tuple[Spoken, ...]


@dataclass(frozen=True)
class QueuePage:
    """One page of a queue; `after` leads to the next page, if there is one."""

    rows: tuple[Row, ...]
    after: int | None


@dataclass(frozen=True)
class Pulse:
    """How the queue stands."""

    waiting: int
    oldest_minutes: int | None
    decided_today: int
    unscored_today: int


def queue_page(*, seat: Seat, state: str, now: datetime, after: int | None = None, by_risk: bool = False) -> QueuePage:
    """Return fifty comments of a state: waiting ones oldest first or gravest first, decided ones newest first."""
    rows = comments_of(seat).filter(state=state)
    digits = Digits(SiteProfile.for_site(seat.site).digits)
    if by_risk and state == State.HELD:
        gravest = _gravest(seat)
        found = {comment.pk: comment for comment in rows.filter(pk__in=gravest)}
        return QueuePage(tuple(_row(found[pk], now=now, digits=digits) for pk in gravest if pk in found), None)
    if state == State.HELD:
        rows = rows.filter(pk__gt=after or 0).order_by("pk")
    else:
        rows = (rows.filter(pk__lt=after) if after else rows).order_by("-pk")
    page = list(rows[: PAGE + 1])
    more = page[PAGE - 1].pk if len(page) > PAGE else None
    return QueuePage(tuple(_row(comment, now=now, digits=digits) for comment in page[:PAGE]), more)


def next_waiting(*, seat: Seat, comment: Comment) -> str | None:
    """Return the public id of the waiting comment that comes after this one, or of the oldest."""
    waiting = seat.comments().filter(state=State.HELD).order_by("pk")
    ids = waiting.values_list("public_id", flat=True)
    return ids.filter(pk__gt=comment.pk).first() or ids.first()


def pulse(*, seat: Seat, since: datetime, now: datetime) -> Pulse:
    """Return how many wait, since when, how many were decided since `since`, and how many no score
    could be given today; in three queries.
    """
    waiting = seat.comments().filter(state=State.HELD)
    # An imported comment is dated by its source; how long it has waited here nobody wrote down.
    here = Q(source_key__isnull=True)
    queue = waiting.aggregate(count=Count("pk"), oldest=Min("submitted_at", filter=here))
    acts = (Action.APPROVE, Action.REJECT, Action.SPAM)
    decided = Decision.objects.filter(site=seat.site, at__gte=since, action__in=acts, undone_by__isnull=True).count()
    oldest = minutes_between(queue["oldest"], now) if queue["oldest"] else None
    today = UnscoredCount.objects.filter(site=seat.site, day=now.date())
    unscored = today.aggregate(sum=Sum("count"))["sum"] or 0
    return Pulse(waiting=queue["count"], oldest_minutes=oldest, decided_today=decided, unscored_today=unscored)


def _gravest(seat: Seat) -> list[int]:
    waiting = seat.comments().filter(state=State.HELD).order_by("pk")
    weighed = [(-weight(record), pk) for pk, record in waiting.values_list("pk", "screening")[:WEIGHED]]
    return [pk for _, pk in sorted(weighed)[:PAGE]]


def _row(comment: Comment, *, now: datetime, digits: Digits) -> Row:
    findings = observed(comment.screening)
    return Row(
        pk=comment.pk,
        public_id=comment.public_id,
        name=segments(comment.name, marks(findings, "name")),
        text=excerpt(segments(comment.text, marks(findings, "text")), limit=ROW_CHARACTERS),
        direction=direction_of(comment.text),
        state=comment.state,
        at=comment.submitted_at,
        minutes=minutes_between(comment.submitted_at, now),
        title=comment.thread.title,
        answers=comment.parent is not None,
        answered_name=comment.parent.name if comment.parent else "",
        reasons=_worth_saying(reasons(findings, Words(comment.text, comment.name, digits)), state=comment.state),
    )


def _worth_saying(said: tuple[Spoken, ...], *, state: str) -> tuple[Spoken, ...]:
    """Return what a row has room for: what was found; where nothing was, why the comment waits all the same."""
    found = tuple(one for one in said if not one.fine)
    return found or (said[:1] if state == State.HELD else ())
