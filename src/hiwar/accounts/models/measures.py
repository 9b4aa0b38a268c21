"""What was decided about someone who writes: a warning, a pause, a ban. Each has a reason, an end and a way to object.

Whoever is meant is known by a keyed tag alone, never by an address: the browser's author link of a thirty-day period,
the skeleton of a name, or an account. A measure against a network is not here: nothing of a network is ever stored
(`docs/adr/0005-no-address-is-stored.md`); it lies in memory and ends with the day's key.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class MeasureKind(models.TextChoices):
    """What is done, from the mildest to the gravest."""

    WARNING = "warning", _("Warning")
    MUTE = "mute", _("Muted for a while")
    BAN = "ban", _("Banned")


class Target(models.TextChoices):
    """By what the person is known again."""

    BROWSER = "browser", _("This browser")
    NAME = "name", _("This name")
    ACCOUNT = "account", _("This account")


class Measure(models.Model):
    """One measure against one writer on one site. A lifted or ended one stays, for the record."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("measure"), max_length=7, choices=MeasureKind.choices)
    target = models.CharField(_("by what the writer is known"), max_length=7, choices=Target.choices)
    tag = models.CharField(max_length=240)
    # The comment that gave cause, by its public id: texts are deleted by age, measures stay until their end.
    comment_id = models.CharField(max_length=16, db_index=True)
    reason = models.CharField(_("reason"), max_length=24)
    message = models.CharField(_("message to the author"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        indexes = [
            models.Index(fields=["site", "tag"], name="measure_by_tag", condition=models.Q(lifted_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
