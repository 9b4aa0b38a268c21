"""Django's entry to this package."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """Name the package for Django and its editors."""

    name = "hiwar.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        """Listen to the newsroom, and put the triggers back in place after every migration."""
        from hiwar.delivery import receivers  # noqa: F401 - importing it connects them

        post_migrate.connect(_watch_rows, sender=self, dispatch_uid="delivery.watch")


def _watch_rows(using: str, **_: Any) -> None:
    from hiwar.delivery.watched_rows import watch

    watch(connections[using])
