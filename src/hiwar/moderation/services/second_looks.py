"""A second pair of eyes: what is drawn to be looked at again, what the second reader says, who settles a dispute.

The lot is a keyed hash of the comment's id: nobody without the installation's secret can foresee whose work is drawn,
and drawing twice draws the same. An opinion changes no comment; whoever wants it gone decides so, as anywhere else.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from wagtail.models import Site

from hiwar.accounts.keys import derived_key
from hiwar.accounts.models import User
from hiwar.discussions.models import Comment, State, minute
from hiwar.discussions.queries.revisions import edited_since
from hiwar.moderation.models import Action, Decision, DeskSettings, EventKind, Review, ReviewKind
from hiwar.moderation.queries.reasons import reason_labels
from hiwar.moderation.services.decisions import EditedMeanwhile, Grounds, UnknownReason, decide_comment
from hiwar.moderation.services.events import Happening, write_down

# What is older was drawn in its time, or the server stood still; a share set today asks nothing about last year.
DRAWN_FROM = timedelta(days=2)
# So many of the newest rows are looked at in a round: far more than come between two of them.
MOST_DRAWN_FROM = 2000
# A look that nobody took in a month is worth nothing: its discussion is over.
OPEN_FOR = timedelta(days=30)
VERDICTS = (Action.APPROVE, Action.REJECT, Action.SPAM)


class AlreadyLooked(Exception):
    """A colleague was faster: the opinion is given, or the dispute settled."""


class NotNeutral(Exception):
    """One of the two who disagree cannot say who was right."""


class NothingToTakeDown(Exception):
    """The second reader would have published it, or it is no longer on the page."""


@dataclass(frozen=True)
class Opinion:
    """What someone would have done with a comment: an `Action`, and for a rejection a reason of the site's.

    `read_at` is when it was shown to her, where that is known.
    """

    action: str
    reason: str = ""
    read_at: datetime | None = None


@dataclass(frozen=True)
class Shares:
    """How much is looked at twice, in percent."""

    published: int
    decisions: int


def is_drawn(public_id: str, *, kind: str, site_id: int, percent: int) -> bool:
    """Return whether the lot falls on a comment; the same answer every time, and a new one for every kind of look."""
    lot = hmac.digest(derived_key("review", site_id), f"{kind}:{public_id}".encode(), sha256)
    return int.from_bytes(lot[:8]) * 100 < percent << 64


def draw_reviews(*, now: datetime) -> int:
    """Draw the second looks that are due on every site, and forget those that nobody took; return how many are new.

    Reads a bounded number of the newest rows. Drawing again draws nothing twice. What was published a moment ago may be
    drawn now, and its second is nobody's business: the minute is kept.
    """
    Review.objects.filter(opinion="", drawn_at__lt=now - OPEN_FOR).delete()
    shares = {site.pk: DeskSettings.of(site) for site in Site.objects.all()}
    drawn = [*_published(shares, now=now), *_decided(shares, now=now)]
    known = set(Review.objects.filter(comment__in=[one.comment_id for one in drawn]).values_list("comment_id", "kind"))
    fresh = [one for one in drawn if (one.comment_id, one.kind) not in known]
    Review.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def _published(shares: Mapping[int, DeskSettings], *, now: datetime) -> Iterator[Review]:
    """Yield looks at comments that came to be read without a person having read them."""
    columns = ("pk", "public_id", "thread__site_id", "state", "decided_at", "source_key", "published_at")
    newest = Comment.objects.order_by("-pk").values_list(*columns)[:MOST_DRAWN_FROM]
    for pk, public_id, site_id, state, decided_at, source_key, published_at in newest:
        by_itself = state == State.PUBLISHED and decided_at is None and source_key is None
        if not by_itself or published_at < now - DRAWN_FROM or site_id not in shares:
            continue
        percent = shares[site_id].review_published_percent
        if is_drawn(public_id, kind=ReviewKind.MISSED, site_id=site_id, percent=percent):
            yield Review(site_id=site_id, comment_id=pk, kind=ReviewKind.MISSED, drawn_at=minute(now))


def _decided(shares: Mapping[int, DeskSettings], *, now: datetime) -> Iterator[Review]:
    """Yield looks at what one person has decided and nobody has taken back."""
    newest = list(Decision.objects.order_by("-pk").values_list("pk", flat=True)[:MOST_DRAWN_FROM])
    if not newest:
        return
    stands = Decision.objects.filter(
        pk__gte=newest[-1], action__in=VERDICTS, at__gte=now - DRAWN_FROM, undone_by__isnull=True
    )
    lots: dict[str, tuple[int, int]] = {}
    for pk, public_id, site_id in stands.order_by("pk").values_list("pk", "comment_id", "site_id"):
        percent = shares[site_id].review_decisions_percent if site_id in shares else 0
        if is_drawn(public_id, kind=ReviewKind.BLIND, site_id=site_id, percent=percent):
            lots[public_id] = (pk, site_id)
    ids = list(lots)
    # SQLite takes no more than so many values in one question.
    for start in range(0, len(ids), 500):
        here = Comment.objects.filter(public_id__in=ids[start : start + 500]).exclude(state=State.WITHDRAWN)
        for pk, public_id in here.values_list("pk", "public_id"):
            decision, site_id = lots[public_id]
            yield Review(
                site_id=site_id, comment_id=pk, kind=ReviewKind.BLIND, decision_id=decision, drawn_at=minute(now)
            )


@transaction.atomic
def give_opinion(*, review: Review, opinion: Opinion, by: User, now: datetime) -> Review:
    """Write down what a second reader would have done.

    Raises `AlreadyLooked`, `EditedMeanwhile` where the comment says something else by now, and `UnknownReason` for a
    rejection without a reason of the site's.
    """
    if opinion.action == Action.REJECT and opinion.reason not in reason_labels(review.site):
        raise UnknownReason(opinion.reason)
    current = _locked(review)
    if current.opinion:
        raise AlreadyLooked
    if edited_since(current.comment, opinion.read_at):
        raise EditedMeanwhile(current.comment.state)
    current.opinion = Action(opinion.action)
    current.reason = opinion.reason if opinion.action == Action.REJECT else ""
    current.by, current.at = by, now
    current.save(update_fields=["opinion", "reason", "by", "at"])
    said = {"look": current.kind, "opinion": current.opinion, "reason": current.reason}
    _write(current, before={}, after=said, by=by, now=now)
    return current


@transaction.atomic
def take_down(*, review: Review, by: User, now: datetime) -> Decision:
    """Do what the second reader would have done with a comment that published itself: a decision like any other.

    Raises `NothingToTakeDown`, or `AlreadyDecided` when a colleague was faster.
    """
    comment = review.comment
    wanted = review.opinion in {Action.REJECT, Action.SPAM}
    if review.kind != ReviewKind.MISSED or not wanted or comment.state != State.PUBLISHED:
        raise NothingToTakeDown
    return decide_comment(comment=comment, action=review.opinion, grounds=Grounds(by, now, review.reason))


@transaction.atomic
def settle(*, review: Review, right: str, by: User, now: datetime) -> Review:
    """Write down which of two judgments was right. Raises `NotNeutral`, or `AlreadyLooked` once it is settled."""
    current = _locked(review)
    if current.settled:
        raise AlreadyLooked
    first = current.decision
    if first is None or current.opinion in {"", first.action} or right not in {first.action, current.opinion}:
        raise ValueError(right)
    if by.pk in {first.by_id, current.by_id}:
        raise NotNeutral
    current.settled, current.settled_by, current.settled_at = right, by, now
    current.save(update_fields=["settled", "settled_by", "settled_at"])
    before = {"decided": first.action, "opinion": current.opinion}
    _write(current, before=before, after={"settled": right}, by=by, now=now)
    return current


@transaction.atomic
def set_shares(*, site: Site, shares: Shares, by: User, now: datetime) -> None:
    """Set how much is looked at twice from now on."""
    kept = DeskSettings.of(site)
    before = {"published": kept.review_published_percent, "decisions": kept.review_decisions_percent}
    after = {"published": shares.published, "decisions": shares.decisions}
    if before == after and kept.pk:
        return
    kept.review_published_percent, kept.review_decisions_percent = shares.published, shares.decisions
    kept.full_clean()
    kept.save()
    happening = Happening(EventKind.REVIEW, subject="shares", before=before, after=after)
    write_down(happening, site=site, by=by, now=now)


def _locked(review: Review) -> Review:
    """Return the look as it is now; two who answer at once answer one after the other."""
    return Review.objects.select_for_update(of=("self",)).select_related("comment", "decision").get(pk=review.pk)


def _write(review: Review, *, before: Mapping[str, str], after: Mapping[str, str], by: User, now: datetime) -> None:
    happening = Happening(EventKind.REVIEW, subject=review.comment.public_id, before=before, after=after)
    write_down(happening, site=review.site, by=by, now=now)
