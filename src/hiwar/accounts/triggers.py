"""Triggers of ours in a database: put in place after every migration, taken away when nobody wants them any more.

A trigger's name begins with its owner's prefix and ends with a digest of what it does, so that one that does something
else has another name. Belongs here: making and dropping. Not here: what a trigger does; that is its package's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger: the table it is on, its name, which holds a digest of all it does, and the statements to make it."""

    table: str
    name: str
    statements: tuple[str, ...]


def put_in_place(connection: BaseDatabaseWrapper, triggers: Iterable[Trigger], *, prefix: str, writes_to: str) -> int:
    """Make those of the triggers that are not there, drop others that have the prefix; return how many were made.

    Tables that are not there yet get theirs another time, and all do while the table that they write to is missing.
    """
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if writes_to not in tables:
            return 0
        wanted = {trigger.name: trigger for trigger in triggers if trigger.table in tables}
        cursor.execute(_LISTED[connection.vendor], [f"{prefix}%"])
        present = dict(cursor.fetchall())
        for name, table in present.items():
            if name not in wanted:
                for statement in _dropping(connection.vendor, name, table):
                    cursor.execute(statement)
        made = [trigger for name, trigger in wanted.items() if name not in present]
        for statement in (statement for trigger in made for statement in trigger.statements):
            cursor.execute(statement)
        return len(made)


_LISTED = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    "postgresql": (
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "JOIN pg_namespace ON pg_namespace.oid = relnamespace "
        "WHERE tgname LIKE %s AND nspname = ANY (current_schemas(false))"
    ),
}


def _dropping(vendor: str, name: str, table: str) -> tuple[str, ...]:
    if vendor == "sqlite":
        return (f'DROP TRIGGER "{name}"',)
    return (f'DROP TRIGGER "{name}" ON "{table}"', f'DROP FUNCTION IF EXISTS "{name}"()')
