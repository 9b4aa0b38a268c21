"""Objections as the desk shows them: what is objected to, by whom it was decided, and whether this seat may judge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from hiwar.accounts.models import Measure
from hiwar.discussions.models import Comment, State
from hiwar.discussions.render import direction_of
from hiwar.moderation.models import Appeal, AppealState
from hiwar.moderation.queries.reasons import reason_labels
from hiwar.moderation.roles import Seat

PAGE = 50


@dataclass(frozen=True)
class Contested:
    """What is objected to: a decision or a measure, by whom, when, why."""

    is_measure: bool
    label: str
    reason: str
    message: str
    note: str
    by: str
    at: datetime
    is_over: bool


@dataclass(frozen=True)
class AppealRow:
    """An objection with all that is needed to answer it. `text` is None where the comment's words are gone."""

    public_id: str
    comment_id: str
    objection: str
    at: datetime
    state: str
    label: str
    against: Contested
    name: str
    text: str | None
    direction: str
    comment_state: str
    title: str
    is_on_desk: bool
    answer: str
    decided_by: str
    decided_at: datetime | None
    is_own: bool


def appeals_page(
    *, seat: Seat, is_open: bool = True, after: int | None = None
) -> tuple[tuple[AppealRow, ...], int | None]:
    """Return fifty objections, waiting ones oldest first or answered ones newest first, and where the next begin."""
    rows = appeals_of(seat).select_related("decision__by", "measure__by", "decided_by")
    if is_open:
        rows = rows.filter(state=AppealState.OPEN, pk__gt=after or 0).order_by("pk")
    else:
        rows = rows.exclude(state=AppealState.OPEN).order_by("-pk")
        rows = rows.filter(pk__lt=after) if after else rows
    page = list(rows[: PAGE + 1])
    more = page[PAGE - 1].pk if len(page) > PAGE else None
    return _rows(page[:PAGE], seat=seat), more


def appeal_on_desk(public_id: str, *, seat: Seat) -> Appeal | None:
    """Return the objection of that id if this seat may see it."""
    return appeals_of(seat).select_related("decision", "measure").filter(public_id=public_id).first()


def waiting_appeals(seat: Seat) -> int:
    """Return how many objections wait for an answer."""
    return appeals_of(seat).filter(state=AppealState.OPEN).count()


def appeals_of(seat: Seat) -> QuerySet[Appeal]:
    """Return the objections this person may see; one whose comment is gone, if she sits for all sections."""
    rows = Appeal.objects.filter(site=seat.site)
    return rows.filter(comment_id__in=seat.comments().values("public_id")) if seat.sections else rows


def _rows(appeals: list[Appeal], *, seat: Seat) -> tuple[AppealRow, ...]:
    ids = [appeal.comment_id for appeal in appeals]
    found = {one.public_id: one for one in seat.comments().filter(public_id__in=ids).select_related("thread")}
    labels = reason_labels(seat.site)
    return tuple(_row(appeal, found.get(appeal.comment_id), labels, seat=seat) for appeal in appeals)


def _row(appeal: Appeal, comment: Comment | None, labels: dict[str, str], *, seat: Seat) -> AppealRow:
    text = comment.text if comment and comment.text else None
    return AppealRow(
        public_id=appeal.public_id,
        comment_id=appeal.comment_id,
        objection=appeal.text,
        at=appeal.at,
        state=appeal.state,
        label=appeal.get_state_display(),
        against=_contested(appeal, labels),
        name=comment.name if comment else "",
        text=text,
        direction=direction_of(text or ""),
        comment_state=comment.state if comment else "",
        title=comment.thread.title if comment else "",
        is_on_desk=comment is not None and comment.state != State.WITHDRAWN,
        answer=appeal.answer,
        decided_by=str(appeal.decided_by or ""),
        decided_at=appeal.decided_at,
        is_own=appeal.against.by_id == seat.user.pk and not seat.user.is_superuser,
    )


def _contested(appeal: Appeal, labels: dict[str, str]) -> Contested:
    against = appeal.against
    if isinstance(against, Measure):
        return Contested(
            is_measure=True,
            label=f"{against.get_kind_display()} · {against.get_target_display()}",
            reason=labels.get(against.reason, against.reason),
            message=against.message,
            note=against.note,
            by=str(against.by),
            at=against.at,
            is_over=against.lifted_at is not None,
        )
    return Contested(
        is_measure=False,
        label=against.get_action_display(),
        reason=labels.get(against.reason, against.reason),
        message=against.message,
        note=against.note,
        by=str(against.by),
        at=against.at,
        is_over=False,
    )
