"""What a second reader is shown: the comment and its place, never what became of it or who decided so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import BigIntegerField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from hiwar.accounts.models import SiteProfile
from hiwar.arabic.numbers import Digits
from hiwar.discussions.models import Comment, State
from hiwar.discussions.render import direction_of
from hiwar.moderation.findings import marks, observed
from hiwar.moderation.models import Action, Decision, Review, ReviewKind
from hiwar.moderation.queries.comments import minutes_between
from hiwar.moderation.roles import Seat
from hiwar.moderation.sentences import Spoken, Words, reasons
from hiwar.moderation.spans import Segment, segments

SETTLED_WITHIN = timedelta(days=90)
MOST_DISPUTES = 50


@dataclass(frozen=True)
class Answered:
    """The comment that is answered."""

    name: str
    text: str
    direction: str


@dataclass(frozen=True)
class Look:
    """One comment to be judged anew. Its state, its number and its history are not here: they would tell."""

    pk: int
    name: tuple[Segment, ...]
    text: tuple[Segment, ...]
    direction: str
    title: str
    url: str
    at: datetime
    minutes: int
    answers: Answered | None
    found: tuple[Spoken, ...]


@dataclass(frozen=True)
class Dispute:
    """Two people judged one comment differently. `is_mine`: the reader is one of them."""

    pk: int
    comment_id: str
    text: str
    direction: str
    first: str
    first_word: str
    first_reason: str
    second: str
    second_word: str
    second_reason: str
    is_mine: bool


@dataclass(frozen=True)
class Progress:
    """How far someone is: looks that wait for her, her own of today."""

    waiting: int
    mine_today: int


def open_looks(seat: Seat) -> QuerySet[Review]:
    """Return the looks this person may take: nothing she decided about herself, nothing whose words are gone."""
    # The count stands on every page. As a constant, the empty opinion lets SQLite use the index of open looks alone.
    rows = Review.objects.filter(site=seat.site, kind__in=ReviewKind.values, opinion=RawSQL("''", []))
    if seat.sections:
        rows = rows.filter(comment__thread__section__in=seat.sections)
    # The sum keeps SQLite from reading all she ever decided, for each look, instead of the one comment's decisions.
    decisions = Decision.objects.alias(who=ExpressionWrapper(F("by_id") + 0, output_field=BigIntegerField()))
    hers = decisions.filter(comment_id=OuterRef("comment__public_id"), who=seat.user.pk)
    rows = rows.filter(~Exists(hers), Q(decision__isnull=True) | Q(decision__undone_by__isnull=True))
    return rows.exclude(comment__state=State.WITHDRAWN).exclude(comment__text="").order_by("pk")


def given_looks(seat: Seat) -> QuerySet[Review]:
    """Return the looks this person has taken."""
    return Review.objects.filter(site=seat.site, by=seat.user).exclude(opinion="").select_related("comment__thread")


def next_look(seat: Seat, *, now: datetime, after: int | None = None) -> Look | None:
    """Return the oldest look that waits for this person, or the first after one she passed over."""
    rows = open_looks(seat).select_related("comment__thread", "comment__parent")
    found = rows.filter(pk__gt=after or 0).first()
    return _look(found, now=now) if found else None


def look_of(review: Review, *, now: datetime) -> Look:
    """Return one look, to be shown again."""
    return _look(review, now=now)


def waiting_looks(seat: Seat, now: datetime) -> int:
    """Return how many looks wait for this person."""
    return open_looks(seat).count()


def progress(seat: Seat, *, since: datetime, now: datetime) -> Progress:
    """Return how far this person is; two queries."""
    return Progress(waiting_looks(seat, now), given_looks(seat).filter(at__gte=since).count())


def open_disputes(seat: Seat, *, now: datetime) -> QuerySet[Review]:
    """Return the looks that came out otherwise than the decision, newest first, until someone settles them."""
    rows = Review.objects.filter(site=seat.site, kind=ReviewKind.BLIND, settled="", at__gte=now - SETTLED_WITHIN)
    rows = rows.exclude(opinion="").exclude(opinion=F("decision__action")).filter(decision__undone_by__isnull=True)
    if seat.sections:
        rows = rows.filter(comment__thread__section__in=seat.sections)
    return rows.select_related("comment__thread", "decision__by", "by").order_by("-pk")


def disputes(seat: Seat, *, labels: dict[str, str], now: datetime) -> tuple[Dispute, ...]:
    """Return the newest fifty disputes; one query."""
    return tuple(_dispute(row, seat, labels) for row in open_disputes(seat, now=now)[:MOST_DISPUTES])


def _look(review: Review, *, now: datetime) -> Look:
    comment = review.comment
    findings = observed(comment.screening)
    words = Words(comment.text, comment.name, Digits(SiteProfile.of(comment.thread.site).digits))
    return Look(
        pk=review.pk,
        name=segments(comment.name, marks(findings, "name")),
        text=segments(comment.text, marks(findings, "text")),
        direction=direction_of(comment.text),
        title=comment.thread.title,
        url=comment.thread.url,
        at=comment.submitted_at,
        minutes=minutes_between(comment.submitted_at, now),
        answers=_answered(comment.parent),
        # That nothing was found, or that its author is new, would hint at what became of it.
        found=tuple(one for one in reasons(findings, words) if not one.fine),
    )


def _answered(parent: Comment | None) -> Answered | None:
    return Answered(parent.name, parent.text, direction_of(parent.text)) if parent else None


def _dispute(row: Review, seat: Seat, labels: dict[str, str]) -> Dispute:
    first = row.decision
    return Dispute(
        pk=row.pk,
        comment_id=row.comment.public_id,
        text=row.comment.text,
        direction=direction_of(row.comment.text),
        first=first.action,
        first_word=first.get_action_display(),
        first_reason=labels.get(first.reason, first.reason),
        second=row.opinion,
        second_word=str(Action(row.opinion).label),
        second_reason=labels.get(row.reason, row.reason),
        is_mine=seat.user.pk in {first.by_id, row.by_id},
    )
