"""What the desk does when others say that something happened. Nothing is decided here; a service is called."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Site

from hiwar.accounts.models import User
from hiwar.accounts.signals import password_guessed, sessions_ended
from hiwar.discussions.models import Comment, State
from hiwar.discussions.signals import comment_reported
from hiwar.moderation.models import Action, Appeal, Decision, EventKind, Matter, Trigger
from hiwar.moderation.services.alerts import raise_alert
from hiwar.moderation.services.events import Happening, write_down
from hiwar.moderation.services.owners import tell_owners


@receiver(comment_reported, dispatch_uid="moderation.tell_of_report")
def tell_of_report(*, comment: Comment, **_: Any) -> None:
    """Call for someone when a reader reports what a moderator has approved: the one case no queue order can foresee."""
    approved = Decision.objects.filter(comment_id=comment.public_id, action=Action.APPROVE, undone_by__isnull=True)
    if comment.state != State.PUBLISHED or not approved.exists():
        return
    data = {"comment": comment.public_id, "reports": comment.reports}
    raise_alert(site=comment.thread.site, trigger=Trigger.REPORTED, data=data, now=timezone.now())


@receiver(post_save, sender=Appeal, dispatch_uid="moderation.tell_of_appeal")
def tell_of_appeal(*, instance: Appeal, created: bool, **_: Any) -> None:
    """Call for someone when a commenter objects."""
    if created:
        data = {"appeal": instance.public_id, "comment": instance.comment_id}
        raise_alert(site=instance.site, trigger=Trigger.APPEAL, data=data, now=instance.at)


@receiver(sessions_ended, dispatch_uid="moderation.write_down_ended_sessions")
def write_down_ended_sessions(*, user: User, by: User, site: Site, count: int, **_: Any) -> None:
    """Write down that somebody's sessions were ended, by herself or by an owner; the owners are told."""
    happening = Happening(EventKind.SESSIONS, subject=user.username, after={"count": count})
    write_down(happening, site=site, by=by, now=timezone.now())


@receiver(password_guessed, dispatch_uid="moderation.tell_of_guesses")
def tell_of_guesses(*, user: User, site: Site, **_: Any) -> None:
    """Tell the owners that somebody in a colleague's session does not know her password."""
    tell_owners(site=site, matter=Matter.GUESSES, by=user, now=timezone.now())
