"""Readers comment: from cleaned submissions to stored comments with their verdicts, or refusals that say why.

Screening runs before the transaction; what it finds decides whether a comment is published, waits or is set aside.
The network token and the reader's key are used and forgotten here: what is stored are tags (`accounts.keys`).

Those who write at the same moment are taken together: one reading by the classifier, one transaction, one commit. None
of them can tell. Belongs here: what is done with many at once, and that each stands or falls alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import DatabaseError, InterfaceError, OperationalError

from hiwar.accounts.networks import NETWORKS
from hiwar.accounts.seal import seal
from hiwar.accounts.trust import touch_trust
from hiwar.discussions.models import Comment, CommentContact, State, Thread, UnscoredCount, minute
from hiwar.discussions.models.threads import new_public_id
from hiwar.discussions.services.admission import admit, forgive
from hiwar.discussions.services.attempts import Attempt, Reader, Submission, attempt_of
from hiwar.discussions.services.families import Sketched, join_families, write_in_families
from hiwar.discussions.services.judging import Judged, candidate_of, judge_together
from hiwar.discussions.services.scribe import SCRIBE
from hiwar.discussions.services.states import COMMENT_ROW, publish_new_comments
from hiwar.discussions.services.threads import come_into_being
from hiwar.discussions.triage import triage
from hiwar.screening.candidate import Candidate
from hiwar.screening.sketch import Sketch
from hiwar.screening.verdict import Outcome, Verdict


@dataclass(frozen=True)
class Posted:
    """What became of a submission."""

    comment: Comment
    verdict: Verdict

    @property
    def is_published(self) -> bool:
        """Return whether everyone can read it now."""
        return self.comment.state == State.PUBLISHED


@dataclass(frozen=True, repr=False)
class _Admitted:
    """An attempt that nothing stands against, what it answers, and what was found in it."""

    attempt: Attempt
    parent: Comment | None
    judged: Judged


def post_comment(*, thread: Thread, submission: Submission, reader: Reader, now: datetime) -> Posted:
    """Store a reader's comment with the verdict on it; a thread that has no row yet comes into being with it.

    Raises one of `refusals`; then nothing is stored.
    """
    posted = post_comments([attempt_of(thread=thread, submission=submission, reader=reader, now=now)])[0]
    if isinstance(posted, Exception):
        raise posted
    return posted


def post_comments(attempts: Sequence[Attempt]) -> list[Posted | Exception]:
    """Return what became of each attempt: posted, or what `post_comment` would have raised.

    They are taken as if they had come one after the other: who writes twice, and who says what another says at the same
    moment, waits for the first to be stored, for the second is judged by it.
    """
    outcomes: dict[int, Posted | Exception] = {}
    for places in _turns(attempts):
        outcomes.update(zip(places, _post([attempts[place] for place in places]), strict=True))
    return [outcomes[place] for place in range(len(attempts))]


def _turns(attempts: Sequence[Attempt]) -> list[list[int]]:
    """Return the places of those that are taken together, turn by turn."""
    turns: list[list[int]] = []
    seen: dict[object, int] = {}
    for place, attempt in enumerate(attempts):
        words, where = attempt.submission, (attempt.site_id, attempt.thread.subject)
        keys = (("by", attempt.reader.key.secret), ("said", where, words.text, words.name, words.reply_to))
        turn = max(seen.get(key, -1) for key in keys) + 1
        seen.update(dict.fromkeys(keys, turn))
        if turn == len(turns):
            turns.append([])
        turns[turn].append(place)
    return turns


def _post(attempts: Sequence[Attempt]) -> list[Posted | Exception]:
    """Return what becomes of attempts of which none hangs on another."""
    outcomes: dict[int, Posted | Exception] = {}
    ready: dict[int, tuple[Comment | None, Candidate]] = {}
    for place, attempt in enumerate(attempts):
        try:
            ready[place] = _admitted(attempt)
        except Exception as error:  # Told to its author alone, whatever it is.
            outcomes[place] = error
    judged = _judged([(attempts[place], candidate) for place, (_, candidate) in ready.items()])
    admitted: dict[int, _Admitted] = {}
    for (place, (parent, _)), found in zip(ready.items(), judged, strict=True):
        if isinstance(found, Exception):
            outcomes[place] = found
        else:
            admitted[place] = _Admitted(attempts[place], parent, found)
    for lot in _lots(admitted):
        outcomes.update(zip(lot, _kept([admitted[place] for place in lot]), strict=True))
    return [outcomes[place] for place in range(len(attempts))]


def _admitted(attempt: Attempt) -> tuple[Comment | None, Candidate]:
    """Return what is answered, and what is known of the words; from here on the attempt is counted in the pace."""
    parent = admit(attempt)
    try:
        return parent, candidate_of(attempt)
    except DatabaseError:
        forgive(attempt)
        raise


def _judged(written: Sequence[tuple[Attempt, Candidate]]) -> list[Judged | Exception]:
    """Judge candidates together, or each alone if that fails: then it fails alone."""
    try:
        return [*judge_together(written)]
    except Exception as error:
        if _may_be_one_of(written, error):
            return [found for one in written for found in _judged([one])]
        for attempt, _ in written:
            _forgive_if_ours(attempt, error)
        return [error] * len(written)


def _lots(admitted: Mapping[int, _Admitted]) -> list[list[int]]:
    """Return the places of those that share a transaction.

    Where others write at the same time that is one discussion's: a moderator who decides in two of them, and a lot that
    holds one and waits for the other, would wait for each other.
    """
    if SCRIBE.is_at_work:
        return [list(admitted)]
    lots: dict[tuple[int, str], list[int]] = {}
    for place, one in admitted.items():
        lots.setdefault((one.attempt.site_id, one.attempt.thread.subject), []).append(place)
    return list(lots.values())


def _kept(admitted: Sequence[_Admitted]) -> list[Posted | Exception]:
    """Store what was admitted in one transaction, or each alone if that fails: then it fails alone."""
    if not admitted:
        return []
    try:
        texts = [one.attempt.submission.text for one in admitted]
        comments = write_in_families(texts, partial(_store, admitted))
    except Exception as error:
        if _may_be_one_of(admitted, error):
            return [kept for one in admitted for kept in _kept([one])]
        for one in admitted:
            _forgive_if_ours(one.attempt, error)
        return [error] * len(admitted)
    for one, comment in zip(admitted, comments, strict=True):
        token, now = one.attempt.reader.net_token, one.attempt.now
        NETWORKS.remember(comment_id=comment.public_id, token=token, now=now)
    return [Posted(comment, one.judged.verdict) for one, comment in zip(admitted, comments, strict=True)]


def _may_be_one_of(several: Sequence[object], error: Exception) -> bool:
    """Return whether one of several may have spoiled it for the others, so that each is to be tried alone.

    A database that is away, slow or full does not hang on what was written: sixteen would wait for it sixteen times.
    And where it went away during a commit, all of them may be stored: tried again they would be there twice.
    """
    return len(several) > 1 and not isinstance(error, OperationalError | InterfaceError)


def _forgive_if_ours(attempt: Attempt, error: Exception) -> None:
    if isinstance(error, DatabaseError):
        forgive(attempt)


def _store(admitted: Sequence[_Admitted], sketches: Sequence[Sketch | None]) -> list[Comment]:
    """Store new comments. What two transactions may both want to lock they lock in the same order."""
    for one in sorted(admitted, key=lambda one: one.judged.unscored):
        if one.judged.unscored:
            attempt = one.attempt
            UnscoredCount.note(site=attempt.thread.site, day=attempt.now.date(), why=one.judged.unscored)
    comments = [_comment(one) for one in admitted]
    # Before a discussion is locked: two who write the same there must not wait for each other's bands.
    sketched = [
        Sketched(sketch, one.attempt.site_id, one.attempt.now.date())
        for one, sketch in zip(admitted, sketches, strict=True)
    ]
    for comment, family in zip(comments, join_families(sketched), strict=True):
        comment.family = family
    public = [one.judged.verdict.outcome is Outcome.PUBLISH for one in admitted]
    _touch([one.attempt for one, is_public in zip(admitted, public, strict=True) if is_public])
    publish_new_comments([comment for comment, is_public in zip(comments, public, strict=True) if is_public])
    COMMENT_ROW.insert_all([comment for comment, is_public in zip(comments, public, strict=True) if not is_public])
    for one, comment in zip(admitted, comments, strict=True):
        if email := one.attempt.submission.email:
            sealed = seal(email, purpose=f"contact:{comment.public_id}")
            CommentContact.objects.create(comment=comment, sealed_email=sealed, kept_since=one.attempt.now.date())
    return comments


def _touch(attempts: Sequence[Attempt]) -> None:
    """Note that trusted readers were here."""
    trusted = {attempt.trust_tag: attempt for attempt in attempts if attempt.is_trusted}
    for tag, attempt in sorted(trusted.items()):
        touch_trust(site=attempt.thread.site, tag=tag, today=attempt.now.date())


def _comment(one: _Admitted) -> Comment:
    attempt, public_id, reader = one.attempt, new_public_id(), one.attempt.reader
    comment = Comment(
        thread=come_into_being(attempt.thread),
        public_id=public_id,
        parent=one.parent,
        state=State.REJECTED if one.judged.verdict.outcome is Outcome.REJECT else State.HELD,
        name=attempt.submission.name,
        text=attempt.submission.text,
        owner_tag=reader.key.owner_tag(site_id=attempt.site_id, comment_id=public_id),
        author_link=attempt.author_link,
        trust_tag=attempt.trust_tag,
        submitted_at=minute(attempt.now),
    )
    triage(comment, one.judged.verdict, one.judged.weighed)
    return comment
