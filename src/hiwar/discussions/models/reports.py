"""What readers say about a comment that can be read: «look at this». A report never hides anything; a person looks.

Who reported is known by a tag of that one comment alone, as who wrote is (`hiwar.accounts.keys`).
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hiwar.discussions.models.threads import Comment

MAX_REPORT = 500


class ReportReason(models.TextChoices):
    """Why a reader asks us to look."""

    INSULT = "insult", _("It insults a person or a group")
    THREAT = "threat", _("It threatens or calls for violence")
    PRIVACY = "privacy", _("It gives away somebody's private details")
    SPAM = "spam", _("It is advertising")
    FALSE_NAME = "false_name", _("It speaks under another's name")
    LAW = "law", _("It breaks the law")
    OTHER = "other", _("Another reason")


class Report(models.Model):
    """One browser's report of one comment. Open until a moderator has decided about the comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports_of")
    tag = models.CharField(max_length=32)
    reason = models.CharField(_("reason"), max_length=10, choices=ReportReason.choices)
    text = models.CharField(_("what is wrong with it"), max_length=MAX_REPORT, blank=True)
    at = models.DateTimeField(_("at"))
    is_open = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [models.UniqueConstraint(fields=["comment", "tag"], name="one_report_per_browser")]

    def __str__(self) -> str:
        return f"report {self.pk}"
