"""What a member of staff does at the desk of a site: a role, for every section or for some.

What each role may do is decided where it is done (`hiwar.moderation.roles`).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class Role(models.TextChoices):
    """What someone is at the desk, from the fewest rights to the most. An owner is a superuser and needs no row."""

    MODERATOR = "moderator", _("Moderator")
    EDITOR = "editor", _("Editor")
    SENIOR = "senior", _("Senior moderator")


class Assignment(models.Model):
    """One person's role on one site. `sections` are keys such as «section:7»; none named means all of them.

    An empty role says that she has none here, whatever her group lets her do elsewhere.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("site"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments", verbose_name=_("staff member")
    )
    role = models.CharField(_("role"), max_length=9, choices=Role.choices)
    sections = models.JSONField(_("sections"), default=list, blank=True)

    class Meta:
        verbose_name = _("role at the desk")
        verbose_name_plural = _("roles at the desk")
        constraints = [models.UniqueConstraint(fields=["site", "user"], name="one_role_per_site")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
