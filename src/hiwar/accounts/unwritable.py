"""A database that can be read and takes no changes: its disk is full or read-only, or it is a standby.

Whoever reads is still answered. What a page writes by the way, such as the hour at which a session was used, is let go
then; any other change fails, and whoever wanted it is told (`hiwar.delivery.outages`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TypeGuard

from django.db import DatabaseError

# PostgreSQL's names for it: only reading is allowed; the disk is full.
_SQLSTATES = frozenset({"25006", "53100"})
# SQLite's, whatever they say more precisely.
_KINDS = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL})
# A quota, or a limit on the size of files, is to SQLite a file that could not be written.
_UNWRITTEN = frozenset(
    {
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }
)
_KIND = 0xFF


def takes_no_writes(exception: BaseException | None) -> TypeGuard[DatabaseError]:
    """Tell whether a database says with this that it takes no changes; one that is away or busy says something else."""
    cause = exception.__cause__ if isinstance(exception, DatabaseError) else None
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_OK)
        return code & _KIND in _KINDS or code in _UNWRITTEN
    return getattr(cause, "sqlstate", None) in _SQLSTATES


def attempt(write: Callable[[], object]) -> bool:
    """Make a change that nobody relies on; return False where the database takes none. Other errors are raised."""
    try:
        write()
    except DatabaseError as error:
        if not takes_no_writes(error):
            raise
        return False
    return True
