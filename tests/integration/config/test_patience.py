"""A server does not wait for ever for one statement; the night's work may take its time."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection

from hiwar.config import patience

pytestmark = pytest.mark.django_db(transaction=True)


def hang() -> None:
    """Ask for something that takes a second, where the database can be asked to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(1)" if connection.vendor == "postgresql" else "SELECT 1")


@pytest.fixture(autouse=True)
def as_before():
    """Leave the connection to other tests as it was."""
    yield
    connection.close()


def test_a_statement_that_hangs_is_ended_and_the_connection_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "_set", lambda connection, _seconds: _milliseconds(connection))
    patience.limit_statements(connection=connection)

    if connection.vendor == "postgresql":
        with pytest.raises(OperationalError, match="timeout"):
            hang()
    else:
        hang()

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_servers_wait_a_while_and_the_nights_work_as_long_as_it_takes() -> None:
    patience.limit_statements(connection=connection)
    by_day = _limit()
    patience.wait_for_long_work(connection)
    by_night = _limit()

    assert (by_day, by_night) == (("15s", "0") if connection.vendor == "postgresql" else ("none", "none"))


def _limit() -> str:
    if connection.vendor != "postgresql":
        return "none"
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return str(cursor.fetchone()[0])


def _milliseconds(connection) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = '100ms'")
