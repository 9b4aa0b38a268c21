"""What people decided about a text before: the same is proposed for its repeat, and decided by nobody but a person.

Belongs here: from a waiting comment to a proposal. Not here: what stands behind «the same» (`hiwar.screening.sketch`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Length

from hiwar.discussions.models import Comment, State
from hiwar.moderation.models import Action, Decision
from hiwar.moderation.queries.reasons import offered_reasons
from hiwar.moderation.queries.rows import rows_in
from hiwar.moderation.roles import Seat
from hiwar.screening.quoting import speak_about
from hiwar.screening.sketch import ALIKE, likenesses

# The newest so many of a family say what is usual.
MOST_OF_FAMILY = 100
# Texts too short for a family are looked for, letter by letter, among the newest so many that were refused.
MOST_REFUSED = 1000
# A short text in its longest disguise: letters apart, marks and repeats.
LONGEST_SHORT = 200
REFUSED = (State.REJECTED, State.SPAM)
_ACTIONS = (Action.APPROVE, Action.REJECT, Action.SPAM)


@dataclass(frozen=True)
class Proposal:
    """A refusal to repeat: `action` and `reason` for the form, the reason's `label`, how often, and when last."""

    action: str
    reason: str
    label: str
    times: int
    last_at: datetime


def proposal(comment: Comment, *, seat: Seat) -> Proposal | None:
    """Return the refusal that people gave the same text most often, or None; three queries, four for a short text.

    Only what stands counts, and only if it was refused more often than approved.
    """
    if comment.state != State.HELD:
        return None
    same = _of_family(comment, seat) if comment.family else _of_same_letters(comment, seat)
    stands = Decision.objects.filter(site=seat.site, undone_by__isnull=True, action__in=_ACTIONS)
    decided = list(stands.filter(comment_id__in=same).values_list("action", "reason", "at")) if same else []
    refusals = [(action, reason) for action, reason, _ in decided if action != Action.APPROVE]
    if len(refusals) * 2 <= len(decided):
        return None
    (action, reason), times = Counter(refusals).most_common(1)[0]
    last_at = max(at for its_action, its_reason, at in decided if (its_action, its_reason) == (action, reason))
    # What is no longer given as a reason is not proposed either: the form would refuse it.
    offered = {one.code: one.label for one in offered_reasons(seat.site)}
    if action == Action.REJECT and reason not in offered:
        return None
    return Proposal(action, reason, offered.get(reason, ""), times, last_at)


def _of_family(comment: Comment, seat: Seat) -> list[str]:
    """Return the newest decided comments of the family that say the same."""
    rows = seat.comments().filter(family=comment.family).exclude(family="")
    # Told which states are meant, SQLite would read everything that was ever published.
    rows = rows.exclude(state__in=[State.HELD, State.WITHDRAWN])
    rows = rows.exclude(text="").order_by("-pk").values_list("public_id", "text")
    return _saying_the_same(comment.text, list(rows[:MOST_OF_FAMILY]))


def _of_same_letters(comment: Comment, seat: Seat) -> list[str]:
    """Return the newest refused comments of the same letters, whatever their marks, repeats and signs."""
    # Signs alone say nothing twice: one laughing face was an insult, the next is none.
    if len(comment.text) > LONGEST_SHORT or not any(letter.isalnum() for letter in comment.text):
        return []
    found = [row for state in REFUSED for row in _newest_short(rows_in(seat, state))]
    shares = likenesses(comment.text, [text for _, text in found])
    return [public_id for (public_id, _), share in zip(found, shares, strict=True) if share == 1.0]


def _newest_short(rows: QuerySet[Comment]) -> Iterable[tuple[str, str]]:
    newest = rows.order_by("-pk").values("pk")[:MOST_REFUSED]
    short = Comment.objects.alias(length=Length("text")).filter(pk__in=newest, length__lte=LONGEST_SHORT)
    return short.values_list("public_id", "text")


def _saying_the_same(text: str, decided: list[tuple[str, str]]) -> list[str]:
    texts = list({one for _, one in decided})
    shares = likenesses(text, texts)
    # Each may quote the other: whoever warns of an offer is not refused for it, nor does her refusal refuse the offer.
    quotes = speak_about(texts, text)
    quoted = [speak_about((text,), one)[0] for one in texts]
    same = {
        one
        for one, share, *quoting in zip(texts, shares, quotes, quoted, strict=True)
        if share >= ALIKE and not any(quoting)
    }
    return [public_id for public_id, one in decided if one in same]
