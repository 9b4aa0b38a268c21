"""What a browser may know of its own comments: where each stands, why, and what was answered to its objection.

A refusal that no person has decided looks like waiting: the difference would teach how to slip through (threats, row
M4). Every comment found by the link of thirty days must also bear the mark of this very key; nothing else is shown.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Q
from wagtail.models import Site

from hiwar.accounts.keys import ReaderKey, owns
from hiwar.accounts.measures import active_measures, links_of, writer_of
from hiwar.accounts.models import Measure, Target
from hiwar.discussions.addresses import addresses_of
from hiwar.discussions.models import Comment, State, WaitingEdit
from hiwar.discussions.queries import address_of, house_rules
from hiwar.discussions.queries.own import may_edit
from hiwar.discussions.render import direction_of
from hiwar.moderation.models import Action, Appeal, AppealState, Decision
from hiwar.moderation.queries.reasons import reason_labels

KEPT_FOR = timedelta(days=30)
MOST_SHOWN = 100
_NOT_A_VERDICT = (Action.REVEAL, Action.UNDO)


@dataclass(frozen=True)
class OwnAppeal:
    """An objection as its author sees it: her words, and the answer once there is one."""

    text: str
    at: datetime
    is_open: bool
    is_granted: bool
    answer: str
    decided_at: datetime | None


@dataclass(frozen=True)
class OwnEdit:
    """What an author wants a published comment to say: it waits, or was refused, and why."""

    text: str
    at: datetime
    is_refused: bool
    reason: str
    message: str


@dataclass(frozen=True)
class OwnComment:
    """A comment as its author may know it: published, waiting, or refused by a person."""

    public_id: str
    text: str
    direction: str
    at: datetime
    title: str
    url: str
    standing: str
    reason: str
    message: str
    decided_at: datetime | None
    appeal: OwnAppeal | None
    is_withdrawable: bool = False
    edit_url: str = ""
    is_editable: bool = False
    edit: OwnEdit | None = None


@dataclass(frozen=True)
class OwnMeasure:
    """A measure as whoever it concerns sees it."""

    pk: int
    kind: str
    label: str
    target: str
    reason: str
    message: str
    at: datetime
    ends_at: datetime | None
    is_new: bool
    is_active: bool
    appeal: OwnAppeal | None


@dataclass(frozen=True)
class Mine:
    """All this browser may know of itself."""

    comments: tuple[OwnComment, ...] = ()
    measures: tuple[OwnMeasure, ...] = ()


def mine(key: ReaderKey | None, *, site: Site, now: datetime) -> Mine:
    """Return a browser's own comments of thirty days, newest first, and the measures against it; seven queries."""
    if key is None:
        return Mine()
    comments = own_comments(key, site=site, now=now)
    ids = [comment.public_id for comment in comments]
    verdicts = _verdicts(ids, site=site)
    measures = measures_concerning(key, own=ids, site=site, now=now)
    appeals = Appeal.objects.filter(site=site).filter(
        Q(decision__comment_id__in=ids) | Q(measure__in=[measure.pk for measure in measures])
    )
    heard = list(appeals.select_related("decision"))
    labels, settings = reason_labels(site), house_rules(site).settings
    edits = _edits(comments, labels)
    return Mine(
        comments=tuple(
            replace(
                _own(one, verdicts.get(one.public_id), heard, labels),
                edit_url=addresses_of(one.thread).edit,
                is_editable=may_edit(one, settings, now=now),
                edit=edits.get(one.public_id),
            )
            for one in comments
        ),
        measures=tuple(_own_measure(one, heard, labels, now=now) for one in measures),
    )


def own_comments(key: ReaderKey, *, site: Site, now: datetime) -> list[Comment]:
    """Return what this very browser wrote within thirty days, newest first."""
    rows = Comment.objects.filter(author_link__in=links_of(key, site=site, now=now), thread__site=site)
    # The index holds no empty links; said so, a database uses it for any other.
    rows = rows.filter(submitted_at__gte=now - KEPT_FOR).exclude(author_link="").exclude(state=State.WITHDRAWN)
    found = rows.select_related("thread", "root").order_by("-pk")[:MOST_SHOWN]
    return [one for one in found if owns(key, site_id=site.pk, comment_id=one.public_id, owner_tag=one.owner_tag)]


