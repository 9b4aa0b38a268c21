"""Django's entry to this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WidgetConfig(AppConfig):
    """Name the package for Django and its editors."""

    name = "hiwar.widget"
    label = "widget"
    verbose_name = _("Discussions on other sites")
