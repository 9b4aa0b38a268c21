"""An author changes what she wrote: what she leaves is kept for the desk, what she writes is screened anew as a whole.

What may be published stays published; anything else waits, whatever stood there before, and what waited waits on: an
edit must not be a way to try out words until they pass (threats, row M2).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from hiwar.accounts.limits import PACE
from hiwar.accounts.networks import NETWORKS
from hiwar.accounts.trust import retract_approval
from hiwar.discussions.models import Comment, Revision, State, Thread, UnscoredCount, minute
from hiwar.discussions.queries import house_rules, takes_comments
from hiwar.discussions.queries.own import may_edit
from hiwar.discussions.services.families import join_family, write_in_family
from hiwar.discussions.services.posting import (
    Attempt,
    Judged,
    Reader,
    Submission,
    candidate_of,
    judge,
    refuse_the_barred,
)
from hiwar.discussions.services.refusals import EditedTooOften, EditTooLate, NoLinksNow, ThreadClosed
from hiwar.discussions.services.states import set_aside_comment
from hiwar.discussions.services.threads import locked, move_version
from hiwar.discussions.signals import comment_edited
from hiwar.discussions.triage import triage
from hiwar.screening.links import find_links
from hiwar.screening.sketch import Sketch
from hiwar.screening.verdict import Outcome

EDITS = 8
WITHIN_SECONDS = 15 * 60


@dataclass(frozen=True)
class Edited:
    """What became of an edit."""

    comment: Comment

    @property
    def is_published(self) -> bool:
        """Return whether everyone can read the new words."""
        return self.comment.state == State.PUBLISHED


def edit_comment(*, comment: Comment, text: str, reader: Reader, now: datetime) -> Edited:
    """Give a comment new words, screened by the rules of this day. That `reader` wrote it is for the caller to know.

    The same words again change nothing. Raises `EditTooLate`, `EditedTooOften`, `ThreadClosed`, `NoLinksNow` or
    `WriterBarred`; then everything stays as it was.
    """
    thread = comment.thread
    attempt = Attempt(thread, Submission(text=text, name=comment.name), reader, house_rules(thread.site), now)
    if not may_edit(comment, attempt.settings, now=now):
        raise EditTooLate
    if not takes_comments(thread, attempt.settings, restraint=attempt.restraint, now=now):
        raise ThreadClosed
    refuse_the_barred(attempt)
    if text == comment.text:
        return Edited(comment)
    if attempt.restraint.no_links and find_links(text, limit=1):
        raise NoLinksNow
    key = reader.key.pace_key()
    if PACE.allows(act="edit", key=key, amount=EDITS, seconds=WITHIN_SECONDS) is not True:
        raise EditedTooOften
    candidate = candidate_of(attempt)
    # Whoever mends her own words repeats most of them.
    candidate = replace(candidate, previous=tuple(said for said in candidate.previous if said != comment.text))
    judged, text_before = judge(attempt, candidate), comment.text
    edited = write_in_family(text, partial(_store, attempt, comment=comment, judged=judged))
    NETWORKS.remember(comment_id=edited.public_id, token=reader.net_token, now=now)
    comment_edited.send(sender=Comment, comment=edited, text_before=text_before)
    return Edited(edited)


def _store(attempt: Attempt, sketch: Sketch | None, *, comment: Comment, judged: Judged) -> Comment:
    now = attempt.now
    if judged.unscored:
        UnscoredCount.note(site=attempt.thread.site, day=now.date(), why=judged.unscored)
    family = join_family(sketch, site_id=attempt.site_id, today=now.date())
    thread = locked(attempt.thread.pk)
    current = Comment.objects.get(pk=comment.pk)
    # While she wrote somebody may have decided, or she herself in another window.
    if current.text != comment.text or not may_edit(current, attempt.settings, now=now):
        raise EditTooLate
    Revision.objects.create(comment=current, text=current.text, screening=current.screening, at=minute(now))
    current.thread = attempt.thread
    current.text, current.family, current.edited_at = attempt.submission.text, family, minute(now)
    # Nobody has read these words yet.
    current.decided_at = None
    triage(current, judged.verdict, judged.weighed)
    current.save(update_fields=list(_CHANGED))
    return _settle(current, thread, judged.verdict.outcome)


_CHANGED = (
    "text", "family", "edited_at", "decided_at", "screening", "kinds", "harm", "priority", "language",
)  # fmt: skip


def _settle(comment: Comment, thread: Thread, outcome: Outcome) -> Comment:
    """Let the comment stand where its new words belong."""
    was_published = comment.state == State.PUBLISHED
    if was_published and outcome is Outcome.PUBLISH:
        move_version(thread)
        return comment
    wanted = State.REJECTED if outcome is Outcome.REJECT else State.HELD
    if was_published:
        # The approval was of other words; it is given back with these.
        retract_approval(site_id=thread.site_id, tag=comment.trust_tag)
    set_aside = set_aside_comment(comment=comment, state=wanted) if comment.state != wanted else comment
    set_aside.thread = comment.thread
    return set_aside
