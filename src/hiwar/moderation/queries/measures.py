"""Measures as the desk shows them: those about the writer of one comment, and all of a site's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from hiwar.accounts.models import Measure, MeasureKind, Target
from hiwar.accounts.networks import NETWORKS
from hiwar.arabic.skeleton import skeleton
from hiwar.discussions.models import Comment, State
from hiwar.moderation.models import AuthorNote, Event, EventKind
from hiwar.moderation.queries.reasons import reason_labels
from hiwar.moderation.roles import Act, Seat

PAGE = 50
MOST_SHOWN = 10
MOST_NOTES = 20
MOST_EVENTS = 500
# Who may take a measure may lift it.
ACT_FOR: Mapping[str, Act] = {
    MeasureKind.WARNING.value: Act.WARN,
    MeasureKind.MUTE.value: Act.MUTE,
    MeasureKind.BAN.value: Act.BAN,
}


@dataclass(frozen=True)
class MeasureRow:
    """A measure, for people: what, against what, why, by whom, until when. Never the tag."""

    pk: int
    kind: str
    label: str
    target: str
    reason: str
    message: str
    note: str
    by: str
    at: datetime
    ends_at: datetime | None
    lifted_at: datetime | None
    lifted_by: str
    seen_at: datetime | None
    comment_id: str
    is_here: bool
    is_active: bool
    may_lift: bool


@dataclass(frozen=True)
class NetworkRow:
    """A network whose comments wait, by the comment that gave cause."""

    comment_id: str
    by: str
    at: datetime
    minutes: int


@dataclass(frozen=True)
class NoteRow:
    """A line a colleague left about a writer."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class AboutWriter:
    """What is known and can be done about the writer of a comment."""

    public_id: str
    measures: tuple[MeasureRow, ...]
    notes: tuple[NoteRow, ...]
    is_linked: bool
    has_name: bool
    is_network_known: bool
    network_minutes: int
    removable: int


@dataclass(frozen=True)
class MeasurePage:
    """One page of a site's measures; `after` leads to the next."""

    rows: tuple[MeasureRow, ...]
    after: int | None


def measures_about(comment: Comment, *, seat: Seat, now: datetime) -> AboutWriter:
    """Return the measures and notes about whoever wrote a comment, newest first; four queries."""
    linked = bool(comment.author_link)
    name = skeleton(comment.name) if comment.name else ""
    meant = Q(comment_id=comment.public_id)
    if linked:
        meant |= Q(target=Target.BROWSER, tag=comment.author_link)
    if name:
        meant |= Q(target=Target.NAME, tag=name)
    rows = Measure.objects.filter(meant, site=seat.site).select_related("by", "lifted_by").order_by("-pk")
    notes = AuthorNote.objects.filter(site=seat.site, author_link=comment.author_link).select_related("by")
    return AboutWriter(
        public_id=comment.public_id,
        measures=_rows(rows[:MOST_SHOWN], seat=seat, now=now),
        notes=tuple(NoteRow(one.text, str(one.by), one.at) for one in notes.order_by("-pk")[:MOST_NOTES])
        if linked
        else (),
        is_linked=linked,
        has_name=bool(name),
        is_network_known=NETWORKS.is_known(comment.public_id),
        network_minutes=NETWORKS.seconds_barred(comment.public_id) // 60,
        removable=removable(comment, seat=seat).count() if seat.may(Act.REMOVE_ALL) else 0,
    )


def measures_page(*, seat: Seat, now: datetime, is_active: bool = True, after: int | None = None) -> MeasurePage:
    """Return fifty of the site's measures, newest first: those that stand, or those that ended or were lifted."""
    stands = Q(lifted_at__isnull=True) & (Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    rows = measures_of(seat).filter(stands if is_active else ~stands)
    page = list((rows.filter(pk__lt=after) if after else rows).order_by("-pk")[: PAGE + 1])
    more = page[PAGE - 1].pk if len(page) > PAGE else None
    return MeasurePage(_rows(page[:PAGE], seat=seat, now=now), more)


def measures_of(seat: Seat) -> QuerySet[Measure]:
    """Return the measures this person may see; once its comment is gone, one is for those who sit for all sections."""
    rows = Measure.objects.filter(site=seat.site).select_related("by", "lifted_by")
    return rows.filter(comment_id__in=seat.comments().values("public_id")) if seat.sections else rows


def watched_networks(*, seat: Seat, now: datetime) -> tuple[NetworkRow, ...]:
    """Return the networks whose comments wait, by the events of the last day that memory still bears out."""
    rows = Event.objects.filter(site=seat.site, at__gte=now - timedelta(days=1), kind=EventKind.MEASURE)
    found: dict[str, NetworkRow] = {}
    for event in rows.select_related("by").order_by("-pk")[:MOST_EVENTS]:
        if event.after.get("target") == "network" and event.subject not in found:
            minutes = NETWORKS.seconds_barred(event.subject) // 60
            if minutes:
                found[event.subject] = NetworkRow(event.subject, str(event.by), event.at, minutes)
    if seat.sections:
        seen = seat.comments().filter(public_id__in=list(found)).values_list("public_id", flat=True)
        found = {key: found[key] for key in found if key in set(seen)}
    return tuple(found.values())


def removable(comment: Comment, *, seat: Seat, up_to: int | None = None) -> QuerySet[Comment]:
    """Return what the browser that wrote a comment wrote within this seat's sections and still can be removed.

    `up_to` is the last comment of a list that somebody saw: what came afterwards was seen by nobody.
    """
    rows = seat.comments().filter(state__in=[State.PUBLISHED, State.HELD]).order_by("pk")
    if not comment.author_link:
        return rows.none()
    # The index holds no empty links; said so, a database uses it for any other.
    rows = rows.filter(author_link=comment.author_link).exclude(author_link="")
    return rows.filter(pk__lte=up_to) if up_to else rows


def _rows(measures: Iterable[Measure], *, seat: Seat, now: datetime) -> tuple[MeasureRow, ...]:
    found, labels = list(measures), reason_labels(seat.site)
    ids = [measure.comment_id for measure in found]
    # Texts are deleted by age, measures stay: where there is nothing to open, no link leads.
    here = set(
        seat.comments().filter(public_id__in=ids).exclude(state=State.WITHDRAWN).values_list("public_id", flat=True)
    )
    return tuple(_row(measure, labels, measure.comment_id in here, seat=seat, now=now) for measure in found)


def _row(measure: Measure, labels: Mapping[str, str], is_here: bool, *, seat: Seat, now: datetime) -> MeasureRow:
    stands = measure.lifted_at is None and (measure.ends_at is None or measure.ends_at > now)
    return MeasureRow(
        pk=measure.pk,
        kind=measure.kind,
        label=measure.get_kind_display(),
        target=measure.get_target_display(),
        reason=labels.get(measure.reason, measure.reason),
        message=measure.message,
        note=measure.note,
        by=str(measure.by),
        at=measure.at,
        ends_at=measure.ends_at,
        lifted_at=measure.lifted_at,
        lifted_by=str(measure.lifted_by or ""),
        seen_at=measure.seen_at,
        comment_id=measure.comment_id,
        is_here=is_here,
        is_active=stands,
        may_lift=stands and seat.may(ACT_FOR[measure.kind]),
    )
