"""Taking all that one browser wrote off the pages and out of the queue, in one act that `batches` can take back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from hiwar.discussions.models import Comment
from hiwar.discussions.models.threads import new_public_id
from hiwar.discussions.services.scribe import SCRIBE
from hiwar.moderation.models import Action
from hiwar.moderation.queries.removals import MOST_REMOVED
from hiwar.moderation.services.decisions import AlreadyDecided, Grounds, decide_comment

# What goes one by one must not keep readers' comments waiting.
AT_ONCE = 20


@dataclass(frozen=True)
class Removal:
    """What became of it: the batch its decisions share, how many there are, how many comments were left alone."""

    batch: str
    removed: int
    left: int


def remove_comments(*, comments: Sequence[Comment], grounds: Grounds) -> Removal:
    """Reject each of these comments, at most five hundred, with a decision of its own; all share a batch.

    A few at a time, so that readers' comments are written in between; what broke off can be taken back like a whole.
    Raises `UnknownReason` before anything is done.
    """
    together = replace(grounds, batch=grounds.batch or new_public_id())
    meant, removed = comments[:MOST_REMOVED], 0
    for start in range(0, len(meant), AT_ONCE):
        removed += SCRIBE.write(partial(_remove, meant[start : start + AT_ONCE], together))
    return Removal(together.batch, removed, len(meant) - removed)


def _remove(comments: Sequence[Comment], grounds: Grounds) -> int:
    removed = 0
    for comment in comments:
        try:
            decide_comment(comment=comment, action=Action.REJECT, grounds=grounds)
        except AlreadyDecided:
            # Withdrawn by her, or decided by a colleague, since the list was read.
            continue
        removed += 1
    return removed
