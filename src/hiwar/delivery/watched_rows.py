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

from hiwar.accounts.triggers import Trigger, put_in_place

# What every page shows something of: articles, sections, authors, pictures, the newsroom's name and its rules.
NEWSROOM = "newsroom"
# Which articles there are and of when; no word of them.
LISTED = "listed"
# What comments are judged by and no page shows: word lists, reserved names, the staff's names, what was learned, and
# thresholds set by hand.
RULES = "rules"
# Addresses at which something once stood.
FORMER = "former"
# Some number of comments, whatever of: what is chosen by such numbers hangs on all of them. The database notes none.
ANY_COUNT = "counts"
NOTES = "delivery_change"
_PREFIX = "hiwar_watch_"


def thread_key(thread_id: int) -> str:
    """Return the key of everything readers see of one discussion."""
    return f"thread:{thread_id}"


def count_key(subject: str) -> str:
    """Return the key of the number of comments about a subject, which many pages show."""
    return f"count:{subject}"


def with_any_count(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys, and the one that stands for every count if one of them is a count's."""
    return (*keys, ANY_COUNT) if any(key.startswith("count:") for key in keys) else keys


def terms_key(site_id: int) -> str:
    """Return the key of what is asked of comments for a while, anywhere on a site."""
    return f"terms:{site_id}"


@dataclass(frozen=True, slots=True)
class Watched:
    """A table readers see. `columns` are those that matter to them (all if none are named).

    The key is `key`, followed by the value of `suffix` in the row if that is named. Readers see only rows of which
    `seen` is true; a change between two that they do not see is none.
    """

    table: str
    key: str = NEWSROOM
    suffix: str = ""
    columns: tuple[str, ...] = ()
    seen: str = ""


WATCHED: tuple[Watched, ...] = (
    # Every service moves the version with whatever readers see of a comment; the rest is the thread's own.
    Watched(
        "discussions_thread",
        "thread:",
        "id",
        ("version", "mode", "screening_mode", "title", "url", "opened_at", "closes_at"),
    ),
    # One on another site's page comes into being with its first comment; were that noted while the comment waits, a
    # page that grows old would tell of it.
    Watched(
        "discussions_thread",
        "count:",
        "subject",
        ("comment_count", "mode"),
        seen='({row}."last_number" > 0 OR {row}."mode" <> \'open\')',
    ),
    Watched("discussions_discussionsettings"),
    # Readers are told what is asked of them for a while, and their comments are judged by it.
    Watched("discussions_restraint"),
    # Whoever has a discussion open hears of it too, and of nothing else that concerns the newsroom as a whole.
    Watched("discussions_restraint", "terms:", "site_id"),
    # Drafts are saved into this table too, every two seconds while somebody types: in columns that are not named here,
    # or in rows that nobody sees yet.
    Watched(
        "wagtailcore_page",
        columns=("live", "title", "slug", "url_path", "path", "first_published_at", "last_published_at", "expired"),
        seen='{row}."live"',
    ),
    Watched("newsroom_articlepage", seen='{row}."address" IS NOT NULL'),
    Watched("wagtailcore_page", LISTED, columns=("live", "path")),
    Watched("newsroom_articlepage", LISTED, columns=("published_at", "address")),
    Watched("newsroom_articlebyline"),
    Watched("newsroom_topic"),
    Watched("newsroom_articletopic"),
    Watched("newsroom_sectionpage"),
    Watched("newsroom_frontpage"),
    Watched("newsroom_sitelook"),
    Watched("newsroom_author"),
    # Written after the page it stands for has changed: until then there may have seemed to be nothing.
    Watched("newsroom_formeraddress"),
    # Every process knows which paths of an earlier site lead on (`old_paths`).
    Watched("newsroom_formeraddress", FORMER),
    Watched("newsroom_newsimage"),
    Watched("newsroom_newsrendition"),
    Watched("wagtailcore_site"),
    Watched("accounts_siteprofile"),
    # Which sites may show discussions on their pages.
    Watched("widget_embedsettings"),
    Watched("discussions_listedword", RULES),
    Watched("discussions_lesson", RULES),
    Watched("discussions_headthreshold", RULES),
    Watched("accounts_reservedname", RULES),
    Watched("accounts_measure", RULES),
    Watched("accounts_user", RULES, columns=("display_name", "is_active")),
)
_EVENTS = ("INSERT", "UPDATE", "DELETE")


def triggers(vendor: str) -> tuple[Trigger, ...]:
    """Return every trigger for "sqlite" or "postgresql"."""
    write = {"sqlite": _sqlite, "postgresql": _postgresql}[vendor]
    return tuple(write(watched, event) for watched in WATCHED for event in _EVENTS)


def watch(connection: BaseDatabaseWrapper) -> int:
    """Put every trigger in place and take away older ones; return how many were made. Twice changes nothing."""
    return put_in_place(connection, triggers(connection.vendor), prefix=_PREFIX, writes_to=NOTES)


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
    rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[event]
    terms = [[watched.seen.format(row=row) for row in rows]] if watched.seen else []
    if event == "UPDATE" and watched.columns:
        terms.append([f'OLD."{name}" {differs} NEW."{name}"' for name in watched.columns])
    if not terms:
        return ""
    return "WHEN (" + " AND ".join("(" + " OR ".join(term) + ")" for term in terms) + ")"


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
