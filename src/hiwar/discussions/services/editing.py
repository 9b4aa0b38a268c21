"""An author changes what she wrote: what she writes is screened anew as a whole, and no reader sees it unread.

A published comment goes on saying what it said until a person has accepted the new words (threats, row M2; ADR «An edit
waits beside its comment»). What waits is changed in place and waits on, whatever it says now: an edit must not be a way
to try out words until they pass.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from hiwar.accounts.limits import PACE
from hiwar.accounts.networks import NETWORKS
from hiwar.discussions.models import Comment, State, UnscoredCount, WaitingEdit
from hiwar.discussions.queries import takes_comments
from hiwar.discussions.queries.own import may_edit
from hiwar.discussions.services.admission import refuse_the_barred
from hiwar.discussions.services.attempts import Attempt, Reader, Submission, attempt_of
from hiwar.discussions.services.families import join_family, write_in_family
from hiwar.discussions.services.judging import Judged, candidate_of, judge
from hiwar.discussions.services.refusals import EditedTooOften, EditTooLate, NoLinksNow, ThreadClosed
from hiwar.discussions.services.states import set_aside_comment
from hiwar.discussions.services.threads import locked
from hiwar.discussions.services.wording import Words, change_words, propose_words
from hiwar.discussions.signals import comment_edited
from hiwar.discussions.triage import triage
from hiwar.screening.links import find_links
from hiwar.screening.sketch import Sketch
from hiwar.screening.verdict import Outcome

EDITS = 8
WITHIN_SECONDS = 15 * 60


@dataclass(frozen=True)
class Edited:
    """What became of an edit: the comment, and the words that wait beside it if it stands on a page."""

    comment: Comment
    waiting: WaitingEdit | None = None

    @property
    def is_published(self) -> bool:
        """Return whether everyone can read the comment, in its new words or in its old ones."""
        return self.comment.state == State.PUBLISHED


def edit_comment(*, comment: Comment, text: str, reader: Reader, now: datetime) -> Edited:
    """Give a comment new words, screened by the rules of this day. That `reader` wrote it is for the caller to know.

    The words that stand there already change nothing, and take back others that waited. Raises `EditTooLate`,
    `EditedTooOften`, `ThreadClosed`, `NoLinksNow` or `WriterBarred`; then everything stays as it was.
    """
    thread = comment.thread
    attempt = attempt_of(thread=thread, submission=Submission(text=text, name=comment.name), reader=reader, now=now)
    if not may_edit(comment, attempt.settings, now=now):
        raise EditTooLate
    if not takes_comments(thread, attempt.settings, restraint=attempt.restraint, now=now):
        raise ThreadClosed
    refuse_the_barred(attempt)
    if text == comment.text:
        WaitingEdit.objects.filter(comment=comment).delete()
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
    NETWORKS.remember(comment_id=edited.comment.public_id, token=reader.net_token, now=now)
    if edited.waiting is None:
        comment_edited.send(sender=Comment, comment=edited.comment, text_before=text_before)
    return edited


def _store(attempt: Attempt, sketch: Sketch | None, *, comment: Comment, judged: Judged) -> Edited:
    now = attempt.now
    if judged.unscored:
        UnscoredCount.note(site=attempt.thread.site, day=now.date(), why=judged.unscored)
    family = join_family(sketch, site_id=attempt.site_id, today=now.date())
    locked(attempt.thread.pk)
    current = Comment.objects.get(pk=comment.pk)
    # While she wrote somebody may have decided, or she herself in another window.
    if current.text != comment.text or not may_edit(current, attempt.settings, now=now):
        raise EditTooLate
    current.thread = attempt.thread
    words = _words(current, attempt.submission.text, family=family, judged=judged)
    if current.state == State.PUBLISHED:
        return Edited(current, propose_words(comment=current, words=words, now=now))
    change_words(comment=current, words=words, now=now)
    wanted = State.REJECTED if judged.verdict.outcome is Outcome.REJECT else State.HELD
    if current.state != wanted:
        current = set_aside_comment(comment=current, state=wanted)
        current.thread = attempt.thread
    return Edited(current)


def _words(comment: Comment, text: str, *, family: str, judged: Judged) -> Words:
    """Return what a comment would say, sorted as a comment that says it."""
    changed = copy(comment)
    changed.text, changed.family = text, family
    triage(changed, judged.verdict, judged.weighed)
    return Words.of(changed)
