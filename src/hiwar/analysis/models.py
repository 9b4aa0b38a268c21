"""Keys of other programs, and what they told us about texts. Nothing about a reader: a text and a verdict, no author.

Feedback is kept in plain, as comments are: it is what the classifier learns from, for as long as `services` says.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_TEXT = 20 * 1024


class ApiKey(models.Model):
    """A program that may ask. Of the key itself only a digest is kept; a revoked one keeps its row, and its name."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80, unique=True)
    site = models.CharField(_("site"), max_length=255, blank=True)
    per_second = models.PositiveIntegerField(_("requests a second"))
    may_teach = models.BooleanField(_("may suggest scores"), default=True)
    created_on = models.DateField()
    revoked_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")

    def __str__(self) -> str:
        return self.name


class Feedback(models.Model):
    """A text with the scores its moderators gave it, by label. The day is the finest time we keep."""

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="feedback", verbose_name=_("API key"))
    site = models.CharField(_("site"), max_length=255, blank=True)
    text = models.TextField(_("text"), max_length=MAX_TEXT)
    text_digest = models.CharField(max_length=64, editable=False)
    scores = models.JSONField(_("scores"))
    received_on = models.DateField()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            # A comment that is approved today and rejected tomorrow is one example with tomorrow's label.
            models.UniqueConstraint(fields=["key", "text_digest"], name="feedback_once_per_text")
        ]
        indexes = [models.Index(fields=["received_on"], name="feedback_by_day")]

    def __str__(self) -> str:
        return f"feedback {self.pk}"
