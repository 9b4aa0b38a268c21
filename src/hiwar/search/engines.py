"""The index itself, on either database: SQLite's FTS5 and PostgreSQL's tsvector behind the same few calls.

Both hold the same terms (`terms`) and answer only whether a condition is true of a text, newest first. No rank is asked
of either: theirs differ, and both would read every text that is found. The order is `ranking`'s. Statements are made of
our own terms, which are ASCII letters and digits, and go as parameters all the same (threats, row I1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from hiwar.search.question import AnyOf, Condition, InARow
from hiwar.search.terms import GAP, Sort, term

# So many of the latest texts are looked at one by one before the index is asked.
LATEST = 300
# Any number will do; it is ours among the advisory locks of the database.
_LOCK = 0x5365656B


class Span(NamedTuple):
    """The numbers of entries to look among, the last one excluded."""

    first: int
    last: int


def newest(condition: Condition, *, span: Span, limit: int) -> list[int]:
    """Return the numbers of the newest entries of which the condition is true, in two statements at most."""
    written = _written(condition)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(_NEWEST, [written, *span, limit])
            return _numbers(cursor)
        # What is true of many texts is true of enough of the latest; of the others the index has a short list.
        cursor.execute(_AMONG_THE_LATEST, [*span, max(LATEST, 8 * limit), written, limit])
        found = _numbers(cursor)
        if len(found) < limit:
            found = _by_index(cursor, condition, span, limit)
        return found


def those_of(numbers: Sequence[int], condition: Condition) -> list[int]:
    """Return those of a few entries of which the condition is true, the newest first."""
    if not numbers:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(numbers))
            cursor.execute(_THOSE_OF["sqlite"].format(marks), [_written(condition), *numbers])
        else:
            cursor.execute(_THOSE_OF["postgresql"], [list(numbers), _written(condition)])
        return _numbers(cursor)


def _by_index(cursor: CursorWrapper, condition: Condition, span: Span, limit: int) -> list[int]:
    anywhere = _anywhere(condition)
    if anywhere == condition:
        cursor.execute(_BY_INDEX, [_written(condition), *span, limit])
    else:
        cursor.execute(_IN_A_ROW_BY_INDEX, [_written(anywhere), *span, _written(condition), limit])
    return _numbers(cursor)


def _anywhere(condition: Condition) -> Condition:
    """Return what is true of a text that has all the words, in a row or not."""
    apart = [[AnyOf((one,)) for one in part.terms] if isinstance(part, InARow) else [part] for part in condition]
    return tuple(part for parts in apart for part in parts)


def _numbers(cursor: CursorWrapper) -> list[int]:
    return [number for (number,) in cursor.fetchall()]


def how_many(condition: Condition, *, most: int) -> int:
    """Return of how many entries the condition is true, `most` at the most."""
    with connection.cursor() as cursor:
        cursor.execute(_HOW_MANY[connection.vendor], [_written(condition), most])
        return int(cursor.fetchone()[0])


def known(terms: Sequence[str]) -> list[str]:
    """Return those of these terms that stand in any text, in one statement."""
    if not terms:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(terms))
            cursor.execute(f"SELECT term FROM search_vocabulary WHERE term IN ({marks})", terms)  # noqa: S608 - marks
        else:
            cursor.execute(_KNOWN, [list(terms)])
        return [found for (found,) in cursor.fetchall()]


def put(rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Take the terms of entries in, each with the entry's number; there must be none of that number."""
    write = _as_text if connection.vendor == "sqlite" else _as_vector
    with connection.cursor() as cursor:
        cursor.executemany(_PUT[connection.vendor], [(number, write(terms)) for number, terms in rows])


