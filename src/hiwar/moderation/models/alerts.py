"""Where the desk calls for people who are not looking at it, and what it has to tell them.

A target (an address of mail, of a webhook) is sealed; a notice holds ids and counts, never a comment's words.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class ChannelKind(models.TextChoices):
    """The ways a notice can go."""

    MAIL = "mail", _("E-mail at once")
    DIGEST = "digest", _("E-mail once a day")
    WEBHOOK = "webhook", _("Signed webhook")
    SLACK = "slack", _("Slack or what understands its webhooks")
    TELEGRAM = "telegram", _("Telegram or what understands its webhooks")


class Trigger(models.TextChoices):
    """What is worth telling."""

    LONG_QUEUE = "long_queue", _("More comments wait than there should")
    BRIGADE = "brigade", _("Many similar comments at once")
    REPORTED = "reported", _("A reader reports a comment that a moderator approved")
    APPEAL = "appeal", _("A commenter objects to a decision")
    UNSCORED = "unscored", _("The model fails")
    LESSON = "lesson", _("What was to be learned did harm, or was taken back")
    TEST = "test", _("A test of the channel")


class Channel(models.Model):
    """One place that wants to hear of some things. `queue_length` is from how many waiting comments on."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("way"), max_length=8, choices=ChannelKind.choices)
    sealed_target = models.BinaryField()
    sealed_secret = models.BinaryField(blank=True, default=bytes)
    triggers = models.JSONField(_("told of"), default=list)
    queue_length = models.PositiveIntegerField(_("waiting comments from which it is told"), default=100)
    is_on = models.BooleanField(_("is on"), default=True)
    # A long queue is told once, until it has grown short.
    knows_of_queue = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("alert channel")
        verbose_name_plural = _("alert channels")

    def __str__(self) -> str:
        return self.name


class Notice(models.Model):
    """Something to tell one channel, until it is told or given up. Ids and counts only."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="notices")
    trigger = models.CharField(max_length=12, choices=Trigger.choices)
    public_id = models.CharField(max_length=24, unique=True)
    data = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    # Why the last try failed; and the same once it was given up.
    problem = models.CharField(max_length=80, blank=True, default="")
    failed = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return f"{self.trigger} {self.public_id}"
