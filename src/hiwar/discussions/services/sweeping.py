"""Forgetting on time: what the privacy page promises to delete or unlink is deleted or unlinked here.

Run daily by the server and by `hiwar sweep`; repeating it changes nothing. Terms are those of the threat model's table.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from hiwar.accounts.models import ReaderTrust
from hiwar.discussions.models import Comment, CommentContact, Mode, Report, Revision, State, TextBand, WaitingEdit

LINK_KEPT = timedelta(days=30)
BANDS_KEPT = timedelta(days=30)
REJECTED_KEPT = timedelta(days=90)
CONTACT_KEPT = timedelta(days=180)
CONTACT_AFTER_CLOSING = timedelta(days=30)
TRUST_KEPT = timedelta(days=90)
REPORT_KEPT = timedelta(days=180)
REPORT_AFTER_CLOSING = timedelta(days=30)
# What a folded report has for a tag; tags themselves are hexadecimal.
FOLDED = "folded:"
REFUSED = (State.REJECTED, State.SPAM, State.WITHDRAWN)


@transaction.atomic
def sweep(*, now: datetime) -> dict[str, int]:
    """Forget what is due at `now`; return how many rows of each kind were touched."""
    old = Comment.objects.filter(submitted_at__lt=now - LINK_KEPT)
    unlinked = old.filter(~Q(author_link="") | ~Q(trust_tag="")).update(author_link="", trust_tag="")
    refused = Comment.objects.filter(state__in=REFUSED).filter(
        Q(decided_at__lt=now - REJECTED_KEPT) | Q(decided_at__isnull=True, submitted_at__lt=now - REJECTED_KEPT)
    )
    # One that was public keeps its row, number and place for the replies under it; its words and name go.
    emptied = refused.filter(published_at__isnull=False).exclude(text="", name="")
    # What it said before, and what readers quoted of it, goes with what it says.
    Revision.objects.filter(comment__in=emptied).delete()
    WaitingEdit.objects.filter(Q(comment__in=emptied) | Q(refused_at__lt=now - REJECTED_KEPT)).delete()
    _fold(Report.objects.filter(comment__in=emptied))
    blanked = emptied.update(text="", name="", owner_tag="", family="", screening={})
    deleted = refused.filter(published_at__isnull=True).delete()[1].get("discussions.Comment", 0)
    closed = Q(comment__thread__mode=Mode.CLOSED, kept_since__lt=(now - CONTACT_AFTER_CLOSING).date())
    contacts = CommentContact.objects.filter(Q(kept_since__lt=(now - CONTACT_KEPT).date()) | closed).delete()[0]
    idle = ReaderTrust.objects.filter(last_seen_on__lt=(now - TRUST_KEPT).date()).delete()[0]
    ended = Q(comment__thread__mode=Mode.CLOSED, at__lt=now - REPORT_AFTER_CLOSING)
    folded = _fold(Report.objects.filter(Q(at__lt=now - REPORT_KEPT) | ended))
    bands = TextBand.objects.filter(seen_on__lt=(now - BANDS_KEPT).date()).delete()[0]
    return {
        "unlinked": unlinked,
        "blanked": blanked,
        "deleted": deleted,
        "addresses forgotten": contacts,
        "trust forgotten": idle,
        "bands forgotten": bands,
        "reports folded": folded,
    }


def _fold(reports: QuerySet[Report]) -> int:
    """Leave of reports that there was one, for which reason: no words and nothing by which a browser is known."""
    known = reports.exclude(tag__startswith=FOLDED)
    # An update cannot look into the table beside it.
    rows = Report.objects.filter(pk__in=known.values("pk"))
    return rows.update(text="", tag=Concat(Value(FOLDED), Cast("pk", CharField())))
