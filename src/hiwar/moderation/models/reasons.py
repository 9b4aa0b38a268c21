"""The reasons a newsroom gives: its own words over the house policy's codes, and codes of its own.

A newsroom without rows has the built-in reasons (`Reason`); the first edit writes them down.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from hiwar.moderation.models.decisions import Reason


class ReasonCode(models.Model):
    """One reason: its code in the log, its label at the desk, the sentence its author may be sent."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    code = models.SlugField(_("code"), max_length=24)
    label = models.CharField(_("label at the desk"), max_length=60)
    sentence = models.CharField(_("sentence to the author"), max_length=300, blank=True)
    # What the learner makes of it: one of the built-in reasons, or nothing about words.
    means = models.CharField(_("means"), max_length=14, choices=Reason.choices, default=Reason.OTHER)
    place = models.PositiveSmallIntegerField(default=0)
    is_offered = models.BooleanField(_("is offered"), default=True)

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["site", "code"], name="reason_once_per_site")]

    def __str__(self) -> str:
        return self.label
