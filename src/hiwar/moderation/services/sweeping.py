"""Forgetting on time at the desk: what is kept for accountability or for the law goes when its time is over.

Run daily after `hiwar.discussions.services.sweeping`; repeating it changes nothing. Terms are those of the threat
model's table.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q

from hiwar.accounts.models import Measure, MeasureKind
from hiwar.discussions.models import Comment
from hiwar.moderation.models import (
    Appeal,
    AppealState,
    AuthorNote,
    Claim,
    Decision,
    Event,
    Evidence,
    Letter,
    Notice,
    Review,
)
from hiwar.moderation.services.evidence import tell_of_end

# The longest two years there are: the database refuses to delete what is younger.
LOG_KEPT = timedelta(days=2 * 366)
NOTICE_KEPT = timedelta(days=30)
LINK_KEPT = timedelta(days=30)


@transaction.atomic
def sweep_desk(*, now: datetime) -> dict[str, int]:
    """Forget what is due at `now`; return how many rows of each kind went."""
    return {
        "claims put down": _gone(Claim.objects.filter(until__lt=now)),
        "notes about writers forgotten": _forget_notes(now),
        "notices forgotten": _forget_notices(now),
        "evidence deleted": _forget_evidence(now),
        "objections deleted": _gone(_old_appeals(now)),
        "measures deleted": _gone(_old_measures(now)),
        "measures untied": _untie_measures(now),
        "second looks deleted": _gone(Review.objects.filter(drawn_at__lt=now - LOG_KEPT)),
        # After what points to decisions, before nothing.
        "decisions deleted": _forget_decisions(now),
        "events deleted": _forget_events(now),
    }


def _gone(rows) -> int:
    return rows.delete()[0]


def _forget_notes(now: datetime) -> int:
    """A note hangs on the thirty-day link of whoever wrote, and is not there for anybody once that is gone."""
    linked = Comment.objects.filter(author_link=OuterRef("author_link")).exclude(author_link="")
    return _gone(AuthorNote.objects.filter(Q(at__lt=now - LINK_KEPT) | ~Exists(linked)))


def _forget_notices(now: datetime) -> int:
    told = Q(sent_at__lt=now - NOTICE_KEPT)
    given_up = ~Q(failed="") & Q(made_at__lt=now - NOTICE_KEPT)
    return _gone(Notice.objects.filter(told | given_up)) + _gone(Letter.objects.filter(told | given_up))


def _forget_evidence(now: datetime) -> int:
    """What nobody holds goes after its year; a hold that was asked for and not confirmed holds nothing."""
    held = Q(held_until__gte=now, hold_confirmed_by__isnull=False)
    due = Evidence.objects.select_related("site", "by").filter(kept_until__lt=now).exclude(held).order_by("pk")
    for evidence in due:
        tell_of_end(evidence=evidence, now=now)
    return _gone(Evidence.objects.filter(pk__in=[evidence.pk for evidence in due]))


def _old_appeals(now: datetime):
    # One that nobody answered in all that time still has its author waiting for it.
    return Appeal.objects.filter(decided_at__lt=now - LOG_KEPT).exclude(state=AppealState.OPEN)


def _untie_measures(now: datetime) -> int:
    """What ended thirty days ago stays for the record, and knows nobody again: neither a browser nor a name."""
    over = Q(ends_at__lt=now - LINK_KEPT) | Q(lifted_at__lt=now - LINK_KEPT)
    return Measure.objects.filter(over).exclude(tag="").update(tag="")


def _old_measures(now: datetime):
    """Return the measures that ended two years ago; one without an end is in force until somebody lifts it."""
    before = now - LOG_KEPT
    ended = Q(lifted_at__lt=before) | Q(ends_at__lt=before)
    said = Q(kind=MeasureKind.WARNING, at__lt=before)
    open_appeal = Appeal.objects.filter(measure=OuterRef("pk"), state=AppealState.OPEN)
    return Measure.objects.filter(ended | said).exclude(Exists(open_appeal))


def _forget_decisions(now: datetime) -> int:
    """Delete the oldest decisions, as far as none of those that stay speaks of them: the chain stays whole."""
    first = _oldest_that_stays(now)
    old = Decision.objects.all() if first is None else Decision.objects.filter(pk__lt=first)
    # The model refuses to delete a decision, and so does Django for those that undo one another.
    return old._raw_delete(old.db)


def _oldest_that_stays(now: datetime) -> int | None:
    first = Decision.objects.filter(at__gte=now - LOG_KEPT).aggregate(pk=Min("pk"))["pk"]
    for rows in (Appeal, Review):
        pointed = rows.objects.filter(decision__isnull=False).aggregate(pk=Min("decision"))["pk"]
        first = min((pk for pk in (first, pointed) if pk is not None), default=None)
    while first is not None:
        undone = Decision.objects.filter(pk__gte=first, undoes__lt=first).aggregate(pk=Min("undoes"))["pk"]
        if undone is None:
            break
        first = undone
    return first


def _forget_events(now: datetime) -> int:
    first = Event.objects.filter(at__gte=now - LOG_KEPT).aggregate(pk=Min("pk"))["pk"]
    old = Event.objects.all() if first is None else Event.objects.filter(pk__lt=first)
    return old._raw_delete(old.db)
