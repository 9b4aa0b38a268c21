"""A reader comments: from a cleaned submission to a stored comment with its verdict, or a refusal that says why.

Screening runs before the transaction; what it finds decides whether the comment is published, waits or is set aside.
The network token and the reader's key are used and forgotten here: what is stored are tags (`accounts.keys`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial

from django.db import DatabaseError

from hiwar.accounts.keys import ReaderKey, owns
from hiwar.accounts.limits import PACE
from hiwar.accounts.networks import NETWORKS
from hiwar.accounts.seal import seal
from hiwar.accounts.trust import is_trusted, touch_trust
from hiwar.arabic.skeleton import skeleton
from hiwar.discussions.models import (
    Comment,
    CommentContact,
    DiscussionSettings,
    ListKind,
    State,
    Thread,
    UnscoredCount,
    minute,
)
from hiwar.discussions.models.threads import new_public_id
from hiwar.discussions.queries import (
    Effective,
    HouseRules,
    comments_saying,
    effective,
    house_rules,
    published_by_number,
    takes_comments,
    texts_by,
)
from hiwar.discussions.services.barring import refuse_barred
from hiwar.discussions.services.families import join_family, write_in_family
from hiwar.discussions.services.refusals import (
    DuplicateComment,
    NoLinksNow,
    ParentNotFound,
    PostedTooFast,
    ThreadClosed,
)
from hiwar.discussions.services.scoring import ARITHMETIC, scored, weighed_by
from hiwar.discussions.services.states import COMMENT_ROW, publish_new_comment
from hiwar.discussions.services.threads import come_into_being
from hiwar.discussions.triage import Weighed, triage
from hiwar.screening.candidate import Candidate
from hiwar.screening.links import find_links
from hiwar.screening.screen import screen
from hiwar.screening.sketch import Sketch
from hiwar.screening.verdict import Outcome, Verdict


@dataclass(frozen=True)
class Submission:
    """Cleaned words: what `forms.py` made of what was typed."""

    text: str
    name: str = ""
    email: str = ""
    reply_to: int | None = None


@dataclass(frozen=True, repr=False)
class Reader:
    """Who writes, as far as we may know: a browser's key, and the network's token of these two days."""

    key: ReaderKey
    net_token: str = ""
    net_token_yesterday: str = ""
    keyless: bool = False
    is_new: bool = False
    """Whether the key was made for this very comment: nothing can be known of it, and nothing is looked up."""


@dataclass(frozen=True)
class Posted:
    """What became of a submission."""

    comment: Comment
    verdict: Verdict

    @property
    def is_published(self) -> bool:
        """Return whether everyone can read it now."""
        return self.comment.state == State.PUBLISHED


@dataclass(frozen=True)
class Judged:
    """What was found in a submission, what the model said of it, and why it could not say more."""

    verdict: Verdict
    weighed: Weighed
    unscored: str = ""


@dataclass(frozen=True, repr=False)
class Attempt:
    """Everything that is decided upon when somebody writes, or edits what she wrote."""

    thread: Thread
    submission: Submission
    reader: Reader
    rules: HouseRules
    now: datetime

    @property
    def settings(self) -> DiscussionSettings:
        return self.rules.settings

    @property
    def site_id(self) -> int:
        return self.thread.site_id

    @cached_property
    def restraint(self) -> Effective:
        return effective(self.rules.restraints_on(self.thread), now=self.now)

    @property
    def pauses(self) -> tuple[tuple[str, str, int], ...]:
        """What counts a reader's comments, under which key, and the seconds that must lie between two of them."""
        reader = self.reader.key.pace_key()
        return (
            ("reader", reader, self.settings.seconds_between),
            ("slow", f"{reader}:{self.thread.subject}", 60 * self.restraint.slow_minutes),
        )

    @cached_property
    def trust_tag(self) -> str:
        if self.reader.keyless:
            return ""
        return self.reader.key.trust_tag(site_id=self.site_id, name_skeleton=skeleton(self.submission.name))

    @cached_property
    def is_trusted(self) -> bool:
        return not self.reader.is_new and is_trusted(site=self.thread.site, tag=self.trust_tag)

    @cached_property
    def author_link(self) -> str:
        return "" if self.reader.keyless else self.reader.key.author_link(site_id=self.site_id, now=self.now)


def post_comment(*, thread: Thread, submission: Submission, reader: Reader, now: datetime) -> Posted:
    """Store a reader's comment with the verdict on it; a thread that has no row yet comes into being with it.

    Raises one of `refusals`; then nothing is stored.
    """
    attempt = Attempt(thread, submission, reader, house_rules(thread.site), now)
    if not takes_comments(thread, attempt.settings, restraint=attempt.restraint, now=now):
        raise ThreadClosed
    refuse_the_barred(attempt)
    parent = _parent(thread, submission.reply_to)
    if attempt.restraint.no_links and find_links(submission.text, limit=1):
        raise NoLinksNow
    _refuse_duplicate(attempt, parent)
    _refuse_haste(attempt)

    try:
        judged = judge(attempt, candidate_of(attempt))
        stored = write_in_family(submission.text, partial(_store, attempt, parent=parent, judged=judged))
    except DatabaseError:
        # Who is told «try again soon» must not hear «too fast» when she does.
        for act, key, seconds in attempt.pauses:
            PACE.forgive(act=act, key=key, amount=1, seconds=seconds)
        raise
    NETWORKS.remember(comment_id=stored.public_id, token=reader.net_token, now=now)
    return Posted(stored, judged.verdict)


