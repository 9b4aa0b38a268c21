"""The report about the desk: one frozen value with all its figures, for the page and for the table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hiwar.accounts.models import SiteProfile
from hiwar.moderation.queries.agreement import Agreement, Missed, agreement, missed
from hiwar.moderation.queries.filters import section_names
from hiwar.moderation.queries.staff_record import Taken, Upheld, decisions_taken, model_record, sees_names
from hiwar.moderation.queries.volume import Period, TimeToDecision, Volume, period_of, time_to_decision, volume
from hiwar.moderation.roles import Seat


@dataclass(frozen=True)
class Report:
    """The figures of a period. What people and second looks say is about the whole site, whatever the section."""

    period: Period
    sections: dict[str, str]
    volume: Volume
    waits: TimeToDecision
    taken: tuple[Taken, ...]
    has_names: bool
    model: tuple[Upheld, ...]
    agreement: Agreement
    missed: Missed


def report(*, seat: Seat, days: int, section: str, now: datetime) -> Report:
    """Return the report of the last days, today the last of them; in about ten queries."""
    sections = section_names(seat)
    zone = ZoneInfo(SiteProfile.of(seat.site).time_zone)
    period = period_of(now, days=days, zone=zone, section=section if section in sections else "")
    return Report(
        period=period,
        sections=sections,
        volume=volume(seat, period),
        waits=time_to_decision(seat, period),
        taken=decisions_taken(seat, period),
        has_names=sees_names(seat),
        model=model_record(seat, period),
        agreement=agreement(seat.site, period.since),
        missed=missed(seat.site, period.since),
    )
