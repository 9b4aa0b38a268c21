"""Acts of the desk that can be taken back for a minute: so long what stood before them lies in memory, sealed.

Belongs here: keeping it and giving it back. Not here: what it is, and putting it in its place again, which the services
of the acts do; decisions about comments and roles, which are taken back from the log.
"""

from __future__ import annotations

import logging
from base64 import b64decode, b64encode

from wagtail.models import Site

from hiwar.accounts.seal import CannotUnseal, seal, unseal
from hiwar.accounts.volatile_notes import Notes, OwnNotes
from hiwar.moderation.models import EventKind

log = logging.getLogger(__name__)

# The line that decisions leave on the desk stays for ten seconds, and its way back is a key. These are forms: whoever
# sends them by keyboard, without script, or over a slow line needs longer to come to the button.
TAKEN_BACK_FOR_SECONDS = 60.0
_PURPOSE = "desk-former"


class TooLate(Exception):
    """The minute is over, it was taken back before, or something else has happened to it since."""


class Former:
    """What stood before the latest acts, by what each was about; one instance serves the whole process."""

    def __init__(self) -> None:
        self._notes: Notes = OwnNotes()

    def lie_in(self, notes: Notes) -> None:
        """Keep everything there from now on: whoever takes back may reach another worker than she who acted."""
        self._notes = notes

    def keep(self, act: EventKind, about: str, stood: str, *, site: Site) -> None:
        """Keep what stood before an act.

        Called inside its transaction: should that fail, nothing has changed, and what is as it was is not put back.
        """
        key = _key(act, about, site)
        sealed = b64encode(seal(stood, purpose=f"{_PURPOSE}:{key}")).decode()
        try:
            self._notes.put(key, sealed, seconds=TAKEN_BACK_FOR_SECONDS)
        except OSError:
            # The act itself must not fail because it cannot be taken back.
            log.exception("former_not_kept")

    def of(self, act: EventKind, about: str, *, site: Site) -> str:
        """Return what stood before an act. Raises `TooLate`."""
        key = _key(act, about, site)
        try:
            note = self._notes.get(key)
            if note is None:
                raise TooLate
            return unseal(b64decode(note.value), purpose=f"{_PURPOSE}:{key}")
        except (OSError, CannotUnseal):
            log.exception("former_unknown")
            raise TooLate from None

    def knows(self, act: EventKind, about: str, *, site: Site) -> bool:
        """Return whether an act can still be taken back, as far as its time goes."""
        try:
            return self._notes.get(_key(act, about, site)) is not None
        except OSError:
            log.exception("former_unknown")
            return False

    def forget(self, act: EventKind, about: str, *, site: Site) -> None:
        """Forget what stood before an act that was taken back."""
        try:
            self._notes.forget(_key(act, about, site))
        except OSError:
            log.exception("former_not_forgotten")


def _key(act: EventKind, about: str, site: Site) -> str:
    return f"{_PURPOSE}:{site.pk}:{act}:{about}"


FORMER = Former()
