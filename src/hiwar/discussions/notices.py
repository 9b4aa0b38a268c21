"""What readers are told of what is asked of them for a while: one line above the form, in their language.

Not here: what is asked (`queries.restraints`), and the refusals of those who did not read it (`problems`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiwar.arabic.dates import DateStyle
from hiwar.arabic.numbers import format_number
from hiwar.discussions.queries.restraints import UNRESTRAINED, Effective


@dataclass(frozen=True)
class Notice:
    """The line: why, in a word or two, and what is asked."""

    lead: str
    text: str

    def __str__(self) -> str:
        return f"{self.lead} {self.text}".strip()


def notice_of(restraint: Effective, *, everything_waits: bool, style: DateStyle, now: datetime) -> Notice | None:
    """Return what to tell about a discussion that is open; None where nothing out of the ordinary is asked."""
    if restraint == UNRESTRAINED:
        return None
    asked = list(_asked(restraint, everything_waits=everything_waits, style=style))
    closing = _closing(restraint, style=style, now=now)
    if not asked:
        return Notice("", closing)
    sentence = f"{reduce(_joined, asked)}."
    lead = _("Breaking news:") if restraint.careful else _("For now:")
    return Notice(lead, f"{sentence} {closing}".strip())


def _asked(restraint: Effective, *, everything_waits: bool, style: DateStyle) -> Iterator[str]:
    if everything_waits:
        yield _("every comment is read before it appears")
    elif restraint.careful and restraint.hold_first:
        yield _("more comments than usual are read before they appear, each reader's first among them")
    elif restraint.careful:
        yield _("more comments than usual are read before they appear")
    elif restraint.hold_first:
        yield _("each reader's first comment is read before it appears")
    if restraint.slow_minutes:
        yield ngettext(
            "each reader may write once a minute",
            "each reader may write once every %(minutes)s minutes",
            restraint.slow_minutes,
        ) % {"minutes": format_number(restraint.slow_minutes, style.digits)}
    if restraint.no_links:
        yield _("links are not accepted")


def _joined(before: str, after: str) -> str:
    return _("%(before)s, %(after)s") % {"before": before, "after": after}


def _closing(restraint: Effective, *, style: DateStyle, now: datetime) -> str:
    closes_at = restraint.closes_at
    if closes_at is None:
        return ""
    zone = ZoneInfo(style.time_zone)
    said = {"time": style.time(closes_at), "date": style.date(closes_at)}
    if closes_at.astimezone(zone).date() == now.astimezone(zone).date():
        return _("The discussion closes at %(time)s.") % said
    return _("The discussion closes on %(date)s at %(time)s.") % said
