"""What owners are told by mail of acts that matter, until it is sent or given up: who, what, how many; no words."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class Matter(models.TextChoices):
    """What an owner hears of at once, whoever did it."""

    EXPORT = "export", _("Something was taken out")
    ROLE = "role", _("Role changed")
    REVEAL = "reveal", _("Address looked at")
    MANY = "many", _("Many comments decided at once")
    SESSIONS = "sessions", _("Sessions ended")
    GUESSES = "guesses", _("Wrong passwords in a session")


class Letter(models.Model):
    """A letter to one owner about one act of one person. `count` is of how many comments or sessions."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    matter = models.CharField(max_length=8, choices=Matter.choices)
    count = models.PositiveIntegerField(default=0)
    # The last one of this hour says that there may be more.
    is_last = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=80, blank=True, default="")
    failed = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        verbose_name = _("letter to an owner")
        verbose_name_plural = _("letters to owners")

    def __str__(self) -> str:
        return f"{self.matter} {self.pk}"
