"""A second pair of eyes: comments drawn by lot to be read again, to measure what is missed and how people agree."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from hiwar.discussions.models import Comment
from hiwar.moderation.models.decisions import Decision


class ReviewKind(models.TextChoices):
    """Why a comment was drawn."""

    MISSED = "missed", _("Published by itself: would a person have published it?")
    BLIND = "blind", _("Decided by a colleague: would another decide the same?")


class Review(models.Model):
    """One draw, and the second opinion once it is given. A blind one is never shown to the first decider."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=6, choices=ReviewKind.choices)
    decision = models.OneToOneField(Decision, null=True, on_delete=models.PROTECT, related_name="review")
    drawn_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    # What the second reader would have done: an `Action` value, empty until then.
    opinion = models.CharField(max_length=8, blank=True)
    reason = models.CharField(max_length=24, blank=True)
    # Where two people disagree, a third says which `Action` was right.
    settled = models.CharField(max_length=8, blank=True, default="")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("second look")
        verbose_name_plural = _("second looks")
        constraints = [
            models.UniqueConstraint(fields=["comment", "kind"], name="one_look_of_a_kind"),
        ]
        indexes = [
            models.Index(fields=["site", "kind", "id"], name="review_open", condition=models.Q(opinion="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
