"""A question that is asked with every comment, written down once: Django takes longer to write it than the database to
answer it.

Django's own query is the source; its text is kept, with the places where values go and with what turns the database's
answers into Python's. Belongs here: keeping and asking. Not here: the questions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model, QuerySet

Values = tuple[Any, ...]
STEP = 8
_VALUE = re.compile("(?<!%)%s")


@dataclass(frozen=True)
class _Written:
    """The text for one kind of database: what goes where values go, each a name or a value; converters by column."""

    statement: str
    places: tuple[tuple[bool, Any], ...]
    converters: tuple[tuple[int, Any, Sequence[Callable[..., Any]]], ...]


class Prepared:
    """A query by its values. `build` writes it for given ones; `examples` are values that appear nowhere else in it.

    What a value is turned into before it reaches the database must be itself: texts and whole numbers. A query whose
    text depends on a value (None, an empty list) is two queries.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *, examples: Mapping[str, str | int]) -> None:
        self._build = build
        self._examples = dict(examples)
        self._written: dict[str, _Written] = {}

    def ask(self, **values: str | int) -> list[Values]:
        """Return the rows for these values, columns in the order of the query."""
        # Where Django would ask it: a page drawn from a replica must not be half of the one and half of the other.
        database = connections[router.db_for_read(self._model)]
        written = self._written.get(database.vendor) or self._write(database)
        with database.cursor() as cursor:
            cursor.execute(written.statement, [values[what] if is_open else what for is_open, what in written.places])
            rows: list[Values] = cursor.fetchall()
        return [_converted(row, written, database) for row in rows] if written.converters else rows

    @cached_property
    def _model(self) -> type[Model]:
        model: type[Model] = self._build(**self._examples).model
        return model

    def _write(self, database: BaseDatabaseWrapper) -> _Written:
        query = self._build(**self._examples).query
        compiler = query.get_compiler(connection=database)
        names = {value: name for name, value in self._examples.items()}
        statement, given = _with_constants(*compiler.as_sql(), open_=names)
        places = tuple((value in names, names.get(value, value)) for value in given)
        missing = set(self._examples) - {name for is_open, name in places if is_open}
        if missing:
            raise ValueError(f"the query does not hold {sorted(missing)}")
        found = compiler.get_converters([expression for expression, *_ in compiler.select])
        converters = tuple((place, expression, tuple(all_)) for place, (all_, expression) in found.items())
        self._written[database.vendor] = _Written(statement, places, converters)
        return self._written[database.vendor]


class PreparedForMany:
    """A query about a list of values. `build` takes them as `many`, whole numbers or texts, the others by their names.

    A list of another length is another query. So there is one for 8, 16, 24 … values, or for as many in a `step`, and a
    list that is shorter asks for its last value again; a few times at most, for the database plans for as many rows as
    it is asked for.
    """

    def __init__(
        self,
        build: Callable[..., QuerySet[Any, Any]],
        *,
        example: Callable[[int], str | int],
        examples: Mapping[str, str | int] | None = None,
        step: int = STEP,
    ) -> None:
        self._build, self._example, self._examples, self._step = build, example, examples or {}, step
        self._by_room: dict[int, Prepared] = {}

    def ask(self, many: Sequence[str | int], **values: str | int) -> list[Values]:
        """Return the rows for these values; none for none."""
        if not many:
            return []
        room = -(-len(many) // self._step) * self._step
        asked = self._by_room.get(room) or self._by_room.setdefault(room, self._prepared(room))
        filled = [*many, *[many[-1]] * (room - len(many))]
        return asked.ask(**values, **{f"many{place}": value for place, value in enumerate(filled)})

    def _prepared(self, room: int) -> Prepared:
        names = [f"many{place}" for place in range(room)]

        def build(**values: str | int) -> QuerySet[Any, Any]:
            many = [values.pop(name) for name in names]
            return self._build(many=many, **values)

        several = {name: self._example(place) for place, name in enumerate(names)}
        return Prepared(build, examples={**self._examples, **several})


# Whoever fills in such a field has the very value that goes into the database; Django would ask six functions what it
# is. A key of another row, a moment or a record is turned into something else first.
_PLAIN = frozenset(
    {
        models.BooleanField,
        models.CharField,
        models.PositiveIntegerField,
        models.PositiveSmallIntegerField,
        models.TextField,
    }
)


class PreparedRow:
    """Rows that are stored with every comment: the columns and values that Django would write, the statements kept.

    Nobody is told of it: the signals of saving are not sent.
    """

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        self._statements: dict[int, str] = {}

    def insert(self, row: Model) -> None:
        """Store a new row and give it its key."""
        self.insert_all([row])

    def insert_all(self, rows: Sequence[Model]) -> None:
        """Store new rows in one statement, none for none, and give each its key."""
        if not rows:
            return
        database = connections[router.db_for_write(self._model)]
        values = [
            vars(row)[name] if is_plain else field.get_db_prep_save(field.pre_save(row, True), database)
            for row in rows
            for field, name, is_plain in self._fields
        ]
        with database.cursor() as cursor:
            cursor.execute(self._statement(len(rows)), values)
            keys = cursor.fetchall()
        # Neither database promises to answer in the order of the rows; a key it gave out later is higher.
        for row, (key,) in zip(rows, sorted(keys), strict=True):
            row.pk = key
            row._state.adding, row._state.db = False, database.alias

    @cached_property
    def _fields(self) -> list[tuple[Field[Any, Any], str, bool]]:
        """Return each field that is written, where a row holds its value, and whether that is written as it is."""
        fields = [field for field in self._model._meta.local_concrete_fields if not field.primary_key]
        return [(field, field.attname, type(field) in _PLAIN) for field in fields]

    def _statement(self, count: int) -> str:
        known = self._statements.get(count)
        if known is None:
            table, key = self._model._meta.db_table, self._model._meta.pk.column
            columns = ", ".join(f'"{field.column}"' for field, _, _ in self._fields)
            row = f"({', '.join(['%s'] * len(self._fields))})"
            known = f'INSERT INTO "{table}" ({columns}) VALUES {", ".join([row] * count)} RETURNING "{key}"'  # noqa: S608
            self._statements[count] = known
        return known


def _with_constants(statement: str, given: Sequence[Any], *, open_: Collection[Any]) -> tuple[str, list[Any]]:
    """Return a statement with what never changes written out, and the values that are left.

    Whether a partial index serves hangs on such a value, and where it is given SQLite plans anew each time: it needs
    six times as long for the plan as for the answer.
    """
    begins, *ends = _VALUE.split(statement)
    left = []
    for value, end in zip(given, ends, strict=True):
        constant = None if value in open_ else _constant(value)
        if constant is None:
            left.append(value)
        begins += (constant or "%s") + end
    return begins, left


def _constant(value: object) -> str | None:
    """Return a text or a whole number as SQL has it; None for anything else."""
    if isinstance(value, str):
        quoted = str(value).replace("'", "''").replace("%", "%%")
        return f"'{quoted}'"
    return str(int(value)) if isinstance(value, int) and not isinstance(value, bool) else None


def _converted(row: Values, written: _Written, database: BaseDatabaseWrapper) -> Values:
    values = list(row)
    for place, expression, converters in written.converters:
        for convert in converters:
            values[place] = convert(values[place], expression, database)
    return tuple(values)
