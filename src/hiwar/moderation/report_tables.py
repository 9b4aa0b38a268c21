"""The report for a spreadsheet: one long table of figures, each with its table, its row and its column named."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from hiwar.moderation.log_tables import BYTE_ORDER_MARK, disarmed
from hiwar.moderation.queries.statistics import Report
from hiwar.moderation.queries.volume import STATES, Waits

COLUMNS = ("table", "row", "column", "value")
Row = tuple[str, str, str, object]


def as_csv(report: Report) -> bytes:
    """Return all figures, in UTF-8 with its mark, without a cell that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows_of(report):
        writer.writerow(map(disarmed, row))
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def rows_of(report: Report) -> Iterator[Row]:
    """Yield every figure of the report; what is not known is an empty cell, never a zero."""
    volume, names = report.volume, report.sections
    for day, states in volume.by_day.items():
        yield from (("volume", day.isoformat(), state, states[state]) for state in STATES)
    for weekday, counts in enumerate(volume.by_weekday):
        yield from (("weekday and hour", str(weekday), f"{hour:02}", count) for hour, count in enumerate(counts))
    for key in volume.sections():
        name = names.get(key, key)
        yield from (("section", name, state, volume.section_states[key][state]) for state in STATES)
        yield from (("section and hour", name, f"{hour:02}", n) for hour, n in enumerate(volume.by_section[key]))
    yield from _waits("all", report.waits.overall)
    for day, waits in sorted(report.waits.by_day.items()):
        yield from _waits(day.isoformat(), waits)
    for key, waits in report.waits.by_section.items():
        yield from _waits(names.get(key, key), waits)
    for one in report.taken:
        for column, count in (("approved", one.approved), ("rejected", one.rejected), ("spam", one.spam)):
            yield ("decisions", one.name or "all", column, count)
    yield from _judgments(report)


def _waits(row: str, waits: Waits) -> Iterator[Row]:
    values = (("decided", waits.count), ("median minutes", waits.median), ("nine in ten, minutes", waits.late))
    yield from (("time to decision", row, column, _known(value)) for column, value in values)


def _judgments(report: Report) -> Iterator[Row]:
    for held in report.model:
        yield ("held by", held.held_by, "decided", held.count)
        yield ("held by", held.held_by, "approved", held.approved)
    agreed, missed = report.agreement, report.missed
    yield ("agreement", "blind second looks", "decisions", agreed.n)
    yield ("agreement", "blind second looks", "alike", agreed.same)
    yield ("agreement", "blind second looks", "kappa", _known(agreed.kappa))
    yield ("missed", "published by themselves", "looked at", missed.n)
    yield ("missed", "published by themselves", "should have waited", missed.missed)


def _known(value: float | None) -> object:
    return "" if value is None else round(value, 3)
