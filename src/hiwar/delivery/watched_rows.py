"""Which rows readers see, and the triggers by which the database itself notes each change of one.

A trigger writes into the transaction of whoever changes the row: a service, Wagtail's editor, an import, a statement
typed by hand. No signal can be forgotten and no process overlooked. Belongs here: the table of what is watched, and
putting the triggers in place after every migration (SQLite drops those of a table that Django rebuilds). Not here: who
reads the notes (`change_feed`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.db.backends.base.base import BaseDatabaseWrapper

# What every page shows something of: articles, sections, authors, pictures, the newsroom's name and its rules.
NEWSROOM = "newsroom"
# What comments are judged by and no page shows: word lists, reserved names, the staff's names, what was learned, and
# thresholds set by hand.
RULES = "rules"
NOTES = "delivery_change"
_PREFIX = "hiwar_watch_"


def thread_key(thread_id: int) -> str:
    """Return the key of everything readers see of one discussion."""
    return f"thread:{thread_id}"


def count_key(subject: str) -> str:
    """Return the key of the number of comments about a subject, which many pages show."""
    return f"count:{subject}"


def terms_key(site_id: int) -> str:
    """Return the key of what is asked of comments for a while, anywhere on a site."""
    return f"terms:{site_id}"


@dataclass(frozen=True, slots=True)
class Watched:
    """A table readers see. `columns` are those that matter to them (all if none are named).

    The key is `key`, followed by the value of `suffix` in the row if that is named.
    """

    table: str
    key: str = NEWSROOM
    suffix: str = ""
    columns: tuple[str, ...] = ()


WATCHED: tuple[Watched, ...] = (
    # Every service moves the version with whatever readers see of a comment; the rest is the thread's own.
    Watched("discussions_thread", "thread:", "id", ("version", "mode", "screening_mode", "title", "url", "opened_at")),
    Watched("discussions_thread", "count:", "subject", ("comment_count", "mode")),
    Watched("discussions_discussionsettings"),
    # Readers are told what is asked of them for a while, and their comments are judged by it.
    Watched("discussions_restraint"),
    # Whoever has a discussion open hears of it too, and of nothing else that concerns the newsroom as a whole.
    Watched("discussions_restraint", "terms:", "site_id"),
    # Drafts are saved into this table too, in columns that are not named here.
    Watched(
        "wagtailcore_page",
        columns=("live", "title", "slug", "url_path", "path", "first_published_at", "last_published_at", "expired"),
    ),
    Watched("newsroom_articlepage"),
    Watched("newsroom_articlebyline"),
    Watched("newsroom_sectionpage"),
    Watched("newsroom_author"),
    # Written after the page it stands for has changed: until then there may have seemed to be nothing.
    Watched("newsroom_formeraddress"),
    Watched("newsroom_newsimage"),
    Watched("newsroom_newsrendition"),
    Watched("wagtailcore_site"),
    Watched("accounts_siteprofile"),
    Watched("discussions_listedword", RULES),
    Watched("discussions_lesson", RULES),
    Watched("discussions_headthreshold", RULES),
    Watched("accounts_reservedname", RULES),
    Watched("accounts_measure", RULES),
    Watched("accounts_user", RULES, columns=("display_name", "is_active")),
)
_EVENTS = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger: the table it is on, its name, which holds a digest of all it does, and the statements to make it."""

    table: str
    name: str
    statements: tuple[str, ...]


def triggers(vendor: str) -> tuple[Trigger, ...]:
    """Return every trigger for "sqlite" or "postgresql"."""
    write = {"sqlite": _sqlite, "postgresql": _postgresql}[vendor]
    return tuple(write(watched, event) for watched in WATCHED for event in _EVENTS)


def watch(connection: BaseDatabaseWrapper) -> int:
    """Put every trigger in place and take away older ones; return how many were made. Twice changes nothing."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if NOTES not in tables:
            return 0
        wanted = {trigger.name: trigger for trigger in triggers(connection.vendor) if trigger.table in tables}
        cursor.execute(_LISTED[connection.vendor], [f"{_PREFIX}%"])
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


def _named(watched: Watched, event: str, statements: Iterable[str]) -> Trigger:
    """Return the trigger whose statements call it `{name}`; PostgreSQL cuts names of more than 63 characters."""
    written = tuple(statements)
    digest = sha256("".join(written).encode()).hexdigest()[:8]
    name = f"{_PREFIX}{watched.table[:30]}_{event.lower()}_{digest}"
    return Trigger(watched.table, name, tuple(statement.replace("{name}", name) for statement in written))


def _key(watched: Watched, event: str) -> str:
    row = "OLD" if event == "DELETE" else "NEW"
    return f"'{watched.key}' || {row}.\"{watched.suffix}\"" if watched.suffix else f"'{watched.key}'"


def _condition(watched: Watched, event: str, differs: str) -> str:
    if event != "UPDATE" or not watched.columns:
        return ""
    return "WHEN (" + " OR ".join(f'OLD."{name}" {differs} NEW."{name}"' for name in watched.columns) + ")"


def _sqlite(watched: Watched, event: str) -> Trigger:
    note = f'INSERT INTO "{NOTES}" ("key", "at") VALUES ({_key(watched, event)}, unixepoch())'  # noqa: S608 - our own names
    # Debian 12 has SQLite 3.40; `unixepoch` came with 3.38.
    condition = _condition(watched, event, "IS NOT")
    made = f'CREATE TRIGGER "{{name}}" AFTER {event} ON "{watched.table}" {condition} BEGIN {note}; END'
    return _named(watched, event, [made])


def _postgresql(watched: Watched, event: str) -> Trigger:
    note = (
        f'INSERT INTO "{NOTES}" ("key", "writer", "at") VALUES '  # noqa: S608 - our own names
        f"({_key(watched, event)}, pg_current_xact_id()::text::bigint, extract(epoch FROM clock_timestamp())::bigint)"
    )
    function = 'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS'
    condition = _condition(watched, event, "IS DISTINCT FROM")
    made = f'CREATE TRIGGER "{{name}}" AFTER {event} ON "{watched.table}" FOR EACH ROW {condition}'
    return _named(
        watched,
        event,
        [f"{function} $$ BEGIN {note}; RETURN NULL; END $$", f'{made} EXECUTE FUNCTION "{{name}}"()'],
    )


def _dropping(vendor: str, name: str, table: str) -> tuple[str, ...]:
    if vendor == "sqlite":
        return (f'DROP TRIGGER "{name}"',)
    return (f'DROP TRIGGER "{name}" ON "{table}"', f'DROP FUNCTION IF EXISTS "{name}"()')