def judge(attempt: Attempt, candidate: Candidate) -> Judged:
    """Return what the rules of this day find in a candidate."""
    thread = attempt.thread
    candidate = scored(candidate, thread=thread, settings=attempt.settings, restraint=attempt.restraint)
    with ARITHMETIC:
        verdict = screen(candidate)
    return Judged(verdict, weighed_by(candidate, thread.site), candidate.unscored)


def refuse_the_barred(attempt: Attempt) -> None:
    """Raise `WriterBarred` if a measure stands against whoever writes."""
    if attempt.rules.has_measures:
        key = None if attempt.reader.keyless else attempt.reader.key
        refuse_barred(site=attempt.thread.site, key=key, name=attempt.submission.name, now=attempt.now)


def _parent(thread: Thread, number: int | None) -> Comment | None:
    if number is None:
        return None
    parent = published_by_number(thread, number)
    if parent is None:
        raise ParentNotFound
    return parent


def _refuse_duplicate(attempt: Attempt, parent: Comment | None) -> None:
    """Refuse words that stand here already: published ones, or this browser's own.

    Another reader's waiting comment is never a reason: the refusal would tell a stranger that it exists.
    """
    thread, submission = attempt.thread, attempt.submission
    for said in comments_saying(submission.text, name=submission.name, parent=parent, thread=thread):
        key = attempt.reader.key
        if said.is_published or owns(key, site_id=thread.site_id, comment_id=said.public_id, owner_tag=said.owner_tag):
            raise DuplicateComment


def _refuse_haste(attempt: Attempt) -> None:
    for act, key, seconds in attempt.pauses:
        if PACE.allows(act=act, key=key, amount=1, seconds=seconds) is False:
            raise PostedTooFast(seconds)


def _over_limit(attempt: Attempt) -> bool:
    """Return whether this network wrote more than usual; a limiter that cannot count says yes."""
    token, amount = attempt.reader.net_token, attempt.settings.network_per_minute
    return bool(token) and PACE.allows(act="network", key=token, amount=amount, seconds=60) is not True


def candidate_of(attempt: Attempt) -> Candidate:
    """Return what was written with all that is known around it; it counts in the network's pace."""
    settings, lists = attempt.settings, attempt.rules.words
    return Candidate(
        text=attempt.submission.text,
        name=attempt.submission.name,
        email=attempt.submission.email,
        trusted=attempt.is_trusted,
        keyless=attempt.reader.keyless,
        over_limit=_over_limit(attempt),
        watched_network=NETWORKS.is_barred((attempt.reader.net_token, attempt.reader.net_token_yesterday)),
        hold_first=settings.hold_first or attempt.restraint.hold_first,
        max_links=settings.max_links,
        previous=() if attempt.reader.is_new else texts_by(attempt.author_link, site_id=attempt.site_id),
        banned=lists[ListKind.BANNED],
        suspect=lists[ListKind.SUSPECT],
        allowed=lists[ListKind.ALLOWED],
        reserved_names=attempt.rules.reserved_names,
        starter=settings.use_starter_list,
    )


def _store(attempt: Attempt, sketch: Sketch | None, *, parent: Comment | None, judged: Judged) -> Comment:
    now = attempt.now
    if judged.unscored:
        UnscoredCount.note(site=attempt.thread.site, day=now.date(), why=judged.unscored)
    comment = _comment(attempt, parent=parent, judged=judged)
    # Before the discussion is locked: two who write the same there must not wait for each other's bands.
    comment.family = join_family(sketch, site_id=attempt.site_id, today=now.date())
    if judged.verdict.outcome is Outcome.PUBLISH:
        if attempt.is_trusted:
            touch_trust(site=attempt.thread.site, tag=attempt.trust_tag, today=now.date())
        publish_new_comment(comment=comment, now=now)
    else:
        COMMENT_ROW.insert(comment)
    if attempt.submission.email:
        sealed = seal(attempt.submission.email, purpose=f"contact:{comment.public_id}")
        CommentContact.objects.create(comment=comment, sealed_email=sealed, kept_since=now.date())
    return comment


def _comment(attempt: Attempt, *, parent: Comment | None, judged: Judged) -> Comment:
    public_id, reader = new_public_id(), attempt.reader
    comment = Comment(
        thread=come_into_being(attempt.thread),
        public_id=public_id,
        parent=parent,
        state=State.REJECTED if judged.verdict.outcome is Outcome.REJECT else State.HELD,
        name=attempt.submission.name,
        text=attempt.submission.text,
        owner_tag=reader.key.owner_tag(site_id=attempt.site_id, comment_id=public_id),
        author_link=attempt.author_link,
        trust_tag=attempt.trust_tag,
        submitted_at=minute(attempt.now),
    )
    triage(comment, judged.verdict, judged.weighed)
    return comment
