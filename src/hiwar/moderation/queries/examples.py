"""What there is to learn from: decisions that stand with the texts they were about, and comments nobody objected to.

Nothing of a comment that was withdrawn or emptied is read: its words are gone. What is read here is not kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import QuerySet
from wagtail.models import Site

from hiwar.accounts.models import User
from hiwar.discussions.models import Comment, State
from hiwar.moderation.models import Action, Decision, Reason
from hiwar.moderation.queries.reasons import reason_meanings
from hiwar.moderation.roles import MODERATE
from hiwar.screening.learning.examples import Example, Judgement

MOST_DECISIONS = 8000
MOST_STANDING = 4000
# More than this in a day is clicking, not reading; and an account somebody else got hold of clicks fast.
MOST_A_DAY = 400
# A published comment teaches what is clean once readers and moderators have had two days to object.
STANDING_AFTER = timedelta(days=2)
MOST_OF_ONE_BROWSER = 20

# A reason that says nothing about the words (off topic, a lawyer's letter, a false name) teaches nothing about words.
ABOUT_WORDS = frozenset({Reason.INSULT, Reason.DEATH_WISH, Reason.VIOLENCE, Reason.IDENTITY, Reason.OBSCENITY})
DECIDED = (Action.APPROVE, Action.REJECT, Action.SPAM)
# What was put back into the queue stands undecided until somebody decides again.
_SAYS_SOMETHING = (*DECIDED, Action.REOPEN)


class Taught(NamedTuple):
    """An example and when it was given."""

    at: datetime
    example: Example


def decided_examples(site: Site) -> list[Taught]:
    """Return what staff decided about texts that are still here, oldest first; the latest decisions if there are many.

    Undone decisions are none. Only who may moderate today teaches: whoever lost the right has lost it for the past too.
    """
    teachers = set(User.objects.with_perm(MODERATE).values_list("pk", flat=True))
    last: dict[str, Decision] = {}
    clicks: Counter[tuple[int, str]] = Counter()
    for decision in _standing(site, _SAYS_SOMETHING)[:MOST_DECISIONS].iterator():
        day = (decision.by_id, decision.at.date().isoformat())
        clicks[day] += 1
        if decision.by_id in teachers and clicks[day] <= MOST_A_DAY:
            last.setdefault(decision.comment_id, decision)
    means = reason_meanings(site)
    judged = {key: judgement for key, decision in last.items() if (judgement := _judgement(decision, means))}
    texts = _texts(site, judged)
    return [
        Taught(last[key].at, Example(texts[key], judged[key], teacher=f"user:{last[key].by_id}"))
        for key in sorted(texts, key=lambda key: last[key].pk)
    ]


def standing_texts(site: Site, *, now: datetime) -> list[str]:
    """Return comments published without a decision that were left standing, oldest first; few of any one browser."""
    rows = Comment.objects.published().filter(thread__site=site, decided_at__isnull=True)
    rows = rows.filter(published_at__lt=now - STANDING_AFTER).exclude(text="").order_by("-pk")
    seen: Counter[str] = Counter()
    texts: list[str] = []
    for text, link in rows.values_list("text", "author_link")[:MOST_STANDING]:
        seen[link] += 1
        if not link or seen[link] <= MOST_OF_ONE_BROWSER:
            texts.append(text)
    return texts[::-1]


def decisions_since(site: Site, moment: datetime | None) -> int:
    """Return how many standing decisions were taken since then, or at all; whether learning is worth the while."""
    rows = _standing(site)
    return (rows.filter(at__gte=moment) if moment else rows).count()


def _standing(site: Site, actions: Collection[str] = DECIDED) -> QuerySet[Decision]:
    return Decision.objects.filter(site=site, action__in=actions, undone_by__isnull=True).order_by("-pk")


def _judgement(decision: Decision, means: Mapping[str, str]) -> Judgement | None:
    """Return what a decision says about the words; a newsroom's own reason says what it means."""
    if decision.action == Action.APPROVE:
        return "clean"
    if decision.action == Action.SPAM:
        return "spam"
    return "toxic" if decision.action == Action.REJECT and means.get(decision.reason) in ABOUT_WORDS else None


def _texts(site: Site, public_ids: Iterable[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    wanted = list(public_ids)
    # SQLite takes a bounded number of parameters in one statement.
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        rows = Comment.objects.filter(thread__site=site, public_id__in=some).exclude(state=State.WITHDRAWN)
        texts |= dict(rows.exclude(text="").values_list("public_id", "text"))
    return texts
