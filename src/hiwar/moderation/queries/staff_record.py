"""How people and the model have judged: decisions by person, and what people made of what the model held.

Totals alone. Who took how many is shown to those who answer for the staff; a figure beside a name is no measure of a
person, and nothing here says how fast she was or whom she contradicted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from hiwar.accounts.models import Role, User
from hiwar.discussions.models import State
from hiwar.moderation.findings import observed
from hiwar.moderation.models import Action, Decision
from hiwar.moderation.queries.judged import BY_SCORE
from hiwar.moderation.queries.volume import Period, arrived
from hiwar.moderation.roles import Seat

TAKEN = (Action.APPROVE, Action.REJECT, Action.SPAM)
# Of more decided comments than this the newest speak for all: their records must be read one by one.
MOST_READ = 5_000


@dataclass(frozen=True)
class Taken:
    """The decisions of one person; no name where the reader of the report need not know it."""

    name: str
    approved: int
    rejected: int
    spam: int

    @property
    def total(self) -> int:
        """Return how many decisions that is."""
        return self.approved + self.rejected + self.spam


def sees_names(seat: Seat) -> bool:
    """Return whether somebody may see who took how many decisions: owners and senior moderators."""
    return bool(seat.user.is_superuser) or seat.role == Role.SENIOR


def decisions_taken(seat: Seat, period: Period) -> tuple[Taken, ...]:
    """Return the decisions of the period by person, the most first, over all sections; in two queries.

    Without the right to names they are one row.
    """
    rows = Decision.objects.filter(site=seat.site, at__gte=period.since, action__in=TAKEN).order_by()
    counts: dict[int, Counter[str]] = {}
    for by, action, count in rows.values("by", "action").annotate(n=Count("*")).values_list("by", "action", "n"):
        counts.setdefault(by, Counter())[action] += count
    if not sees_names(seat):
        return (_taken("", sum(counts.values(), Counter())),) if counts else ()
    names = User.objects.in_bulk(counts)
    found = (_taken(str(names[by]), acts) for by, acts in counts.items())
    return tuple(sorted(found, key=lambda one: (-one.total, one.name)))


def _taken(name: str, acts: Counter[str]) -> Taken:
    return Taken(name, acts[Action.APPROVE], acts[Action.REJECT], acts[Action.SPAM])


@dataclass(frozen=True)
class Upheld:
    """What was held for one reason and decided by people: how many, and how many of them they published."""

    held_by: str
    count: int
    approved: int

    @property
    def share(self) -> float | None:
        """Return the share people published; None where nothing was decided."""
        return self.approved / self.count if self.count else None


# In the order of the report: what the model held alone, with something else, and what it did not object to.
HELD_BY = ("model", "both", "others")


def model_record(seat: Seat, period: Period) -> tuple[Upheld, ...]:
    """Return what people made of what was held, by what held it, in one query over the newest decided comments."""
    decided = arrived(seat, period).filter(decided_at__isnull=False).exclude(state=State.HELD)
    rows = decided.order_by("-submitted_at").values_list("state", "screening")[:MOST_READ]
    counts, approved = Counter[str](), Counter[str]()
    for state, held_by in _held_by(rows.iterator()):
        counts[held_by] += 1
        approved[held_by] += state == State.PUBLISHED
    return tuple(Upheld(held_by, counts[held_by], approved[held_by]) for held_by in HELD_BY)


def _held_by(rows: Iterable[tuple[str, Any]]) -> Iterable[tuple[str, str]]:
    for state, screening in rows:
        if not isinstance(screening, Mapping) or screening.get("outcome") == "publish":
            # Published by itself and decided about later: nothing had held it.
            continue
        by_score = [found.rule in BY_SCORE for found in observed(screening)]
        yield state, "both" if any(by_score) and not all(by_score) else "model" if any(by_score) else "others"
