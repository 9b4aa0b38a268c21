"""The queues: which comments stand in a state, in which order, and how the waiting ones stand as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from hiwar.accounts.models import SiteProfile
from hiwar.arabic.numbers import Digits
from hiwar.discussions.models import Comment, State, UnscoredCount
from hiwar.discussions.render import direction_of
from hiwar.moderation.findings import marks, observed
from hiwar.moderation.models import Action, Decision
from hiwar.moderation.places import REPORTED, Place
from hiwar.moderation.queries.claims import in_other_hands
from hiwar.moderation.queries.comments import comments_of, minutes_between
from hiwar.moderation.queries.counts import count_in
from hiwar.moderation.queries.folds import Fold, folds, unfolded
from hiwar.moderation.queries.rows import following, in_order
from hiwar.moderation.roles import Seat
from hiwar.moderation.sentences import Spoken, Words, reasons
from hiwar.moderation.spans import Segment, excerpt, segments

PAGE = 50
ROW_CHARACTERS = 320
# More colleagues than this do not sit at one desk.
LOOKED_AT = 20


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
    reports: int
    claimed_by: str
    reasons: tuple[Spoken, ...]


@dataclass(frozen=True)
class QueuePage:
    """One page of a queue; `after` and `level` lead to the next page, if there is one.

    `folds` are the families that stand on its first page as one row each, the largest first; `folded` is how many
    there are in all.
    """

    rows: tuple[Row, ...]
    after: int | None
    level: int | None = None
    folds: tuple[Fold, ...] = ()
    folded: int = 0


@dataclass(frozen=True)
class _View:
    """What rows are shown by."""

    now: datetime
    digits: Digits
    claimed: dict[int, str]


@dataclass(frozen=True)
class Pulse:
    """How the queue stands."""

    waiting: int
    oldest_minutes: int | None
    decided_today: int
    unscored_today: int


def queue_page(*, seat: Seat, place: Place, now: datetime) -> QueuePage:
    """Return fifty comments of a place: waiting ones oldest or gravest first, reported ones by the number of reports,
    others newest first. Families of many are left out and stand before them, unless each comment is wanted.
    """
    rows, groups = unfolded(seat, place)
    # First which, along the queue's index, then all about them: joined with discussions and answered comments, SQLite
    # sorted a hundred thousand (174 ms against 3).
    ids = list(in_order(rows, place).values_list("pk", flat=True)[: PAGE + 1])
    found = {comment.pk: comment for comment in comments_of(seat).filter(pk__in=ids)}
    page = [found[pk] for pk in ids if pk in found]
    shown = page[:PAGE]
    claimed = in_other_hands([comment.pk for comment in shown], user=seat.user, now=now)
    view = _View(now, Digits(SiteProfile.of(seat.site).digits), claimed)
    after = level = None
    if len(page) > PAGE:
        last = shown[-1]
        after = last.pk
        level = {REPORTED: last.reports}.get(place.state, last.priority if place.by_risk else None)
    first = () if place.after else folds(seat, groups)
    return QueuePage(tuple(_row(comment, view) for comment in shown), after, level, first, len(groups))


def next_in(*, seat: Seat, place: Place, comment: Comment, now: datetime) -> str | None:
    """Return the public id of what comes after a comment and is in no colleague's hands; else of the queue's first."""
    rows, _ = unfolded(seat, place)
    first = in_order(rows, place.beginning()).exclude(pk=comment.pk)
    for ahead in (following(rows, place, comment), first):
        found = list(ahead.values_list("pk", "public_id")[:LOOKED_AT])
        claimed = in_other_hands([pk for pk, _ in found], user=seat.user, now=now)
        free = next((public_id for pk, public_id in found if pk not in claimed), None)
        if free is not None:
            return free
    return None


def pulse(*, seat: Seat, since: datetime, now: datetime) -> Pulse:
    """Return how many wait, since when, how many were decided since `since`, and how many no score
    could be given today; in three queries.
    """
    # An imported comment is dated by its source; how long it has waited here nobody wrote down. What came first has
    # the smallest number.
    here = seat.comments().filter(state=State.HELD).filter(source_key__isnull=True).order_by("pk")
    first = here.values_list("submitted_at", flat=True).first()
    acts = (Action.APPROVE, Action.REJECT, Action.SPAM)
    decided = Decision.objects.filter(site=seat.site, at__gte=since, action__in=acts, undone_by__isnull=True)
    if seat.sections:
        decided = decided.filter(comment_id__in=seat.comments().values("public_id"))
    oldest = minutes_between(first, now) if first else None
    today = UnscoredCount.objects.filter(site=seat.site, day=now.date())
    unscored = today.aggregate(sum=Sum("count"))["sum"] or 0
    waiting = count_in(seat, State.HELD)
    return Pulse(waiting=waiting, oldest_minutes=oldest, decided_today=decided.count(), unscored_today=unscored)


def _row(comment: Comment, view: _View) -> Row:
    findings = observed(comment.screening)
    return Row(
        pk=comment.pk,
        public_id=comment.public_id,
        name=segments(comment.name, marks(findings, "name")),
        text=excerpt(segments(comment.text, marks(findings, "text")), limit=ROW_CHARACTERS),
        direction=direction_of(comment.text),
        state=comment.state,
        at=comment.submitted_at,
        minutes=minutes_between(comment.submitted_at, view.now),
        title=comment.thread.title,
        answers=comment.parent is not None,
        answered_name=comment.parent.name if comment.parent else "",
        reports=comment.reports,
        claimed_by=view.claimed.get(comment.pk, ""),
        reasons=_worth_saying(reasons(findings, Words(comment.text, comment.name, view.digits)), state=comment.state),
    )


def _worth_saying(said: tuple[Spoken, ...], *, state: str) -> tuple[Spoken, ...]:
    """Return what a row has room for: what was found; where nothing was, why the comment waits all the same."""
    found = tuple(one for one in said if not one.fine)
    return found or (said[:1] if state == State.HELD else ())
