"""Staff sessions as Django keeps them, except that a row's key is a digest, that the row says whose it is, and that no
session outlives a day's work.

Where the database takes no changes, whoever is signed in stays signed in: only the hour of her session's use is lost.

Whoever reads the table or a backup of it cannot sign in with what it holds (threats, cookie table: «hashed at rest»).
A row knows its person, the hour of its last use and the name she gave her browser; no browser's own name, no address.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.db import DatabaseError
from django.utils import timezone

from hiwar.accounts.unwritable import attempt

if TYPE_CHECKING:
    from hiwar.accounts.models import StaffSession

LONGEST = timedelta(hours=12)
SINCE = "signed_in_at"
# When its password was last entered, and how its owner calls the browser.
CONFIRMED, LABEL = "confirmed_at", "label"


def digest(session_key: str) -> str:
    """Return the stored form of a session key: 40 hex characters, what Django's column holds."""
    return sha256(session_key.encode()).hexdigest()[:40]


class SessionStore(DatabaseSessionStore):
    """A database session whose row is found by the digest of the key the browser holds."""

    _is_touched = False

    @classmethod
    def get_model_class(cls) -> type[StaffSession]:
        """Return the model of the rows; models are there only after this module."""
        from hiwar.accounts.models import StaffSession

        return StaffSession

    def load(self) -> dict[str, Any]:
        """Return the session's data, or nothing once it is twelve hours old, however busy it was."""
        data: dict[str, Any] = super().load()
        since = data.get(SINCE)
        if since is not None and timezone.now().timestamp() - since > LONGEST.total_seconds():
            attempt(self.delete)
            self._session_key = None
            return {}
        return data

    def touch(self) -> None:
        """Note the hour of use now and not after the answer, which can then say that nothing is stored."""
        # A session that was ended meanwhile is told of when it is saved.
        with suppress(UpdateError):
            self._store()
            self._is_touched = True

    def save(self, must_create: bool = False) -> None:
        """Save what changed. Where nothing did, the hour of use is noted once, or not where the database takes none."""
        if must_create or self.modified:
            self._store(must_create=must_create)
        elif not self._is_touched:
            attempt(self._store)

    def _store(self, *, must_create: bool = False) -> None:
        try:
            super().save(must_create=must_create)
        except UpdateError as error:
            # Django says of whatever went wrong that the session was deleted; what the driver said is told as it was.
            fault = error.__context__
            if isinstance(fault, DatabaseError) and fault.__cause__ is not None:
                raise fault from fault.__cause__
            raise

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
        """Return the row for `data` under the digest of this session's key, and what a list of sessions shows."""
        return self.model(
            session_key=digest(self._get_or_create_session_key()),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=data.get(SESSION_KEY),
            label=data.get(LABEL, ""),
            seen_at=timezone.now().replace(minute=0, second=0, microsecond=0),
        )

    def delete(self, session_key: str | None = None) -> None:
        """Delete the row of this session, or of the browser key given."""
        key = session_key or self.session_key
        if key is not None:
            self.model.objects.filter(session_key=digest(key)).delete()
