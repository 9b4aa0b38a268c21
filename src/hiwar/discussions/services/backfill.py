"""Comments that waited before the desk could sort them: what it sorts by is read off what was written down of them.

Nothing is screened again; the verdict, and the scores where they were kept, are those of the day. Done in batches by
the server, hourly; repeating it changes nothing.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from hiwar.discussions.models import Comment, State
from hiwar.discussions.services.families import FamilyLost, join_family
from hiwar.discussions.triage import Weighed, triage
from hiwar.screening.sketch import Sketch, sketch_of
from hiwar.screening.verdict import Finding, Outcome, Verdict

# So many are written in one transaction: those who post meanwhile wait for no more.
AT_ONCE = 50
COLUMNS = ("harm", "kinds", "priority", "language", "family")


def triage_earlier(*, today: date, at_once: int = AT_ONCE) -> int:
    """Give every waiting comment that has no language yet what the desk sorts by; return how many there were."""
    done = last = 0
    # A language is never empty once it was looked for, so each is met once.
    earlier = Comment.objects.filter(state=State.HELD, language="").select_related("thread").order_by("pk")
    while batch := list(earlier.filter(pk__gt=last)[:at_once]):
        last = batch[-1].pk
        sorted_ones = [(comment, _sort(comment)) for comment in batch]
        with transaction.atomic():
            for comment, sketch in sorted_ones:
                comment.family = comment.family or _family(sketch, comment, today)
                comment.save(update_fields=COLUMNS)
        done += len(batch)
    return done


def _sort(comment: Comment) -> Sketch | None:
    """Give a comment its columns, and return the sketch by which it finds its family."""
    record = comment.screening
    weighed = Weighed(record.get("scores", {}), record.get("model", ""))
    triage(comment, _verdict(record), weighed)
    # The record stays as it was written: it is what somebody decides by.
    comment.screening = record
    return None if comment.family else sketch_of(comment.text)


def _family(sketch: Sketch | None, comment: Comment, today: date) -> str:
    try:
        with transaction.atomic():
            return join_family(sketch, site_id=comment.thread.site_id, today=today)
    except FamilyLost:
        return ""


def _verdict(record: dict[str, object]) -> Verdict:
    """Return the verdict of a record; of one that nobody can read any more, that it was not scored."""
    try:
        return Verdict.from_record(record)
    except (KeyError, TypeError, ValueError):
        return Verdict.of((Finding("not_scored", Outcome.HOLD),), version="")
