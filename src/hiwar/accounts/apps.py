"""Django's entry to this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Name the package for Django and its editors."""

    name = "hiwar.accounts"
    label = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        """Connect the receivers."""
        from hiwar.accounts import receivers  # noqa: F401
