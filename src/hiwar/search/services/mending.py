"""What the night does for the index: comparing it with what is public, and wiping out what was deleted."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from hiwar.search.engines import tidy
from hiwar.search.models import Due, Entry, Kind
from hiwar.search.queries.texts import public_articles, public_comments

_PUBLIC = {Kind.ARTICLE: public_articles, Kind.COMMENT: public_comments}


def mend() -> dict[str, int]:
    """Take out whatever is not public and note as due what is missing; return how many there were of each.

    Triggers see to both at once, so there is nothing, unless somebody worked on the tables without them.
    """
    out = missing = 0
    for kind, public in _PUBLIC.items():
        entries = Entry.objects.filter(kind=kind)
        out += _stray(entries, public()).delete()[0]
        has_entry = Exists(entries.filter(source_id=OuterRef("pk")))
        notes = (Due(kind=kind, source_id=pk) for pk in _ids(public().filter(~has_entry)))
        missing += len(Due.objects.bulk_create(notes, batch_size=1000))
    return {"taken out": out, "missing": missing}


def wipe_out() -> int:
    """Merge the pieces of the index, so that no deleted word is left on the disk; return in how many steps.

    Each step is a short transaction of its own.
    """
    steps = 1
    goes_on = tidy(begin=True)
    while goes_on:
        goes_on = tidy()
        steps += 1
    return steps


def _stray(entries: QuerySet[Entry], public: QuerySet) -> QuerySet[Entry]:
    return entries.filter(~Exists(public.filter(pk=OuterRef("source_id"))))


def _ids(rows: QuerySet) -> QuerySet:
    return rows.order_by().values_list("pk", flat=True)
