"""Django's entry to this package."""

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class AnalysisConfig(AppConfig):
    """Name the package for Django and its editors."""

    name = "hiwar.analysis"
    label = "analysis"
    verbose_name = _("Analysis")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to whoever is about to learn."""
        # The server that only analyzes has nobody who decides, and nothing that learns.
        if apps.is_installed("hiwar.moderation"):
            from hiwar.analysis import receivers  # noqa: F401 - importing it connects them
