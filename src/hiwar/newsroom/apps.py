"""Django's entry to this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    """Name the package for Django and its editors, and listen to Wagtail."""

    name = "hiwar.newsroom"
    label = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        """Connect the receivers."""
        from hiwar.newsroom import receivers  # noqa: F401
        from hiwar.newsroom.notices import send_letters_beside_requests

        send_letters_beside_requests()
