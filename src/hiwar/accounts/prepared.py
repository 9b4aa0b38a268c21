"""A question that is asked with every comment, written down once: Django takes longer to write it than the database to
answer it.

Django's own query is the source; its text is kept, with the places where values go and with what turns the database's
answers into Python's. Belongs here: keeping and asking. Not here: the questions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet

Values = tuple[Any, ...]
STEP = 8


@dataclass(frozen=True)
class _Written:
    """The text for one kind of database: its values, each a name or what it always is; converters by column."""

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
        statement, given = compiler.as_sql()
        names = {value: name for name, value in self._examples.items()}
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

    A list of another length is another query. So there is one for 8, 16, 24 … values, and a list that is shorter asks
    for its last value again; a few times at most, for the database plans for as many rows as it is asked for.
    """

    def __init__(
        self,
        build: Callable[..., QuerySet[Any, Any]],
        *,
        example: Callable[[int], str | int],
        examples: Mapping[str, str | int] | None = None,
    ) -> None:
        self._build, self._example, self._examples = build, example, examples or {}
        self._by_room: dict[int, Prepared] = {}

    def ask(self, many: Sequence[str | int], **values: str | int) -> list[Values]:
        """Return the rows for these values; none for none."""
        if not many:
            return []
        room = -(-len(many) // STEP) * STEP
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


def _converted(row: Values, written: _Written, database: BaseDatabaseWrapper) -> Values:
    values = list(row)
    for place, expression, converters in written.converters:
        for convert in converters:
            values[place] = convert(values[place], expression, database)
    return tuple(values)
