"""A database that takes no changes is told from one that is away, busy or asked for nonsense."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, InternalError, OperationalError

from hiwar.accounts.unwritable import attempt, takes_no_writes

Fault = Callable[[sqlite3.Connection, Path], object]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.sqlite3"


@pytest.fixture
def database(path: Path) -> Iterator[sqlite3.Connection]:
    """A database with one row."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as made:
        made.execute("CREATE TABLE words (word TEXT UNIQUE)")
        made.execute("INSERT INTO words VALUES ('one')")
        yield made


def is_only_read(database: sqlite3.Connection, path: Path) -> None:
    database.execute("PRAGMA query_only=ON")
    database.execute("INSERT INTO words VALUES ('two')")


def is_opened_to_be_read(database: sqlite3.Connection, path: Path) -> None:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as other:
        other.execute("INSERT INTO words VALUES ('two')")


def is_full(database: sqlite3.Connection, path: Path) -> None:
    database.execute("PRAGMA max_page_count=1")
    database.execute("INSERT INTO words VALUES (hex(zeroblob(100000)))")


def is_locked(database: sqlite3.Connection, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        database.execute("INSERT INTO words VALUES ('two')")


def has_it_already(database: sqlite3.Connection, path: Path) -> None:
    database.execute("INSERT INTO words VALUES ('one')")


def is_asked_for_nonsense(database: sqlite3.Connection, path: Path) -> None:
    database.execute("INSERT INTO nowhere VALUES ('two')")


def caused(error: DatabaseError, cause: Exception) -> DatabaseError:
    """Return Django's exception as it wraps the driver's."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize("fault", [is_only_read, is_opened_to_be_read, is_full], ids=lambda fault: fault.__name__)
def test_sqlite_that_takes_no_changes_is_known_by_what_it_says(
    fault: Fault, database: sqlite3.Connection, path: Path
) -> None:
    with pytest.raises(sqlite3.Error) as said:
        fault(database, path)

    assert takes_no_writes(caused(OperationalError(), said.value))


@pytest.mark.parametrize("fault", [is_locked, has_it_already, is_asked_for_nonsense], ids=lambda fault: fault.__name__)
def test_whatever_else_sqlite_refuses_is_something_else(fault: Fault, database: sqlite3.Connection, path: Path) -> None:
    with pytest.raises(sqlite3.Error) as said:
        fault(database, path)

    assert not takes_no_writes(caused(OperationalError(), said.value))


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (caused(InternalError(), psycopg.errors.ReadOnlySqlTransaction()), True),
        (caused(OperationalError(), psycopg.errors.DiskFull()), True),
        (caused(OperationalError(), psycopg.errors.AdminShutdown()), False),
        (caused(OperationalError(), psycopg.errors.DeadlockDetected()), False),
        (caused(OperationalError(), psycopg.errors.QueryCanceled()), False),
        (caused(IntegrityError(), psycopg.errors.UniqueViolation()), False),
        (caused(OperationalError(), psycopg.OperationalError("connection refused")), False),
        (InterfaceError("connection already closed"), False),
        (OperationalError("database or disk is full"), False),
        (ValueError(), False),
        (None, False),
    ],
    ids=repr,
)
def test_postgresql_is_known_by_its_codes_and_nothing_by_words(error: Exception | None, expected: bool) -> None:
    assert takes_no_writes(error) is expected


def fails_with(error: Exception) -> Callable[[], None]:
    def write() -> None:
        raise error

    return write


def test_a_change_that_nobody_relies_on_is_let_go_where_none_is_taken() -> None:
    refused = fails_with(caused(InternalError(), psycopg.errors.ReadOnlySqlTransaction()))

    assert [attempt(refused), attempt(lambda: None)] == [False, True]


@pytest.mark.parametrize("error", [OperationalError("server closed the connection"), ValueError()], ids=repr)
def test_no_other_error_is_let_go(error: Exception) -> None:
    with pytest.raises(type(error)):
        attempt(fails_with(error))
