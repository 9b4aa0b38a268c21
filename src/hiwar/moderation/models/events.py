"""What staff did at the desk besides deciding about a comment: append-only and chained like decisions.

Roles given, thresholds moved, restraints set, measures taken, words listed, evidence kept, exports made. `before` and
`after` are small JSON values; never a comment's words, never anything about who wrote.
"""

from __future__ import annotations

import json
from datetime import UTC
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from hiwar.moderation.models.decisions import DecisionChanged


class EventKind(models.TextChoices):
    """What happened."""

    ROLE = "role", _("Role changed")
    MEASURE = "measure", _("Measure against a writer")
    LIFTED = "lifted", _("Measure lifted")
    RESTRAINT = "restraint", _("Restraint set")
    THRESHOLD = "threshold", _("Threshold moved")
    WORDS = "words", _("Word listed")
    REASONS = "reasons", _("Reasons edited")
    APPEAL = "appeal", _("Appeal decided")
    EVIDENCE = "evidence", _("Evidence kept")
    TAKEDOWN = "takedown", _("Takedown registered")
    EXPORT = "export", _("Log exported")
    CHANNEL = "channel", _("Alert channel changed")
    REVIEW = "review", _("Second look")
    NOTE = "note", _("Note about a writer")


class Event(models.Model):
    """One act: who, when (to the minute), what, about what, before and after, why."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("act"), max_length=9, choices=EventKind.choices)
    subject = models.CharField(_("about"), max_length=200, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    note = models.CharField(_("note"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"))
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["site", "-id"], name="event_latest"),
            models.Index(fields=["site", "at"], name="event_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; raises `DecisionChanged` for one that is there already."""
        if self.pk is not None:
            raise DecisionChanged
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse."""
        raise DecisionChanged

    def digest_after(self, previous_digest: str) -> str:
        """Return the digest of this row's own words and of the digest before it."""
        told = [json.dumps(value, sort_keys=True, ensure_ascii=False) for value in (self.before, self.after)]
        at = self.at.astimezone(UTC).isoformat()
        words = (previous_digest, str(self.site_id), str(self.by_id), self.kind, self.subject, *told, self.note, at)
        return sha256("".join(f"{len(word)}:{word}" for word in words).encode()).hexdigest()
