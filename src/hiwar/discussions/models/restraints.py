"""Restraints for hot hours, and the thresholds a newsroom set by hand.

A restraint holds for the site, for a section or for one discussion; what is asked of a comment is what any of those
that concern it asks. Read at each post beside the other house rules.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class Scope(models.TextChoices):
    """For what a restraint holds."""

    SITE = "site", _("The whole site")
    SECTION = "section", _("A section")
    THREAD = "thread", _("One discussion")


class Restraint(models.Model):
    """What is asked of comments for a while. `key` is empty for the site, else «section:7» or a thread's subject."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(max_length=7, choices=Scope.choices)
    key = models.CharField(max_length=200, blank=True)
    hold_all = models.BooleanField(_("every comment waits"), default=False)
    careful = models.BooleanField(_("stricter thresholds, as for breaking news"), default=False)
    slow_minutes = models.PositiveSmallIntegerField(_("minutes between two comments of one reader"), default=0)
    no_links = models.BooleanField(_("no links"), default=False)
    hold_first = models.BooleanField(_("first comments wait"), default=False)
    closes_at = models.DateTimeField(_("the discussion closes at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("all of this ends at"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("restraint")
        verbose_name_plural = _("restraints")
        constraints = [models.UniqueConstraint(fields=["site", "scope", "key"], name="one_restraint_per_place")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"


class HeadThreshold(models.Model):
    """From which score of one label a comment waits, where the newsroom does not want the mode's own."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=10)
    threshold = models.FloatField()
    # Scores of two models do not compare: a threshold set for another model is not used.
    model = models.CharField(max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("threshold set by hand")
        verbose_name_plural = _("thresholds set by hand")
        constraints = [models.UniqueConstraint(fields=["site", "label"], name="one_threshold_per_label")]

    def __str__(self) -> str:
        return f"{self.label} {self.threshold:.3f}"
