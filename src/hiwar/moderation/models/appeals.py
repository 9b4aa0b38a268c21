"""A commenter objects, once, to the rejection of a comment or to a measure; somebody else than the decider reads."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from hiwar.accounts.models import Measure
from hiwar.moderation.models.decisions import Decision

MAX_APPEAL = 1000


class AppealState(models.TextChoices):
    """What became of an appeal."""

    OPEN = "open", _("Waits for an answer")
    UPHELD = "upheld", _("Granted")
    DENIED = "denied", _("Turned down")


class Appeal(models.Model):
    """An objection to one decision or one measure. `public_id` names it in addresses."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    public_id = models.CharField(max_length=16, unique=True)
    decision = models.OneToOneField(Decision, null=True, on_delete=models.PROTECT, related_name="appeal")
    measure = models.OneToOneField(Measure, null=True, on_delete=models.CASCADE, related_name="appeal")
    comment_id = models.CharField(max_length=16, db_index=True)
    text = models.CharField(_("objection"), max_length=MAX_APPEAL)
    at = models.DateTimeField(_("at"))
    state = models.CharField(max_length=6, choices=AppealState.choices, default=AppealState.OPEN)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision__isnull=True) ^ models.Q(measure__isnull=True),
                name="appeal_against_one_thing",
            )
        ]
        indexes = [models.Index(fields=["site", "state", "id"], name="appeal_by_state")]

    def __str__(self) -> str:
        return f"appeal {self.public_id}"

    @property
    def against(self) -> Decision | Measure:
        """Return what is objected to; the database lets no appeal be against nothing."""
        return cast("Decision | Measure", self.decision or self.measure)
