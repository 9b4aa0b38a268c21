"""What can be asked of the log, by an address or a form; what makes no sense is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from hiwar.moderation.models import Action, EventKind
from hiwar.moderation.places import number
from hiwar.moderation.queries.whole_log import Asked

# A comment's id, alone or at the end of an address of the desk.
_PUBLIC_ID = re.compile(r"(?:.*[/=])?([A-Za-z0-9_-]{16})/?", re.ASCII)
_CODE = re.compile(r"[a-z0-9_-]{1,24}", re.ASCII)


def asked_from(said: Mapping[str, str]) -> Asked:
    """Return what of the log is asked for."""
    act, reason = said.get("act", ""), said.get("reason", "")
    comment = _PUBLIC_ID.fullmatch(said.get("comment", "").strip())
    batch = _PUBLIC_ID.fullmatch(said.get("batch", ""))
    return Asked(
        person=number(said.get("person")),
        act=act if act in {*Action.values, *EventKind.values} else "",
        reason=reason if _CODE.fullmatch(reason) else "",
        since=_day(said.get("since")),
        until=_day(said.get("until")),
        comment=comment[1] if comment else "",
        batch=batch[1] if batch else "",
    )


def _day(raw: str | None) -> date | None:
    try:
        day = date.fromisoformat(raw or "")
    except ValueError:
        return None
    # Midnights beside the ends of the calendar are no moments in every time zone.
    return day if 1970 < day.year < 9000 else None
