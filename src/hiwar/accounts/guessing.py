"""The limits on guessing a password, one count for every place that asks for one (threats, rows S4 and P5)."""

from __future__ import annotations

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hiwar.accounts.limits import PACE

TRIES = 10
MINUTES = 15

# A hand that slips twice is no thief.
SLIPS = 2


def is_no_slip(*, name: str) -> bool:
    """Count one wrong password in an open session; return whether there were more than two of late."""
    key = sha256(name.casefold().encode()).hexdigest()
    return PACE.allows(act="wrong-password", key=key, amount=SLIPS, seconds=MINUTES * 60) is not True


def refuse_guessing(request: HttpRequest | None, *, name: str) -> None:
    """Count one try at an account; raise `ValidationError` after too many at it or from its network."""
    token = (request.META if request else {}).get("hiwar.net_token")
    keys = [sha256(name.casefold().encode()).hexdigest(), token]
    for key in filter(None, keys):
        if PACE.allows(act="sign-in", key=key, amount=TRIES, seconds=MINUTES * 60) is not True:
            raise ValidationError(_("Too many attempts. Wait a quarter of an hour, then try again."), code="pace")
