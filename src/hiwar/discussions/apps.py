"""Django's entry to this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionsConfig(AppConfig):
    """Name the package for Django and its editors."""

    name = "hiwar.discussions"
    label = "discussions"
    verbose_name = _("Discussions")
