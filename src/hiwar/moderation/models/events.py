"""What staff did at the desk besides deciding about a comment: append-only and chained like decisions.

Roles given, thresholds moved, restraints set, measures taken, words listed, evidence kept, exports made. `before` and
`after` are small JSON values; never a comment's words, never anything about who wrote.
"""

from __future__ import annotations

import json
from datetime import UTC

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from hiwar.moderation.models.chained import Chained

BY_AGE = "by_age"
# What the event of an act that was taken back says besides how it is now.
PUT_BACK = "put_back"


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
    REVISION = "revision", _("Edit of a comment decided")
    SESSIONS = "sessions", _("Sessions ended")
    ANSWER = "answer", _("Newsroom's answer to a reader")
    MARK = "mark", _("Comment pinned or featured")


class Event(Chained):
    """One act: who, when (to the minute), what, about what, before and after, why."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("act"), max_length=9, choices=EventKind.choices)
    subject = models.CharField(_("about"), max_length=200, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    note = models.CharField(_("note"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["site", "-id"], name="event_latest"),
            models.Index(fields=["site", "at"], name="event_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def is_by_itself(self) -> bool:
        """Return whether time did this, and nobody: a copy was deleted by its age. `by` is who had made it."""
        return self.kind == EventKind.EVIDENCE and self.after.get("deleted") == BY_AGE

    def own_words(self) -> tuple[str, ...]:
        """Return what the event says, in an order that never changes."""
        told = [json.dumps(value, sort_keys=True, ensure_ascii=False) for value in (self.before, self.after)]
        at = self.at.astimezone(UTC).isoformat()
        return (str(self.site_id), str(self.by_id), self.kind, self.subject, *told, self.note, at)
