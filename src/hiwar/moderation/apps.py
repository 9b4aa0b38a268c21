"""Django's entry to this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """Name the package for Django and its editors."""

    name = "hiwar.moderation"
    label = "moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        """Listen to readers who report and to commenters who object."""
        from hiwar.moderation import receivers  # noqa: F401 - importing it connects them
