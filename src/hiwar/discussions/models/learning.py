"""What a site has learned about its comments, and how often a comment could not be scored.

Written by *moderation*, where people decide; read at each post. No text is kept here: a lesson is sums over hashed
n-grams and quantiles of scores.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class Lesson(models.Model):
    """One attempt to learn, kept or not. At most one lesson of a site is in use; without one the shipped model is."""

    class Kept(models.TextChoices):
        """What came of it."""

        VECTOR = "vector", _("A vector and thresholds")
        CALIBRATION = "calibration", _("Thresholds")
        NOTHING = "nothing", _("Nothing, all stayed as it was")
        BACK = "back", _("An earlier lesson, by hand")

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    kept = models.CharField(max_length=11, choices=Kept.choices)
    why = models.CharField(max_length=20, blank=True)
    model = models.CharField(max_length=80)
    vector = models.BinaryField(null=True)
    calibration = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    is_used = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = [
            models.UniqueConstraint(fields=["site", "number"], name="lesson_number_once_per_site"),
            models.UniqueConstraint(fields=["site"], condition=models.Q(is_used=True), name="one_lesson_in_use"),
        ]

    def __str__(self) -> str:
        return f"lesson {self.number}"


class UnscoredCount(models.Model):
    """How many comments of one day could not be scored, by why. A day and a number: nothing about a comment."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    why = models.CharField(max_length=10)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("comments without a score")
        verbose_name_plural = _("comments without a score")
        constraints = [models.UniqueConstraint(fields=["site", "day", "why"], name="unscored_once_per_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"

    @classmethod
    def note(cls, *, site: Site, day: Any, why: str) -> None:
        """Count one more, inside the transaction that stores the comment."""
        row, _made = cls.objects.get_or_create(site=site, day=day, why=why)
        cls.objects.filter(pk=row.pk).update(count=models.F("count") + 1)
