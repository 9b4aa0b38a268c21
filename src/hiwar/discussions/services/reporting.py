"""A reader says «look at this»: one report of one browser, kept for a person to read.

A report hides nothing, holds nothing and publishes nothing, however many there are (threats, story 6): it moves a
comment up the desk's queue of reported ones. What came of the reader's act is never told apart: kept, said before and
over the limit all answer alike, so callers need not look at what is returned.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from hiwar.accounts.limits import PACE
from hiwar.discussions.models import Comment, Report, State, minute
from hiwar.discussions.services.attempts import Reader
from hiwar.discussions.services.scribe import SCRIBE
from hiwar.discussions.signals import comment_reported

HOUR = 3600
DAY = 24 * HOUR
BY_ONE_BROWSER = 5
BY_ONE_NETWORK = 30
# A small integer of the database.
MOST_COUNTED = 32_767


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a comment in a reader's eyes: a reason of `ReportReason`, and words if she wants to."""

    reason: str
    text: str = ""


def report_comment(*, comment: Comment, complaint: Complaint, reader: Reader, now: datetime) -> Report | None:
    """Keep a reader's report of a published comment and count it; None where there was nothing to keep.

    That is so where this browser has reported the comment before, where somebody reports more than one can mean, and
    where the comment went while its reader wrote.
    """
    if not _within_limits(comment, reader):
        return None
    return SCRIBE.write(partial(_store, comment, complaint, reader, now))


def close_reports(*, comment: Comment) -> None:
    """Answer a comment's open reports: a person has decided about it. To be called in the decision's transaction."""
    Report.objects.filter(comment_id=comment.pk, is_open=True).update(is_open=False)
    Comment.objects.filter(pk=comment.pk, reports__gt=0).update(reports=0)


def _within_limits(comment: Comment, reader: Reader) -> bool:
    """Return whether this report counts. Who cannot be told from her neighbors is counted with them, in memory only."""
    network = reader.net_token
    if network and PACE.allows(act="report-network", key=network, amount=BY_ONE_NETWORK, seconds=HOUR) is not True:
        return False
    if not reader.keyless:
        return PACE.allows(act="report", key=reader.key.pace_key(), amount=BY_ONE_BROWSER, seconds=HOUR) is True
    if not network:
        return True
    once = PACE.allows(act="report-once", key=f"{network}:{comment.public_id}", amount=1, seconds=DAY)
    return once is True and PACE.allows(act="report", key=network, amount=BY_ONE_BROWSER, seconds=HOUR) is True


def _store(comment: Comment, complaint: Complaint, reader: Reader, now: datetime) -> Report | None:
    # The row itself is locked, so that of two reports at once the second counts the first.
    current = Comment.objects.select_for_update().get(pk=comment.pk)
    tag = reader.key.report_tag(site_id=comment.thread.site_id, comment_id=comment.public_id)
    if current.state != State.PUBLISHED or Report.objects.filter(comment=current, tag=tag).exists():
        return None
    report = Report.objects.create(
        comment=current, tag=tag, reason=complaint.reason, text=complaint.text, at=minute(now)
    )
    current.reports = min(Report.objects.filter(comment=current, is_open=True).count(), MOST_COUNTED)
    current.save(update_fields=["reports"])
    # Whoever is to be called for is called in the same transaction: no report is kept of which an alert is lost.
    comment_reported.send(sender=Comment, comment=current)
    return report
