"""What colleagues tell each other about someone who writes: hung on the thirty-day link, and gone with it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class AuthorNote(models.Model):
    """A line for colleagues about the writer of some comments."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    author_link = models.CharField(max_length=32)
    text = models.CharField(_("note"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("note about a writer")
        verbose_name_plural = _("notes about writers")
        indexes = [models.Index(fields=["site", "author_link"], name="author_note_by_link")]

    def __str__(self) -> str:
        return f"note {self.pk}"
