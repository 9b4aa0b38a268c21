"""The triggers by which the database itself takes a text out of the index when it is no longer public.

They write into the transaction of whoever changes the row: a service, the editor, an import, a statement typed by hand.
What came or changed they note as due (`models.Due`); reading a text is the server's work (`services`). Belongs here:
the table of what happens when, and putting it in place after every migration.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from django.db.backends.base.base import BaseDatabaseWrapper

from hiwar.accounts.triggers import Trigger, put_in_place

_PREFIX = "hiwar_search_"
_ENTRIES = "search_entry"


@dataclass(frozen=True, slots=True)
class Rule:
    """What the database does after an event on a row of a table, if `when` holds. `!=` there minds what is empty."""

    table: str
    event: str
    statements: tuple[str, ...]
    when: str = ""


def _due(kind: str, source: str) -> str:
    return f"INSERT INTO search_due (kind, source_id) VALUES ('{kind}', {source})"  # noqa: S608 - our own names


def _out(kind: str, source: str) -> str:
    return f"DELETE FROM search_entry WHERE kind = '{kind}' AND source_id = {source}"  # noqa: S608 - our own names


def _changed(*columns: str) -> str:
    return " OR ".join(f"OLD.{column} != NEW.{column}" for column in columns)


# What is taken out is due as well: the server may be taking it in at this very moment, from before the change.
_COMMENT_OUT = (_out("comment", "OLD.id"), _due("comment", "OLD.id"))
_ARTICLE_OUT = (_out("article", "OLD.id"), _due("article", "OLD.id"))
_ALL_OF_AUTHOR = (
    "INSERT INTO search_due (kind, source_id)"
    " SELECT 'article', page_id FROM newsroom_articlebyline WHERE author_id = NEW.id"
)
RULES: tuple[Rule, ...] = (
    Rule("discussions_comment", "INSERT", (_due("comment", "NEW.id"),), "NEW.state = 'published'"),
    # A new text is not what the index has of the old one, whether it waits or can be read at once.
    Rule(
        "discussions_comment",
        "UPDATE",
        _COMMENT_OUT,
        f"OLD.state = 'published' AND (NEW.state != 'published' OR {_changed('text', 'thread_id')})",
    ),
    Rule(
        "discussions_comment",
        "UPDATE",
        (_due("comment", "NEW.id"),),
        f"NEW.state = 'published' AND ({_changed('state')})",
    ),
    Rule("discussions_comment", "DELETE", _COMMENT_OUT, "OLD.state = 'published'"),
    Rule(
        "discussions_thread",
        "UPDATE",
        ("DELETE FROM search_entry WHERE thread_id = NEW.id", _due("thread", "NEW.id")),
        "NEW.mode = 'hidden' AND OLD.mode != NEW.mode",
    ),
    Rule(
        "discussions_thread",
        "UPDATE",
        (_due("thread", "NEW.id"),),
        f"NEW.mode != 'hidden' AND (OLD.mode = 'hidden' OR {_changed('section', 'site_id')})",
    ),
    Rule("discussions_thread", "DELETE", ("DELETE FROM search_entry WHERE thread_id = OLD.id",)),
    Rule("wagtailcore_page", "UPDATE", _ARTICLE_OUT, "OLD.live AND NOT NEW.live"),
    Rule(
        "wagtailcore_page",
        "UPDATE",
        (_due("article", "NEW.id"),),
        f"NEW.live AND (NOT OLD.live OR {_changed('title', 'path')})",
    ),
    Rule("wagtailcore_page", "DELETE", _ARTICLE_OUT),
    Rule("newsroom_articlepage", "INSERT", (_due("article", "NEW.page_ptr_id"),)),
    Rule(
        "newsroom_articlepage",
        "UPDATE",
        (_due("article", "NEW.page_ptr_id"),),
        _changed("address", "published_at", "section_id", "standfirst", "rendered_body", "lead_caption"),
    ),
    Rule("newsroom_articlebyline", "INSERT", (_due("article", "NEW.page_id"),)),
    Rule("newsroom_articlebyline", "UPDATE", (_due("article", "NEW.page_id"),), _changed("author_id")),
    Rule("newsroom_articlebyline", "DELETE", (_due("article", "OLD.page_id"),)),
    Rule("newsroom_author", "UPDATE", (_ALL_OF_AUTHOR,), _changed("name")),
)


def watch(connection: BaseDatabaseWrapper) -> int:
    """Put every trigger in place and take away older ones; return how many were made. Twice changes nothing."""
    made = (_trigger(connection.vendor, rule) for rule in RULES)
    return put_in_place(connection, made, prefix=_PREFIX, writes_to=_ENTRIES)


def _trigger(vendor: str, rule: Rule) -> Trigger:
    name = _name(rule)
    return Trigger(rule.table, name, _making(vendor, name, rule))


def _name(rule: Rule) -> str:
    """Return a name that holds a digest of all the trigger does; PostgreSQL cuts what is longer than 63 characters."""
    digest = sha256(repr(rule).encode()).hexdigest()[:8]
    return f"{_PREFIX}{rule.table[:28]}_{rule.event.lower()}_{digest}"


def _making(vendor: str, name: str, rule: Rule) -> tuple[str, ...]:
    body = "; ".join(rule.statements)
    if vendor == "sqlite":
        when = f"WHEN ({rule.when.replace('!=', 'IS NOT')})" if rule.when else ""
        return (f'CREATE TRIGGER "{name}" AFTER {rule.event} ON "{rule.table}" {when} BEGIN {body}; END',)
    when = f"WHEN ({rule.when.replace('!=', 'IS DISTINCT FROM')})" if rule.when else ""
    return (
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS '
        f"$$ BEGIN {body}; RETURN NULL; END $$",
        f'CREATE TRIGGER "{name}" AFTER {rule.event} ON "{rule.table}" FOR EACH ROW {when} EXECUTE FUNCTION "{name}"()',
    )
