"""The page stamp: proof that a form came from one of our pages of late, the same for every reader of that hour."""

from __future__ import annotations

import hmac
from datetime import datetime
from hashlib import sha256

from hiwar.accounts.keys import derived_key
from hiwar.discussions.models import Thread

HOURS_VALID = 48  # A tab left open overnight must still be able to post.


def stamp_for(thread: Thread, *, now: datetime) -> str:
    """Return the stamp for the hour of `now`."""
    return _stamp(thread, int(now.timestamp() // 3600))


def stamp_is_valid(thread: Thread, stamp: str, *, now: datetime) -> bool:
    """Return whether the stamp was made for this thread within the last two days."""
    if len(stamp) != 32 or not stamp.isascii():
        return False
    hour = int(now.timestamp() // 3600)
    return any(hmac.compare_digest(_stamp(thread, hour - age), stamp) for age in range(HOURS_VALID))


def _stamp(thread: Thread, hour: int) -> str:
    # One that is not there yet has no id; neither may one have whose only comments wait (`Thread.is_silent`).
    named = thread.subject if thread.host_page else thread.public_id
    message = f"{named}:{hour}".encode()
    return hmac.digest(derived_key("stamp", thread.site_id), message, sha256)[:16].hex()
