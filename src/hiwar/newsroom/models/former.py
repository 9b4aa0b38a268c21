"""Addresses at which something once stood: an article that was deleted, a section that has another name now."""

from __future__ import annotations

from django.contrib import admin
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site


class FormerAddress(models.Model):
    """A path that readers, search engines and other papers may still have. `leads_to` is None where it is gone."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", editable=False)
    path = models.CharField(
        _("former address"), max_length=320, help_text=_("The part after the site's name, such as /2014/01/19/train/.")
    )
    leads_to = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("leads to"),
        help_text=_("Empty: readers and search engines are told that it is gone for good."),
    )

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["site", "path"], name="former_address_once_per_site")]

    def __str__(self) -> str:
        return self.path

    @admin.display(description=_("leads to"))
    def destination(self) -> str:
        """Return where it leads, as the editors' list says it."""
        return self.leads_to.title if self.leads_to else gettext("Gone for good")
