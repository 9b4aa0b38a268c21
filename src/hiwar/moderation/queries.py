"""What the desk shows, as frozen views in a fixed number of queries. Nothing is written here, and nothing of another
site is ever found: every query begins with the site.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet
from wagtail.models import Site

from hiwar.accounts.models import SiteProfile, User
from hiwar.accounts.trust import is_trusted
from hiwar.arabic.direction import base_direction
from hiwar.arabic.numbers import Digits
from hiwar.discussions.models import Comment, State
from hiwar.moderation.findings import marks, observed, weight
from hiwar.moderation.models import Action, Decision
from hiwar.moderation.sentences import Spoken, Words, reasons
from hiwar.moderation.spans import Segment, excerpt, segments

PAGE = 50
ROW_CHARACTERS = 320
# Ordering by weight reads the records themselves; the oldest thousand are weighed, the rest wait their turn.
WEIGHED = 1000
LAST_TEXTS = 5
MOST_SQUARES = 60


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


@dataclass(frozen=True)
class Earlier:
    """Something the same browser wrote before."""

    public_id: str
    state: str
    text: str
    direction: str


@dataclass(frozen=True)
class AuthorRecord:
    """What the same browser wrote in these thirty days, by state, oldest first. Nothing of who it is."""

    is_known: bool
    is_trusted: bool
    squares: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    total: int = 0
    last: tuple[Earlier, ...] = ()


@dataclass(frozen=True)
class Quoted:
    """The comment that is answered."""

    number: int | None
    name: str
    text: str
    direction: str


@dataclass(frozen=True)
class Past:
    """A decision, for people."""

    pk: int
    comment_id: str
    action: str
    label: str
    reason: str
    note: str
    by: str
    at: datetime
    state_after: str
    name: str | None = None
    text: str | None = None
    is_here: bool = False


@dataclass(frozen=True)
class OpenComment:
    """The comment under the moderator's eyes."""

    public_id: str
    name: tuple[Segment, ...]
    plain_name: str
    text: tuple[Segment, ...]
    direction: str
    state: str
    number: int | None
    at: datetime
    minutes: int
    title: str
    url: str
    answers: Quoted | None
    reasons: tuple[Spoken, ...]
    author: AuthorRecord
    history: tuple[Past, ...]
    undoable: int | None
    has_contact: bool


def queue_page(*, site: Site, state: str, now: datetime, after: int | None = None, by_risk: bool = False) -> QueuePage:
    """Return fifty comments of a state: waiting ones oldest first or gravest first, decided ones newest first."""
    rows = _comments(site).filter(state=state)
    digits = Digits(SiteProfile.for_site(site).digits)
    if by_risk and state == State.HELD:
        gravest = _gravest(site)
        found = {comment.pk: comment for comment in rows.filter(pk__in=gravest)}
        return QueuePage(tuple(_row(found[pk], now=now, digits=digits) for pk in gravest if pk in found), None)
    if state == State.HELD:
        rows = rows.filter(pk__gt=after or 0).order_by("pk")
    else:
        rows = (rows.filter(pk__lt=after) if after else rows).order_by("-pk")
    page = list(rows[: PAGE + 1])
    more = page[PAGE - 1].pk if len(page) > PAGE else None
    return QueuePage(tuple(_row(comment, now=now, digits=digits) for comment in page[:PAGE]), more)


def _comments(site: Site) -> QuerySet[Comment]:
    return Comment.objects.filter(thread__site=site).select_related("thread", "parent")


def _gravest(site: Site) -> list[int]:
    waiting = Comment.objects.filter(thread__site=site, state=State.HELD).order_by("pk")
    weighed = [(-weight(record), pk) for pk, record in waiting.values_list("pk", "screening")[:WEIGHED]]
    return [pk for _, pk in sorted(weighed)[:PAGE]]


def next_waiting(*, site: Site, comment: Comment) -> str | None:
    """Return the public id of the waiting comment that comes after this one, or of the oldest."""
    waiting = Comment.objects.filter(thread__site=site, state=State.HELD).order_by("pk")
    ids = waiting.values_list("public_id", flat=True)
    return ids.filter(pk__gt=comment.pk).first() or ids.first()


def pulse(*, site: Site, since: datetime, now: datetime) -> Pulse:
    """Return how many wait, since when, and how many were decided since `since`; in two queries."""
    waiting = Comment.objects.filter(thread__site=site, state=State.HELD)
    queue = waiting.aggregate(count=Count("pk"), oldest=Min("submitted_at"))
    acts = (Action.APPROVE, Action.REJECT, Action.SPAM)
    decided = Decision.objects.filter(site=site, at__gte=since, action__in=acts, undone_by__isnull=True).count()
    oldest = _minutes(queue["oldest"], now) if queue["oldest"] else None
    return Pulse(waiting=queue["count"], oldest_minutes=oldest, decided_today=decided)


def comment_on_desk(public_id: str, *, site: Site) -> Comment | None:
    """Return the site's comment of that id; one its author withdrew has nothing left to show."""
    rows = _comments(site).select_related("thread", "parent", "contact")
    return rows.filter(public_id=public_id).exclude(state=State.WITHDRAWN).first()


def comments_by_id(ids: Iterable[str], *, site: Site) -> list[Comment]:
    """Return the site's comments among these ids, oldest first."""
    return list(Comment.objects.filter(thread__site=site, public_id__in=list(ids)).order_by("pk"))


