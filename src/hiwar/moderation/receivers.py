"""What the desk does when others say that something happened. Nothing is decided here; a service is called."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from hiwar.discussions.models import Comment, State
from hiwar.discussions.signals import comment_reported
from hiwar.moderation.models import Action, Appeal, Decision, Trigger
from hiwar.moderation.services.alerts import raise_alert


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
