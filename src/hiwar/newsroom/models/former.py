"""Addresses at which something once stood: an article that was deleted, a section that has another name now."""

from __future__ import annotations

from django.db import models
from wagtail.models import Page, Site


class FormerAddress(models.Model):
    """A path that readers, search engines and other papers may still have. `leads_to` is None where it is gone."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=320)
    leads_to = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "path"], name="former_address_once_per_site")]

    def __str__(self) -> str:
        return self.path
