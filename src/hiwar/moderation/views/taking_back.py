"""What the rooms say of an act that cannot be taken back any more."""

from __future__ import annotations

from django.utils.translation import gettext as _


def too_late() -> str:
    """Return the sentence for `TooLate`."""
    return _("This can no longer be taken back: a minute has passed, or something else has happened since.")
