"""Django's entry to this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportersConfig(AppConfig):
    """Name the package for Django and its editors."""

    name = "hiwar.importers"
    label = "importers"
    verbose_name = _("Importers")
