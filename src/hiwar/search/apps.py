"""Django's entry to this package."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Name the package for Django and its editors."""

    name = "hiwar.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Put the triggers back in place after every migration; SQLite drops those of a table Django rebuilds."""
        post_migrate.connect(_put_triggers, sender=self, dispatch_uid="search.triggers")


def _put_triggers(using: str, **_: Any) -> None:
    from hiwar.search.triggers import watch

    watch(connections[using])
