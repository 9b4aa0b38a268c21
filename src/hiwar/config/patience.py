"""How long a server waits for one statement of PostgreSQL: a lock never let go must not keep its threads for good.

SQLite waits for its own locks (`environment.sqlite_settings`) and never hangs. Commands, which migrate and import, wait
as long as it takes.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

# A reader has given up by then; what is drawn takes milliseconds.
STATEMENT_SECONDS = 15


def limit_statements(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """End any statement of this connection after some seconds; it then counts as a database that is away."""
    _set(connection, STATEMENT_SECONDS)


def wait_for_long_work(connection: BaseDatabaseWrapper) -> None:
    """Let statements of this connection take their time: the night's work reads whole tables."""
    _set(connection, 0)


def _set(connection: BaseDatabaseWrapper, seconds: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{seconds}s"])
