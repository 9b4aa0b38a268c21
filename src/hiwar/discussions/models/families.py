"""Texts that are nearly the same, found by the bands of their sketch (`hiwar.screening.sketch`).

A band says nothing about who wrote and cannot be read back into words; it is forgotten after thirty days.
"""

from __future__ import annotations

from django.db import models
from wagtail.models import Site


class TextBand(models.Model):
    """One band of the sketch of a family's texts, and the family that had it first. Who shares a band is compared."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    band = models.BigIntegerField()
    family = models.CharField(max_length=16)
    seen_on = models.DateField()

    class Meta:
        verbose_name = "band of a text"
        constraints = [models.UniqueConstraint(fields=["site", "band"], name="one_family_per_band")]
        indexes = [models.Index(fields=["seen_on"], name="text_band_by_day")]

    def __str__(self) -> str:
        return f"band of {self.family}"