def verdict_on(comment: Comment) -> Decision | None:
    """Return the decision by which a person refused a comment, if that is how it stands."""
    return (
        _verdicts([comment.public_id], site=comment.thread.site).get(comment.public_id)
        if _is_refused(comment)
        else None
    )


def measures_concerning(key: ReaderKey, *, own: Collection[str], site: Site, now: datetime) -> list[Measure]:
    """Return the measures this browser may know of, newest first: by its link, or over a comment of its own.

    A measure against a name that only somebody else gave cause for is not among them.
    """
    writer = writer_of(key, site=site, now=now)
    standing = {one.pk: one for one in active_measures(site=site, writer=writer, now=now)}
    over_own = Measure.objects.filter(site=site, comment_id__in=list(own), at__gte=now - KEPT_FOR)
    found = standing | {one.pk: one for one in over_own}
    return sorted(found.values(), key=lambda one: -one.pk)


def _is_refused(comment: Comment) -> bool:
    return comment.state in {State.REJECTED, State.SPAM} and comment.decided_at is not None


def _verdicts(ids: Collection[str], *, site: Site) -> dict[str, Decision]:
    """Return the decision that stands about each of these comments."""
    rows = Decision.objects.filter(site=site, comment_id__in=list(ids), undone_by__isnull=True)
    standing: dict[str, Decision] = {}
    for decision in rows.exclude(action__in=_NOT_A_VERDICT).order_by("pk"):
        standing[decision.comment_id] = decision
    return {key: one for key, one in standing.items() if one.action in {Action.REJECT, Action.SPAM}}


def _edits(comments: Collection[Comment], labels: dict[str, str]) -> dict[str, OwnEdit]:
    """Return what waits, or was refused, beside each of these comments that is published."""
    published = {one.pk: one.public_id for one in comments if one.state == State.PUBLISHED}
    rows = WaitingEdit.objects.filter(comment__in=list(published)) if published else ()
    return {
        published[row.comment_id]: OwnEdit(
            row.text, row.at, row.refused_at is not None, labels.get(row.reason, row.reason), row.message
        )
        for row in rows
    }


def _own(comment: Comment, verdict: Decision | None, heard: list[Appeal], labels: dict[str, str]) -> OwnComment:
    refused = verdict if _is_refused(comment) else None
    over = [one for one in heard if one.decision is not None and one.decision.comment_id == comment.public_id]
    # What a later decision says may be objected to again; the answer to an earlier objection is shown while it is last.
    appeal = next((one for one in over if refused is None or one.decision_id == refused.pk), None)
    standing = "published" if comment.state == State.PUBLISHED else "refused" if refused else "waiting"
    return OwnComment(
        public_id=comment.public_id,
        text=comment.text,
        direction=direction_of(comment.text),
        at=comment.submitted_at,
        title=comment.thread.public_title,
        url=address_of(comment) if standing == "published" else comment.thread.url,
        standing=standing,
        reason=_why(refused, labels),
        message=refused.message if refused else "",
        decided_at=refused.at if refused else None,
        appeal=_appeal(appeal),
        # What was public once is the newsroom's to keep or to take down.
        is_withdrawable=standing == "waiting" and comment.published_at is None,
    )


def _why(verdict: Decision | None, labels: dict[str, str]) -> str:
    if verdict is None:
        return ""
    return labels.get(verdict.reason, "") if verdict.reason else str(verdict.get_action_display())


def _own_measure(measure: Measure, heard: list[Appeal], labels: dict[str, str], *, now: datetime) -> OwnMeasure:
    return OwnMeasure(
        pk=measure.pk,
        kind=measure.kind,
        label=measure.get_kind_display(),
        target=measure.get_target_display() if measure.target == Target.NAME else "",
        reason=labels.get(measure.reason, measure.reason),
        message=measure.message,
        at=measure.at,
        ends_at=measure.ends_at,
        is_new=measure.target == Target.BROWSER and measure.seen_at is None,
        is_active=measure.lifted_at is None and (measure.ends_at is None or measure.ends_at > now),
        appeal=_appeal(next((one for one in heard if one.measure_id == measure.pk), None)),
    )


def _appeal(appeal: Appeal | None) -> OwnAppeal | None:
    if appeal is None:
        return None
    return OwnAppeal(
        text=appeal.text,
        at=appeal.at,
        is_open=appeal.state == AppealState.OPEN,
        is_granted=appeal.state == AppealState.UPHELD,
        answer=appeal.answer,
        decided_at=appeal.decided_at,
    )
