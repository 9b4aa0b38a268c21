"""Comments that were public elsewhere come in: screened like any other, or as their source judged them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hiwar.accounts.names import reserved_names
from hiwar.discussions.models import (
    MAX_NAME,
    Comment,
    DiscussionSettings,
    ListKind,
    State,
    Thread,
    UnscoredCount,
    minute,
    word_lists,
)
from hiwar.discussions.services.scoring import scored, weighed_by
from hiwar.discussions.services.states import publish_comment
from hiwar.discussions.services.threads import locked
from hiwar.discussions.triage import triage
from hiwar.screening.candidate import Candidate
from hiwar.screening.screen import screen
from hiwar.screening.verdict import Outcome


@dataclass(frozen=True)
class ImportedComment:
    """One comment of a source. `source_key` is the same whenever the same comment of the same source is read."""

    source_key: str
    text: str
    name: str = ""
    number: int | None = None
    parent_key: str | None = None
    submitted_at: datetime | None = None


@transaction.atomic
def import_comment(*, thread: Thread, imported: ImportedComment, approved: bool, now: datetime) -> Comment | None:
    """Store a source's comment, or return None if it is here already.

    The source's number is kept if it is free: readers have linked to it. `approved` takes the source's own judgement
    and publishes; the verdict is kept either way.
    """
    if Comment.objects.filter(thread=thread, source_key=imported.source_key).exists():
        return None
    settings = DiscussionSettings.of(thread.site)
    candidate = scored(_candidate(thread, imported, settings), thread=thread, settings=settings)
    verdict = screen(candidate)
    if candidate.unscored:
        UnscoredCount.note(site=thread.site, day=now.date(), why=candidate.unscored)
    comment = Comment(
        thread=thread,
        parent=Comment.objects.filter(thread=thread, source_key=imported.parent_key).first()
        if imported.parent_key
        else None,
        number=_reserved_number(thread, imported.number),
        state=State.REJECTED if verdict.outcome is Outcome.REJECT and not approved else State.HELD,
        name=imported.name[:MAX_NAME],
        text=imported.text,
        submitted_at=minute(imported.submitted_at or thread.opened_at),
        source_key=imported.source_key,
    )
    triage(comment, verdict, weighed_by(candidate, thread.site))
    comment.save(force_insert=True)
    if approved or verdict.outcome is Outcome.PUBLISH:
        return publish_comment(comment=comment, now=now)
    return comment


def _reserved_number(thread: Thread, number: int | None) -> int | None:
    current = locked(thread.pk)
    if number is None or number < 1 or Comment.objects.filter(thread=thread, number=number).exists():
        return None
    if number > current.last_number:
        current.last_number = number
        current.save(update_fields=["last_number"])
    return number


def _candidate(thread: Thread, imported: ImportedComment, settings: DiscussionSettings) -> Candidate:
    lists = word_lists(thread.site)
    return Candidate(
        text=imported.text,
        name=imported.name,
        hold_first=settings.hold_first,
        max_links=settings.max_links,
        banned=lists[ListKind.BANNED],
        suspect=lists[ListKind.SUSPECT],
        allowed=lists[ListKind.ALLOWED],
        reserved_names=reserved_names(thread.site),
        starter=settings.use_starter_list,
    )
