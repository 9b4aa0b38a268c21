"""Where staff are signed in: whose, used last in which hour, under which name. What a session holds is Django's."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_LABEL = 60
HANDLE = 16


class StaffSession(AbstractBaseSession):
    """A session. Its key is a digest; the browser's own name and address are not here (threats, section 2)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("whose")
    )
    label = models.CharField(_("name of the browser"), max_length=MAX_LABEL, blank=True)
    seen_at = models.DateTimeField(_("hour of its last use"))

    class Meta(AbstractBaseSession.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return self.label or self.handle

    @property
    def handle(self) -> str:
        """Return what a form calls it: the beginning of its digest, which signs nobody in."""
        return self.session_key[:HANDLE]

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        """Return the store that reads and writes these rows."""
        from hiwar.accounts.sessions import SessionStore as StaffStore

        return StaffStore
