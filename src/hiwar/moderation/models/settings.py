"""What a newsroom has decided about its desk. Edited at the desk itself; a site without a row has the defaults."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from hiwar.accounts.models import SiteSettings


class DeskSettings(SiteSettings):
    """How much is looked at twice."""

    review_published_percent = models.PositiveSmallIntegerField(
        _("of what publishes itself, in percent"), default=2, validators=[MaxValueValidator(100)]
    )
    review_decisions_percent = models.PositiveSmallIntegerField(
        _("of what colleagues decide, in percent"), default=5, validators=[MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("desk settings")
        verbose_name_plural = _("desk settings")
