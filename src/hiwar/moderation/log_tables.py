"""The log for machines: one row a line, as CSV that spreadsheets open without harm, or as JSON lines.

Ids, names of staff and reasons; never a comment's words or its writer's name, which are not the log's to give away.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC
from typing import Any

from hiwar.moderation.models import Decision
from hiwar.moderation.queries.whole_log import LogRow

COLUMNS = (
    "at", "by", "what", "act", "about", "before", "after", "left_trace", "reason", "note", "message", "policy", "model",
    "batch", "digest",
)  # fmt: skip
# A spreadsheet takes a cell that begins so for a formula, behind spaces and marks too; an apostrophe keeps it text.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def disarmed(cell: object) -> str:
    """Return a cell that no spreadsheet runs.

    >>> disarmed(" \\N{RIGHT-TO-LEFT MARK}=1+1"), disarmed("-5%"), disarmed("3-1")
    ("' \\u200f=1+1", "'-5%", '3-1')
    """
    text = str(cell)
    visible = 0
    while visible < len(text) and text[visible] not in "\t\r" and _is_unseen(text[visible]):
        visible += 1
    return f"'{text}" if _FORMULA.match(text, visible) else text


def _is_unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Mn"}


def record(row: LogRow) -> dict[str, Any]:
    """Return one row of the log as data."""
    shared = {"at": row.at.astimezone(UTC).isoformat(timespec="minutes"), "by": str(row.by), "note": row.note}
    if isinstance(row, Decision):
        return shared | {
            "what": "decision",
            "act": row.action,
            "about": row.comment_id,
            "before": row.state_before,
            "after": row.state_after,
            "left_trace": row.leaves_trace,
            "reason": row.reason,
            "message": row.message,
            "policy": row.policy,
            "model": row.model,
            "batch": row.batch,
            "digest": row.digest,
        }
    if row.is_by_itself:
        # Who made the copy that went is in the event that tells of its making.
        shared["by"] = ""
    said = {"before": row.before, "after": row.after, "digest": row.digest}
    return shared | {"what": "event", "act": row.kind, "about": row.subject} | said


def as_json_lines(rows: Iterable[LogRow]) -> Iterator[bytes]:
    """Yield one object a line."""
    for row in rows:
        yield f"{json.dumps(record(row), ensure_ascii=False)}\n".encode()


def as_csv(rows: Iterable[LogRow]) -> Iterator[bytes]:
    """Yield a table with its headings, one line at a time."""
    line = io.StringIO()
    writer = csv.writer(line)

    def written(cells: Iterable[object]) -> bytes:
        writer.writerow(map(disarmed, cells))
        said = line.getvalue()
        line.seek(0)
        line.truncate()
        return said.encode()

    yield BYTE_ORDER_MARK.encode() + written(COLUMNS)
    for row in rows:
        told = record(row)
        yield written(_cell(told.get(column, "")) for column in COLUMNS)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict) else str(value)


FORMATS: dict[str, tuple[str, Callable[[Iterable[LogRow]], Iterator[bytes]]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "jsonl": ("application/x-ndjson; charset=utf-8", as_json_lines),
}
