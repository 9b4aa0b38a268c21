"""Django's entry to this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """Name the package for Django and its editors."""

    name = "hiwar.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        """Listen to the newsroom and the discussions."""
        from hiwar.delivery import receivers  # noqa: F401 - importing it connects them
