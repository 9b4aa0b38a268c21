"""Which part of a file a reader asks for (RFC 9110, section 14), for players that begin in the middle.

Pure. Several parts at once are answered with the whole file, as the standard allows: no player asks for them, and
putting them together costs more than it saves.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from .requests import Request

_ONE_RANGE = re.compile(r"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*", re.ASCII | re.IGNORECASE)


class Unsatisfiable(Exception):
    """The part begins behind the end of the file."""


def wanted_range(request: Request, size: int, *, etag: str, last_modified: datetime) -> range | None:
    """Return which bytes of `size` are wanted, or None for all of them; raises `Unsatisfiable`.

    What cannot be read as one range is no wish for one. Only GET knows ranges, and a reader who holds a part of an
    older file (If-Range) gets the new one whole.
    """
    asked = _ONE_RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None or request.method != "GET" or not _is_the_same_file(request, etag, last_modified):
        return None
    first, last = asked.groups()
    if first:
        start, stop = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < int(first):
            return None
    elif last:
        start, stop = max(0, size - int(last)), size
    else:
        return None
    if start >= stop:
        raise Unsatisfiable
    return range(start, stop)


def _is_the_same_file(request: Request, etag: str, last_modified: datetime) -> bool:
    held = request.headers.get("if-range")
    if held is None:
        return True
    if held.startswith(('"', "W/")):
        return held == etag
    try:
        moment = parsedate_to_datetime(held)
    except (TypeError, ValueError):
        return False
    # Equal to the second, not merely newer: anything else is another file.
    return moment.tzinfo is not None and moment.astimezone(UTC) == last_modified.replace(microsecond=0)
