"""Django's entry to this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    """Name the package for Django and its editors."""

    name = "hiwar.newsroom"
    label = "newsroom"
    verbose_name = _("Newsroom")
