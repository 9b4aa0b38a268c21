"""Who may do what at the desk: the matrix of roles and acts, and the seat a member of staff has on a site.

Belongs here: the matrix, and from a person's rows to her seat. Not here: asking for it; every view stands behind
`access.for_staff(act)`, and a test walks the whole matrix by address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Site

from hiwar.accounts.models import Assignment, Role, User
from hiwar.discussions.models import Comment, Thread
from hiwar.newsroom.queries import author_with

MODERATE = "moderation.moderate"
REVEAL = "moderation.reveal"
# Who sits only because a byline is hers: she answers her readers and sees nothing else of the desk. Nobody is given it.
AUTHOR = "author"
# Whoever edits the site's discussion settings sits as an editor until somebody gives her another role.
_EDITS_SETTINGS = "discussions.change_discussionsettings"


class Act(StrEnum):
    """What can be done at the desk. Each view names the one it needs."""

    READ = "read"
    DECIDE = "decide"
    REVIEW = "review"
    ANSWER_APPEAL = "answer_appeal"
    NOTE = "note"
    WARN = "warn"
    MUTE = "mute"
    RESTRAIN = "restrain"
    STATISTICS = "statistics"
    BAN = "ban"
    REMOVE_ALL = "remove_all"
    REASONS = "reasons"
    TUNE = "tune"
    EVIDENCE = "evidence"
    TAKEDOWN = "takedown"
    EXPORT = "export"
    ALERTS = "alerts"
    REVEAL = "reveal"
    ROLES = "roles"
    ANSWER = "answer"
    MARK = "mark"


_DAILY = frozenset({Act.READ, Act.DECIDE, Act.REVIEW, Act.ANSWER_APPEAL, Act.NOTE, Act.WARN, Act.MUTE, Act.ANSWER})
_EDITORIAL = _DAILY | {Act.RESTRAIN, Act.STATISTICS, Act.MARK}
_SENIOR = _EDITORIAL | {
    Act.BAN, Act.REMOVE_ALL, Act.REASONS, Act.TUNE, Act.EVIDENCE, Act.TAKEDOWN, Act.EXPORT, Act.ALERTS,
}  # fmt: skip
RIGHTS: Mapping[str, frozenset[Act]] = MappingProxyType(
    {AUTHOR: frozenset({Act.ANSWER}), Role.MODERATOR: _DAILY, Role.EDITOR: _EDITORIAL, Role.SENIOR: _SENIOR}
)
# What reaches beyond sections is for those who answer for all of them.
WHOLE_SITE = frozenset(
    {Act.STATISTICS, Act.REASONS, Act.TUNE, Act.EVIDENCE, Act.TAKEDOWN, Act.EXPORT, Act.ALERTS, Act.ROLES}
)


@dataclass(frozen=True)
class Seat:
    """Someone's place at the desk of a site. No `sections` means all of them; an owner has no `role` and may do all."""

    site: Site
    user: User
    role: str = ""
    sections: frozenset[str] = frozenset()

    def may(self, act: Act) -> bool:
        """Return whether this person may do that here."""
        if act is Act.REVEAL:
            return bool(self.user.has_perm(REVEAL))
        if self.user.is_superuser:
            return True
        return act in RIGHTS.get(self.role, frozenset()) and not (self.sections and act in WHOLE_SITE)

    def comments(self) -> QuerySet[Comment]:
        """Return the comments this person may see at the desk."""
        # Asked for each row, so that a queue is read along its own index: joined, a database without statistics would
        # begin with the discussions and sort all their comments.
        return Comment.objects.filter(Exists(self.threads().filter(pk=OuterRef("thread"))))

    def threads(self) -> QuerySet[Thread]:
        """Return the discussions this person may see at the desk."""
        rows = Thread.objects.filter(site=self.site)
        if self.role == AUTHOR:
            # Her own readers' comments are read by the room that is hers (`queries.answers`), and by no other.
            return rows.none()
        return rows.filter(section__in=self.sections) if self.sections else rows


def seat_of(user: User, *, site: Site) -> Seat | None:
    """Return the person's seat on a site, or None for somebody who has none; one query, none for an owner.

    Whoever was ever given or denied a role sits only where she was given one; before that her group decides. Who has no
    role, but a byline with her account, sits as its author.
    """
    if user.is_superuser:
        return Seat(site, user)
    assigned = {one.site_id: one for one in Assignment.objects.filter(user=user)}
    found = assigned.get(site.pk)
    if user.has_perm(MODERATE):
        if not assigned:
            return Seat(site, user, Role.EDITOR if user.has_perm(_EDITS_SETTINGS) else Role.MODERATOR)
        if found and found.role:
            return Seat(site, user, found.role, frozenset(found.sections))
    # An empty role shuts the whole desk, her own readers' room included.
    is_author = found is None and author_with(user.pk, site=site) is not None
    return Seat(site, user, AUTHOR) if is_author else None