def open_comment(comment: Comment, *, site: Site, now: datetime) -> OpenComment:
    """Return all a moderator needs to decide about one comment, in five queries at most."""
    findings = observed(comment.screening)
    words = Words(comment.text, comment.name, Digits(SiteProfile.for_site(site).digits))
    history = tuple(_past(decision) for decision in _decisions(site).filter(comment_id=comment.public_id))
    return OpenComment(
        public_id=comment.public_id,
        name=segments(comment.name, marks(findings, "name")),
        plain_name=comment.name,
        text=segments(comment.text, marks(findings, "text")),
        direction=base_direction(comment.text),
        state=comment.state,
        number=comment.number,
        at=comment.submitted_at,
        minutes=_minutes(comment.submitted_at, now),
        title=comment.thread.title,
        url=comment.thread.url,
        answers=_quoted(comment.parent),
        reasons=reasons(findings, words),
        author=author_record(comment, site=site),
        history=history,
        undoable=_undoable(site, comment),
        has_contact=getattr(comment, "contact", None) is not None,
    )


def author_record(comment: Comment, *, site: Site) -> AuthorRecord:
    """Return what the browser that wrote this comment wrote besides; three queries, or one if nothing links them."""
    trusted = is_trusted(site=site, tag=comment.trust_tag)
    if not comment.author_link:
        return AuthorRecord(is_known=False, is_trusted=trusted)
    rows = Comment.objects.filter(thread__site=site, author_link=comment.author_link).exclude(pk=comment.pk)
    counts = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    latest = list(rows.order_by("-pk").only("public_id", "state", "text")[:MOST_SQUARES])
    return AuthorRecord(
        is_known=True,
        is_trusted=trusted,
        squares=tuple(row.state for row in reversed(latest)),
        counts=tuple((state, counts[state]) for state in State.values if state in counts),
        total=sum(counts.values()),
        last=tuple(
            Earlier(row.public_id, row.state, row.text, base_direction(row.text)) for row in latest[:LAST_TEXTS]
        ),
    )


def _undoable(site: Site, comment: Comment) -> int | None:
    """Return the decision that stands and can be taken back."""
    stands = Decision.objects.filter(site=site, comment_id=comment.public_id, undone_by__isnull=True)
    latest = stands.exclude(action__in=[Action.UNDO, Action.REVEAL]).order_by("-pk").first()
    return latest.pk if latest and latest.state_after == comment.state else None


def decisions_by_id(ids: Iterable[int], *, site: Site) -> list[Decision]:
    """Return the site's decisions among these ids, in order."""
    return list(Decision.objects.filter(site=site, pk__in=list(ids)).order_by("pk"))


def told(ids: Iterable[int], *, site: Site, by: User) -> tuple[Past, ...]:
    """Return this person's own decisions among these ids that nobody has taken back, for the notice after them."""
    rows = _decisions(site).filter(pk__in=list(ids), by=by, undone_by__isnull=True)
    return tuple(_past(decision) for decision in rows)


def log_page(*, site: Site, before: int | None = None) -> tuple[tuple[Past, ...], int | None]:
    """Return fifty decisions, newest first, with what is left of their comments, and where the next page begins."""
    rows = _decisions(site)
    decisions = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    shown = decisions[:PAGE]
    ids = {decision.comment_id for decision in shown}
    comments = {comment.public_id: comment for comment in comments_by_id(ids, site=site)}
    more = shown[-1].pk if len(decisions) > PAGE else None
    return tuple(_past(decision, comments.get(decision.comment_id)) for decision in shown), more


def _decisions(site: Site) -> QuerySet[Decision]:
    return Decision.objects.filter(site=site).select_related("by").order_by("-pk")


def _past(decision: Decision, comment: Comment | None = None) -> Past:
    return Past(
        pk=decision.pk,
        comment_id=decision.comment_id,
        action=decision.action,
        label=decision.get_action_display(),
        reason=decision.get_reason_display() if decision.reason else "",
        note=decision.note,
        by=str(decision.by),
        at=decision.at,
        state_after=decision.state_after,
        name=comment.name if comment else None,
        text=comment.text if comment else None,
        is_here=comment is not None and comment.state != State.WITHDRAWN,
    )


def _row(comment: Comment, *, now: datetime, digits: Digits) -> Row:
    findings = observed(comment.screening)
    return Row(
        pk=comment.pk,
        public_id=comment.public_id,
        name=segments(comment.name, marks(findings, "name")),
        text=excerpt(segments(comment.text, marks(findings, "text")), limit=ROW_CHARACTERS),
        direction=base_direction(comment.text),
        state=comment.state,
        at=comment.submitted_at,
        minutes=_minutes(comment.submitted_at, now),
        title=comment.thread.title,
        answers=comment.parent is not None,
        answered_name=comment.parent.name if comment.parent else "",
        reasons=reasons(findings, Words(comment.text, comment.name, digits)),
    )


def _quoted(parent: Comment | None) -> Quoted | None:
    if parent is None:
        return None
    return Quoted(parent.number, parent.name, parent.text, base_direction(parent.text))


def _minutes(moment: datetime, now: datetime) -> int:
    return max(int((now - moment).total_seconds()) // 60, 0)
