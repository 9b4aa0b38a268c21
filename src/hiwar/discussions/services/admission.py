"""Whether a comment is taken at all: each refusal is a fact of `refusals`, and stores nothing.

Belongs here: what stands against a comment before anybody reads what it says. Not here: judging its words (`judging`).
"""

from __future__ import annotations

from hiwar.accounts.keys import owns
from hiwar.accounts.limits import PACE
from hiwar.discussions.models import Comment, Thread
from hiwar.discussions.queries import comments_saying, published_by_number, takes_comments
from hiwar.discussions.services.attempts import Attempt
from hiwar.discussions.services.barring import refuse_barred
from hiwar.discussions.services.refusals import (
    DuplicateComment,
    NoLinksNow,
    ParentNotFound,
    PostedTooFast,
    ThreadClosed,
)
from hiwar.screening.links import find_links


def admit(attempt: Attempt) -> Comment | None:
    """Return the comment that is answered, if one is; raises a refusal. Who is admitted is counted in the pace."""
    thread, submission = attempt.thread, attempt.submission
    if not takes_comments(thread, attempt.settings, restraint=attempt.restraint, now=attempt.now):
        raise ThreadClosed
    refuse_the_barred(attempt)
    parent = _parent(thread, submission.reply_to)
    if attempt.restraint.no_links and find_links(submission.text, limit=1):
        raise NoLinksNow
    _refuse_duplicate(attempt, parent)
    _refuse_haste(attempt)
    return parent


def forgive(attempt: Attempt) -> None:
    """Take back that an admitted attempt was counted: who is told «try again soon» must not hear «too fast» then."""
    for act, key, seconds in attempt.pauses:
        PACE.forgive(act=act, key=key, amount=1, seconds=seconds)


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
