"""What a log line may contain: an allow-list, so that nothing about a reader gets there by accident.

A line is one JSON object: the UTC minute, level, event, and of the rest only the fields named here. An exception is
told by its type and by the places in our own code it came through; its message and its variables stay out, because
they quote what the reader sent. Not here: what is worth logging.
"""

import json
import logging
import logging.config
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

OWN_CODE = Path(__file__).resolve().parents[1]

# Fields a caller may add with `extra=`, and the only types they may have.
FIELDS: dict[str, type | tuple[type, ...]] = {
    "count": int,
    "duration_ms": (int, float),
    "request_id": str,
    "route": str,
    "site": str,
    "staff_id": int,
}
# An event is a name we chose; anything else may be a sentence with somebody's data in it.
_EVENT = re.compile(r"[a-z][a-z0-9_]{2,39}")
_PLAIN = re.compile(r"[\w.:-]{1,80}", re.ASCII)


class AllowListFormatter(logging.Formatter):
    """Write a record as one JSON line of allowed fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; the record's message is used only if it is a bare event name."""
        line: dict[str, Any] = {
            "minute": datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%MZ"),
            "level": record.levelname.lower(),
            "event": record.msg if isinstance(record.msg, str) and _EVENT.fullmatch(record.msg) else record.name,
        }
        for name, kind in FIELDS.items():
            value = getattr(record, name, None)
            if isinstance(value, kind) and (not isinstance(value, str) or _PLAIN.fullmatch(value)):
                line[name] = value
        status = getattr(record, "status_code", None)
        if isinstance(status, int):
            line["status"] = f"{status // 100}xx"
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["at"] = own_places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=True)


def own_places(trace: TracebackType | None) -> list[str]:
    """Return where an exception passed through our own code, outermost first, as `discussions/views.py:42`."""
    return [
        f"{Path(frame.filename).relative_to(OWN_CODE).as_posix()}:{frame.lineno}"
        for frame in traceback.extract_tb(trace)
        if Path(frame.filename).is_relative_to(OWN_CODE)
    ]


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"allowed": {"()": "hiwar.config.logs.AllowListFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "allowed"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "hiwar": {"level": "INFO"},
        # Ours and the server's; both inherit the one handler above.
        "_granian": {"level": "WARNING"},
        # A wrong address typed by a reader is no event.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
    },
}


def configure() -> None:
    """Make every logger of the process write such lines, and nothing else."""
    logging.config.dictConfig(LOGGING)
    logging.captureWarnings(capture=True)
