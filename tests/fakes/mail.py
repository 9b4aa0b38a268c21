"""A mail server that is not there."""

from __future__ import annotations

from typing import NoReturn

from django.core.mail.backends.base import BaseEmailBackend


class NobodyThere(BaseEmailBackend):
    """Fails in the way that Wagtail does not expect: the name of the server is unknown."""

    def open(self) -> NoReturn:
        """Find nobody."""
        raise OSError("name unknown")
