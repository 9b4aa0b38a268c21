"""Staff sessions as Django keeps them, except that a row's key is a digest and no session outlives a day's work.

Whoever reads the table or a backup of it cannot sign in with what it holds (threats, cookie table: «hashed at rest»).
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.utils import timezone

LONGEST = timedelta(hours=12)
SINCE = "signed_in_at"


def digest(session_key: str) -> str:
    """Return the stored form of a session key: 40 hex characters, what Django's column holds."""
    return sha256(session_key.encode()).hexdigest()[:40]


class SessionStore(DatabaseSessionStore):
    """A database session whose row is found by the digest of the key the browser holds."""

    def load(self) -> dict[str, Any]:
        """Return the session's data, or nothing once it is twelve hours old, however busy it was."""
        data: dict[str, Any] = super().load()
        since = data.get(SINCE)
        if since is not None and timezone.now().timestamp() - since > LONGEST.total_seconds():
            self.delete()
            self._session_key = None
            return {}
        return data

    def _get_session_from_db(self) -> Any:
        try:
            return self.model.objects.get(session_key=digest(self.session_key), expire_date__gt=timezone.now())
        except self.model.DoesNotExist:
            self._session_key = None
            return None

    def exists(self, session_key: str) -> bool:
        """Return whether the browser's key has a row."""
        return self.model.objects.filter(session_key=digest(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Return the row for `data` under the digest of this session's key."""
        return self.model(
            session_key=digest(self._get_or_create_session_key()),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
        )

    def delete(self, session_key: str | None = None) -> None:
        """Delete the row of this session, or of the browser key given."""
        key = session_key or self.session_key
        if key is not None:
            self.model.objects.filter(session_key=digest(key)).delete()
