"""The comment under a moderator's eyes: its words, what it answers, why it waits, and what its author wrote besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hiwar.accounts.models import SiteProfile
from hiwar.accounts.trust import is_trusted
from hiwar.arabic.numbers import Digits
from hiwar.discussions.models import Comment, Mark, State
from hiwar.discussions.render import direction_of
from hiwar.moderation.findings import marks, observed
from hiwar.moderation.models import Action, Decision
from hiwar.moderation.queries.comments import minutes_between
from hiwar.moderation.queries.log import Past, decisions_of, past
from hiwar.moderation.queries.reasons import reason_labels
from hiwar.moderation.roles import Seat
from hiwar.moderation.sentences import Spoken, Words, reasons
from hiwar.moderation.spans import Segment, segments

LAST_TEXTS = 5
# Who wrote more than this within thirty days is no person whose record has to be counted.
MOST_COUNTED = 300
HEADS: Mapping[str, str | Promise] = {
    "toxic": _("abuse"),
    "insult": _("insult"),
    "identity": _("contempt for a group"),
    "sectarian": _("sectarian"),
    "obscene": _("obscenity"),
    "threat": _("threat"),
    "spam": _("advertising"),
}
MOST_SQUARES = 60


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
    is_cut: bool = False
    last: tuple[Earlier, ...] = ()


@dataclass(frozen=True)
class Head:
    """What the model says of one kind of harm."""

    label: str
    score: float

    @property
    def percent(self) -> int:
        """Return the score in percent, as people read it."""
        return round(self.score * 100)


@dataclass(frozen=True)
class Quoted:
    """The comment that is answered."""

    number: int | None
    name: str
    text: str
    direction: str


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
    host_page: str
    answers: Quoted | None
    reasons: tuple[Spoken, ...]
    author: AuthorRecord
    history: tuple[Past, ...]
    undoable: int | None
    has_contact: bool
    thread_id: str
    heads: tuple[Head, ...]
    badge: str = ""
    is_pinned: bool = False
    is_featured: bool = False


def open_comment(comment: Comment, *, seat: Seat, now: datetime) -> OpenComment:
    """Return all a moderator needs to decide about one comment, in five queries at most."""
    findings = observed(comment.screening)
    words = Words(comment.text, comment.name, Digits(SiteProfile.of(seat.site).digits))
    labels = reason_labels(seat.site)
    history = tuple(past(decision, labels) for decision in decisions_of(seat).filter(comment_id=comment.public_id))
    return OpenComment(
        public_id=comment.public_id,
        name=segments(comment.name, marks(findings, "name")),
        plain_name=comment.name,
        text=segments(comment.text, marks(findings, "text")),
        direction=direction_of(comment.text),
        state=comment.state,
        number=comment.number,
        at=comment.submitted_at,
        minutes=minutes_between(comment.submitted_at, now),
        title=comment.thread.title,
        url=comment.thread.url,
        host_page=comment.thread.host_page,
        answers=_quoted(comment.parent),
        # Why it waited is worth saying while it waits; what was found in it, always.
        reasons=tuple(one for one in reasons(findings, words) if comment.state == State.HELD or not one.fine),
        author=author_record(comment, seat=seat),
        history=history,
        undoable=_undoable(seat, comment),
        has_contact=getattr(comment, "contact", None) is not None,
        thread_id=comment.thread.public_id,
        heads=heads_of(comment.screening),
        badge=comment.badge,
        is_pinned=bool(comment.marks & Mark.PINNED),
        is_featured=bool(comment.marks & Mark.FEATURED),
    )


def heads_of(record: object) -> tuple[Head, ...]:
    """Return what the model said of a comment, highest first; nothing where there are no scores."""
    scores = record.get("scores") if isinstance(record, Mapping) else None
    if not isinstance(scores, Mapping):
        return ()
    known = ((HEADS[label], score) for label, score in scores.items() if label in HEADS and _is_score(score))
    return tuple(Head(str(label), float(score)) for label, score in sorted(known, key=lambda one: -one[1]))


def _is_score(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def author_record(comment: Comment, *, seat: Seat) -> AuthorRecord:
    """Return what the browser that wrote this comment wrote besides; three queries, or one if nothing links them."""
    trusted = is_trusted(site=seat.site, tag=comment.trust_tag)
    if not comment.author_link:
        return AuthorRecord(is_known=False, is_trusted=trusted)
    rows = seat.comments().filter(author_link=comment.author_link).exclude(pk=comment.pk)
    # Said although it is so: the index leaves out what nothing links, and so must the question, or all rows are read.
    rows = rows.exclude(author_link="")
    counts = Counter(rows.order_by("-pk").values_list("state", flat=True)[:MOST_COUNTED])
    latest = list(rows.order_by("-pk").only("public_id", "state", "text")[:MOST_SQUARES])
    return AuthorRecord(
        is_known=True,
        is_trusted=trusted,
        squares=tuple(row.state for row in reversed(latest)),
        counts=tuple((state, counts[state]) for state in State.values if state in counts),
        total=sum(counts.values()),
        is_cut=sum(counts.values()) == MOST_COUNTED,
        last=tuple(Earlier(row.public_id, row.state, row.text, direction_of(row.text)) for row in latest[:LAST_TEXTS]),
    )


def _undoable(seat: Seat, comment: Comment) -> int | None:
    """Return the decision that stands and can be taken back."""
    stands = Decision.objects.filter(site=seat.site, comment_id=comment.public_id, undone_by__isnull=True)
    latest = stands.exclude(action__in=[Action.UNDO, Action.REVEAL]).order_by("-pk").first()
    return latest.pk if latest and latest.state_after == comment.state else None


def _quoted(parent: Comment | None) -> Quoted | None:
    if parent is None:
        return None
    return Quoted(parent.number, parent.name, parent.text, direction_of(parent.text))