def be_alone() -> None:
    """Wait until no other process takes texts in, and keep others waiting until the transaction ends.

    SQLite's writers are already one at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def tidy(*, pages: int = 500, begin: bool = False) -> bool:
    """Merge a part of what FTS5 has in pieces, and with it wipe out what was deleted; return whether more is left.

    Deleted words stay in its pieces until these are merged: its own way to erase them at once came with SQLite 3.42,
    Debian 12 has 3.40. `begin` has it merge all there is. PostgreSQL's autovacuum does the same without being asked.
    """
    if connection.vendor != "sqlite":
        return False
    connection.ensure_connection()
    before = connection.connection.total_changes
    with connection.cursor() as cursor:
        # A negative number begins the merging of all pieces into one, a positive one goes on with it.
        cursor.execute(
            "INSERT INTO search_terms (search_terms, rank) VALUES ('merge', %s)", [-pages if begin else pages]
        )
    # FTS5's own word for it: fewer than two changes mean that there was nothing to do.
    return int(connection.connection.total_changes) - before >= 2


_NEWEST = (
    "SELECT rowid FROM search_terms WHERE search_terms MATCH %s AND rowid >= %s AND rowid < %s"
    " ORDER BY rowid DESC LIMIT %s"
)
_AMONG_THE_LATEST = (
    "SELECT id FROM (SELECT id, terms FROM search_terms WHERE id >= %s AND id < %s ORDER BY id DESC LIMIT %s) AS latest"
    " WHERE terms @@ %s::tsquery ORDER BY id DESC LIMIT %s"
)
_BY_INDEX = (
    "SELECT id FROM search_terms_having(%s::tsquery, NULL) AS id WHERE id >= %s AND id < %s ORDER BY id DESC LIMIT %s"
)
# The index knows which words a text has and not where they stand. That is asked of the texts, a thousand times as
# large, and only of the newest, until there are enough.
_IN_A_ROW_BY_INDEX = (
    "SELECT id FROM (SELECT id FROM search_terms_having(%s::tsquery, NULL) AS id WHERE id >= %s AND id < %s"
    " ORDER BY id DESC) AS lately"
    " CROSS JOIN LATERAL (SELECT 1 FROM search_terms WHERE search_terms.id = lately.id AND terms @@ %s::tsquery"
    " OFFSET 0) AS in_a_row ORDER BY id DESC LIMIT %s"
)
_THOSE_OF = {
    "sqlite": "SELECT rowid FROM search_terms WHERE search_terms MATCH %s AND rowid IN ({}) ORDER BY rowid DESC",
    "postgresql": "SELECT id FROM search_terms WHERE id = ANY(%s) AND terms @@ %s::tsquery ORDER BY id DESC",
}
_HOW_MANY = {
    "sqlite": "SELECT count(*) FROM (SELECT 1 FROM search_terms WHERE search_terms MATCH %s LIMIT %s)",
    "postgresql": "SELECT count(*) FROM search_terms_having(%s::tsquery, %s)",
}
_KNOWN = (
    "SELECT asked FROM unnest(%s::text[]) AS asked"
    " WHERE EXISTS (WITH found AS MATERIALIZED (SELECT 1 FROM search_terms WHERE terms @@ asked::tsquery)"
    " SELECT 1 FROM found)"
)
_PUT = {
    "sqlite": "INSERT INTO search_terms (rowid, terms) VALUES (%s, %s)",
    "postgresql": "INSERT INTO search_terms (id, terms) VALUES (%s, %s::tsvector)",
}


def _written(condition: Condition) -> str:
    one, other, every, follows = (
        ('"{}"', " OR ", " AND ", " + ") if connection.vendor == "sqlite" else ("'{}'", " | ", " & ", " <-> ")
    )
    parts = []
    for part in condition:
        match part:
            case AnyOf(terms):
                parts.append(f"({other.join(map(one.format, terms))})")
            case InARow(terms):
                parts.append(f"({follows.join(map(one.format, terms))})")
    return every.join(parts)


def _as_text(terms: Sequence[str]) -> str:
    return " ".join(terms)


# What stands at a place; of all other terms it is enough that they are there.
_PLACED = tuple(term(Sort.STEM, kind, "") for kind in ("article", "comment"))


def _as_vector(terms: Sequence[str]) -> str:
    places: dict[str, list[int]] = {}
    for place, one in enumerate(terms, start=1):
        if one != GAP:
            places.setdefault(one, []).append(place)
    return " ".join(
        f"'{one}':{','.join(map(str, found))}" if one.startswith(_PLACED) else f"'{one}'"
        for one, found in places.items()
    )
