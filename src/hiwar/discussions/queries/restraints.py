"""What is asked of comments for a while: by the site, by a section, of one discussion, and all of these together.

Read by the subject of a discussion, so that a thousand discussions with a closing time cost no more than one. Not here:
setting and lifting (`services.restraining`), what readers are told (`hiwar.discussions.notices`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from django.db.models import Q

from hiwar.accounts.prepared import Prepared
from hiwar.discussions.models import Restraint, Scope, Thread


class Asked(NamedTuple):
    """What one restraint asks, whatever it holds for."""

    hold_all: bool = False
    careful: bool = False
    slow_minutes: int = 0
    no_links: bool = False
    hold_first: bool = False
    closes_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def is_nothing(self) -> bool:
        """Return whether it asks nothing, however long."""
        return self._replace(ends_at=None) == Asked()


@dataclass(frozen=True, slots=True)
class Effective:
    """What is asked of a comment at a moment: the strictest of everything that concerns its discussion.

    `closes_at` may have passed; then the discussion is closed.
    """

    hold_all: bool = False
    careful: bool = False
    slow_minutes: int = 0
    no_links: bool = False
    hold_first: bool = False
    closes_at: datetime | None = None

    def closes(self, *, now: datetime) -> bool:
        """Return whether the discussion is closed by it."""
        return self.closes_at is not None and self.closes_at <= now


UNRESTRAINED = Effective()

_ON_THREAD = Prepared(
    lambda site, section, subject: Restraint.objects.filter(
        Q(scope=Scope.SITE.value, key="")
        | Q(scope=Scope.SECTION.value, key=section)
        | Q(scope=Scope.THREAD.value, key=subject),
        site_id=site,
    ).values_list(*Asked._fields),
    examples={"site": 900000011, "section": "\ue011", "subject": "\ue012"},
)


def restraints_on(thread: Thread) -> tuple[Asked, ...]:
    """Return every restraint that concerns a thread, ended ones and its topic's own closing time too, in one query."""
    rows = _ON_THREAD.ask(site=thread.site_id, section=thread.section, subject=thread.subject)
    own = (Asked(closes_at=thread.closes_at),) if thread.closes_at else ()
    return (*own, *(Asked(*row) for row in rows))


def effective(asked: Iterable[Asked], *, now: datetime) -> Effective:
    """Return what these restraints ask together at a moment."""
    active = [one for one in asked if _is_active(one, now)]
    if not active:
        return UNRESTRAINED
    return Effective(
        hold_all=any(one.hold_all for one in active),
        careful=any(one.careful for one in active),
        slow_minutes=max((one.slow_minutes for one in active), default=0),
        no_links=any(one.no_links for one in active),
        hold_first=any(one.hold_first for one in active),
        closes_at=min((one.closes_at for one in active if one.closes_at), default=None),
    )


def terms_mark(restraint: Effective, *, is_open: bool, everything_waits: bool) -> str:
    """Return a short mark that changes with whatever readers are told of what is asked of their comments."""
    return sha256(repr((restraint, is_open, everything_waits)).encode()).hexdigest()[:8]


def next_change(asked: Iterable[Asked], *, now: datetime) -> datetime | None:
    """Return the next moment at which the clock alone changes what is asked, None if it never does."""
    active = [one for one in asked if _is_active(one, now)]
    moments = [moment for one in active for moment in (one.closes_at, one.ends_at) if moment and moment > now]
    return min(moments, default=None)


def _is_active(one: Asked, now: datetime) -> bool:
    return one.ends_at is None or one.ends_at > now
