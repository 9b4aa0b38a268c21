"""The tag that stands for all a page shows: browsers ask with it, and a page is drawn only if it differs."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

import hiwar

HOUR = timedelta(hours=1)


def page_tag(*shown: object, now: datetime) -> str:
    """Return the strong ETag of a page made of these values; each must have a `repr` that tells all of it.

    The hour is part of it because the form's stamp and the day in the masthead are.
    """
    hour = int(now.timestamp() // HOUR.total_seconds())
    return sha256(repr((hiwar.__version__, hour, *shown)).encode()).hexdigest()[:24]


def end_of_hour(now: datetime) -> datetime:
    """Return the moment at which every page gets another tag."""
    return now.replace(minute=0, second=0, microsecond=0) + HOUR
