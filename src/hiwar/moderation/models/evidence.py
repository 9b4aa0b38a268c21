"""What is kept for the law, and what the law asked of us.

Evidence is a copy of a comment as it stood: name, text, place, minutes, decisions; no tag, no address (threats,
section 2: one year, or a legal hold with its reason and end, by two persons).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class Evidence(models.Model):
    """A comment as it stood when someone decided to keep it."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True)
    comment_id = models.CharField(max_length=16, db_index=True)
    record = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(_("why it is kept"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    kept_until = models.DateTimeField(_("kept until"))
    # A hold that stands: who asked for it, and who else confirmed it.
    hold_reason = models.CharField(_("legal hold, and why"), max_length=500, blank=True)
    hold_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    hold_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    held_until = models.DateTimeField(_("held until"), null=True, blank=True)
    # A hold that somebody asked for and nobody else has confirmed: it keeps nothing yet.
    asked_reason = models.CharField(max_length=500, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        indexes = [models.Index(fields=["kept_until"], name="evidence_by_end")]

    def __str__(self) -> str:
        return f"evidence {self.public_id}"


class TakedownOutcome(models.TextChoices):
    """What became of a request."""

    OPEN = "open", _("Being examined")
    REMOVED = "removed", _("Removed")
    PARTLY = "partly", _("Removed in part")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Takedown(models.Model):
    """One request by an authority or a person to take something down."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True)
    authority = models.CharField(_("who asks"), max_length=200)
    reference = models.CharField(_("their reference"), max_length=120, blank=True)
    request = models.CharField(_("what they ask"), max_length=2000)
    received_on = models.DateField(_("received on"))
    comments = models.JSONField(_("comments"), default=list)
    outcome = models.CharField(
        _("outcome"), max_length=9, choices=TakedownOutcome.choices, default=TakedownOutcome.OPEN
    )
    answer = models.CharField(_("our answer"), max_length=2000, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("takedown request")
        verbose_name_plural = _("takedown requests")

    def __str__(self) -> str:
        return f"{self.authority} {self.reference}"
